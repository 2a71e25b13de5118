"""The trust centre: what it issued, what of that is revoked, and how its servers misbehave at the moment."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509 import load_pem_x509_certificate
from cryptography.x509.oid import ExtendedKeyUsageOID

from motcua.sandbox.pki import certificates
from motcua.sandbox.pki.certificates import Pair, Span
from motcua.sandbox.pki.faults import Fault, Service

ORGANISATION = "Trung tâm chứng thực thử nghiệm"


@dataclass(slots=True)
class Issued:
    """One certificate in the books. `serial` in hexadecimal; `revoked` empty or the moment of the revocation."""

    serial: str
    name: str
    organisation: str
    revoked: str = ""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What somebody gets who enrols: the key locked with his PIN, and his certificate."""

    serial: str
    p12: bytes
    certificate: bytes


@dataclass(slots=True)
class Centre:
    """`foreign` is an impostor's key and certificate under the same names, for faults. With a `folder` everything is
    kept there; without one it is new at every start.
    """

    root: Pair
    issuing: Pair
    tsa: Pair
    responder: Pair
    foreign: Pair
    services_url: str
    folder: Path | None = None
    issued: dict[str, Issued] = field(default_factory=dict)
    faults: dict[Service, Fault] = field(default_factory=dict)

    def chain(self) -> bytes:
        """The root and the issuing authority as PEM: what a city puts into its folder of trust."""
        return b"".join(each.certificate.public_bytes(Encoding.PEM) for each in (self.root, self.issuing))

    def enrol(self, name: str, organisation: str, pin: str, algorithm: str, span: Span) -> Enrolled:
        """A new key with its certificate. Raises ValueError for an unknown algorithm."""
        key = certificates.new_key(algorithm)
        subject = certificates.named(name, organisation)
        certificate = certificates.person(subject, self.issuing, key, span, self.services_url)
        serial = f"{certificate.serial_number:X}"
        self.issued[serial] = Issued(serial, name, organisation)
        self._keep_books()
        p12 = pkcs12.serialize_key_and_certificates(
            name.encode(), key, certificate, [self.issuing.certificate], BestAvailableEncryption(pin.encode())
        )
        return Enrolled(serial, p12, certificate.public_bytes(Encoding.PEM))

    def revoke(self, serial: str, at: datetime) -> bool:
        """Whether there is such a certificate; it is revoked from `at` on."""
        found = self.issued.get(serial)
        if found is None:
            return False
        found.revoked = at.astimezone(UTC).isoformat()
        self._keep_books()
        return True

    def _keep_books(self) -> None:
        if self.folder:
            books = [asdict(each) for each in self.issued.values()]
            (self.folder / "issued.json").write_text(json.dumps(books, ensure_ascii=False), encoding="utf-8")


def open_centre(services_url: str, folder: Path | None = None) -> Centre:
    """The centre kept in `folder`, which is made where it is not; a passing one without a folder."""
    if folder is None:
        return _founded(services_url)
    if not (folder / "issued.json").exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = _founded(services_url)
        pairs = {"root": new.root, "issuing": new.issuing, "tsa": new.tsa, "responder": new.responder}
        for name, pair in {**pairs, "foreign": new.foreign}.items():
            _keep(folder, name, pair)
        (folder / "issued.json").write_text("[]")
    books = [Issued(**each) for each in json.loads((folder / "issued.json").read_text(encoding="utf-8"))]
    return Centre(
        root=_kept(folder, "root"),
        issuing=_kept(folder, "issuing"),
        tsa=_kept(folder, "tsa"),
        responder=_kept(folder, "responder"),
        foreign=_kept(folder, "foreign"),
        services_url=services_url,
        folder=folder,
        issued={each.serial: each for each in books},
    )


def _founded(services_url: str) -> Centre:
    root = certificates.root(certificates.named("Chứng thực gốc thử nghiệm", ORGANISATION))
    issuing = certificates.authority(certificates.named("Chứng thực chữ ký thử nghiệm", ORGANISATION), root)
    stamps = certificates.named("Dấu thời gian thử nghiệm", ORGANISATION)
    answers = certificates.named("Tra cứu thu hồi thử nghiệm", ORGANISATION)
    impostor = certificates.root(root.certificate.subject)
    return Centre(
        root=root,
        issuing=issuing,
        tsa=certificates.server(stamps, root, ExtendedKeyUsageOID.TIME_STAMPING),
        responder=certificates.server(answers, issuing, ExtendedKeyUsageOID.OCSP_SIGNING),
        foreign=certificates.server(stamps, impostor, ExtendedKeyUsageOID.TIME_STAMPING),
        services_url=services_url,
    )


def _keep(folder: Path, name: str, pair: Pair) -> None:
    key = pair.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / f"{name}.key").touch(mode=0o600)
    (folder / f"{name}.key").write_bytes(key)
    (folder / f"{name}.pem").write_bytes(pair.certificate.public_bytes(Encoding.PEM))


def _kept(folder: Path, name: str) -> Pair:
    key = load_pem_private_key((folder / f"{name}.key").read_bytes(), None)
    if not isinstance(key, certificates.PrivateKey):
        raise TypeError(f"{name}.key in {folder} is no key of this centre")
    return Pair(load_pem_x509_certificate((folder / f"{name}.pem").read_bytes()), key)
