"""How many letters a second are signed and checked: each kind of key, with and without what makes a signature last."""

from __future__ import annotations

import base64
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

import httpx
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter

from bench import _token
from motcua.infra.letters import render
from motcua.infra.signing import Key, Pkcs12Keys, Timestamps, Trust, sign_pdf, sign_xml, verify_pdf, verify_xml

ROOT = Path(__file__).resolve().parents[1]
PIN = "246810"
LETTER = b'#set document(title: "x")\n= Gi\xe1\xba\xa5y ph\xc3\xa9p\n#lorem(200)'
RECEIPT = b"<bienLai><so>1</so><soTien>75000</soTien></bienLai>"


def main(arguments: list[str]) -> dict[str, Any]:
    """Signatures a second in one process, over `arguments[0]` letters (40) of each kind; the time-stamping server and
    the one that answers about revocations run on the same machine. The ratio is that to pyHanko's own signing (B-B).
    """
    rounds = int(arguments[0]) if arguments else 40
    letter = render(LETTER, {}, issued_at=datetime(2026, 11, 25, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as name, _sandbox() as http:
        folder = Path(name)
        keys = {each: _key(folder, http, each) for each in ("p256", "rsa2048")}
        (folder / "trust").mkdir()
        (folder / "trust" / "chain.pem").write_bytes(http.get("/pki/chain.pem").content)
        trust, stamps = Trust.of(folder / "trust"), Timestamps(f"{http.base_url}/pki/tsa")
        lasting = _signed(letter, keys["p256"], stamps=stamps, trust=trust)
        receipt = sign_xml(RECEIPT, keys["p256"], at=datetime.now(UTC))
        ours = _rate(lambda: _signed(letter, keys["p256"]), rounds)
        theirs = _rate(_bare(letter, folder / "p256.p12"), rounds)
        return {
            "bench": "sign",
            "value": ours,
            "unit": "PDF signatures a second (PAdES B-B, P-256)",
            "ratio": round(ours / theirs, 2),
            "pyhanko": theirs,
            "rsa2048": _rate(lambda: _signed(letter, keys["rsa2048"]), rounds),
            "token": _with_token(folder, letter, rounds),
            "b_lt": _rate(lambda: _signed(letter, keys["p256"], stamps=stamps, trust=trust), rounds),
            "b_lt_rsa2048": _rate(lambda: _signed(letter, keys["rsa2048"], stamps=stamps, trust=trust), rounds),
            "verify_b_lt": _rate(lambda: verify_pdf(lasting, trust, datetime.now(UTC)), rounds),
            "xml": _rate(lambda: sign_xml(RECEIPT, keys["p256"], at=datetime.now(UTC)), rounds),
            "verify_xml": _rate(lambda: verify_xml(receipt, trust, datetime.now(UTC)), rounds),
        }


def _signed(letter: bytes, key: Key, **how: Any) -> bytes:
    return sign_pdf(letter, key, at=datetime.now(UTC), field="A", **how)


def _bare(letter: bytes, file: Path) -> Callable[[], object]:
    """The peer: pyHanko as its documentation shows it, with the key in memory."""
    signer = SimpleSigner.load_pkcs12(str(file), passphrase=PIN.encode())
    if signer is None:
        raise ValueError(f"{file} holds no key")
    wishes = PdfSigner(PdfSignatureMetadata(field_name="A", subfilter=SigSeedSubFilter.PADES), signer)
    return lambda: wishes.sign_pdf(IncrementalPdfFileWriter(BytesIO(letter)))


def _with_token(folder: Path, letter: bytes, rounds: int) -> float | None:
    """With the key in a software token that logs in for each signature; None where SoftHSM is not installed."""
    with _token.made(folder, folder / "p256.p12", PIN) as keys:
        if keys is None:
            return None
        key = keys.open(_token.LABEL, PIN)
        return _rate(lambda: _signed(letter, key), rounds)


def _key(folder: Path, http: httpx.Client, algorithm: str) -> Key:
    wishes = {"name": "Trần Thị Hoa", "organisation": "UBND phường", "pin": PIN, "algorithm": algorithm}
    told = http.post("/pki/enrol", json=wishes).raise_for_status().json()
    (folder / f"{algorithm}.p12").write_bytes(base64.b64decode(told["p12"]))
    return Pkcs12Keys(folder).open(algorithm, PIN)


def _rate(work: Callable[[], object], rounds: int) -> float:
    work()
    began = time.perf_counter()
    for _ in range(rounds):
        work()
    return round(rounds / (time.perf_counter() - began), 1)


@contextmanager
def _sandbox() -> Iterator[httpx.Client]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    people = ROOT / "catalogue" / "reference" / "people" / "demo.yaml"
    url = f"http://127.0.0.1:{port}"
    command = ["--port", str(port), "--public-url", url, "--people", str(people)]
    with subprocess.Popen([sys.executable, "-m", "motcua.sandbox", *command], cwd=ROOT / "src") as server:
        try:
            with httpx.Client(base_url=url, transport=httpx.HTTPTransport(retries=7), timeout=10) as http:
                http.get("/health").raise_for_status()
                yield http
        finally:
            server.terminate()
