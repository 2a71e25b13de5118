"""What a thief, a careless provider or a broken network may send; none of it lets anybody in or tells a secret."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client

from motcua.delivery.signin import flow
from motcua.delivery.signin.providers import forget_published
from tests.delivery.signin.conftest import Browser
from tests.sandbox.identity_provider import CLIENT, IdentityProvider

LAM = "079088910001"
SPECIALIST = "trinh.dai.duong"
ENOUGH = 400


def nobody_is_in(browser: Browser) -> bool:
    return browser.client.get("/ai/").status_code == 401


@pytest.mark.parametrize(
    "fault",
    [
        "code_expired",
        "token_expired",
        "wrong_nonce",
        "wrong_audience",
        "wrong_issuer",
        "foreign_key",
        "alg_none",
        "public_key_as_secret",
        "no_name",
        "garbage",
    ],
)
@pytest.mark.parametrize(
    ("door", "name", "person"), [("cong-dan", "citizens", LAM), ("can-bo", "officers", SPECIALIST)]
)
def test_a_token_that_is_not_right_in_everything_lets_nobody_in(
    browser: Browser, identity_provider: IdentityProvider, fault: str, door: str, name: str, person: str
) -> None:
    with identity_provider.misbehaving(name, fault):
        answer = browser.sign_in(person, door=door)
    if (name, fault) == ("officers", "no_name"):
        assert answer.status_code == 302  # an officer's name is known from his appointment
        return
    page = answer.content.decode()
    assert answer.status_code == ENOUGH
    assert "Không xác nhận được kết quả đăng nhập" in page
    assert "eyJ" not in page
    assert person not in page
    assert nobody_is_in(browser)


def test_a_provider_that_gives_less_than_asked_gives_only_that(
    browser: Browser, identity_provider: IdentityProvider
) -> None:
    with identity_provider.misbehaving("citizens", "lower_level"):
        assert browser.sign_in(LAM, muc="2").status_code == 403
    assert browser.client.get("/ai/").json()["may_submit"] is False


def test_an_answer_without_a_question_is_refused(browser: Browser) -> None:
    for query in ({}, {"state": "made-up", "code": "x"}, {"code": "x"}):
        answer = browser.client.get("/dang-nhap/tra-ve/citizens/", query)
        assert answer.status_code == ENOUGH
        assert "Phiên đăng nhập không còn hiệu lực" in answer.content.decode()


def test_an_answer_counts_once(browser: Browser) -> None:
    back = browser.provider.choose(browser.begin(), LAM)
    assert browser.come_back(back).status_code == 302
    assert browser.come_back(back).status_code == ENOUGH


def test_a_stolen_answer_is_useless_in_another_browser(browser: Browser) -> None:
    back = browser.provider.choose(browser.begin(), LAM)
    thief = Browser(Client(), browser.provider)
    thief.begin()
    assert thief.come_back(back).status_code == ENOUGH
    assert nobody_is_in(thief)


def test_a_thiefs_own_answer_cannot_be_slipped_to_a_victim(browser: Browser) -> None:
    """Login CSRF: the victim would file under the thief's name."""
    thief = Browser(Client(), browser.provider)
    back = browser.provider.choose(thief.begin(), LAM)
    browser.begin()
    assert browser.come_back(back).status_code == ENOUGH
    assert nobody_is_in(browser)


def test_a_code_of_another_sign_in_does_not_fit(browser: Browser) -> None:
    """The code was bound to the other one's verifier (PKCE)."""
    stolen = parse_qs(urlsplit(browser.provider.choose(browser.begin(), LAM)).query)["code"][0]
    state = parse_qs(urlsplit(browser.begin()).query)["state"][0]
    answer = browser.client.get("/dang-nhap/tra-ve/citizens/", {"state": state, "code": stolen})
    assert answer.status_code == ENOUGH
    assert nobody_is_in(browser)


def test_an_answer_at_the_other_providers_door_is_refused(browser: Browser) -> None:
    back = browser.provider.choose(browser.begin(), LAM)
    assert browser.come_back(back.replace("/citizens/", "/officers/")).status_code == ENOUGH
    assert browser.come_back(back).status_code == ENOUGH
    assert nobody_is_in(browser)


def test_an_answer_in_the_name_of_another_issuer_is_refused(browser: Browser) -> None:
    back = browser.provider.choose(browser.begin(), LAM)
    answer = browser.come_back(f"{back}&{urlencode({'iss': 'https://evil.example'})}")
    assert answer.status_code == ENOUGH


def test_a_sign_in_that_took_too_long_begins_anew(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    back = browser.provider.choose(browser.begin(), LAM)
    monkeypatch.setattr(flow, "PENDING_SECONDS", -1)
    assert browser.come_back(back).status_code == ENOUGH


def test_who_cancels_at_the_provider_is_told_that_nothing_happened(browser: Browser) -> None:
    state = parse_qs(urlsplit(browser.begin()).query)["state"][0]
    answer = browser.client.get("/dang-nhap/tra-ve/citizens/", {"state": state, "error": "access_denied<script>"})
    assert answer.status_code == 403
    assert "đã bị hủy" in answer.content.decode()
    assert "script>" not in answer.content.decode()


def test_each_sign_in_asks_with_pkce_a_state_and_a_nonce_of_its_own(browser: Browser) -> None:
    first, second = (parse_qs(urlsplit(browser.begin()).query) for _ in range(2))
    assert first["code_challenge_method"] == ["S256"]
    for name in ("code_challenge", "state", "nonce"):
        assert len(first[name][0]) >= 32
        assert first[name] != second[name]


def test_new_keys_of_the_provider_are_found_without_a_restart(
    browser: Browser, identity_provider: IdentityProvider
) -> None:
    assert browser.sign_in(LAM).status_code == 302
    identity_provider.rotate_keys("citizens")
    assert Browser(Client(), identity_provider).sign_in(LAM).status_code == 302


@pytest.mark.parametrize("fault", ["down", "slow"])
def test_a_provider_that_does_not_answer_is_told_with_what_to_do(
    browser: Browser, identity_provider: IdentityProvider, settings: LazySettings, fault: str
) -> None:
    settings.IDENTITY_PROVIDER_SECONDS = 0.5
    back = browser.provider.choose(browser.begin(), LAM)
    with identity_provider.misbehaving("citizens", fault):
        during = browser.come_back(back)
        forget_published()
        before = browser.client.get("/dang-nhap/cong-dan/")
    for answer in (during, before):
        assert answer.status_code == 503
        assert "Chưa kết nối được hệ thống định danh" in answer.content.decode()
    assert nobody_is_in(browser)


def test_a_provider_that_is_not_there_is_told(browser: Browser, settings: LazySettings) -> None:
    settings.IDENTITY_PROVIDERS = settings.IDENTITY_PROVIDERS | {
        "citizens": {"issuer": "http://127.0.0.1:9", "client_id": "x", "client_secret": "x"}
    }
    assert browser.client.get("/dang-nhap/cong-dan/").status_code == 503


def test_a_discovery_document_of_somebody_else_is_not_believed(
    browser: Browser, identity_provider: IdentityProvider, settings: LazySettings
) -> None:
    other = identity_provider.issuer("citizens").replace("127.0.0.1", "localhost")
    settings.IDENTITY_PROVIDERS = {"citizens": {"issuer": other, "client_id": CLIENT[0], "client_secret": CLIENT[1]}}
    assert browser.client.get("/dang-nhap/cong-dan/").status_code == 503


def test_a_wrong_secret_of_ours_is_our_trouble_not_the_persons(browser: Browser, settings: LazySettings) -> None:
    back = browser.provider.choose(browser.begin(), LAM)
    settings.IDENTITY_PROVIDERS = {
        name: {**each, "client_secret": "wrong"} for name, each in settings.IDENTITY_PROVIDERS.items()
    }
    assert browser.come_back(back).status_code == 503
