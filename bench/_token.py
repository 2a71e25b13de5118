"""A software token (SoftHSM) with one key, made anew in a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from pkcs11 import Attribute, CertificateType, ObjectClass

from motcua.infra.signing import Pkcs11Keys

LABEL = "bench"
LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")


@contextmanager
def made(folder: Path, p12: Path, pin: str) -> Iterator[Pkcs11Keys | None]:
    """The token with the key of a PKCS #12 file; None where SoftHSM is not installed."""
    modules = [path for each in LIBRARIES if (path := Path(each, "softhsm", "libsofthsm2.so")).exists()]
    if not modules or not shutil.which("softhsm2-util"):
        yield None
        return
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    _fill(folder, str(modules[0]), p12, pin)
    yield Pkcs11Keys(str(modules[0]), LABEL)


def _fill(folder: Path, module: str, p12: Path, pin: str) -> None:
    key, certificate, _ = pkcs12.load_key_and_certificates(p12.read_bytes(), pin.encode())
    if key is None or certificate is None:
        raise ValueError(f"{p12} holds no key")
    bare = folder / "bare.key"
    bare.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    for arguments in (
        ["--init-token", "--free", "--label", LABEL, "--so-pin", pin, "--pin", pin],
        ["--import", str(bare), "--token", LABEL, "--label", LABEL, "--id", "01", "--pin", pin],
    ):
        subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)
    with pkcs11.lib(module).get_token(token_label=LABEL).open(rw=True, user_pin=pin) as session:
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.PRIVATE: False,
                Attribute.LABEL: LABEL,
                Attribute.ID: b"\x01",
                Attribute.SUBJECT: certificate.subject.public_bytes(),
                Attribute.VALUE: certificate.public_bytes(Encoding.DER),
            }
        )
