"""The letters that an act would issue, to be read before it is done. The act itself is done, in a transaction that is
taken back: so what is read is what will be sent, with every check that the act makes, and nothing of it stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from motcua.core.forms import Text
from motcua.core.procedure import Letter
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.models import DossierLetter
from motcua.domain.dossiers.queries.versions import procedure_when_issued
from motcua.domain.dossiers.services.printing import pdf_of

_NO_NUMBER: Final = "(xem trước)"
"""Stands where the number will stand, so that nobody takes what he looks at for the letter."""


@dataclass(frozen=True, slots=True)
class PreviewedLetter:
    name: Text
    pdf: bytes


def preview_letters(dossier_id: UUID, act: Callable[[], object], now: datetime) -> tuple[PreviewedLetter, ...]:
    """What `act` on this dossier would issue, in order. It must do nothing outside the database.

    Raises what the act raises, LetterError, and WrongPhaseError for an act that issues no letter.
    """
    found = _tried(dossier_id, act)
    if not found:
        raise WrongPhaseError(
            "Việc này không lập văn bản nào, nên không có gì để xem trước.",
            "This act issues no letter, so there is nothing to look at.",
        )
    return tuple(PreviewedLetter(letter.name, pdf_of(letter, details, now)) for letter, details in found)


def _tried(dossier_id: UUID, act: Callable[[], object]) -> list[tuple[Letter, dict[str, Any]]]:
    with transaction.atomic():
        rows = DossierLetter.objects.filter(dossier_id=dossier_id).order_by("n")
        before = rows.count()
        try:
            act()
            new = [(procedure_when_issued(dossier_id, row.n).letters[row.key], row.details) for row in rows[before:]]
        finally:
            transaction.set_rollback(True)
    return [(letter, {**details, "letter": {**details["letter"], "number": _NO_NUMBER}}) for letter, details in new]
