"""Whether the signatures in documents hold. They are judged behind the taking in, by a round of the worker: nobody who
hands something in waits for an authority that does not answer. A judgement is never overwritten; a new one stands
beside it when another came out, or when the city trusts others than before.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from motcua.domain.records import models
from motcua.domain.records.names import visible
from motcua.domain.records.queries import as_finding, documents
from motcua.domain.records.shelf import store
from motcua.domain.records.types import Document
from motcua.infra.files import UnknownFileError
from motcua.infra.signing import SignatureFinding, Standing, Trust, signing_from, verify_pdf

log = logging.getLogger(__name__)

TAKEN_FOR: Final = timedelta(minutes=10)
"""How long a worker may look at one document before another one takes it for abandoned: far longer than it needs."""
ASK_AGAIN: Final = timedelta(hours=1)
"""When an authority that did not answer is asked again; then after twice as long, and so on."""
MOST_TRIES: Final = 7
"""How often a document is looked at. One that kills whoever looks is left alone then, and its row tells which it is."""

_TAKE = """
UPDATE records_signaturecheck SET due_at = %s, tries = tries + 1 WHERE document_id IN (
    SELECT document_id FROM records_signaturecheck WHERE due_at <= %s AND tries < %s
    ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING document_id, tries
"""
_TRUSTED_OTHERWISE = """
INSERT INTO records_signaturecheck (document_id, due_at, tries)
SELECT j.document_id, %s, 0 FROM records_signaturejudgement j
WHERE j.trust <> %s
    AND EXISTS (SELECT FROM records_foundsignature s WHERE s.judgement_id = j.id)
    AND NOT EXISTS (
        SELECT FROM records_signaturejudgement later WHERE later.document_id = j.document_id AND later.id > j.id
    )
ON CONFLICT (document_id) DO NOTHING
"""


def judge_due(now: datetime, most: int = 5) -> int:
    """Judge the documents whose turn has come, at most so many, because other rounds wait; how many were looked at.

    Any number of workers may do this at once. What one of them takes and does not finish is taken again later.
    """
    done = 0
    while done < most and (taken := _take(now)):
        _look_at(*taken, now)
        done += 1
    return done


def judge_what_is_trusted_otherwise(now: datetime) -> int:
    """Queue every signed document that was judged by another trust store than the present one; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_TRUSTED_OTHERWISE, [now, mark_of(signing_from(settings).trust)])
        return int(cursor.rowcount)


def mark_of(trust: Trust) -> str:
    """Changes when the city trusts others."""
    return hashlib.sha256(b"".join(sorted(root.dump() for root in trust.roots))).hexdigest()


def _take(now: datetime) -> tuple[UUID, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [now + TAKEN_FOR, now, MOST_TRIES])
        taken: tuple[UUID, int] | None = cursor.fetchone()
    return taken


def _look_at(document_id: UUID, tries: int, now: datetime) -> None:
    """Judged as of the day on which the document came: that it existed then, the city knows by itself."""
    document, trust = documents([document_id]).get(document_id), signing_from(settings).trust
    content = _content(document) if document else None
    if document is None or content is None:
        models.SignatureCheck.objects.filter(document_id=document_id).delete()
        return
    findings = verify_pdf(content, trust, document.uploaded_at)
    with transaction.atomic():
        # Somebody may be throwing the document away at this moment: then there is nothing to say about it.
        if models.Document.objects.select_for_update(no_key=True).filter(id=document_id).exists():
            _write_down(document_id, findings, mark_of(trust), now)
            _settle(document_id, findings, tries, now)


def _content(document: Document) -> bytes | None:
    try:
        with store().open(document.sha256) as file:
            return file.read()
    except UnknownFileError:
        log.exception("document %s has lost its content", document.id)
        return None


def _write_down(document_id: UUID, findings: Sequence[SignatureFinding], trust: str, now: datetime) -> None:
    latest = models.SignatureJudgement.objects.filter(document_id=document_id).order_by("-id").first()
    if latest and latest.trust == trust:
        known = models.FoundSignature.objects.filter(judgement=latest).order_by("n")
        if [as_finding(row) for row in known] == [as_finding(_row(latest, each)) for each in findings]:
            return
    judgement = models.SignatureJudgement.objects.create(document_id=document_id, judged_at=now, trust=trust)
    models.FoundSignature.objects.bulk_create(_row(judgement, each) for each in findings)


def _settle(document_id: UUID, findings: Sequence[SignatureFinding], tries: int, now: datetime) -> None:
    """Off the queue, or back to it where an authority was silent."""
    queued = models.SignatureCheck.objects.filter(document_id=document_id)
    if tries < MOST_TRIES and any(each.standing is Standing.NOT_CHECKED for each in findings):
        queued.update(due_at=now + ASK_AGAIN * 2 ** (tries - 1))
    else:
        queued.delete()


def _row(judgement: models.SignatureJudgement, finding: SignatureFinding) -> models.FoundSignature:
    return models.FoundSignature(
        judgement=judgement,
        n=finding.n,
        standing=finding.standing.value,
        signer=visible(finding.signer)[:300],
        organisation=visible(finding.organisation)[:300],
        issuer=visible(finding.issuer)[:300],
        serial=visible(finding.serial)[:80],
        signed_at=finding.signed_at,
        stamped_at=finding.stamped_at,
        covers_whole=finding.covers_whole,
        changed_after=finding.changed_after,
    )
