"""Who may see a document. It has no address of its own: it is seen through what refers to it, and that decides."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from motcua.domain.records.types import Document, Origin


class Referrer(Protocol):
    """Answers for what refers to documents: a dossier, a draft, a citizen's report."""

    def shows(self, document_id: UUID, reader: UUID) -> bool:
        """Whether it holds this document and the account `reader` may see it there."""


def may_read(document: Document, reader: UUID, referrer: Referrer) -> bool:
    """Who uploaded a paper may see it, filed or not. Who scanned one at the counter sees it in its dossier only."""
    own = document.origin is Origin.UPLOAD and document.uploaded_by == reader
    return own or referrer.shows(document.id, reader)
