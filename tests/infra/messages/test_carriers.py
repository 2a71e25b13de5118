"""The clients of vendors, on real HTTP and SMTP: what they send, and how they tell failures apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from motcua.infra.messages import CarryError, NotNowError, Outgoing, RefusedError, UnsureError, VendorDownError
from motcua.infra.messages.mail import MailCarrier, MailSettings, Tls, mail_of
from motcua.infra.messages.push import PushCarrier, make_key, public_key
from motcua.infra.messages.sms import SmsCarrier, SmsSettings
from motcua.infra.messages.zalo import Keys, Renewal, ZaloCarrier, ZaloSettings
from tests.sandbox.message_vendors import MessageVendors, free_port

CODE, URL = "H29.27094-261103-0001", "https://motcua.example/tra-cuu/AB12CD34/"
VALUES = {"name": "Nguyễn Trúc Lam", "code": CODE, "url": URL, "amount": "150.000 đồng"}
PATIENT, HASTY = 10.0, 1.0


def a_message(address: str = "84912345678", **changes: object) -> Outgoing:
    """A message that the vendors know."""
    plain = Outgoing(
        tracking_id=str(uuid4()),
        address=address,
        title="Phí, lệ phí",
        text=f"Ho so {CODE} co phi, le phi phai nop. Xem: {URL}",
        url=URL,
        template="410005",
        values=VALUES,
    )
    return replace(plain, **changes)


@dataclass
class Ring:
    """Keys in memory. renewals: how often Zalo was asked for new ones."""

    kept: Keys = field(default_factory=lambda: Keys("", "sandbox-refresh-0", datetime(2000, 1, 1, tzinfo=UTC)))
    renewals: int = 0

    def keys(self) -> Keys:
        return self.kept

    def renew(self, known: Keys, ask: Renewal) -> Keys:
        self.renewals += 1
        self.kept = ask(known)
        return self.kept


def zalo(vendors: MessageVendors, ring: Ring | None = None, **changes: object) -> ZaloCarrier:
    settings = ZaloSettings(
        url=f"{vendors.url}/zalo",
        oauth_url=f"{vendors.url}/zalo",
        app="sandbox-app",
        secret="sandbox",
        hash_phone=False,
        token_errors=[-124],
        lasting_errors=[-108, -118],
        seconds=PATIENT,
    )
    return ZaloCarrier(replace(settings, **changes), ring or Ring())


def sms(vendors: MessageVendors, **changes: object) -> SmsCarrier:
    settings = SmsSettings(
        url=f"{vendors.url}/sms/send",
        user="motcua",
        secret="sandbox",
        brand="MOTCUA",
        headers={"Authorization": "Bearer {secret}"},
        body={
            "user": "{user}",
            "brandname": "{brand}",
            "phone": "{phone}",
            "message": "{text}",
            "requestId": "{tracking_id}",
        },
        code="code",
        reference="messageId",
        accepted=["0"],
        lasting=["10"],
        seconds=PATIENT,
    )
    return SmsCarrier(replace(settings, **changes))


def mail(vendors: MessageVendors, **changes: object) -> MailCarrier:
    sender = "Một Cửa <motcua@thanhpho.example>"
    return MailCarrier(replace(MailSettings("127.0.0.1", vendors.smtp_port, sender, Tls.NONE, PATIENT), **changes))


@pytest.fixture(scope="session")
def push_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city's key for web push."""
    file = tmp_path_factory.mktemp("push") / "key.pem"
    make_key(file)
    return file


@dataclass
class Way:
    """One vendor as all are asked: by `carry`, for an address that he knows. hasty: with little time for the answer."""

    vendor: str
    carry: Callable[[Outgoing], str]
    hasty: Callable[[Outgoing], str]
    message: Outgoing


@pytest.fixture(params=["zalo", "sms", "email", "push"])
def way(request: pytest.FixtureRequest, message_vendors: MessageVendors, push_key: Path) -> Way:
    """Each of the vendors in turn."""
    match request.param:
        case "zalo":
            ring = Ring()
            quick = zalo(message_vendors, ring, seconds=HASTY)
            return Way("zalo", zalo(message_vendors, ring).carry, quick.carry, a_message())
        case "sms":
            return Way("sms", sms(message_vendors).carry, sms(message_vendors, seconds=HASTY).carry, a_message())
        case "email":
            quick_mail = mail(message_vendors, seconds=HASTY)
            return Way("email", mail(message_vendors).carry, quick_mail.carry, a_message("lam@thu.example"))
        case _:
            browser = message_vendors.browser()
            patient, hasty = (PushCarrier(push_key, "mailto:a@thu.example", each) for each in (PATIENT, HASTY))
            return Way("push", patient.carry, hasty.carry, a_message(browser["endpoint"], values=browser["keys"]))


def test_a_message_arrives_once_however_often_it_is_handed_over(way: Way, message_vendors: MessageVendors) -> None:
    references = {way.carry(way.message) for _ in range(3)}
    assert len(references) == 1
    [arrived] = message_vendors.arrived()
    assert CODE in arrived["text"]
    assert message_vendors.asked(way.vendor) == 3


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("down", VendorDownError),
        ("slow", (UnsureError, VendorDownError)),
        ("later", NotNowError),
        ("refuses", RefusedError),
        ("loses", UnsureError),
    ],
)
def test_each_failure_is_told_apart(
    way: Way, message_vendors: MessageVendors, fault: str, error: type[CarryError]
) -> None:
    with message_vendors.misbehaving(way.vendor, fault), pytest.raises(error) as why:
        way.hasty(way.message)
    assert "84912345678" not in why.value.problem
    way.carry(way.message)
    assert len(message_vendors.arrived()) == 1  # also when the first answer was lost


def test_nobody_there_means_surely_not_sent(push_key: Path) -> None:
    nowhere = MessageVendors(f"http://127.0.0.1:{free_port()}", free_port(), None)  # type: ignore[arg-type] # unused
    browser = {"p256dh": "B" + "A" * 86, "auth": "A" * 22}
    for carry, message in (
        (sms(nowhere).carry, a_message()),
        (mail(nowhere).carry, a_message("lam@thu.example")),
        (zalo(nowhere).carry, a_message()),
    ):
        with pytest.raises(VendorDownError):
            carry(message)
    with pytest.raises(RefusedError):  # keys that are no point of the curve
        PushCarrier(push_key, "mailto:a@b.example", PATIENT).carry(a_message(f"{nowhere.url}/push", values=browser))


# --- Zalo


def test_zalos_keys_are_renewed_when_they_have_expired_and_when_zalo_says_so(message_vendors: MessageVendors) -> None:
    ring = Ring()
    carrier = zalo(message_vendors, ring)
    carrier.carry(a_message())
    carrier.carry(a_message())
    assert ring.renewals == 1
    ring.kept = replace(ring.kept, access="forgotten")
    carrier.carry(a_message())
    assert ring.renewals == 2
    ring.kept = replace(ring.kept, expires_at=datetime.now(UTC) - timedelta(days=1))
    carrier.carry(a_message())
    assert ring.renewals == 3
    assert len(message_vendors.arrived()) == 4


def test_without_a_good_refresh_token_zalo_is_as_if_it_were_down(message_vendors: MessageVendors) -> None:
    ring = Ring(Keys("", "spent", datetime(2000, 1, 1, tzinfo=UTC)))
    with pytest.raises(VendorDownError, match="renew"):
        zalo(message_vendors, ring).carry(a_message())
    assert message_vendors.arrived() == []


def test_the_text_is_the_one_that_zalo_approved(message_vendors: MessageVendors) -> None:
    zalo(message_vendors).carry(a_message())
    [arrived] = message_vendors.arrived()
    assert arrived["text"].startswith("Kính gửi ông/bà Nguyễn Trúc Lam: hồ sơ")
    with pytest.raises(NotNowError, match="missing"):
        zalo(message_vendors).carry(a_message(values={"code": CODE}))
    with pytest.raises(NotNowError, match="too long: name"):
        zalo(message_vendors).carry(a_message(values={**VALUES, "name": "N" * 31}))


def test_a_number_without_zalo_is_refused_for_good(message_vendors: MessageVendors) -> None:
    with pytest.raises(RefusedError, match="-118"):
        zalo(message_vendors).carry(a_message("84912345679"))


def test_zalo_need_not_be_told_the_number_itself(message_vendors: MessageVendors) -> None:
    zalo(message_vendors, hash_phone=True).carry(a_message())
    [arrived] = message_vendors.arrived()
    assert "84912345678" not in str(arrived)
    assert len(arrived["address"]) == 64


# --- SMS


def test_an_sms_goes_out_under_the_citys_name(message_vendors: MessageVendors) -> None:
    assert sms(message_vendors).carry(a_message()).startswith("sms-")
    [arrived] = message_vendors.arrived()
    assert (arrived["title"], arrived["address"], arrived["parts"]) == ("MOTCUA", "84912345678", 1)


def test_a_wrong_secret_is_the_vendors_and_not_the_messages_fault(message_vendors: MessageVendors) -> None:
    with pytest.raises(VendorDownError, match="401"):
        sms(message_vendors, secret="wrong").carry(a_message())
    assert "wrong" not in repr(sms(message_vendors, secret="wrong"))


# --- e-mail


def test_mail_has_text_and_page_and_a_number_that_stays(message_vendors: MessageVendors) -> None:
    told = a_message("lam@thu.example", unsubscribe="https://motcua.example/thong-bao/")
    first, second = (mail_of(told, "Một Cửa <motcua@thanhpho.example>") for _ in range(2))
    assert first["Message-ID"] == second["Message-ID"] == f"<{told.tracking_id}@thanhpho.example>"
    assert first["List-Unsubscribe"] == "<https://motcua.example/thong-bao/>"
    assert "List-Unsubscribe" not in mail_of(a_message("lam@thu.example"), "motcua@thanhpho.example")
    plain, page = (first.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert page is not None
    assert told.text in plain.get_content()
    assert f'<a href="{URL}">{URL}</a>' in page.get_content()


def test_what_a_person_is_called_cannot_become_part_of_the_page_or_of_a_header() -> None:
    told = a_message("lam@thu.example", title="Phí <b>", text=f"Kính gửi <script>alert(1)</script>: {URL}")
    page = mail_of(told, "motcua@thanhpho.example").get_body(("html",))
    assert page is not None
    assert "<script>" not in page.get_content()
    with pytest.raises(ValueError, match=r"linefeed|newline|header"):
        mail_of(a_message("lam@thu.example", title="Phí\nBcc: all@thu.example"), "motcua@thanhpho.example")


def test_a_bounce_is_for_good(message_vendors: MessageVendors) -> None:
    with pytest.raises(RefusedError, match="550"):
        mail(message_vendors).carry(a_message("bounce@thu.example"))


# --- web push


def test_a_push_message_is_read_by_the_browser_alone_and_leads_to_its_page(
    message_vendors: MessageVendors, push_key: Path
) -> None:
    browser = message_vendors.browser()
    carrier = PushCarrier(push_key, "mailto:a@b.example", PATIENT)
    carrier.carry(a_message(browser["endpoint"], values=browser["keys"]))
    [arrived] = message_vendors.arrived()
    assert (arrived["title"], arrived["url"]) == ("Phí, lệ phí", URL)


def test_a_browser_that_has_gone_is_refused_for_good(message_vendors: MessageVendors, push_key: Path) -> None:
    browser = message_vendors.browser()
    message_vendors.http.delete(f"/messages/browsers/{browser['endpoint'].rsplit('/', 1)[1]}")
    with pytest.raises(RefusedError, match="410"):
        PushCarrier(push_key, "mailto:a@b.example", PATIENT).carry(
            a_message(browser["endpoint"], values=browser["keys"])
        )


def test_the_citys_key_is_made_once_and_nobody_else_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "push.pem"
    make_key(file)
    first = file.read_bytes()
    make_key(file)
    assert file.read_bytes() == first
    assert file.stat().st_mode & 0o077 == 0
    assert len(public_key(file)) == 87
    assert list(file.parent.iterdir()) == [file]
