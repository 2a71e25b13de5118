"""Who is let in, what a stranger learns, and what is refused with words that help."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.domain.identity import queries as identity
from tests.delivery.desk.officers import act, bare, browser_of, open_page, text_of
from tests.office import Office
from tests.permit import ECONOMY, ONE_STOP, accepted, drafted, returned, to_be_supplemented

PAGES = ("", "so-viec/", "tim/?q=lam", "quay/", "quay/1.013225/")


@pytest.mark.parametrize("page", PAGES)
def test_who_has_not_signed_in_is_sent_to_the_door_and_back(page: str, working_city: Office) -> None:
    answer = Client().get(f"/lam-viec/{page}")
    assert answer.status_code == 302
    assert "next=/lam-viec/" in answer["Location"]


def test_a_citizen_is_told_that_these_pages_are_for_officers(working_city: Office) -> None:
    citizen = Client()
    me = working_city.citizen("2026-11-02 08:00")
    citizen.force_login(get_user_model().objects.get(pk=me.account_id))
    answer = citizen.get("/lam-viec/")
    assert answer.status_code == 403
    assert "Trang này dành cho cán bộ, công chức" in text_of(answer)


def test_another_ward_learns_nothing_of_a_dossier_by_any_of_its_addresses(
    working_city: Office, clerk: Client, stranger: Client
) -> None:
    dossier = returned(working_city)
    unknown = uuid4()
    for part in ("", "giay-to/1/", "giay-to/1/1/800/", "van-ban/1/", "xem-truoc/1/", "bo-sung/"):
        hidden, missing = (stranger.get(f"/lam-viec/ho-so/{each}/{part}") for each in (dossier, unknown))
        assert hidden.status_code == missing.status_code == 404, part
        assert bare(hidden).replace(str(dossier), "") == bare(missing).replace(str(unknown), "")
    assert clerk.get(f"/lam-viec/ho-so/{dossier}/van-ban/1/").status_code == 200
    assert stranger.get(f"/lam-viec/quay/xong/{dossier}/").status_code == 404
    assert "Nguyễn Trúc Lam" not in text_of(stranger.get("/lam-viec/tim/?q=Trúc Lam"))


def test_another_ward_can_do_nothing_to_a_dossier(working_city: Office, stranger: Client) -> None:
    dossier = accepted(working_city)
    before = DossierEvent.objects.count()
    for word in ("nhan-viec", "phan-cong", "chuyen-buoc", "dung", "nop-phi", "bo-sung"):
        assert act(stranger, dossier, word, "assign", reason="x", officer="1").status_code == 404, word
    assert DossierEvent.objects.count() == before


def test_who_may_read_need_not_be_one_who_may_do(working_city: Office, clerk: Client, specialist: Client) -> None:
    dossier = drafted(working_city)
    page = open_page(clerk, dossier)
    assert "Hồ sơ đang ở bước của người khác." in page
    assert "/viec/chuyen-buoc/" not in page
    refused = act(clerk, dossier, "chuyen-buoc", "review", outcome="approve")
    assert refused.status_code == 403
    assert "thuộc bộ phận hoặc vai trò khác" in text_of(refused)
    assert act(specialist, dossier, "chuyen-buoc", "review", outcome="approve").status_code == 403


def test_only_the_one_stop_shop_has_a_counter(working_city: Office, head: Client) -> None:
    dossier = to_be_supplemented(working_city)
    for page in ("quay/", "quay/1.013225/", f"ho-so/{dossier}/bo-sung/"):
        answer = head.get(f"/lam-viec/{page}")
        assert answer.status_code == 403, page
        assert "Quầy tiếp nhận dành cho cán bộ bộ phận một cửa." in text_of(answer)
    assert "Quầy tiếp nhận" not in text_of(head.get("/lam-viec/"))


def test_an_act_from_another_site_is_refused(working_city: Office) -> None:
    dossier = accepted(working_city)
    login = identity.officer(working_city.city.who(ECONOMY, "division_head")).login
    strict = browser_of(login, enforce_csrf_checks=True)
    for address in (f"ho-so/{dossier}/viec/nhan-viec/", "nhieu-viec/"):
        assert strict.post(f"/lam-viec/{address}", {"command": uuid4()}).status_code == 403
    clerk = identity.officer(working_city.city.who(ONE_STOP, "one_stop_officer")).login
    counter = browser_of(clerk, enforce_csrf_checks=True)
    assert counter.post("/lam-viec/quay/1.013225/", {"_hand_in": "1"}).status_code == 403


def test_looking_at_the_address_of_an_act_does_nothing_and_leads_back(working_city: Office, head: Client) -> None:
    dossier = accepted(working_city)
    before = DossierEvent.objects.count()
    assert head.get(f"/lam-viec/ho-so/{dossier}/viec/nhan-viec/")["Location"] == f"/lam-viec/ho-so/{dossier}/"
    assert head.get("/lam-viec/nhieu-viec/")["Location"] == "/lam-viec/"
    assert DossierEvent.objects.count() == before


@pytest.mark.parametrize(
    "posted",
    [{}, {"command": "1", "n": "1"}, {"command": str(uuid4()), "n": "one"}, {"command": str(uuid4()), "n": "1" * 30}],
)
def test_a_form_that_was_tampered_with_is_told_so_and_changes_nothing(
    working_city: Office, head: Client, posted: dict[str, str]
) -> None:
    dossier = accepted(working_city)
    before = Dossier.objects.get(pk=dossier).seq
    answer = head.post(f"/lam-viec/ho-so/{dossier}/viec/nhan-viec/", posted)
    assert answer.status_code in {400, 409}
    assert Dossier.objects.get(pk=dossier).seq == before


def test_an_act_that_nobody_knows_is_not_found(working_city: Office, head: Client) -> None:
    assert act(head, accepted(working_city), "khong-co").status_code == 404
