"""Where a dossier is, in one sentence and what follows from it: the first thing that anybody wants to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from motcua.core.deadlines import ClockState
from motcua.delivery.ui.words import day, in_language, moment
from motcua.domain.dossiers.queries.cards import DossierCard
from motcua.domain.dossiers.types import Phase, Task, TaskKind, WaitingFor
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Agency


@dataclass(frozen=True, slots=True)
class Standing:
    """The sentence, and what may be said after it. `tone` is one of the five colours of time."""

    sentence: str
    more: str
    tone: str


def standing_of(card: DossierCard, tasks: Sequence[Task], *, own: bool, elsewhere: str = "") -> Standing:
    """`own`: said to a party of the dossier, not to anybody who has its code. elsewhere: the offices that have its
    parts.
    """
    whose = _("Hồ sơ của ông/bà") if own else _("Hồ sơ này")
    if card.waiting_for and not card.phase.is_final:
        return _waiting(card, whose, _("ông/bà") if own else _("người nộp"))
    tell = _ENDED.get(card.phase)
    if tell:
        return tell(card, whose)
    if card.phase is Phase.SUBMITTED:
        return _submitted(card, tasks, whose)
    return _under_way(card, tasks, whose, elsewhere)


def office_name(agency_id: int) -> str:
    """The name of an agency in the reader's language."""
    found = identity.agency(agency_id)
    return in_language(_Named.of(found))


class _Named(NamedTuple):
    vi: str
    en: str

    @classmethod
    def of(cls, agency: Agency) -> _Named:
        return cls(agency.name, agency.name_en)


def _submitted(card: DossierCard, tasks: Sequence[Task], whose: str) -> Standing:
    office = office_name(tasks[0].office_id if tasks else card.receiving_id)
    sentence = _("%(whose)s đang chờ %(office)s tiếp nhận.") % {"whose": whose, "office": office}
    until = tasks[0].due_at if tasks else None
    more = _("Cơ quan trả lời trước %(until)s.") % {"until": moment(until)} if until else ""
    return Standing(sentence, more, "quiet")


def _under_way(card: DossierCard, tasks: Sequence[Task], whose: str, elsewhere: str) -> Standing:
    said = {"whose": whose, "where": _where(card, tasks, elsewhere), "day": day(card.standing.due_at)}
    if card.standing.state is ClockState.OVERDUE and card.standing.by_a_part:
        sentence = _("%(whose)s đang ở %(where)s, có phần đã quá hạn; hẹn trả %(day)s.") % said
        return Standing(sentence, _("Cơ quan giải quyết phần đó phải xin lỗi bằng văn bản và nêu lý do."), "late")
    if card.standing.state is ClockState.OVERDUE:
        sentence = _("%(whose)s đang ở %(where)s, đã quá ngày hẹn trả %(day)s.") % said
        more = _(
            "Cơ quan phải xin lỗi bằng văn bản, nêu lý do và hẹn lại ngày trả. Nếu chưa nhận được, xin gọi tổng đài."
        )
        return Standing(sentence, more, "late")
    tone = "soon" if card.standing.state is ClockState.DUE_SOON else "quiet"
    return Standing(_("%(whose)s đang ở %(where)s, hẹn trả %(day)s.") % said, _left(card), tone)


def _waiting(card: DossierCard, whose: str, who: str) -> Standing:
    match card.waiting_for:
        case WaitingFor.SUPPLEMENT:
            sentence = _("%(whose)s đang chờ %(who)s bổ sung giấy tờ.")
            more = _("Thời hạn giải quyết tạm dừng cho đến khi nhận đủ.")
        case WaitingFor.PAYMENT:
            sentence = _("%(whose)s đang chờ %(who)s trả phí, lệ phí.")
            more = _("Trả xong thì được nhận kết quả.") if card.phase is Phase.RESOLVED else ""
        case WaitingFor.PART:
            sentence = _("%(whose)s đang chờ %(who)s trả lời cơ quan phối hợp.")
            more = _("Thời hạn giải quyết tạm dừng cho đến khi nhận được trả lời.")
        case _:
            sentence = _("%(whose)s đang chờ %(who)s xác nhận.")
            more = _("Thời hạn giải quyết tạm dừng cho đến khi có xác nhận.")
    return Standing(sentence % {"whose": whose, "who": who}, more, "waiting")


def _resolved(card: DossierCard, whose: str) -> Standing:
    sentence = _("%(whose)s đã có kết quả.") % {"whose": whose}
    more = _("Nhận tại %(office)s.") % {"office": office_name(card.receiving_id)}
    return Standing(sentence, more, "done")


def _returned(card: DossierCard, whose: str) -> Standing:
    said = {"whose": whose, "day": day(card.ended_at)}
    return Standing(_("%(whose)s đã xong: kết quả đã trả ngày %(day)s.") % said, "", "done")


def _not_accepted(card: DossierCard, whose: str) -> Standing:
    said = {"whose": whose, "office": office_name(card.receiving_id)}
    more = _("Lý do ghi trong phiếu từ chối. Sửa xong, ông/bà có thể nộp hồ sơ mới.")
    return Standing(_("%(whose)s không được %(office)s tiếp nhận.") % said, more, "done")


def _withdrawn(card: DossierCard, whose: str) -> Standing:
    said = {"whose": whose, "day": day(card.ended_at)}
    return Standing(_("%(whose)s đã được người nộp rút ngày %(day)s.") % said, "", "done")


def _stopped(card: DossierCard, whose: str) -> Standing:
    said = {"whose": whose, "day": day(card.ended_at)}
    more = _("Lý do ghi trong thông báo dừng giải quyết.")
    return Standing(_("%(whose)s đã dừng giải quyết ngày %(day)s.") % said, more, "done")


_ENDED = {
    Phase.RESOLVED: _resolved,
    Phase.RETURNED: _returned,
    Phase.NOT_ACCEPTED: _not_accepted,
    Phase.WITHDRAWN: _withdrawn,
    Phase.STOPPED: _stopped,
}


def _where(card: DossierCard, tasks: Sequence[Task], elsewhere: str) -> str:
    """The office that has it: that of the officer in charge, else of the first open step; of a whole at which nobody
    works, those that have its parts.
    """
    steps = [task for task in tasks if task.kind is TaskKind.STEP]
    if not steps and elsewhere:
        return elsewhere
    if card.handler and any(task.office_id == card.handler.office_id for task in steps):
        return office_name(card.handler.office_id)
    return office_name(steps[0].office_id if steps else card.competent_id)


def _left(card: DossierCard) -> str:
    left = card.standing.remaining
    if left is None:
        return ""
    words = in_language(left)
    return f"{words[:1].upper()}{words[1:]}."
