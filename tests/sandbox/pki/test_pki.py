"""The trust centre keeps to its protocols: openssl, which knows neither the city nor the sandbox, gets on with it."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from motcua.sandbox.pki.centre import open_centre
from motcua.sandbox.pki.certificates import Span
from tests.sandbox.trust_centre import PIN, TrustCentre, real_now


@pytest.fixture
def folder(trust_centre: TrustCentre, tmp_path: Path) -> Path:
    """The chain, a certificate, its serial number, and a file to be stamped."""
    (tmp_path / "chain.pem").write_bytes(trust_centre.http.get("/pki/chain.pem").content)
    root, issuing = trust_centre.authorities()
    (tmp_path / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (tmp_path / "issuing.pem").write_bytes(issuing.public_bytes(Encoding.PEM))
    (tmp_path / "serial").write_text(trust_centre.enrol(tmp_path, "hoa"))
    (tmp_path / "data").write_text("Quyết định")
    return tmp_path


def openssl(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode(errors="replace")


def asked_ocsp(folder: Path, centre: TrustCentre) -> str:
    return openssl(
        folder,
        *("ocsp", "-issuer", "issuing.pem", "-cert", "hoa.pem", "-url", f"{centre.url}/pki/ocsp"),
        *("-CAfile", "chain.pem", "-no_nonce"),
    )


def test_a_certificate_leads_to_the_root(folder: Path) -> None:
    assert "hoa.pem: OK" in openssl(folder, "verify", "-CAfile", "root.pem", "-untrusted", "issuing.pem", "hoa.pem")


def test_a_key_is_locked_with_its_pin(folder: Path) -> None:
    assert "BEGIN" in openssl(folder, "pkcs12", "-in", "hoa.p12", "-passin", f"pass:{PIN}", "-nokeys")
    assert "invalid password" in openssl(folder, "pkcs12", "-in", "hoa.p12", "-passin", "pass:0", "-nokeys")


def test_the_responder_knows_good_and_revoked(folder: Path, trust_centre: TrustCentre) -> None:
    answer = asked_ocsp(folder, trust_centre)
    assert "Response verify OK" in answer
    assert "hoa.pem: good" in answer
    trust_centre.revoke((folder / "serial").read_text())
    assert "hoa.pem: revoked" in asked_ocsp(folder, trust_centre)


def test_the_list_names_what_is_revoked(folder: Path, trust_centre: TrustCentre) -> None:
    serial = (folder / "serial").read_text()
    trust_centre.revoke(serial)
    listed = x509.load_der_x509_crl(trust_centre.http.get("/pki/crl").content)
    (folder / "list").write_bytes(listed.public_bytes(Encoding.PEM))
    assert listed.get_revoked_certificate_by_serial_number(int(serial, 16)) is not None
    assert "verify OK" in openssl(folder, "crl", "-in", "list", "-noout", "-CAfile", "chain.pem")


def test_a_stamp_answers_openssls_question(folder: Path, trust_centre: TrustCentre) -> None:
    openssl(folder, "ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "question")
    answer = trust_centre.http.post("/pki/tsa", content=(folder / "question").read_bytes())
    assert answer.headers["content-type"] == "application/timestamp-reply"
    (folder / "answer").write_bytes(answer.content)
    checked = ("ts", "-verify", "-queryfile", "question", "-in", "answer", "-CAfile", "chain.pem")
    assert "Verification: OK" in openssl(folder, *checked)


def test_a_question_that_cannot_be_read_is_refused(folder: Path, trust_centre: TrustCentre) -> None:
    (folder / "answer").write_bytes(trust_centre.http.post("/pki/tsa", content=b"what time is it").content)
    assert "the data submitted has the wrong format" in openssl(folder, "ts", "-reply", "-in", "answer", "-text")
    assert trust_centre.http.post("/pki/ocsp", content=b"is he well").status_code == 400


@pytest.mark.parametrize("wrong", [{}, {"name": "A"}, {"algorithm": "dsa"}, {"not_before": "yesterday"}])
def test_an_enrolment_that_makes_no_sense_is_refused(wrong: dict[str, str], trust_centre: TrustCentre) -> None:
    whole = {"name": "A", "organisation": "B", "pin": "1"} if "name" not in wrong and wrong else {}
    assert trust_centre.http.post("/pki/enrol", json={**whole, **wrong}).status_code == 400


def test_the_page_shows_what_was_issued_and_revokes_it(folder: Path, trust_centre: TrustCentre) -> None:
    serial = (folder / "serial").read_text()
    page = trust_centre.http.get("/pki/control/").text
    assert "Đây là hệ thống thử nghiệm" in page
    assert f"revoke/{serial}" in page
    trust_centre.revoke(serial)
    assert f"revoke/{serial}" not in trust_centre.http.get("/pki/control/").text


@pytest.mark.parametrize("path", ["/fault/tsa/tired", "/fault/nobody/down"])
def test_an_unknown_fault_is_refused(path: str, trust_centre: TrustCentre) -> None:
    assert trust_centre.http.put(f"/pki/control{path}").status_code == 404


def test_an_unknown_certificate_is_not_revoked(trust_centre: TrustCentre) -> None:
    assert trust_centre.http.post("/pki/control/revoke/ABC").status_code == 404
    assert trust_centre.http.delete("/pki/control/fault/nobody").status_code == 404


def test_a_name_cannot_write_into_the_page(trust_centre: TrustCentre, tmp_path: Path) -> None:
    trust_centre.enrol(tmp_path, "x", name="<script>alert(1)</script>")
    assert "<script" not in trust_centre.http.get("/pki/control/").text


def test_a_centre_that_is_kept_knows_after_a_restart_what_it_issued(tmp_path: Path) -> None:
    first = open_centre("http://127.0.0.1:1/pki", tmp_path / "pki")
    enrolled = first.enrol("Trần Thị Hoa", "UBND", PIN, "p256", Span.years(0, 1))
    first.revoke(enrolled.serial, real_now())
    again = open_centre("http://127.0.0.1:1/pki", tmp_path / "pki")
    assert again.chain() == first.chain()
    assert datetime.fromisoformat(again.issued[enrolled.serial].revoked).tzinfo == UTC
    assert (tmp_path / "pki" / "root.key").stat().st_mode & 0o077 == 0


def test_a_centre_without_a_folder_is_new_at_every_start() -> None:
    assert open_centre("http://127.0.0.1:1/pki").chain() != open_centre("http://127.0.0.1:1/pki").chain()
