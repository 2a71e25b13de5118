"""What a person sees of a dossier of his own beside its page: papers, and letters that are meant for him."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from motcua.core.procedure import Procedure
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.models import Dossier, DossierLetter, DossierPaper
from motcua.domain.dossiers.procedures import procedure_of
from motcua.domain.dossiers.types import Letter, LetterState
from motcua.domain.records import queries as records
from motcua.domain.records.types import Document

# Of the letters that all procedures share, those that agencies write to one another.
BETWEEN_AGENCIES = frozenset({"opinion_request", "process_control_sheet", "dossier_register"})


def goes_to_the_applicant(procedure: Procedure, letter_key: str) -> bool:
    """Whether a letter of this procedure is addressed to the applicant, so that a party of the dossier may read it."""
    letter = procedure.letters.get(letter_key)
    return letter_key not in BETWEEN_AGENCIES and not (letter and letter.between_agencies)


def paper_document(dossier_id: UUID, n: int) -> Document:
    """The document of the `n`th paper, for a caller that knows who may see the dossier. NoSuchDossierError when there
    is none, also where the paper was handed over and not scanned.
    """
    row = DossierPaper.objects.filter(dossier_id=dossier_id, n=n, document_id__isnull=False).first()
    if row is None or row.document_id is None:
        raise NoSuchDossierError
    return records.documents([row.document_id])[row.document_id]


def own_letter(dossier_id: UUID, n: int) -> int:
    """The number again, if that letter is addressed to the applicant. NoSuchDossierError."""
    key = DossierLetter.objects.filter(dossier_id=dossier_id, n=n).values_list("key", flat=True).first()
    dossier = Dossier.objects.only("version_id", "terms_id").filter(pk=dossier_id).first()
    if key is None or dossier is None or not goes_to_the_applicant(procedure_of(dossier), key):
        raise NoSuchDossierError
    return n


def latest_request(dossier_id: UUID) -> tuple[Mapping[str, Any], ...]:
    """What the latest supplement request of a dossier asks for: `what`, `reason`, `component` in words and
    `component_key`; nothing when nothing was asked.
    """
    letters = DossierLetter.objects.filter(dossier_id=dossier_id, key="supplement_request").order_by("-n")
    details = letters.values_list("details", flat=True).first()
    return tuple(details["letter"]["items"]) if details else ()


def letters_of(dossier_id: UUID) -> tuple[Letter, ...]:
    """The letters of a dossier, oldest first."""
    rows = DossierLetter.objects.filter(dossier_id=dossier_id, state=LetterState.ISSUED).order_by("n")
    return tuple(Letter(row.n, row.key, row.number, row.issued_at, row.details, row.document_id) for row in rows)
