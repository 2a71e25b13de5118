"""A software token (SoftHSM) with keys that the trust centre issued, made anew in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from pkcs11 import Attribute, CertificateType, ObjectClass

from motcua.infra.signing import Pkcs11Keys
from tests.sandbox.trust_centre import PIN, TrustCentre

LABEL = "motcua-test"
LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")
MODULE = next(
    (str(path) for each in LIBRARIES if (path := Path(each, "softhsm", "libsofthsm2.so")).exists()),
    find_library("softhsm2") or "softhsm2 is not installed: ./run test installs it",
)


@contextmanager
def made_token(folder: Path, centre: TrustCentre) -> Iterator[Pkcs11Keys]:
    """A token with two keys, `p256` and `rsa2048`."""
    if shutil.which("softhsm2-util") is None:  # `run` installs it and says aloud when it could not
        pytest.skip("LEFT OUT: the software token softhsm2 is not installed, so signing by PKCS#11 is not tested")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    _tool("--init-token", "--free", "--label", LABEL, "--so-pin", "9753", "--pin", PIN)
    for n, algorithm in enumerate(("p256", "rsa2048"), 1):
        centre.enrol(folder, algorithm, algorithm=algorithm)
        _import(folder, algorithm, bytes([n]))
    try:
        yield Pkcs11Keys(MODULE, LABEL)
    finally:
        del os.environ["SOFTHSM2_CONF"]


def _import(folder: Path, label: str, key_id: bytes) -> None:
    key, certificate, _ = pkcs12.load_key_and_certificates((folder / f"{label}.p12").read_bytes(), PIN.encode())
    assert key is not None
    assert certificate is not None
    bare = folder / f"{label}.key"
    bare.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    token = ("--token", LABEL, "--pin", PIN)
    _tool("--import", str(bare), "--label", label, "--id", key_id.hex(), *token)
    with pkcs11.lib(MODULE).get_token(token_label=LABEL).open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.PRIVATE: False,
                Attribute.LABEL: label,
                Attribute.ID: key_id,
                Attribute.SUBJECT: certificate.subject.public_bytes(),
                Attribute.VALUE: certificate.public_bytes(Encoding.DER),
            }
        )


def _tool(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)
