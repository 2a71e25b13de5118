"""The parts of a linked dossier as its applicant sees them: who has each, until when, and what came out of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.core.deadlines import ClockState
from motcua.delivery.portal.presenters.dossier import LetterToReader
from motcua.delivery.portal.presenters.standing import office_name
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.queries.linked import PartPage
from motcua.domain.dossiers.queries.own import goes_to_the_applicant, latest_request, letters_of
from motcua.domain.dossiers.types import WaitingFor


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part in words. dossier_id: to whose acts and letters the links lead; `need` is what it waits for. asked: the
    items of a supplement request. tone: one of the colours of time.
    """

    dossier_id: UUID
    key: str
    name: str
    office: str
    state: str
    tone: str
    due_at: datetime | None
    need: WaitingFor | None
    asked: tuple[object, ...]
    letters: tuple[LetterToReader, ...]


def shown_parts(parts: Iterable[PartPage], *, own: bool) -> tuple[ShownPart, ...]:
    """The parts in the order in which they were sent. `own`: for a party, with what is asked of him and his letters."""
    return tuple(_shown(each, own=own) for each in parts)


def elsewhere(parts: Sequence[PartPage]) -> str:
    """The offices that have the open parts: `A và B`."""
    names = list(dict.fromkeys(office_name(each.part.agency_id) for each in parts if each.part.is_open))
    return _(" và ").join(names)


def _shown(each: PartPage, *, own: bool) -> ShownPart:
    state, tone = _standing(each, own=own)
    runs = each.card is not None and each.part.is_open and not each.card.waiting_for
    need = each.card.waiting_for if own and each.card and each.part.is_open else None
    return ShownPart(
        dossier_id=each.part.part_id,
        key=each.part.child,
        name=in_language(each.name),
        office=office_name(each.part.agency_id),
        state=state,
        tone=tone,
        due_at=each.card.standing.due_at if each.card and runs else None,
        need=need,
        asked=tuple(latest_request(each.part.part_id)) if need is WaitingFor.SUPPLEMENT else (),
        letters=_letters(each) if own else (),
    )


def _standing(each: PartPage, *, own: bool) -> tuple[str, str]:
    """How a part stands, and its colour."""
    part, card = each.part, each.card
    if part.called_off_at:
        return _("Không chờ nữa"), "done"
    if part.ended_at:
        outcome = in_language(each.outcome) if each.outcome else _("Đã xong")
        number = _(", số %(number)s") % {"number": part.number} if part.number else ""
        return f"{outcome}{number}", "done"
    if card is None:
        return _("Đang chuyển đến cơ quan"), ""
    if card.waiting_for:
        return _("Chờ ông/bà") if own else _("Chờ người nộp hồ sơ"), "waiting"
    if card.accepted_at is None:
        return _("Chờ cơ quan tiếp nhận"), "soon" if part.is_silent else ""
    tones = {ClockState.OVERDUE: "late", ClockState.DUE_SOON: "soon"}
    left = in_language(card.standing.remaining) if card.standing.remaining else _("Đang giải quyết")
    return left, tones.get(card.standing.state, "")


def _letters(each: PartPage) -> tuple[LetterToReader, ...]:
    procedure = each.procedure
    if procedure is None:
        return ()
    return tuple(
        LetterToReader(letter.n, in_language(procedure.letters[letter.key].name), letter.number, letter.issued_at)
        for letter in reversed(letters_of(each.part.part_id))
        if letter.key in procedure.letters and goes_to_the_applicant(procedure, letter.key)
    )
