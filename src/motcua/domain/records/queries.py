"""Questions about documents. All answers are frozen values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from pathlib import PurePath
from typing import Any, Final
from uuid import UUID

from motcua.domain.records import models
from motcua.domain.records.policies import Referrer, may_read
from motcua.domain.records.tokens import normal_token
from motcua.domain.records.types import (
    Document,
    DocumentStanding,
    IssuedFacts,
    Judgement,
    NotReadableError,
    Origin,
    StandingEntry,
    Validity,
)
from motcua.infra import prepared
from motcua.infra.signing.findings import SignatureFinding, Standing

ISSUED: Final = (Origin.ISSUED_LETTER.value, Origin.RESULT.value)
"""What the city itself wrote: only that can be genuine, replaced or revoked."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


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


# The youngest document of each content and its latest change, with the facts of itself and of what replaced it.
_STANDINGS = """
SELECT DISTINCT ON (d.sha256) d.id, d.sha256, d.name, d.uploaded_at, i.title, i.number, i.issuer, i.issued_at, i.token,
    c.validity, c.at, c.reason, s.name, s.uploaded_at, si.title, si.number, si.issuer, si.issued_at, si.token
FROM records_document d
LEFT JOIN records_issuance i ON i.document_id = d.id
LEFT JOIN LATERAL (
    SELECT validity, at, reason, successor_id FROM records_standingchange WHERE document_id = d.id
    ORDER BY id DESC LIMIT 1
) c ON true
LEFT JOIN records_document s ON s.id = c.successor_id
LEFT JOIN records_issuance si ON si.document_id = s.id
WHERE d.sha256 = ANY (%s) AND d.origin = ANY (%s)
ORDER BY d.sha256, d.id DESC
"""


def standing_of(sha256: str) -> DocumentStanding | None:
    """How the paper of the city with this content stands (SHA-256 in hexadecimal digits); None for what it did not
    issue, such as a file in which one letter was changed.
    """
    return standings_of([sha256]).get(sha256)


def standings_of(digests: Iterable[str]) -> dict[str, DocumentStanding]:
    """Of these contents, how those stand that the city issued."""
    wanted = list(digests)
    found = prepared.rows(_STANDINGS, [wanted, list(ISSUED)]) if wanted else []
    return {row[1]: _standing(row) for row in found}


def standing_by_token(token: str) -> DocumentStanding | None:
    """How the paper stands whose QR code holds this token, as `tokens.normal_token` gives it. Of several documents that
    it was kept as on its way, the one that has not been replaced, else the youngest.
    """
    issued = models.Issuance.objects.filter(token=token).order_by("-document_id") if token else None
    digests = list(issued.values_list("document__sha256", flat=True)) if issued else []
    standings = standings_of(digests)
    found = sorted((standings[each] for each in digests), key=lambda each: each.validity is Validity.REPLACED)
    return next(iter(found), None)


def standing_by_key(typed: str) -> DocumentStanding | None:
    """The answer for whatever somebody has in hand: a digest in hexadecimal digits, or a token as it was typed."""
    digest = typed.strip().lower()
    if _DIGEST.fullmatch(digest):
        return standing_of(digest)
    token = normal_token(typed)
    return standing_by_token(token) if token else None


def standing_log(document_id: UUID) -> tuple[StandingEntry, ...]:
    """Every change of a paper's standing, oldest first."""
    rows = models.StandingChange.objects.filter(document_id=document_id).order_by("id")
    return tuple(StandingEntry(Validity(row.validity), row.at, row.by, row.reason, row.successor_id) for row in rows)


def _standing(row: tuple[Any, ...]) -> DocumentStanding:
    id_, sha256, name, kept_at, *facts = row[:9]
    validity, since, reason, successor_name, successor_kept_at, *successor = row[9:]
    return DocumentStanding(
        document_id=id_,
        sha256=sha256,
        validity=Validity(validity) if validity else Validity.GENUINE,
        facts=_facts(name, kept_at, facts),
        since=since,
        reason=reason or "",
        successor=_facts(successor_name, successor_kept_at, successor) if successor_name else None,
    )


def _facts(name: str, kept_at: datetime, facts: list[Any]) -> IssuedFacts:
    """A paper that was printed before facts were kept is told by its name and the day it was printed."""
    title, number, issuer, issued_at, token = facts
    if not title:
        return IssuedFacts(PurePath(name).stem, "", "", kept_at)
    return IssuedFacts(title, number, issuer, issued_at, token)


_LATEST = """
SELECT DISTINCT ON (document_id) id FROM records_signaturejudgement WHERE document_id = ANY (%s)
ORDER BY document_id, id DESC
"""


def signatures_of(document_id: UUID) -> Judgement | None:
    """The latest judgement on the signatures in a document; None while it has not been looked at, and for pictures."""
    return judgements_of([document_id]).get(document_id)


def judgements_of(ids: Iterable[UUID]) -> dict[UUID, Judgement]:
    """The latest judgements, by document."""
    latest = [row[0] for row in prepared.rows(_LATEST, [list(ids)])]
    rows = models.FoundSignature.objects.filter(judgement_id__in=latest).order_by("judgement_id", "n")
    found = {n: tuple(map(as_finding, each)) for n, each in groupby(rows, key=lambda row: row.judgement_id)}
    judged = models.SignatureJudgement.objects.filter(id__in=latest)
    return {row.document_id: Judgement(row.judged_at, found.get(row.id, ())) for row in judged}


def as_finding(row: models.FoundSignature) -> SignatureFinding:
    """The frozen value of a row."""
    return SignatureFinding(
        n=row.n,
        standing=Standing(row.standing),
        signer=row.signer,
        organisation=row.organisation,
        issuer=row.issuer,
        serial=row.serial,
        signed_at=row.signed_at,
        stamped_at=row.stamped_at,
        covers_whole=row.covers_whole,
        changed_after=row.changed_after,
    )
