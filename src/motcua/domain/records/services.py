"""What is done with documents: taken in, issued, taken out of force, thrown away."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from motcua.core.forms import FileFacts, FileRule
from motcua.domain.records import models, refusals
from motcua.domain.records.names import shown_name
from motcua.domain.records.queries import ISSUED, as_document
from motcua.domain.records.shelf import previews, store
from motcua.domain.records.types import (
    BadContentError,
    Document,
    IssuedFacts,
    NoReasonError,
    NotIssuedError,
    NotReadableError,
    Origin,
    Refusal,
    StillUsedError,
    Validity,
)
from motcua.infra.files import Findings, Kind, Readable, StoredFile, TooLargeError, inspect
from motcua.infra.ids import uuid7

UNUSED_FOR: Final = timedelta(days=1)
"""How long content stays that no row refers to: far longer than any upload takes to be written down."""

LARGEST_ISSUED: Final = 100 * 1024 * 1024


def take_in(
    stream: Readable,
    *,
    name: str,
    by: UUID,
    now: datetime,
    rule: FileRule,
    declared_type: str = "",
    origin: Origin = Origin.UPLOAD,
) -> Document | Refusal:
    """Take in a file that the account `by` sends, if its content is what the rule accepts.

    Nothing is kept of a refused file. How many files a component needs is not asked here: that is known on filing.
    """
    shown = shown_name(name)
    try:
        with store().receive(stream, rule.max_bytes) as incoming:
            findings = inspect(incoming.path)
            facts = FileFacts(
                name=shown,
                size=findings.size,
                declared_type=declared_type,
                detected_type=findings.media_type,
                pages=findings.pages,
                encrypted=findings.encrypted,
                has_active_content=findings.has_active_content,
            )
            one_file = replace(rule, min_files=1, max_files=1)
            refusal = refusals.for_what_it_is(shown, findings) or refusals.by_the_rule(facts, one_file)
            if refusal:
                return refusal
            return _write_down(incoming.keep(), findings, name=shown, origin=origin, now=now, by=by)
    except TooLargeError:
        return refusals.too_large(shown, rule)


def issue(
    content: bytes,
    *,
    name: str,
    origin: Origin,
    now: datetime,
    by: UUID | None = None,
    facts: IssuedFacts | None = None,
) -> Document:
    """Keep what the city made or a registry sent: a letter, a result, an extract. Raises BadContentError.

    facts: what anybody who holds the paper may be told of it when it is checked.
    """
    with store().receive(io.BytesIO(content), LARGEST_ISSUED) as incoming:
        findings = inspect(incoming.path)
        if findings.fault or findings.encrypted or findings.has_active_content:
            raise BadContentError(findings.fault or "encrypted or active")
        shown = shown_name(name)
        return _write_down(incoming.keep(), findings, name=shown, origin=origin, now=now, by=by, facts=facts)


def revoke_document(document_id: UUID, reason: str, by: str, now: datetime) -> None:
    """Take a paper of the city out of force. What is revoked already stays as it is.

    by: who, as the event log names those who act (`officer:12`). reason: in words for everybody who checks the paper,
    so without personal data. Raises NotIssuedError for what the city did not issue, and NoReasonError.
    """
    _change_standing(document_id, None, reason=reason, by=by, now=now)


def replace_document(old: UUID, new: UUID, reason: str, by: str, now: datetime) -> None:
    """From now on `new` holds in place of `old`. Saying so again changes nothing.

    Raises NotIssuedError where one of the two is no paper of the city, or the new one no longer holds; NoReasonError.
    """
    _change_standing(old, new, reason=reason, by=by, now=now)


def discard(document_id: UUID, by: UUID) -> None:
    """Throw away an upload of one's own that nothing refers to yet. Raises NotReadableError, StillUsedError."""
    own = models.Document.objects.filter(id=document_id, uploaded_by=by, origin=Origin.UPLOAD)
    try:
        with transaction.atomic():
            # Locked first: a judgement of its signatures that is written at this moment comes before or not at all.
            list(own.select_for_update().values_list("id"))
            removed, _ = own.delete()
    except ProtectedError:
        raise StillUsedError from None
    if not removed:
        raise NotReadableError


def drop_unused_content(unused_for: timedelta = UNUSED_FOR) -> int:
    """Remove content and previews that no document refers to, and what crashes left; how many contents went.

    For a nightly job. An upload that is being written down at this moment is safe: its content was touched just now.
    """
    files, pictures = store(), previews()
    files.drop_abandoned(unused_for)
    gone = 0
    for sha256 in files.digests():
        if not models.Document.objects.filter(sha256=sha256).exists() and files.delete(sha256, unused_for):
            pictures.forget(sha256)
            gone += 1
    return gone


def _change_standing(document_id: UUID, successor: UUID | None, *, reason: str, by: str, now: datetime) -> None:
    validity = Validity.REVOKED if successor is None else Validity.REPLACED
    if not reason.strip():
        raise NoReasonError
    with transaction.atomic():
        named = {document_id} if successor is None else {document_id, successor}
        # In the order of their ids, so that two who change the same papers come one after the other.
        locked = models.Document.objects.select_for_update().filter(id__in=named, origin__in=ISSUED).order_by("id")
        if len(locked) != len(named) or document_id == successor:
            raise NotIssuedError
        latest = _latest_change(document_id)
        if latest and (latest.validity, latest.successor_id) == (validity.value, successor):
            return
        if successor is not None and _latest_change(successor):
            raise NotIssuedError
        models.StandingChange.objects.create(
            document_id=document_id,
            validity=validity.value,
            successor_id=successor,
            reason=reason.strip(),
            by=by,
            at=now,
        )


def _latest_change(document_id: UUID) -> models.StandingChange | None:
    return models.StandingChange.objects.filter(document_id=document_id).order_by("-id").first()


@transaction.atomic
def _write_down(
    stored: StoredFile,
    findings: Findings,
    *,
    name: str,
    origin: Origin,
    now: datetime,
    by: UUID | None,
    facts: IssuedFacts | None = None,
) -> Document:
    """The document, what may be told of it, and that its signatures are to be judged: by a round of the worker, which
    nobody who hands something in waits for.
    """
    row = models.Document.objects.create(
        id=uuid7(now),
        sha256=stored.sha256,
        name=name,
        media_type=findings.media_type,
        size=stored.size,
        pages=findings.pages or 1,
        facts={"kind": findings.kind, "width": findings.width, "height": findings.height},
        origin=origin,
        uploaded_by_id=by,
        uploaded_at=now,
    )
    if facts is not None:
        models.Issuance.objects.create(
            document=row,
            token=facts.token,
            title=facts.title,
            number=facts.number,
            issuer=facts.issuer,
            issued_at=facts.issued_at,
        )
    if findings.media_type == Kind.PDF.media_type:
        models.SignatureCheck.objects.create(document=row, due_at=now)
    return as_document(row)
