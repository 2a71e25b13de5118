"""What a paper that somebody handed in proves by itself: its electronic signatures, and whether the city issued it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.delivery.ui.signatures import ShownSignatures, shown_signatures
from motcua.delivery.ui.words import day
from motcua.domain.records.queries import judgements_of, standings_of
from motcua.domain.records.types import Document, DocumentStanding, Origin, Validity


@dataclass(frozen=True, slots=True)
class ShownStanding:
    """That it is a paper of the city's own, and how it stands."""

    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one paper; either part may be missing."""

    signatures: ShownSignatures | None
    issued: ShownStanding | None


def evidence_of(documents: Iterable[Document]) -> dict[UUID, Evidence]:
    """By document; those of which nothing is known are left out."""
    wanted = list(documents)
    if not wanted:
        return {}
    judgements = judgements_of(each.id for each in wanted)
    brought = [each for each in wanted if each.origin in (Origin.UPLOAD, Origin.COUNTER_SCAN)]
    standings = standings_of(each.sha256 for each in brought)
    found = {}
    for each in wanted:
        signatures = shown_signatures(judgements.get(each.id))
        standing = standings.get(each.sha256)
        if signatures or standing:
            found[each.id] = Evidence(signatures, _issued(standing) if standing else None)
    return found


def _issued(standing: DocumentStanding) -> ShownStanding:
    facts = standing.facts
    said = {"title": facts.title, "day": day(standing.since or facts.issued_at), "reason": standing.reason}
    match standing.validity:
        case Validity.GENUINE:
            return ShownStanding("done", _("Đúng bản thành phố cấp ngày %(day)s: %(title)s") % said)
        case Validity.REPLACED:
            return ShownStanding("late", _("Bản thành phố cấp, đã được thay thế ngày %(day)s: %(reason)s") % said)
        case Validity.REVOKED:
            return ShownStanding("late", _("Bản thành phố cấp, đã bị thu hồi ngày %(day)s: %(reason)s") % said)
