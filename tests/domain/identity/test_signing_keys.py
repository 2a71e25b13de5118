"""Keys that officers and agencies sign with: whose they are is registered, and ends by being revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.identity import queries
from motcua.domain.identity.events import SigningKeyRegistered, SigningKeyRevoked, subscribe
from motcua.domain.identity.policies import NO_SCOPE, Scope
from motcua.domain.identity.services import open_signing_key, register_signing_key, revoke_signing_key
from motcua.domain.identity.services.signing import REST
from motcua.domain.identity.types import IdentityError, NotAllowedError, PinError
from motcua.infra import clock
from motcua.infra.signing import KeyMissingError, Pkcs12Keys
from motcua.sandbox.pki.certificates import Span
from tests.city import City
from tests.signers import PIN, Signers, signers

__all__ = ["signers"]

pytestmark = pytest.mark.django_db
LEADERSHIP, WARD = "H29.27094.01", "H29.27094"


def chairman(city: City) -> int:
    return city.who(LEADERSHIP, "commune_chairman")


def operator(city: City) -> Scope:
    return Scope(None, frozenset(), frozenset(), frozenset({city.office(LEADERSHIP), city.office(WARD)}))


def test_an_officer_signs_with_his_registered_key(city: City, signers: Signers) -> None:
    key = signers.officer(chairman(city))
    found = queries.signing_key_of_officer(chairman(city), clock.machine_now())
    assert found
    assert (found.id, found.subject) == (key, "Dương Hoa Cúc")
    assert queries.signing_key_of_agency(city.office(WARD), clock.machine_now()) is None


def test_of_two_keys_the_one_with_the_newer_certificate_signs(city: City, signers: Signers) -> None:
    old = Span(clock.machine_now() - timedelta(days=300), clock.machine_now() + timedelta(days=30))
    signers.officer(chairman(city), label="old", span=old)
    new = Span(clock.machine_now() - timedelta(days=1), clock.machine_now() + timedelta(days=300))
    key = signers.officer(chairman(city), label="new", span=new)
    found = queries.signing_key_of_officer(chairman(city), clock.machine_now())
    assert found
    assert found.id == key
    later = queries.signing_key_of_officer(chairman(city), clock.machine_now() - timedelta(days=100))
    assert later
    assert later.label == "old"


def test_a_key_signs_only_while_its_certificate_is_in_force(city: City, signers: Signers) -> None:
    signers.officer(chairman(city))
    assert queries.signing_key_of_officer(chairman(city), clock.machine_now() + timedelta(days=2000)) is None


def test_a_revoked_key_signs_nothing_more_and_stays_in_the_books(city: City, signers: Signers) -> None:
    key = signers.officer(chairman(city))
    revoke_signing_key(key, by=operator(city), reason="Mất thiết bị.", now=clock.machine_now())
    assert queries.signing_key_of_officer(chairman(city), clock.machine_now()) is None
    assert queries.signing_key(key).revoked_at
    with pytest.raises(IdentityError, match="No key"):
        revoke_signing_key(key, by=operator(city), reason="Mất thiết bị.", now=clock.machine_now())


def test_a_key_is_revoked_for_a_reason(city: City, signers: Signers) -> None:
    key = signers.officer(chairman(city))
    with pytest.raises(IdentityError, match="why"):
        revoke_signing_key(key, by=operator(city), reason=" ", now=clock.machine_now())


def test_only_an_administrator_of_the_owner_registers_and_revokes(city: City, signers: Signers) -> None:
    signers.enrol("key", "Dương Hoa Cúc")
    store, now = Pkcs12Keys(signers.folder), clock.machine_now()
    with pytest.raises(NotAllowedError):
        register_signing_key("key", store, by=NO_SCOPE, now=now, officer_id=chairman(city))
    key = signers.register("key", officer_id=chairman(city))
    with pytest.raises(NotAllowedError):
        revoke_signing_key(key, by=NO_SCOPE, reason="Thử.", now=now)


def test_a_certificate_of_somebody_else_is_refused(city: City, signers: Signers) -> None:
    with pytest.raises(IdentityError, match="belongs to Trần Văn Lạ"):
        signers.officer(chairman(city), name="Trần Văn Lạ")


def test_a_certificate_that_has_ended_is_refused(city: City, signers: Signers) -> None:
    ended = Span(clock.machine_now() - timedelta(days=300), clock.machine_now() - timedelta(days=1))
    with pytest.raises(IdentityError, match="in force"):
        signers.officer(chairman(city), span=ended)


def test_a_key_is_registered_once(city: City, signers: Signers) -> None:
    signers.officer(chairman(city), label="key")
    with pytest.raises(IdentityError, match="already"):
        signers.register("key", officer_id=chairman(city))


def test_a_key_that_is_not_in_the_store_is_refused(city: City, signers: Signers) -> None:
    with pytest.raises(KeyMissingError):
        signers.register("nowhere", officer_id=chairman(city))


def test_a_key_opens_with_its_pin_and_forgets_the_wrong_ones(city: City, signers: Signers) -> None:
    signers.officer(chairman(city))
    key = queries.signing_key_of_officer(chairman(city), clock.machine_now())
    assert key
    store, now = Pkcs12Keys(signers.folder), clock.machine_now()
    for left in (4, 3):
        with pytest.raises(PinError, match=f"{left} tries remain"):
            open_signing_key(key, "999999", store, now)
    assert open_signing_key(key, PIN, store, now).subject == "Dương Hoa Cúc"
    with pytest.raises(PinError, match="4 tries remain"):
        open_signing_key(key, "999999", store, now)


def test_a_resting_key_opens_again_after_its_rest(city: City, signers: Signers) -> None:
    signers.officer(chairman(city))
    key = queries.signing_key_of_officer(chairman(city), clock.machine_now())
    assert key
    store, now = Pkcs12Keys(signers.folder), clock.machine_now()
    for _ in range(5):
        with pytest.raises(PinError):
            open_signing_key(key, "999999", store, now)
    with pytest.raises(PinError, match="rests"):
        open_signing_key(key, PIN, store, now + REST / 2)
    assert open_signing_key(key, PIN, store, now + REST)


def test_registering_and_revoking_are_told(city: City, signers: Signers) -> None:
    told: list[object] = []
    subscribe(SigningKeyRegistered, told.append)
    subscribe(SigningKeyRevoked, told.append)
    key = signers.agency(city.office(WARD))
    revoke_signing_key(key, by=operator(city), reason="Đổi con dấu.", now=clock.machine_now())
    serial = queries.signing_key(key).serial
    ward = city.office(WARD)
    assert told == [
        SigningKeyRegistered(key, None, ward, serial),
        SigningKeyRevoked(key, None, ward, serial, "Đổi con dấu."),
    ]
