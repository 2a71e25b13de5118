"""The keys that Zalo replaces at each renewal: kept sealed, renewed once however many workers find them expired."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.conf import LazySettings

from motcua.domain.notifications.keys import StoredKeys
from motcua.domain.notifications.models import VendorToken
from motcua.infra.clock import machine_now
from motcua.infra.messages import VendorDownError
from motcua.infra.messages.zalo import Keys
from tests.at_once import at_once

pytestmark = pytest.mark.django_db


@dataclass
class Issuer:
    """Gives new keys for the newest refresh token, once."""

    refresh: str = "given"
    asked: list[str] = field(default_factory=list)

    def __call__(self, known: Keys) -> Keys:
        self.asked.append(known.refresh)
        if known.refresh != self.refresh:
            raise VendorDownError("spent")
        self.refresh = f"refresh-{len(self.asked)}"
        return Keys(f"access-{len(self.asked)}", self.refresh, machine_now() + timedelta(hours=25))


def test_the_first_keys_are_asked_for_with_what_the_operator_gave() -> None:
    issuer, ring = Issuer(), StoredKeys("zalo", "given")
    first = ring.keys()
    assert first.expires_at < machine_now()
    assert ring.renew(first, issuer).access == "access-1"
    assert ring.keys().access == "access-1"
    assert ring.renew(ring.keys(), issuer).access == "access-2"
    assert issuer.asked == ["given", "refresh-1"]


@pytest.mark.django_db(transaction=True)
def test_four_workers_that_find_the_keys_expired_renew_them_once() -> None:
    issuer, ring = Issuer(), StoredKeys("zalo", "given")
    expired = ring.keys()
    renewed = at_once(*[lambda: ring.renew(expired, issuer)] * 4)
    assert {each.access for each in renewed} == {"access-1"}
    assert issuer.asked == ["given"]


def test_a_renewal_that_failed_leaves_the_keys_as_they_were() -> None:
    ring = StoredKeys("zalo", "spent long ago")
    with pytest.raises(VendorDownError):
        ring.renew(ring.keys(), Issuer())
    assert ring.keys().refresh == "spent long ago"


def test_a_new_key_from_the_operator_begins_anew() -> None:
    StoredKeys("zalo", "given").renew(StoredKeys("zalo", "given").keys(), Issuer())
    assert StoredKeys("zalo", "another").keys().refresh == "another"
    issuer = Issuer("another")
    StoredKeys("zalo", "another").renew(StoredKeys("zalo", "another").keys(), issuer)
    assert issuer.asked == ["another"]


def test_keys_are_sealed_and_useless_without_the_citys_secret(settings: LazySettings) -> None:
    ring = StoredKeys("zalo", "given")
    ring.renew(ring.keys(), Issuer())
    sealed = VendorToken.objects.get().sealed
    assert "access-1" not in sealed
    assert "refresh-1" not in sealed
    settings.SECRET_KEY = "another"
    assert ring.keys().refresh == "given"
    assert "given" not in repr(ring.keys())
