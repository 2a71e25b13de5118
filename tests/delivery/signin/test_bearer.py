"""Tokens at the API's door."""

import pytest
from django.conf import LazySettings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.delivery.signin.problems import ProviderDown
from motcua.delivery.signin.providers import forget_published
from tests.city import City
from tests.sandbox.identity_provider import IdentityProvider

LAM = "079088910001"
SPECIALIST = "trinh.dai.duong"


def ask(token: str) -> dict[str, object] | int:
    answer = Client().get("/api/ai/", headers={"Authorization": f"Bearer {token}"})
    return answer.json() if answer.status_code == 200 else answer.status_code


def test_a_citizens_token_says_who_and_how_surely(city: City, identity_provider: IdentityProvider) -> None:
    for level in (1, 2):
        told = ask(identity_provider.access_token("citizens", LAM, level))
        assert isinstance(told, dict)
        assert (told["name"], told["level"], told["may_submit"]) == ("Nguyễn Trúc Lam", level, level == 2)


def test_an_officers_token_brings_his_rights(city: City, identity_provider: IdentityProvider) -> None:
    told = ask(identity_provider.access_token("officers", SPECIALIST))
    assert isinstance(told, dict)
    assert told["roles"] == ["specialist"]


def test_a_known_token_asks_the_database_nothing(
    city: City,
    identity_provider: IdentityProvider,
    settings: LazySettings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    from django.test import RequestFactory

    from motcua.delivery.signin.acting import authenticate_bearer

    token = identity_provider.access_token("officers", SPECIALIST)
    assert isinstance(ask(token), dict)
    request = RequestFactory().get("/", headers={"Authorization": f"Bearer {token}"})
    authenticate_bearer(request)
    settings.REFERENCE_CACHE_SECONDS = 3600
    with django_assert_num_queries(0):
        assert authenticate_bearer(request)


def test_an_id_token_is_no_key_to_the_api(city: City, identity_provider: IdentityProvider) -> None:
    assert ask(identity_provider.tokens("citizens", LAM)["id_token"]) == 401


@pytest.mark.parametrize(
    "fault",
    ["token_expired", "wrong_audience", "wrong_issuer", "foreign_key", "alg_none", "public_key_as_secret", "garbage"],
)
def test_a_forged_token_opens_nothing(city: City, identity_provider: IdentityProvider, fault: str) -> None:
    with identity_provider.misbehaving("citizens", fault):
        token = identity_provider.access_token("citizens", LAM)
    assert ask(token) == 401


def test_a_token_altered_by_one_letter_opens_nothing(city: City, identity_provider: IdentityProvider) -> None:
    head, body, signature = identity_provider.access_token("citizens", LAM).split(".")
    other = "A" if signature[5] != "A" else "B"
    assert ask(f"{head}.{body}.{signature[:5]}{other}{signature[6:]}") == 401


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic eA==", "Bearer e30.e30.", "Bearer W10.W10.x"]
)
def test_no_token_or_nonsense_opens_nothing(city: City, header: str) -> None:
    assert Client().get("/api/ai/", headers={"Authorization": header}).status_code == 401


def test_an_officer_who_is_not_appointed_has_no_api_either(city: City, identity_provider: IdentityProvider) -> None:
    from motcua.domain.identity import models

    models.Posting.objects.filter(officer__login=SPECIALIST).delete()
    assert ask(identity_provider.access_token("officers", SPECIALIST)) == 401


def test_an_outage_is_told_apart_from_a_bad_token(city: City, identity_provider: IdentityProvider) -> None:
    token = identity_provider.access_token("citizens", LAM)
    forget_published()
    with identity_provider.misbehaving("citizens", "down"), pytest.raises(ProviderDown):
        ask(token)


def test_tokens_are_verified_while_the_provider_is_down_once_its_keys_are_known(
    city: City, identity_provider: IdentityProvider
) -> None:
    token = identity_provider.access_token("citizens", LAM)
    assert isinstance(ask(token), dict)
    with identity_provider.misbehaving("citizens", "down"):
        assert isinstance(ask(token), dict)
