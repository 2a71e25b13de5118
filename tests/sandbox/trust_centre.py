"""The sandbox's trust centre as a running server, and what a city would do with it.

`trust_centre` starts it once a worker. Import it into a conftest to use it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509

from motcua.infra.signing import Key, Pkcs12Keys, Timestamps, Trust
from motcua.infra.signing.certificates import read_certificates
from tests.sandbox.identity_provider import CITY, running_provider

PIN = "246810"


def real_now() -> datetime:
    """Certificates and stamps live in real time, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass
class TrustCentre:
    """A running server."""

    url: str
    http: httpx.Client = field(repr=False)

    def enrol(self, folder: Path, label: str, name: str = "Trần Thị Hoa", **other: str) -> str:
        """Get a key with its certificate and lay both into a folder of keys; the serial number."""
        wishes = {"name": name, "organisation": "UBND phường Bến Nghé", "pin": PIN, **other}
        answer = self.http.post("/pki/enrol", json=wishes)
        answer.raise_for_status()
        told = answer.json()
        folder.mkdir(exist_ok=True)
        (folder / f"{label}.p12").write_bytes(base64.b64decode(told["p12"]))
        (folder / f"{label}.pem").write_text(told["certificate"])
        serial: str = told["serial"]
        return serial

    def key(self, folder: Path, label: str = "hoa", **other: str) -> Key:
        """A new key, opened."""
        self.enrol(folder, label, **other)
        return Pkcs12Keys(folder).open(label, PIN)

    def authorities(self) -> list[x509.Certificate]:
        """The root and the one that issues."""
        return read_certificates(self.http.get("/pki/chain.pem").content)

    def trust(self, seconds: float = 30) -> Trust:
        """One that has asked nobody yet."""
        root, issuing = self.authorities()
        return Trust([root], [issuing], seconds=seconds)

    def stamps(self, seconds: float = 30, skew: timedelta = timedelta(minutes=2)) -> Timestamps:
        return Timestamps(f"{self.url}/pki/tsa", seconds=seconds, skew=skew)

    def revoke(self, serial: str, at: datetime | None = None) -> None:
        """Revoke a certificate, from now on or from `at` on."""
        query = {"at": at.isoformat()} if at else {}
        answer = self.http.post(f"/pki/control/revoke/{serial}", params=query)
        assert answer.status_code == 303, answer.text

    @contextmanager
    def misbehaving(self, fault: str, *services: str) -> Iterator[None]:
        """Let services misbehave for a while."""
        for each in services:
            self.http.put(f"/pki/control/fault/{each}/{fault}").raise_for_status()
        try:
            yield
        finally:
            for each in services:
                self.http.delete(f"/pki/control/fault/{each}").raise_for_status()


@pytest.fixture(scope="session")
def trust_centre() -> Iterator[TrustCentre]:
    """A trust centre on a free port."""
    with running_provider(CITY) as provider:
        yield TrustCentre(provider.url, provider.http)
