"""Reading certificates: who, from whom, under which number."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

_PEM: Final = b"-----BEGIN CERTIFICATE-----"

BROKEN: Final = (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension, UnsupportedAlgorithm)
"""What reading a stranger's certificate may raise, also when it is read further than at first."""


def name_of(name: x509.Name) -> str:
    """The common name; of an authority that has none, its organisation or unit."""
    return (
        _first(name, NameOID.COMMON_NAME)
        or _first(name, NameOID.ORGANIZATIONAL_UNIT_NAME)
        or _first(name, NameOID.ORGANIZATION_NAME)
    )


def organisation_of(name: x509.Name) -> str:
    """The organisation named in it, or nothing."""
    return _first(name, NameOID.ORGANIZATION_NAME)


def serial_of(certificate: x509.Certificate) -> str:
    """The serial number in hexadecimal capitals, as authorities print it."""
    return f"{certificate.serial_number:X}"


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def is_authority(certificate: x509.Certificate) -> bool:
    """Whether it may issue others."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def read_certificates(content: bytes) -> list[x509.Certificate]:
    """All certificates of a PEM file, or the one of a DER file. Raises ValueError."""
    if _PEM in content:
        return x509.load_pem_x509_certificates(content)
    return [x509.load_der_x509_certificate(content)]


def certificates_in(folder: Path) -> list[x509.Certificate]:
    """Those of every .pem, .crt, .cer and .der file of the folder. Raises ValueError naming a file that holds none."""
    found = []
    for file in sorted(each for each in folder.iterdir() if each.suffix in {".pem", ".crt", ".cer", ".der"}):
        try:
            found += read_certificates(file.read_bytes())
        except ValueError as wrong:
            raise ValueError(f"{file} holds no certificate: {wrong}") from wrong
    return found


def _first(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value) if found else ""
