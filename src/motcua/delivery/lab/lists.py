"""The lists of the first page: what is in hand and waits for whom, and what the city offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.delivery.lab.access import Reformer
from motcua.delivery.ui.words import language
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import ProcedureCard, VersionCard, VersionStatus

MOST_FOUND = 40


@dataclass(frozen=True, slots=True)
class InHand:
    """A version that is not yet published. next: what comes next, and by whom. mine: this officer can do it."""

    card: VersionCard
    next: str
    mine: bool


def in_hand(by: Reformer) -> list[InHand]:
    """All that is not yet published; what waits for this officer comes first."""
    found = [InHand(card, next_step(card), _can_do_next(card, by)) for card in catalogue.drafts_in_hand()]
    return sorted(found, key=lambda each: not each.mine)


def next_step(card: VersionCard) -> str:
    """What comes next in the life of a version."""
    return {
        VersionStatus.DRAFT: _("soạn tiếp rồi kiểm tra"),
        VersionStatus.CHECKED: _("trình phê duyệt"),
        VersionStatus.SUBMITTED: _("người kiểm soát phê duyệt hoặc trả lại"),
        VersionStatus.APPROVED: _("ban hành từ một ngày"),
    }.get(card.status, "")


def _can_do_next(card: VersionCard, by: Reformer) -> bool:
    match card.status:
        case VersionStatus.DRAFT | VersionStatus.CHECKED:
            return by.designs
        case VersionStatus.SUBMITTED:
            return by.controls and card.submitted_by != by.author.officer_id
        case _:
            return by.publishes


def offered(text: str, on: date) -> tuple[ProcedureCard, ...]:
    """What the city offers; with a text what it means."""
    if not text:
        return catalogue.list_published(on)
    return tuple(each.card for each in catalogue.search(text, language(), on, MOST_FOUND))
