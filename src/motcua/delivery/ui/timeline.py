"""The log of a dossier told to people: what happened, who has it now and until when, what comes next.

Citizens read the milestones; officers read every event with the words that were said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from django.utils.translation import gettext as _

from motcua.core.deadlines import ClockState
from motcua.core.procedure import Procedure, WaitsFor, course
from motcua.core.process import State
from motcua.delivery.ui.drawn_words import decided, drawn, of_instance
from motcua.delivery.ui.words import day, in_language, money
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.dossiers.queries.cards import DossierCard
from motcua.domain.dossiers.queries.linked import PartPage
from motcua.domain.dossiers.queries.versions import with_procedures
from motcua.domain.dossiers.types import Phase, Task, TaskKind, Verdict, WaitingFor
from motcua.domain.identity import queries as identity


class Stage(StrEnum):
    """Whether a line is past, present or still to come."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


# Of a part, what only its agency and that of the whole have to do with.
_BETWEEN_AGENCIES = frozenset({EventKind.SUBMITTED, EventKind.OPENED_AS_PART, EventKind.RESULT_RETURNED})
# So many of the latest acts are told at once; when there are more than a few older ones, they are folded away.
LATEST = 4
WORTH_FOLDING = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story. `who` is an office and, where the law wants it known, an officer; `also` is what the same
    act did besides.
    """

    stage: Stage
    what: str
    who: str = ""
    at: datetime | None = None
    until: datetime | None = None
    detail: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Past, present and future; `earlier` is what may be folded away."""

    earlier: tuple[Line, ...]
    lines: tuple[Line, ...]


def story(
    events: Iterable[RecordedEvent],
    tasks: Sequence[Task],
    process: State,
    procedure: Procedure,
    card: DossierCard,
    *,
    parts: Sequence[PartPage] = (),
) -> Story:
    """A dossier's story as its applicant and whoever holds its code are told it: one, with that of its parts."""
    done = past(events, procedure)
    if parts:
        done = sorted([*done, *past_of_parts(parts)], key=lambda line: (line.at is None, line.at))
    folded = len(done) - LATEST if len(done) >= LATEST + WORTH_FOLDING else 0
    to_come = (*present(tasks, process, procedure, card), *present_of_parts(parts), *future(card))
    return Story(tuple(done[:folded]), (*done[folded:], *to_come))


def past(events: Iterable[RecordedEvent], procedure: Procedure, *, in_full: bool = False) -> list[Line]:
    """What has happened, oldest first, one line an act; `in_full` for officers: every event, with its words."""
    by_procedure = with_procedures(events, procedure)
    if in_full:
        return [
            Line(Stage.DONE, what, who_of(event), event.at, detail=event.words)
            for event, of_its_day in by_procedure
            if (what := _told(event, of_its_day))
        ]
    milestones = (each for each in by_procedure if each[0].kind in MILESTONES)
    acts = groupby(milestones, key=lambda each: (each[0].at, each[0].actor))
    return [_act([event for event, _ in found], found[0][1]) for found in (list(act) for _act_of, act in acts)]


def present(tasks: Sequence[Task], process: State, procedure: Procedure, card: DossierCard) -> list[Line]:
    """Who has it now and until when: the open steps, the opinions that are owed, and what is waited for."""
    if card.phase.is_final:
        return []
    if card.waiting_for is WaitingFor.SUPPLEMENT:
        # The office's steps stand still meanwhile, and so do their dates.
        resting = [Line(Stage.NEXT, _work(task, procedure), _office_and_holder(task)) for task in tasks]
        return [Line(Stage.NOW, _("Bổ sung giấy tờ"), _("Người nộp hồ sơ")), *resting]
    open_steps = [
        Line(
            Stage.NOW,
            of_instance(_work(task, procedure), course.place_of(process, task.n) if _is_step(task) else ()),
            _office_and_holder(task),
            at=task.enabled_at,
            until=task.due_at,
        )
        for task in tasks
    ]
    waits = [
        Line(Stage.NOW, in_language(step.name), _waited_for(step.waits_for))
        for _number, step in course.standing_steps(procedure, process)
        if step.waits_for and step.waits_for is not WaitsFor.AGENCIES
    ]
    return open_steps + waits


def past_of_parts(parts: Iterable[PartPage]) -> list[Line]:
    """What has happened on the parts, each line with the name of its part. That they were filed and handed back is
    between the agencies.
    """
    lines = []
    for part in parts:
        if part.procedure:
            told = (event for event in part.events if event.kind not in _BETWEEN_AGENCIES)
            lines += [_of_part(part, line) for line in past(told, part.procedure)]
    return lines


def present_of_parts(parts: Iterable[PartPage]) -> list[Line]:
    """Where the parts lie now and until when."""
    lines = []
    for each in parts:
        if not each.part.is_open:
            continue
        if each.card and each.procedure and each.process:
            lines += [_of_part(each, line) for line in present(each.tasks, each.process, each.procedure, each.card)]
        else:
            lines.append(Line(Stage.NOW, in_language(each.name), _office(each.part.agency_id), at=each.part.sent_at))
    return lines


def _of_part(part: PartPage, line: Line) -> Line:
    return replace(line, what=f"{in_language(part.name)}: {line.what[:1].lower()}{line.what[1:]}")


def future(card: DossierCard) -> list[Line]:
    """What is promised: the day of the result."""
    if card.standing.due_at is None or card.phase.is_final or card.phase is Phase.RESOLVED:
        return []
    if card.standing.state is ClockState.WAITING_FOR_APPLICANT:
        return [Line(Stage.NEXT, _("Ngày hẹn trả tính tiếp khi hết tạm dừng"))]
    return [Line(Stage.NEXT, _("Hẹn trả kết quả ngày %(day)s") % {"day": day(card.standing.due_at)})]


def who_of(event: RecordedEvent) -> str:
    """The office and the officer of an event; the applicant and the system by those words."""
    kind, _colon, number = event.actor.partition(":")
    if kind == "officer":
        name = identity.officer(int(number)).full_name
        office = _acting_office(event)
        return f"{name}, {_office(office)}" if office else name
    return _("Người nộp hồ sơ") if kind == "citizen" else _("Hệ thống, theo quy định")


def _office(office_id: int) -> str:
    agency = identity.agency(office_id)
    return in_language(_Named(agency.name, agency.name_en))


@dataclass(frozen=True, slots=True)
class _Named:
    vi: str
    en: str


def _office_and_holder(task: Task) -> str:
    office = _office(task.office_id)
    return f"{identity.officer(task.holder_id).full_name}, {office}" if task.holder_id else office


def _waited_for(waits_for: WaitsFor | None) -> str:
    match waits_for:
        case WaitsFor.PAYMENT | WaitsFor.OBLIGATION | WaitsFor.APPLICANT:
            return _("Chờ người nộp hồ sơ")
        case WaitsFor.REGISTRY | WaitsFor.CENTRAL_SYSTEM:
            return _("Chờ hệ thống thông tin khác")
        case _:
            return ""


def _told(event: RecordedEvent, procedure: Procedure) -> str:
    tell = MILESTONES.get(event.kind) or DETAILS.get(event.kind)
    return tell(event, procedure) if tell else ""


def _act(events: Sequence[RecordedEvent], procedure: Procedure) -> Line:
    """One line for all that an act did; that its step is done says nothing more beside what it did."""
    telling = [event for event in events if event.kind is not EventKind.STEP_COMPLETED] or events
    first, *others = (MILESTONES[event.kind](event, procedure) for event in telling)
    with_office = next((event for event in events if _acting_office(event)), events[0])
    return Line(Stage.DONE, first, who_of(with_office), events[0].at, also=tuple(others))


def _acting_office(event: RecordedEvent) -> int | None:
    """The office that did it: of a question, the event names the one that was asked."""
    return None if event.kind is EventKind.OPINION_ASKED else event.office_id


def _is_step(task: Task) -> bool:
    return task.kind is TaskKind.STEP


def _work(task: Task, procedure: Procedure) -> str:
    return in_language(procedure.steps[task.step].name) if task.kind is TaskKind.STEP else _("Cho ý kiến phối hợp")


def _step(event: RecordedEvent, procedure: Procedure) -> str:
    step = procedure.steps.get(event.step)
    return in_language(step.name) if step else _("Cho ý kiến phối hợp")


def _named_step(event: RecordedEvent, procedure: Procedure) -> str:
    step = procedure.steps.get(event.data["step"])
    return in_language(step.name) if step else str(event.data["step"])


def _part(event: RecordedEvent, procedure: Procedure) -> str:
    child = procedure.children.get(event.data["child"])
    return in_language(child.name) if child else str(event.data["child"])


def _outcome(event: RecordedEvent, procedure: Procedure) -> str:
    """How a part ended, as the step that waited for it calls it."""
    steps = (step for step in procedure.steps.values() if step.child == event.data["child"])
    found = [step.outcomes[event.data["outcome"]] for step in steps if event.data["outcome"] in step.outcomes]
    return in_language(found[0].name) if found else str(event.data["outcome"])


def _due(event: RecordedEvent) -> str:
    due = event.data.get("new_due_at")
    return day(datetime.fromisoformat(due)) if due else ""


def _recomputed(event: RecordedEvent) -> str:
    """The calendar changed by a decision, and with it the appointment, or only the days of steps."""
    by = {"decision": event.data["article"], "day": _due(event)}
    if event.data["new_due_at"] in (None, event.data["old_due_at"]):
        return _("Tính lại hạn của các bước theo lịch làm việc mới (%(decision)s)") % by
    return _("Lịch làm việc thay đổi (%(decision)s): hẹn trả ngày %(day)s") % by


def _opinion(event: RecordedEvent) -> str:
    verdicts = {
        Verdict.AGREE: _("đồng ý"),
        Verdict.AGREE_WITH_CONDITIONS: _("đồng ý có điều kiện"),
        Verdict.DISAGREE: _("không đồng ý"),
    }
    return verdicts[Verdict(event.data["verdict"])]


def _letter(event: RecordedEvent, procedure: Procedure) -> str:
    key = event.data["letter"]
    return in_language(procedure.letters[key].name) if key in procedure.letters else str(key)


Tell = Callable[[RecordedEvent, Procedure], str]

MILESTONES: dict[EventKind, Tell] = {
    EventKind.SUBMITTED: lambda e, p: _("Hồ sơ đã nộp"),
    EventKind.ACCEPTED: lambda e, p: _("Đã tiếp nhận, mã hồ sơ %(code)s") % {"code": e.data["code"]},
    EventKind.CLOCK_STARTED: lambda e, p: _("Hẹn trả kết quả ngày %(day)s") % {"day": _due(e)},
    EventKind.REFUSED: lambda e, p: _("Không tiếp nhận hồ sơ"),
    EventKind.SUPPLEMENT_REQUESTED: lambda e, p: _("Đề nghị bổ sung, hoàn thiện hồ sơ"),
    EventKind.SUPPLEMENT_RECEIVED: lambda e, p: _("Đã nhận hồ sơ bổ sung"),
    EventKind.CLOCK_PAUSED: lambda e, p: (
        _("Tạm dừng tính thời hạn: %(why)s") % {"why": in_language(catalogue.reason_in_words(e.data["reason"]))}
    ),
    EventKind.CLOCK_RESUMED: lambda e, p: _("Tính tiếp thời hạn, hẹn trả ngày %(day)s") % {"day": _due(e)},
    EventKind.CLOCK_RESTARTED: lambda e, p: _("Thời hạn tính lại từ đầu, hẹn trả ngày %(day)s") % {"day": _due(e)},
    EventKind.CLOCK_RESCHEDULED: lambda e, p: _("Hẹn lại ngày trả kết quả: %(day)s") % {"day": _due(e)},
    EventKind.CLOCK_RECOMPUTED: lambda e, p: _recomputed(e),
    EventKind.LETTER_SIGNED: lambda e, p: _("Đã ký số: %(letter)s") % {"letter": _letter(e, p)},
    EventKind.LETTER_SEALED: lambda e, p: _("Đã đóng dấu số của cơ quan: %(letter)s") % {"letter": _letter(e, p)},
    EventKind.STEP_COMPLETED: lambda e, p: (
        _("Đã xong: %(step)s") % {"step": of_instance(_step(e, p), e.data.get("place", ()))}
    ),
    EventKind.OPINION_ASKED: lambda e, p: _("Đã gửi lấy ý kiến %(agency)s") % {"agency": _office(e.data["agency"])},
    EventKind.OPINION_GIVEN: lambda e, p: _("Đã có ý kiến: %(verdict)s") % {"verdict": _opinion(e)},
    EventKind.OPINION_LAPSED: lambda e, p: (
        (
            _("Hết hạn lấy ý kiến %(agency)s: không trả lời coi như đồng ý")
            if e.data["consent"]
            else _("Hết hạn lấy ý kiến %(agency)s: giải quyết tiếp khi chưa có trả lời")
        )
        % {"agency": _office(e.office_id) if e.office_id else ""}
    ),
    EventKind.INSPECTION_RECORDED: lambda e, p: _("Đã kiểm tra thực địa, có biên bản"),
    EventKind.FEE_NOTICED: lambda e, p: _("Thông báo phí, lệ phí: %(amount)s") % {"amount": money(e.data["amount"])},
    EventKind.FEE_WAIVED: lambda e, p: _("Giảm số phải nộp %(amount)s") % {"amount": money(e.data["amount"])},
    EventKind.FEE_REFUNDED: lambda e, p: _("Đã hoàn trả %(amount)s") % {"amount": money(e.data["amount"])},
    EventKind.FEE_PAID: lambda e, p: _("Đã nộp %(amount)s") % {"amount": money(e.data["amount"])},
    EventKind.PART_SENT: lambda e, p: (
        _("Đã chuyển %(agency)s: %(part)s") % {"agency": _office(e.data["agency"]), "part": _part(e, p)}
    ),
    EventKind.PART_SILENT: lambda e, p: (
        _("%(agency)s chưa xác nhận đã nhận phần %(part)s; đã báo cả hai bên để xử lý")
        % {"agency": _office(e.data["agency"]), "part": _part(e, p)}
    ),
    EventKind.PART_ENDED: lambda e, p: (
        _("%(part)s đã xong: %(outcome)s") % {"part": _part(e, p), "outcome": _outcome(e, p)}
    ),
    EventKind.PART_CALLED_OFF: lambda e, p: _("Không chờ phần %(part)s nữa") % {"part": _part(e, p)},
    EventKind.RESULT_ISSUED: lambda e, p: (
        _("Đã có kết quả, số %(number)s") % {"number": e.data["number"]} if e.data["number"] else _("Đã có kết quả")
    ),
    EventKind.RESULT_RETURNED: lambda e, p: _("Đã trả kết quả"),
    EventKind.WITHDRAWN: lambda e, p: _("Người nộp đã rút hồ sơ"),
    EventKind.STOPPED: lambda e, p: _("Dừng giải quyết hồ sơ"),
    EventKind.PROCESS_CHANGED: lambda e, p: (
        _("Quy trình giải quyết được cập nhật theo Quyết định %(decision)s; ngày hẹn trả không đổi")
        % {"decision": e.data["decision"]}
    ),
    EventKind.PROCESS_RESTORED: lambda e, p: (
        _("Quy trình giải quyết trở lại như trước Quyết định %(decision)s; ngày hẹn trả không đổi")
        % {"decision": e.data["decision"]}
    ),
}
DETAILS: dict[EventKind, Tell] = {
    EventKind.PAPER_ADDED: lambda e, p: _("Thêm giấy tờ số %(n)s") % {"n": e.data["n"]},
    EventKind.STEP_ENABLED: lambda e, p: (
        _("Đến bước: %(step)s") % {"step": of_instance(_step(e, p), e.data.get("place", ()))}
    ),
    EventKind.STEP_ASSIGNED: lambda e, p: (
        _("Phân công %(step)s cho %(who)s") % {"step": _step(e, p), "who": identity.officer(e.data["holder"]).full_name}
    ),
    EventKind.STEP_CLAIMED: lambda e, p: _("Nhận việc: %(step)s") % {"step": _step(e, p)},
    EventKind.STEP_RELEASED: lambda e, p: _("Trả việc về bộ phận: %(step)s") % {"step": _step(e, p)},
    EventKind.STEP_STARTED: lambda e, p: _("Bắt đầu: %(step)s") % {"step": _step(e, p)},
    EventKind.STEP_RETURNED: lambda e, p: _("Trả lại bước trước từ: %(step)s") % {"step": _step(e, p)},
    EventKind.STEP_CANCELLED: lambda e, p: _("Không cần nữa: %(step)s") % {"step": _step(e, p)},
    EventKind.LETTER_ISSUED: lambda e, p: (
        (_("Lập văn bản để ký số: %(letter)s") if "state" in e.data else _("Phát hành văn bản: %(letter)s"))
        % {"letter": _letter(e, p)}
    ),
    EventKind.LETTER_VOIDED: lambda e, p: (
        _("Văn bản đã ký không còn hiệu lực, cần ký lại: %(letter)s") % {"letter": _letter(e, p)}
    ),
    EventKind.CLOCK_LIMIT_CHANGED: lambda e, p: _("Áp dụng thời hạn khác, hẹn trả ngày %(day)s") % {"day": _due(e)},
    EventKind.CLOCK_FINISHED: lambda e, p: _("Kết thúc tính thời hạn"),
    EventKind.APOLOGY_DISMISSED: lambda e, p: _("Không gửi văn bản xin lỗi và hẹn lại theo đề xuất"),
    EventKind.TIMER_FIRED: lambda e, p: _("Đến hạn theo quy trình"),
    EventKind.STEP_FAILED: lambda e, p: _("Bước không thực hiện được: %(step)s") % {"step": _named_step(e, p)},
    EventKind.ERROR_THROWN: lambda e, p: (
        _("Quy trình rẽ sang xử lý lỗi: %(code)s") % {"code": drawn(e.data["node"], p) or e.data["code"]}
    ),
    EventKind.ESCALATED: lambda e, p: (
        _("Báo lên cấp trên: %(code)s") % {"code": drawn(e.data["node"], p) or e.data["code"]}
    ),
    EventKind.SIGNAL_GIVEN: lambda e, p: _("Phát tín hiệu %(signal)s") % {"signal": e.data["signal"]},
    EventKind.INSTANCES_BEGAN: lambda e, p: (
        _("Bắt đầu %(step)s: %(n)s lượt") % {"step": drawn(e.data["node"], p), "n": e.data["of"]}
        if e.data["of"]
        else _("Bắt đầu %(step)s, lặp lại đến khi đạt") % {"step": drawn(e.data["node"], p)}
    ),
    EventKind.INSTANCES_ENDED: lambda e, p: (
        _("Đã xong %(step)s: %(n)s lượt") % {"step": drawn(e.data["node"], p), "n": e.data["completed"]}
    ),
    EventKind.INSTANCES_CANCELLED: lambda e, p: (
        _("Ngừng các lượt còn lại: %(step)s") % {"step": drawn(e.data["node"], p)}
    ),
    EventKind.DECIDED: lambda e, p: (
        _("Bảng quyết định cho %(step)s: %(answer)s") % {"step": _named_step(e, p), "answer": decided(e)}
    ),
    EventKind.OPENED_AS_PART: lambda e, p: _("Nhận từ hồ sơ liên thông"),
    EventKind.PART_ACKNOWLEDGED: lambda e, p: (
        _("%(agency)s đã xác nhận phần %(part)s")
        % {"agency": _office(e.office_id) if e.office_id else "", "part": _part(e, p)}
    ),
    EventKind.PART_MOVED: lambda e, p: (
        _("Phần %(part)s hẹn xong %(day)s") % {"part": _part(e, p), "day": day(datetime.fromisoformat(e.data["due"]))}
        if e.data["due"] and not e.data["waiting_for"]
        else _("Phần %(part)s chờ người nộp") % {"part": _part(e, p)}
    ),
}
