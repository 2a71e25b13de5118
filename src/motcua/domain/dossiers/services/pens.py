"""Who signs and seals in an act: the keys that are registered for an officer and an agency, opened by a PIN when they
are first needed. A PIN lives as long as its pen, which is as long as one request; it is stored and logged nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Self

from django.conf import settings

from motcua.core.text import ToldError
from motcua.domain.dossiers.errors import NoSealError, PinNeededError, SignatureError
from motcua.domain.identity import queries as identity
from motcua.domain.identity.services import open_signing_key
from motcua.domain.identity.types import SigningKey
from motcua.infra import clock
from motcua.infra.signing import Key, Signing, StoreUnreachableError, signing_from


class KeyPen:
    """The pen of one officer with the PIN that he gave, if any: that of his own key, or that of his agency's seal.

    The time of signatures is the machine's, also in a training city whose clock shows another one: certificates and
    time stamps know no other. It is read when something is signed, so that the last of many is not signed in the past.
    """

    def __init__(self, officer_id: int, pin: str = "", machine_now: Callable[[], datetime] = clock.machine_now) -> None:
        self._officer_id = officer_id
        self._pin = pin
        self._machine_now = machine_now
        self._opened: dict[int, Key] = {}

    def __repr__(self) -> str:
        return f"KeyPen(officer {self._officer_id})"

    @property
    def signing(self) -> Signing:
        """The city's places of keys, time stamps and trust."""
        return signing_from(settings)

    @property
    def moment(self) -> datetime:
        """Now, for a signature."""
        return self._machine_now()

    def officer_signs(self) -> bool:
        """See `acts.working.Pen`."""
        if self.officers_key() is None:
            return False
        self._must_have_a_pin()
        return True

    def has_seal(self, agency_id: int) -> bool:
        """See `acts.working.Pen`."""
        return self.agencys_key(agency_id) is not None

    def must_seal(self, agency_id: int) -> None:
        """See `acts.working.Pen`."""
        if not self.has_seal(agency_id):
            raise NoSealError
        self._must_have_a_pin()

    def take_up(self, agency_id: int | None = None) -> Self:
        """Try the PIN, if one was given, on the officer's own key, or on the seal of an agency. Before the act and its
        transaction: a wrong one counts as a try, whatever becomes of the act. Raises SignatureError.
        """
        key = self.officers_key() if agency_id is None else self.agencys_key(agency_id)
        if key and self._pin:
            self.open(key)
        return self

    def officers_key(self) -> SigningKey | None:
        """The key with which the officer signs now."""
        return identity.signing_key_of_officer(self._officer_id, self.moment)

    def agencys_key(self, agency_id: int) -> SigningKey | None:
        """The key of an agency's seal now."""
        return identity.signing_key_of_agency(agency_id, self.moment)

    def open(self, key: SigningKey) -> Key:
        """The key itself, opened at the first call only: one PIN is one try, however much is signed with it.

        Raises SignatureError, also for a key that is no longer the one that was registered.
        """
        if key.id not in self._opened:
            self._opened[key.id] = self._open(key)
        return self._opened[key.id]

    def _open(self, key: SigningKey) -> Key:
        try:
            store = self.signing.keys
            if store is None:
                raise StoreUnreachableError("chưa cấu hình nơi giữ khóa ký")
            opened = open_signing_key(key, self._pin, store, self.moment)
        except ToldError as error:
            raise SignatureError(error.vi, error.en) from error
        if opened.certificate != key.certificate:
            raise SignatureError(
                f"Khóa “{key.label}” trên thiết bị không còn là khóa đã đăng ký. Hãy báo quản trị viên đăng ký lại.",
                f"The key {key.label!r} in the store is no longer the registered one. Ask to register it anew.",
            )
        return opened

    def _must_have_a_pin(self) -> None:
        if not self._pin:
            raise PinNeededError


class PaperPen(KeyPen):
    """Holds no key: for trying out what an act writes, which is read before anybody signs."""

    def officers_key(self) -> SigningKey | None:
        """None."""
        return None

    def agencys_key(self, agency_id: int) -> SigningKey | None:
        """None."""
        return None


class LookingPen(KeyPen):
    """Asks for no PIN and signs nothing: for telling what would be signed."""

    def _must_have_a_pin(self) -> None:
        return
