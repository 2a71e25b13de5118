"""Keys as files: for a training city, and where no token can be had."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from motcua.infra.signing.certificates import der, read_certificates
from motcua.infra.signing.errors import KeyMissingError, StoreUnreachableError, WrongPinError
from motcua.infra.signing.keys import Key, opened


class Pkcs12Keys:
    """A folder: `LABEL.p12` holds the key, locked with its PIN, `LABEL.pem` the certificate for all to read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def labels(self) -> tuple[str, ...]:
        """See `KeyStore.labels`."""
        try:
            return tuple(sorted(file.stem for file in self._folder.iterdir() if file.suffix == ".p12"))
        except OSError as wrong:
            raise StoreUnreachableError(wrong.strerror or type(wrong).__name__) from wrong

    def certificate(self, label: str) -> bytes:
        """See `KeyStore.certificate`."""
        try:
            return der(read_certificates(self._read(label, ".pem"))[0])
        except ValueError as wrong:
            raise StoreUnreachableError(f"{label}.pem holds no certificate") from wrong

    def open(self, label: str, pin: str) -> Key:
        """See `KeyStore.open`."""
        content = self._read(label, ".p12")
        try:
            key, certificate, others = pkcs12.load_key_and_certificates(content, pin.encode())
        except ValueError as wrong:  # nobody can tell a broken file from a wrong PIN
            raise WrongPinError from wrong
        if certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise KeyMissingError(label)
        return _opened(key, certificate, others)

    def _read(self, label: str, suffix: str) -> bytes:
        if label not in self.labels():  # a label is never trusted to be a path
            raise KeyMissingError(label)
        try:
            return (self._folder / f"{label}{suffix}").read_bytes()
        except OSError as wrong:
            raise StoreUnreachableError(wrong.strerror or type(wrong).__name__) from wrong


def _opened(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, certificate: x509.Certificate, others: list[x509.Certificate]
) -> Key:
    def sign(content: bytes) -> bytes:
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(content, padding.PKCS1v15(), hashes.SHA256())
        return key.sign(content, ec.ECDSA(hashes.SHA256()))

    return opened(certificate, tuple(map(der, others)), sign)
