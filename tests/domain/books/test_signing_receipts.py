"""Numbered receipts are signed and printed by a job; what cannot be signed waits and says why."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from motcua.core.books.receipts import ReceiptState
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.services import register_signing_key
from motcua.domain.payments.receipts import queries, signing
from motcua.domain.payments.receipts.correcting import replace_receipt
from motcua.domain.payments.receipts.models import Receipt
from motcua.domain.payments.receipts.signing import sign_receipt, sign_waiting
from motcua.domain.payments.receipts.types import Correction
from motcua.domain.records import queries as records
from motcua.domain.records.models import Document
from motcua.domain.records.types import Validity
from motcua.infra.files import FolderStore
from motcua.infra.signing import Pkcs12Keys, Standing, verify_pdf, verify_xml
from tests.at_once import at_once
from tests.domain.books.till import NOW, WARD, Till
from tests.sandbox.trust_centre import PIN, TrustCentre, real_now, trust_centre

__all__ = ["trust_centre"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def seal(till: Till, trust_centre: TrustCentre, settings: Any, tmp_path: Path) -> Path:
    """The ward's own key, registered, with its PIN laid beside the worker."""
    keys, pins = tmp_path / "keys", tmp_path / "pins"
    trust_centre.enrol(keys, "ward", name="Ủy ban nhân dân phường An Khánh")
    pins.mkdir()
    (pins / "ward").write_text(f"{PIN}\n")
    settings.SIGNING_KEYS, settings.SIGNING_PKCS11, settings.RECEIPT_PINS = keys, "", pins
    settings.TIMESTAMP_URL, settings.TRUST_FOLDER = "", None
    ward = till.city.office(WARD)
    administrator = Scope(till.city.who("H29.27094.02", "records_clerk"), frozenset(), frozenset(), frozenset({ward}))
    register_signing_key("ward", Pkcs12Keys(keys), by=administrator, now=real_now(), agency_id=ward)
    return pins


def sign() -> int:
    return sign_waiting(NOW, real_now())


def test_a_receipt_is_signed_as_xml_and_as_pdf_with_the_collectors_key(
    till: Till, seal: Path, settings: Any, trust_centre: TrustCentre
) -> None:
    row = till.paid()
    assert sign() == 1
    row.refresh_from_db()
    assert row.state == ReceiptState.ISSUED
    trust = trust_centre.trust()
    xml = queries.signed_xml(row.pk) or b""
    assert verify_xml(xml, trust, real_now()).standing is Standing.VALID
    assert "Bảy mươi lăm nghìn đồng" in xml.decode()
    assert row.document is not None
    pdf = FolderStore(settings.FILES).open(row.document.sha256).read()
    (found,) = verify_pdf(pdf, trust, real_now())
    assert (found.standing, found.signer) == (Standing.VALID, "Ủy ban nhân dân phường An Khánh")


def test_xml_that_was_changed_after_signing_is_found_out(till: Till, seal: Path, trust_centre: TrustCentre) -> None:
    row = till.paid()
    sign()
    forged = (queries.signed_xml(row.pk) or b"").replace(b"75000", b"15000")
    assert verify_xml(forged, trust_centre.trust(), real_now()).standing is Standing.ALTERED


def test_without_a_key_a_receipt_is_not_issued_but_waits_and_says_why(till: Till, settings: Any) -> None:
    settings.SIGNING_KEYS, settings.SIGNING_PKCS11 = None, ""
    row = till.paid()
    assert sign() == 0
    row.refresh_from_db()
    assert (row.state, row.signed_xml, row.document_id) == (ReceiptState.UNSIGNED, None, None)
    assert row.trouble == "Chưa cấu hình kho khóa ký số."
    assert [each.id for each in queries.receipts_waiting([row.agency_id])] == [row.pk]


def test_a_key_whose_pin_is_missing_is_told(till: Till, seal: Path) -> None:
    (seal / "ward").unlink()
    row = till.paid()
    sign()
    row.refresh_from_db()
    assert "MOTCUA_RECEIPT_PINS" in row.trouble


def test_what_could_not_be_signed_is_tried_again_later_and_then_signed(till: Till, seal: Path) -> None:
    pin = (seal / "ward").read_text()
    (seal / "ward").unlink()
    row = till.paid()
    sign()
    (seal / "ward").write_text(pin)
    assert sign() == 0
    assert sign_waiting(NOW + timedelta(minutes=2), real_now()) == 1
    row.refresh_from_db()
    assert (row.state, row.trouble) == (ReceiptState.ISSUED, "")


def test_a_worker_killed_while_signing_leaves_the_receipt_to_the_next_round(
    till: Till, seal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = till.paid()

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(signing, "_keep", killed)
        with pytest.raises(KeyboardInterrupt):
            sign()
    row.refresh_from_db()
    assert (row.state, row.number, Document.objects.count()) == (ReceiptState.UNSIGNED, 1, 0)
    assert sign() == 1


def test_a_receipt_that_is_signed_is_not_signed_again(till: Till, seal: Path) -> None:
    row = till.paid()
    assert sign_receipt(row.pk, NOW, real_now())
    assert not sign_receipt(row.pk, NOW, real_now())


def test_a_receipt_that_was_replaced_is_told_to_be_replaced_wherever_it_is_checked(till: Till, seal: Path) -> None:
    wrong = till.paid()
    sign()
    wrong.refresh_from_db()
    replace_receipt(wrong.pk, Correction("Nguyễn Trúc Lâm"), "Sai tên người nộp", till.cashier, NOW)
    assert sign() == 1
    assert wrong.document is not None
    standing = records.standing_of(wrong.document.sha256)
    assert standing is not None
    assert standing.validity is Validity.REPLACED
    right = till.receipt(wrong.payment_id)
    assert (right.number, right.content["replaces"]) == (2, "01BLP0-001 AK-26E 1")


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_sign_each_receipt_once(till: Till, seal: Path) -> None:
    for _ in range(4):
        till.paid()
    moment = real_now()
    answers = at_once(*(lambda: sign_waiting(NOW, moment) for _ in range(3)))
    assert all(isinstance(each, int) for each in answers), answers
    assert sum(answers) == 4
    assert Receipt.objects.filter(state=ReceiptState.ISSUED).count() == Document.objects.count() == 4
