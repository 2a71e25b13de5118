"""Uploaded documents becoming papers of a dossier."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from motcua.domain.dossiers.errors import InvalidFilingError
from motcua.domain.dossiers.types import Paper, PaperOrigin
from motcua.domain.records import queries as records


def uploaded_papers(
    named: Sequence[tuple[str, UUID, str]], account_id: UUID, origin: PaperOrigin = PaperOrigin.UPLOADED
) -> tuple[Paper, ...]:
    """The papers for (component, document, variant). Only documents that the account itself has uploaded, or scanned at
    its counter, can be handed in; of all others nothing is told but that they cannot be used (InvalidFilingError).
    """
    documents = records.documents([document_id for _, document_id, _ in named])
    papers, wrong = [], []
    for component, document_id, variant in named:
        document = documents.get(document_id)
        if document is None or document.uploaded_by != account_id:
            wrong.append(
                (
                    component,
                    "Tệp đính kèm không dùng được. Hãy tải lại tệp.",
                    "This file cannot be used. Upload it again.",
                )
            )
        else:
            papers.append(Paper(component, origin, document_id, document.sha256, document.name, variant, copies=1))
    if wrong:
        raise InvalidFilingError(tuple(wrong))
    return tuple(papers)
