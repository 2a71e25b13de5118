"""What a person has begun and not filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.core.procedure import Procedure
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.models import Draft
from motcua.domain.dossiers.services.drafts import own_draft
from motcua.domain.dossiers.types import DraftPaper


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft with all that was typed and uploaded. `form` is as typed, not judged.

    supplements: the dossier whose supplement request it answers; None for what is to become a dossier of its own.
    """

    id: UUID
    version_id: int
    procedure: Procedure
    case_key: str
    form: Mapping[str, Any]
    papers: tuple[DraftPaper, ...]
    revision: int
    created_at: datetime
    changed_at: datetime
    supplements: UUID | None = None


def draft_page(draft_id: UUID, account_id: UUID) -> DraftPage:
    """The account's own draft. NoSuchDossierError for anybody else's, DraftFiledError when it was filed."""
    return _page(own_draft(draft_id, account_id))


def drafts_of(account_id: UUID) -> tuple[DraftPage, ...]:
    """What the account has begun and not filed, latest first; without the answers to supplement requests."""
    rows = Draft.objects.filter(account_id=account_id, filed_as=None, supplements=None).order_by("-changed_at")[:50]
    return tuple(map(_page, rows))


def supplement_draft(dossier_id: UUID, account_id: UUID) -> DraftPage | None:
    """The account's answer to the supplement request of a dossier, as far as it has got."""
    row = Draft.objects.filter(account_id=account_id, filed_as=None, supplements=dossier_id).first()
    return _page(row) if row else None


def _page(row: Draft) -> DraftPage:
    return DraftPage(
        id=row.id,
        version_id=row.version_id,
        procedure=catalogue.version(row.version_id),
        case_key=row.case_key,
        form=row.form,
        papers=tuple(_paper(each) for each in row.papers),
        revision=row.revision,
        created_at=row.created_at,
        changed_at=row.changed_at,
        supplements=row.supplements,
    )


def _paper(kept: Mapping[str, str]) -> DraftPaper:
    return DraftPaper(
        kept["component"], UUID(kept["document_id"]), kept["sha256"], kept["name"], kept.get("variant", "")
    )
