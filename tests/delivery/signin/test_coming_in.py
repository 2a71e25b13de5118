"""From the city's door to the provider and back, against the running sandbox."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from motcua.delivery.signin import flow
from motcua.domain.identity import models, queries, services
from tests.city import City
from tests.delivery.signin.conftest import Browser
from tests.sandbox.identity_provider import CITY, IdentityProvider

LAM, HONG, COMPANY = "079088910001", "001041910004", "0399999004"
SPECIALIST = "trinh.dai.duong"


def test_a_citizen_signs_in_and_is_known(browser: Browser) -> None:
    answer = browser.sign_in(LAM, next="/ai/?a=1")
    assert (answer.status_code, answer["Location"]) == (302, "/ai/?a=1")
    assert browser.client.get("/ai/").json() == {
        "name": "Nguyễn Trúc Lam",
        "organisation": None,
        "level": 2,
        "may_submit": True,
        "is_officer": False,
        "roles": [],
    }
    assert models.Person.objects.get(personal_id=LAM).born == date(1988, 4, 17)


def test_an_officer_signs_in_and_has_his_rights(browser: Browser) -> None:
    assert browser.sign_in(SPECIALIST, door="can-bo").status_code == 302
    told = browser.client.get("/ai/").json()
    assert (told["name"], told["roles"], told["is_officer"]) == ("Trịnh Đại Dương", ["specialist"], True)
    assert not told["may_submit"]


def test_a_company_signs_in_through_its_director(browser: Browser) -> None:
    browser.sign_in(COMPANY)
    told = browser.client.get("/ai/").json()
    assert (told["name"], told["organisation"]) == ("Đỗ Cánh Buồm", "Công ty TNHH Mẫu Thử")
    assert told["may_submit"]


def test_at_level_one_one_may_look_and_not_submit(browser: Browser) -> None:
    assert browser.sign_in(LAM, level=1).status_code == 302
    told = browser.client.get("/ai/").json()
    assert (told["level"], told["may_submit"]) == (1, False)


def test_who_needs_level_two_and_has_only_one_is_told_how_to_get_it(browser: Browser) -> None:
    address = browser.begin(muc="2", next="/ai/")
    assert parse_qs(urlsplit(address).query)["acr_values"] == ["LoA2"]
    answer = browser.come_back(browser.provider.choose(address, HONG))
    assert answer.status_code == 403
    assert "định danh mức 2" in answer.content.decode()
    assert browser.client.get("/ai/").json()["level"] == 1


def test_stepping_up_to_level_two_changes_the_session_key(browser: Browser) -> None:
    browser.sign_in(LAM, level=1)
    before = browser.client.session.session_key
    browser.sign_in(LAM, muc="2")
    assert browser.client.get("/ai/").json()["level"] == 2
    assert browser.client.session.session_key != before


def test_the_session_key_changes_at_sign_in(browser: Browser) -> None:
    browser.begin()
    before = browser.client.session.session_key
    browser.sign_in(LAM)
    assert browser.client.session.session_key not in (None, before)


def test_no_token_is_kept_in_the_session(browser: Browser) -> None:
    browser.sign_in(LAM)
    kept = dict(browser.client.session.items())
    assert flow.PENDING in kept
    assert kept[flow.PENDING] == {}
    assert LAM not in str(kept)
    assert "eyJ" not in str(kept)


def test_somebody_else_on_the_same_machine_gets_a_session_of_his_own(browser: Browser) -> None:
    browser.sign_in(LAM)
    session = browser.client.session
    session["draft"] = "secret"
    session.save()
    browser.sign_in(HONG, level=1)
    assert "draft" not in browser.client.session
    assert browser.client.get("/ai/").json()["name"] == "Lê Sông Hồng"


def test_signing_in_from_two_tabs_works_in_either_order(browser: Browser) -> None:
    first, second = browser.begin(next="/a/"), browser.begin(next="/b/")
    assert browser.come_back(browser.provider.choose(second, LAM))["Location"] == "/b/"
    assert browser.come_back(browser.provider.choose(first, LAM))["Location"] == "/a/"


def test_only_the_newest_begun_sign_ins_are_remembered(browser: Browser) -> None:
    addresses = [browser.begin() for _ in range(flow.MOST_PENDING + 1)]
    assert len(browser.client.session[flow.PENDING]) == flow.MOST_PENDING
    assert browser.come_back(browser.provider.choose(addresses[0], LAM)).status_code == 400
    assert browser.come_back(browser.provider.choose(addresses[-1], LAM)).status_code == 302


@pytest.mark.parametrize(
    "foreign",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "https:evil.example",
        "\x00//evil.example",
        "",
    ],
)
def test_nobody_is_sent_on_to_a_foreign_site(browser: Browser, foreign: str) -> None:
    assert browser.sign_in(LAM, next=foreign)["Location"] == "/"
    page = Client().get("/dang-nhap/", {"next": foreign}).content.decode()
    assert '/dang-nhap/cong-dan/?next=%2F"' in page


def test_the_first_page_offers_both_doors_and_carries_on_where_to_go(browser: Browser) -> None:
    page = browser.client.get("/dang-nhap/", {"next": "/ho-so/moi/?thu-tuc=1.013225&x=1"}).content.decode()
    assert "/dang-nhap/cong-dan/?next=%2Fho-so%2Fmoi%2F%3Fthu-tuc%3D1.013225%26x%3D1" in page
    assert "/dang-nhap/can-bo/?next=" in page
    assert "Đăng nhập bằng định danh điện tử" in page


def test_who_is_not_let_in_reads_why_in_his_language(browser: Browser) -> None:
    models.Posting.objects.filter(officer__login=SPECIALIST).delete()
    back = browser.provider.choose(browser.begin("can-bo"), SPECIALIST)
    answer = browser.client.get(back.removeprefix(CITY), headers={"Accept-Language": "en"})
    assert "You have no posting here today" in answer.content.decode()


def test_signing_out_ends_both_sessions(browser: Browser) -> None:
    browser.sign_in(LAM)
    answer = browser.client.post("/dang-xuat/")
    assert answer["Location"].startswith(browser.provider.issuer("citizens") + "/oidc/logout?")
    assert browser.provider.http.get(answer["Location"]).headers["location"] == f"{CITY}/"
    assert browser.client.get("/ai/").status_code == 401


def test_signing_out_is_a_post_and_harmless_for_nobody(browser: Browser) -> None:
    assert browser.client.get("/dang-xuat/").status_code == 405
    assert browser.client.post("/dang-xuat/")["Location"] == "/"


def test_signing_out_works_while_the_provider_is_down(browser: Browser, identity_provider: IdentityProvider) -> None:
    browser.sign_in(LAM)
    from motcua.delivery.signin.providers import forget_published

    forget_published()
    with identity_provider.misbehaving("citizens", "down"):
        assert browser.client.post("/dang-xuat/")["Location"] == "/"
    assert browser.client.get("/ai/").status_code == 401


def test_a_forged_sign_out_is_refused(browser: Browser) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = browser.client.cookies
    assert client.post("/dang-xuat/").status_code == 403


def test_an_officer_who_was_never_appointed_is_told_whom_to_ask(browser: Browser, city: City) -> None:
    models.Posting.objects.filter(officer__login=SPECIALIST).delete()
    models.Officer.objects.filter(login=SPECIALIST).delete()
    answer = browser.sign_in(SPECIALIST, door="can-bo")
    assert answer.status_code == 403
    assert "chưa được phân công" in answer.content.decode()
    assert browser.client.get("/ai/").status_code == 401


def test_an_officer_whose_posting_ended_is_told_and_a_running_session_has_no_rights(
    browser: Browser, city: City
) -> None:
    browser.sign_in(SPECIALIST, door="can-bo")
    posting = queries.postings_of(city.officer(SPECIALIST), city.today)[0]
    services.end_posting(
        posting.id, date(2025, 8, 1), by=city.scope("H29.27094.02", "administrator"), reason="Nghỉ hưu"
    )
    assert browser.client.get("/ai/").json()["roles"] == []
    answer = browser.sign_in(SPECIALIST, door="can-bo")
    assert answer.status_code == 403
    assert "không có vị trí công tác" in answer.content.decode()


def test_too_many_attempts_from_one_address_must_wait(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from motcua.infra import clock

    monkeypatch.setattr(clock, "now", lambda: City().now + timedelta(seconds=1))
    answers = [browser.client.get("/dang-nhap/cong-dan/").status_code for _ in range(300)]
    assert set(answers) == {302}
    refused = browser.client.get("/dang-nhap/can-bo/")
    assert (refused.status_code, refused["Retry-After"]) == (429, "299")
    assert "Xin chờ 299 giây" in refused.content.decode()
    assert browser.client.get("/dang-nhap/can-bo/", REMOTE_ADDR="10.0.0.9").status_code == 302
