"""The marks that tell an invented dossier from all others: its id, its reference, the mark of each of its acts."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from motcua.domain.dossiers.references import new_reference
from motcua.infra.ids import uuid7

_ID, _REFERENCE, _COMMAND = 10, 10, 16
_VARIANT = "89ab"


class Marks:
    """The marks of the dossier with number `n`: the same each time, and unguessable for who has not the seed."""

    __slots__ = ("_bytes",)

    def __init__(self, seed: str, n: int, acts: int) -> None:
        """acts: of how many acts marks are wanted at most."""
        stream = hashlib.shake_128(f"{seed}/{n}/marks".encode())
        self._bytes = stream.digest(_ID + _REFERENCE + _COMMAND * acts)

    def dossier_id(self, filed_at: datetime) -> UUID:
        """The id of a dossier filed at that moment."""
        return uuid7(filed_at, int.from_bytes(self._bytes[:_ID], "big"))

    def reference(self) -> str:
        """The reference that the applicant has from the filing on."""
        picks = iter(self._bytes[_ID : _ID + _REFERENCE])
        return new_reference(lambda letters: letters[next(picks) % len(letters)])

    def command(self, act: int) -> str:
        """The mark of an act, counted from 0: a UUID of version 4, as text."""
        at = _ID + _REFERENCE + _COMMAND * act
        text = self._bytes[at : at + _COMMAND].hex()
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{_VARIANT[int(text[16], 16) & 3]}{text[17:20]}-{text[20:]}"
