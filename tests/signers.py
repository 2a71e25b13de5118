"""Officers and agencies of the working city with keys to sign and seal with, for tests.

`signers` makes a trust centre of its own in memory, enrols people there, and registers their keys in the city. Whoever
needs the answers of the centre's servers starts the sandbox.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from django.test import override_settings

from motcua.domain.dossiers.services.pens import KeyPen
from motcua.domain.identity import queries
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.services import register_signing_key
from motcua.infra import clock
from motcua.infra.signing import Pkcs12Keys
from motcua.sandbox.pki.centre import Centre, open_centre
from motcua.sandbox.pki.certificates import Span
from tests.city import TODAY

PIN = "246810"
NOWHERE = "http://127.0.0.1:9"


@dataclass
class Signers:
    """Where keys lie, and whose they are."""

    folder: Path
    centre: Centre

    @classmethod
    def of_folder(cls, folder: Path) -> Signers:
        """For keys that somebody else has put into a folder."""
        return cls(folder, open_centre(NOWHERE))

    def officer(self, officer_id: int, *, name: str = "", label: str = "", span: Span | None = None) -> int:
        """Give an officer a key; the id of its registration."""
        label = label or f"officer-{officer_id}"
        self.enrol(label, name or queries.officer(officer_id).full_name, span=span)
        return self.register(label, officer_id=officer_id)

    def agency(self, agency_id: int, *, label: str = "") -> int:
        """Give an agency the key of its seal; the id of its registration."""
        label = label or f"agency-{agency_id}"
        self.enrol(label, queries.agency(agency_id).name)
        return self.register(label, agency_id=agency_id)

    def enrol(self, label: str, name: str, *, span: Span | None = None) -> None:
        """Put a key into the store."""
        enrolled = self.centre.enrol(name, "Thành phố Hồ Chí Minh", PIN, "p256", span or Span.years(1, 3))
        (self.folder / f"{label}.p12").write_bytes(enrolled.p12)
        (self.folder / f"{label}.pem").write_bytes(enrolled.certificate)

    def register(
        self, label: str, *, officer_id: int | None = None, agency_id: int | None = None, now: datetime | None = None
    ) -> int:
        """Register a key of the store as the operator does."""
        offices = {each.agency_id for each in queries.postings_of(officer_id, TODAY)} if officer_id else {agency_id}
        return register_signing_key(
            label,
            Pkcs12Keys(self.folder),
            by=Scope(None, frozenset(), frozenset(), frozenset(each for each in offices if each)),
            now=now or clock.machine_now(),
            officer_id=officer_id,
            agency_id=agency_id,
        )

    def pen(self, officer_id: int, pin: str = PIN) -> KeyPen:
        """An officer's pen, with a PIN."""
        return KeyPen(officer_id, pin)


@pytest.fixture
def signers(tmp_path: Path) -> Iterator[Signers]:
    """A store of keys that the city's settings name; nobody is trusted, and no time is stamped."""
    folder = tmp_path / "keys"
    folder.mkdir()
    settings = {"SIGNING_KEYS": folder, "SIGNING_PKCS11": "", "TIMESTAMP_URL": "", "TRUST_FOLDER": None}
    with override_settings(**settings):
        yield Signers(folder, open_centre(NOWHERE))
