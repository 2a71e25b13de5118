"""Paying on the portal: what is seen, where it leads, and what becomes of a receipt of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.domain.dossiers.handlers import DossierMoney
from motcua.domain.payments import ports, queries, services
from motcua.domain.payments.models import Exchange
from motcua.domain.payments.types import ChargeState, CollectingAccount, ProofState
from tests.delivery.portal.conftest import SignIn
from tests.domain.payments.conftest import FakePlatform
from tests.infra.files.papers import picture
from tests.office import Office
from tests.permit import resolved

pytestmark = pytest.mark.django_db
STRANGER = "079199900777"


@pytest.fixture
def platform() -> Iterator[FakePlatform]:
    before = dict(vars(ports._Joined))
    fake = FakePlatform()
    ports._Joined.platform, ports._Joined.listeners, ports._Joined.receipts = fake, (DossierMoney(),), None
    yield fake
    for name in ("platform", "listeners", "receipts"):
        setattr(ports._Joined, name, before[name])


@pytest.fixture
def owed(working_city: Office, platform: FakePlatform) -> UUID:
    """A dossier that waits for its fee, with an account to pay into."""
    ward = working_city.city.office("H29.27094")
    services.set_account(CollectingAccount(ward, "970999", "Ngân hàng Huấn luyện", "2927094001", "UBND AN KHANH"), None)
    return resolved(working_city)


def test_the_page_names_every_line_with_its_basis_the_sum_in_words_and_where_a_transfer_goes(
    me: Client, owed: UUID
) -> None:
    [charge] = queries.charges_of(owed)
    page = me.get(f"/ho-so/{owed}/thanh-toan/").content.decode()
    for told in ("75.000", "Bảy mươi lăm nghìn đồng", charge.lines[0].basis, charge.memo, "2927094001", "<svg"):
        assert told in page, told


def test_paying_leads_to_the_platform_and_the_way_back_asks_it(me: Client, owed: UUID, platform: FakePlatform) -> None:
    [charge] = queries.charges_of(owed)
    led = me.post(f"/ho-so/{owed}/thanh-toan/{charge.id}/truc-tuyen/")
    assert (led.status_code, led["Location"]) == (302, f"https://pay.test/{platform.last}")
    mark = me.get(f"/ho-so/{owed}/thanh-toan/").context["mark"]
    assert me.get(f"/ho-so/{owed}/thanh-toan/tinh-trang/?mark={mark}").status_code == 204
    platform.pay(platform.last)
    back = me.get(f"/thanh-toan/tro-ve/{platform.last}/", follow=True)
    assert "Đã nhận được tiền" in back.content.decode()
    assert me.get(f"/ho-so/{owed}/thanh-toan/tinh-trang/?mark={mark}").status_code == 200
    assert queries.charge(charge.id).state is ChargeState.PAID


def test_who_comes_back_before_the_money_is_told_not_to_pay_again(
    me: Client, owed: UUID, platform: FakePlatform
) -> None:
    [charge] = queries.charges_of(owed)
    me.post(f"/ho-so/{owed}/thanh-toan/{charge.id}/truc-tuyen/")
    platform.down = True
    back = me.get(f"/thanh-toan/tro-ve/{platform.last}/", follow=True)
    assert "xin đừng nộp lần nữa" in back.content.decode()


def test_an_outage_is_told_with_the_other_ways_to_pay(me: Client, owed: UUID, platform: FakePlatform) -> None:
    [charge] = queries.charges_of(owed)
    platform.down = True
    page = me.post(f"/ho-so/{owed}/thanh-toan/{charge.id}/truc-tuyen/", follow=True).content.decode()
    assert "Nền tảng thanh toán quốc gia đang không trả lời" in page
    assert "VietQR" in page


def test_a_receipt_of_ones_own_waits_for_an_officer(me: Client, owed: UUID) -> None:
    [charge] = queries.charges_of(owed)
    sent = {
        "amount": "75.000",
        "words": "Tại bưu điện",
        "file": SimpleUploadedFile("bien-lai.png", picture("PNG"), "image/png"),
    }
    page = me.post(f"/ho-so/{owed}/thanh-toan/{charge.id}/bien-lai/", sent, follow=True)
    assert "đang chờ cán bộ kiểm tra" in page.content.decode()
    [proof] = queries.proofs_of(charge.id)
    assert (proof.amount, proof.state) == (75_000, ProofState.WAITING)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"amount": "75.000"}, "Chưa nhận được tệp"),
        ({"amount": "-5", "file": True}, "Hãy ghi số tiền đã nộp"),
        ({"amount": "75 USD", "file": True}, "Hãy ghi số tiền đã nộp"),
    ],
)
def test_a_receipt_without_file_or_amount_is_asked_for_again(
    me: Client, owed: UUID, sent: dict[str, object], told: str
) -> None:
    [charge] = queries.charges_of(owed)
    if sent.get("file"):
        sent = {**sent, "file": SimpleUploadedFile("bien-lai.png", picture("PNG"), "image/png")}
    page = me.post(f"/ho-so/{owed}/thanh-toan/{charge.id}/bien-lai/", sent)
    assert page.status_code == 422
    assert told in page.content.decode()


def test_a_stranger_sees_and_pays_nothing_here(sign_in: SignIn, owed: UUID, platform: FakePlatform) -> None:
    [charge] = queries.charges_of(owed)
    stranger = sign_in(STRANGER)
    assert stranger.get(f"/ho-so/{owed}/thanh-toan/").status_code == 404
    assert stranger.post(f"/ho-so/{owed}/thanh-toan/{charge.id}/truc-tuyen/").status_code == 404
    assert not Exchange.objects.exists()


def test_a_callback_over_http_is_answered_in_the_platforms_words(
    client: Client, me: Client, owed: UUID, platform: FakePlatform
) -> None:
    [charge] = queries.charges_of(owed)
    me.post(f"/ho-so/{owed}/thanh-toan/{charge.id}/truc-tuyen/")
    told = platform.pay(platform.last)
    forged = client.post("/api/payments/callback", told | {"SoTien": "1"}, content_type="application/json")
    assert (forged.status_code, forged.json()["MaLoi"]) == (400, "97")
    platform_address = {"REMOTE_ADDR": "10.0.0.7"}
    taken = client.post("/api/payments/callback", told, content_type="application/json", **platform_address)
    assert (taken.status_code, taken.json()["MaLoi"]) == (200, "00")
    assert queries.charge(charge.id).state is ChargeState.PAID
