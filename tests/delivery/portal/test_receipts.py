"""Receipts in public and for whose dossier they are: genuine or not, and nobody's name on a page that anybody opens."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from motcua.domain.payments.models import Charge
from motcua.domain.payments.receipts.correcting import replace_receipt
from motcua.domain.payments.receipts.types import Correction
from tests.delivery.desk.officers import text_of
from tests.domain.books.till import NOW, Till, till

__all__ = ["till"]
pytestmark = pytest.mark.django_db


def test_anybody_who_holds_the_code_learns_how_the_receipt_stands_and_no_name(till: Till, client: Client) -> None:
    row = till.paid()
    page = text_of(client.get(f"/bien-lai/{row.token}/"))
    assert "Biên lai này đang chờ ký số." in page
    assert "01BLP0-001 AK-26E 1" in page
    assert "0399000014" in page
    assert "Bảy mươi lăm nghìn đồng" in page
    for personal in ("Nguyễn Trúc Lam", "079088910001", "Xuân Thủy", row.content["reference"]):
        assert personal not in page


def test_a_code_is_found_however_it_is_typed(till: Till, client: Client) -> None:
    typed = till.paid().token.lower().replace("-", " ")
    assert client.get(f"/bien-lai/{typed}/").status_code == 200


def test_a_replaced_receipt_names_the_one_that_holds(till: Till, client: Client) -> None:
    wrong = till.paid()
    replace_receipt(wrong.pk, Correction("Nguyễn Trúc Lâm"), "Sai tên", till.cashier, NOW)
    page = text_of(client.get(f"/bien-lai/{wrong.token}/"))
    assert "Biên lai này đã được thay thế." in page
    assert "AK-26E 2" in page


@pytest.mark.parametrize("code", ["7KQF-2M9T-XD4B-8KJ2", "x", "../../etc/passwd", "' OR 1=1"])
def test_an_unknown_code_is_told_to_be_none(till: Till, client: Client, code: str) -> None:
    answer = client.get(f"/bien-lai/{code}/")
    assert answer.status_code == 404


def test_files_of_receipts_are_for_those_who_have_signed_in(till: Till, client: Client) -> None:
    row = till.paid()
    subject = Charge.objects.get(payments=row.payment_id).subject_ref
    for kind in ("pdf", "xml"):
        assert client.get(f"/ho-so/{subject}/bien-lai/{row.pk}.{kind}").status_code == 302
        assert client.get(f"/ho-so/{uuid4()}/bien-lai/{row.pk}.{kind}").status_code == 302
