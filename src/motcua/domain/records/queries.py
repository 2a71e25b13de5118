"""Questions about documents. All answers are frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from motcua.domain.records import models
from motcua.domain.records.policies import Referrer, may_read
from motcua.domain.records.types import Document, NotReadableError, Origin
from motcua.infra import prepared


def readable(document_id: UUID, reader: UUID, referrer: Referrer) -> Document:
    """The document, for the account that asks. Raises NotReadableError, alike for a missing and for a forbidden one."""
    found = documents([document_id]).get(document_id)
    if found is None or not may_read(found, reader, referrer):
        raise NotReadableError
    return found


_DOCUMENTS = """
SELECT id, sha256, name, media_type, size, pages, origin, uploaded_at, uploaded_by_id,
    (facts->>'width')::int, (facts->>'height')::int
FROM records_document WHERE id = ANY (%s)
"""


def documents(ids: Iterable[UUID]) -> dict[UUID, Document]:
    """Documents by their ids, for a caller that has already decided who sees them. What does not exist is left out."""
    found = prepared.rows(_DOCUMENTS, [list(ids)])  # asked at every filing
    return {row[0]: _document(row) for row in found}


def _document(row: tuple[Any, ...]) -> Document:
    id_, sha256, name, media_type, size, pages, origin, at, by, width, height = row
    return Document(id_, sha256, name, media_type, size, pages, Origin(origin), at, by, width, height)


def as_document(row: models.Document) -> Document:
    """The frozen value of a row."""
    return Document(
        id=row.id,
        sha256=row.sha256,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        pages=row.pages,
        origin=Origin(row.origin),
        uploaded_at=row.uploaded_at,
        uploaded_by=row.uploaded_by_id,
        width=row.facts.get("width"),
        height=row.facts.get("height"),
    )
