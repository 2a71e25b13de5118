"""What a person has begun: saved as it is typed, from any device, until it is filed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction

from motcua.core.procedure import Procedure
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.errors import DossierError, NoSuchDossierError, WrongPhaseError
from motcua.domain.dossiers.models import Draft
from motcua.domain.dossiers.types import DraftPaper
from motcua.domain.records.services import discard
from motcua.domain.records.types import NotReadableError, StillUsedError
from motcua.infra.ids import uuid7

LARGEST_FORM = 200_000
KEPT_FOR = timedelta(days=90)
_SAVE = """
UPDATE dossiers_draft SET form = form || %s::jsonb, revision = revision + 1, changed_at = %s
WHERE id = %s AND account_id = %s AND filed_as IS NULL RETURNING revision, octet_length(form::text)
"""


class DraftTooLargeError(DossierError):
    """More was typed than any form holds."""

    def __init__(self) -> None:
        super().__init__(
            "Nội dung quá dài nên chưa lưu được phần vừa gõ. Hãy rút gọn, hoặc đưa phần dài vào tệp đính kèm.",
            "The text is too long, so the last part was not saved. Shorten it, or attach the long part as a file.",
        )


class DraftFiledError(DossierError):
    """The draft was filed meanwhile; `dossier_id` is what it became."""

    def __init__(self, dossier_id: UUID) -> None:
        super().__init__(
            "Hồ sơ này đã được nộp rồi, có thể từ thiết bị khác.",
            "This was filed already, perhaps from another device.",
        )
        self.dossier_id = dossier_id


@dataclass(frozen=True, slots=True)
class Saved:
    """The number of this saving: a page that knows an older one has not seen everything."""

    revision: int


def open_draft(account_id: UUID, procedure_code: str, case_key: str, known: Mapping[str, Any], now: datetime) -> UUID:
    """Begin a draft with what is `known` of the person already, so that it is not asked; its id."""
    version_id = catalogue.published(procedure_code, now.date())
    procedure = catalogue.version(version_id)
    draft = Draft.objects.create(
        id=uuid7(now),
        account_id=account_id,
        version_id=version_id,
        procedure_code=procedure.code,
        case_key=case_key,
        form=_known_fields(procedure, known),
        created_at=now,
        changed_at=now,
    )
    return draft.id


def save_draft(draft_id: UUID, account_id: UUID, typed: Mapping[str, Any], now: datetime) -> Saved:
    """Keep what was typed, field by field: two devices that fill in different fields do not undo each other. Nothing is
    judged here; what is kept is what the person wrote.

    Raises NoSuchDossierError, DraftFiledError, DraftTooLargeError.
    """
    draft = own_draft(draft_id, account_id)
    fields = {path.partition(".")[0] for path, _ in catalogue.version(draft.version_id).form.fields()}
    kept = orjson.dumps({name: value for name, value in typed.items() if name in fields}).decode()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SAVE, [kept, now, draft_id, account_id])
        row: tuple[int, int] | None = cursor.fetchone()
        if row is None:
            raise NoSuchDossierError
        if row[1] > LARGEST_FORM:
            raise DraftTooLargeError
    return Saved(row[0])


def add_to_draft(draft_id: UUID, account_id: UUID, paper: DraftPaper, now: datetime) -> None:
    """Put an uploaded paper into the draft."""
    with transaction.atomic():
        draft = own_draft(draft_id, account_id, lock=True)
        draft.papers = [*draft.papers, paper.as_dict()]
        draft.changed_at = now
        draft.save(update_fields=["papers", "changed_at"])


def drop_from_draft(draft_id: UUID, account_id: UUID, document_id: UUID, now: datetime) -> None:
    """Take a paper out of the draft again."""
    with transaction.atomic():
        draft = own_draft(draft_id, account_id, lock=True)
        draft.papers = [paper for paper in draft.papers if paper["document_id"] != str(document_id)]
        draft.changed_at = now
        draft.save(update_fields=["papers", "changed_at"])


def choose_case(draft_id: UUID, account_id: UUID, case_key: str, now: datetime) -> None:
    """Go on under another case of the procedure; what was typed and uploaded stays. Raises WrongPhaseError for a case
    that the procedure does not have.
    """
    with transaction.atomic():
        draft = own_draft(draft_id, account_id, lock=True)
        if case_key not in catalogue.version(draft.version_id).cases:
            raise WrongPhaseError(
                "Thủ tục này không có trường hợp đã chọn. Hãy chọn lại.",
                "The procedure has no such case. Choose again.",
            )
        draft.case_key = case_key
        draft.changed_at = now
        draft.save(update_fields=["case_key", "changed_at"])


def follow_version(draft_id: UUID, account_id: UUID, now: datetime) -> None:
    """Go on under the version of the procedure that holds today: a dossier is judged by the law of its day. Fields that
    are still asked keep what was typed. A case that is gone leads to the first. Raises NotOfferedError.
    """
    with transaction.atomic():
        draft = own_draft(draft_id, account_id, lock=True)
        draft.version_id = catalogue.published(draft.procedure_code, now.date())
        procedure = catalogue.version(draft.version_id)
        fields = {path for path, _ in procedure.form.fields()}
        draft.form = {name: value for name, value in draft.form.items() if name in fields}
        if draft.case_key not in procedure.cases:
            draft.case_key = next(iter(procedure.cases))
        draft.save(update_fields=["version", "form", "case_key"])


def discard_draft(draft_id: UUID, account_id: UUID) -> None:
    """Throw a draft away."""
    own_draft(draft_id, account_id).delete()


def mark_filed(draft_id: UUID, dossier_id: UUID) -> None:
    """The draft became this dossier; it is kept a while, so that another device can be told."""
    Draft.objects.filter(id=draft_id).update(filed_as=dossier_id)


def own_draft(draft_id: UUID, account_id: UUID, *, lock: bool = False) -> Draft:
    """The account's own draft. NoSuchDossierError for anybody else's, DraftFiledError when it was filed."""
    rows = Draft.objects.select_for_update() if lock else Draft.objects.all()
    draft = rows.filter(id=draft_id, account_id=account_id).first()
    if draft is None:
        raise NoSuchDossierError
    if draft.filed_as:
        raise DraftFiledError(draft.filed_as)
    return draft


def forget_old_drafts(now: datetime) -> int:
    """Remove drafts that nobody has touched for a long time, and what was uploaded for them; how many drafts. Papers
    that went into a dossier stay.
    """
    forgotten = 0
    for draft in Draft.objects.filter(changed_at__lt=now - KEPT_FOR).select_related("account").iterator():
        papers = [UUID(paper["document_id"]) for paper in draft.papers]
        draft.delete()
        forgotten += 1
        for paper in papers:
            with suppress(StillUsedError, NotReadableError):
                discard(paper, draft.account_id)
    return forgotten


def _known_fields(procedure: Procedure, known: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the form whose source is known, by the path of the source (`identity.full_name`)."""
    plan = procedure.form.prefill_plan()
    return {entry.path: known[entry.source] for entry in plan if entry.source in known and "." not in entry.path}
