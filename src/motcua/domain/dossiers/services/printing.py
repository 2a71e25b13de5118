"""Letters on paper: each is printed once, from what was known on its day, and kept for ever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.core.procedure import Letter
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.issued import facts_of
from motcua.domain.dossiers.models import DossierLetter
from motcua.domain.dossiers.queries.versions import procedure_when_issued
from motcua.domain.dossiers.types import LetterState
from motcua.domain.records import queries as records
from motcua.domain.records import services
from motcua.domain.records.shelf import store
from motcua.domain.records.types import Document, Origin
from motcua.infra.letters import qr_svg, render


def letter_document(dossier_id: UUID, n: int, now: datetime, *, unissued: bool = False) -> Document:
    """The `n`th letter of a dossier as a document; printed and kept at the first call, the same document ever after.
    Two first calls at once print twice and keep one. `unissued`: also one that is signed and has no number and seal.

    The caller has asked who may see it. Raises NoSuchDossierError, and LetterError when the city's template is wrong.
    """
    row = DossierLetter.objects.filter(dossier_id=dossier_id, n=n).first()
    if row is None or not (unissued or row.state == LetterState.ISSUED):
        raise NoSuchDossierError
    return _print(row, now) if row.document_id is None else _document(row.document_id)


def pdf_of(letter: Letter, details: Mapping[str, Any], issued_at: datetime) -> bytes:
    """A letter of a procedure with what it says, as PDF. Raises LetterError."""
    return render(letter.source, details, issued_at=issued_at, files=qr_of(details))


def qr_of(details: Mapping[str, Any]) -> dict[str, bytes]:
    """The pictures of the codes on a letter, under the names that templates use: where it leads, how it is paid."""
    pictures = {"qr.svg": qr_svg(_leads_to(details))}
    account = details.get("payment", {}).get("account")
    return pictures | {"payment.svg": qr_svg(account["vietqr"])} if account else pictures


def kept_content(document: Document) -> bytes:
    """What a document holds."""
    with store().open(document.sha256) as file:
        return file.read()


def document_name(letter: str, details: Mapping[str, Any], more: str = "") -> str:
    """What a letter is called as a file."""
    return f"{letter} {details['dossier']['code']}{f' ({more})' if more else ''}.pdf"


def _print(row: DossierLetter, now: datetime) -> Document:
    letter = procedure_when_issued(row.dossier_id, row.n).letters[row.key]
    content = pdf_of(letter, row.details, row.issued_at)
    name = document_name(letter.name.vi, row.details)
    same = DossierLetter.objects.filter(dossier_id=row.dossier_id, n=row.n)
    with transaction.atomic():
        printed_before = same.select_for_update().get().document_id
        if printed_before is not None:
            return _document(printed_before)
        facts = facts_of(letter, row.details, row.issued_at)
        document = services.issue(content, name=name, origin=_origin(row.details), now=now, facts=facts)
        same.update(document_id=document.id)
    return document


def _document(document_id: UUID) -> Document:
    return records.documents([document_id])[document_id]


def _leads_to(details: Mapping[str, Any]) -> str:
    """Where the QR code leads: on a result to the page that verifies it, on all else to the dossier's tracking."""
    result = details.get("result")
    return str(result["verify_url"] if result else details["dossier"]["tracking_url"])


def _origin(details: Mapping[str, Any]) -> Origin:
    return Origin.RESULT if details.get("result") else Origin.ISSUED_LETTER
