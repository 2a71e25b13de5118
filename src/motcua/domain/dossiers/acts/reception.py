"""The one-stop shop finds a dossier complete, or not (Nghị định 61/2018/NĐ-CP Điều 17, 118/2025/NĐ-CP Điều 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from motcua.core.deadlines import PauseCause, SupplementSpentError, pause, resume, start
from motcua.core.fees import Collected
from motcua.core.procedure import WaitsFor, course
from motcua.core.process import Cancel, Deliver
from motcua.domain.dossiers.acts.drive import drive, step_due_at
from motcua.domain.dossiers.acts.fee_notice import notice_fee
from motcua.domain.dossiers.acts.steps import begin, complete
from motcua.domain.dossiers.acts.working import Working, lines
from motcua.domain.dossiers.errors import EmptySupplementError, MissingWordsError, WrongPhaseError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Paper, Phase, SupplementItem, Task, TaskKind, WaitingFor

ACCEPT, REFUSE = "accept", "refuse"


def accept(work: Working, task: Task) -> None:
    """Accept the dossier: it gets its code, the clock starts, the applicant gets the slip with the due date.

    What comes in after the cut-off hour counts from the next working day. For a part, the slip of the whole stands.
    """
    work.must_be(Phase.SUBMITTED)
    _must_not_wait(work)
    task = begin(work, task)
    variant, case = work.world.variant(work.case), work.case
    code = work.world.new_code(case, work.now.date())
    work.change(phase=Phase.ACCEPTED, code=code, accepted_at=work.now)
    work.record(EventKind.ACCEPTED, {"code": code}, task=task)
    limit = variant.limit_for(case.channel)
    stated = replace(limit.limit, basis=limit.basis.cited)
    work.set_clock(start(work.calendar, stated, work.now, variant.clock))
    if not case.part_of:
        work.issue_letter("receipt_slip", {}, by_itself=True)
    notice_fee(work, Collected.BEFORE)
    _end_reception(work, task, ACCEPT)


def refuse(work: Working, task: Task, reason: str) -> None:
    """Do not accept the dossier: in writing, with the reason (Phiếu từ chối tiếp nhận)."""
    work.must_be(Phase.SUBMITTED)
    if not reason.strip():
        raise MissingWordsError
    work.change(phase=Phase.NOT_ACCEPTED, ended_at=work.now, waiting_for=None)
    work.record(EventKind.REFUSED, {}, task=task, words=reason)
    work.issue_letter("rejection_notice", {"reasons": lines(reason)})
    _end_reception(work, task, REFUSE, reason)


def request_supplement(work: Working, task: Task, items: Sequence[SupplementItem]) -> None:
    """Ask for all that is missing, at once and once only (Nghị định 118/2025/NĐ-CP Điều 11). The clock stands.

    Before acceptance it has not begun to run; the one request counts all the same.
    """
    work.must_be(Phase.SUBMITTED, Phase.ACCEPTED, Phase.PROCESSING)
    _must_not_wait(work)
    if not items or not all(item.what.strip() and item.reason.strip() for item in items):
        raise MissingWordsError
    rules = work.world.variant(work.case).clock
    if work.case.supplements >= rules.supplements_allowed:
        raise SupplementSpentError(rules.supplements_allowed)
    work.change(supplements=work.case.supplements + 1, waiting_for=WaitingFor.SUPPLEMENT)
    details = {"items": [{"component": i.component, "what": i.what, "reason": i.reason} for i in items]}
    letter = work.issue_letter("supplement_request", details)
    work.record(EventKind.SUPPLEMENT_REQUESTED, {"letter": letter, "items": len(items)}, task=task)
    if work.case.clock:
        grounds = work.world.grounds_of("pause_supplement", None)
        work.set_clock(pause(work.case.clock, work.now, PauseCause.SUPPLEMENT, grounds))


def receive_supplement(work: Working, form: Mapping[str, Any] | None, papers: Sequence[Paper]) -> None:
    """The applicant has handed in what was asked for; the limit counts anew from zero (Điều 19 khoản 4), unless the
    rules of the procedure say that it goes on.
    """
    if work.case.waiting_for is not WaitingFor.SUPPLEMENT:
        raise WrongPhaseError(
            "Hồ sơ này không chờ bổ sung. Nếu cần nộp thêm giấy tờ, hãy liên hệ bộ phận một cửa.",
            "No supplement is asked for. To hand in more papers, please contact the one-stop shop.",
        )
    if not papers and form is None:
        raise EmptySupplementError
    work.change(waiting_for=None)
    facts: dict[str, Any] = {"papers": len(papers)}
    if form is not None:
        facts["content"] = work.put_content(form)
    work.record(EventKind.SUPPLEMENT_RECEIVED, facts, office_id=work.case.receiving_id)
    for paper in papers:
        work.add_paper(paper)
    if work.case.clock:
        grounds = work.world.grounds_of("resume_supplement", None)
        work.set_clock(resume(work.calendar, work.case.clock, work.now, grounds))
    for task in work.case.tasks:
        if task.kind is TaskKind.STEP:
            step = work.world.procedure.steps[task.step]
            work.put_task(replace(task, due_at=step_due_at(work, step, task.office_id), counts_from=work.now))


def receive_answer(work: Working) -> None:
    """The applicant confirms what the office asked him to confirm; the process goes on."""
    for number, _ in course.awaited_answers(work.world.procedure, work.case.process, WaitsFor.APPLICANT):
        drive(work, Deliver(number))
        return
    raise WrongPhaseError("Hồ sơ này không chờ ông/bà xác nhận.", "This dossier does not wait for your confirmation.")


def _must_not_wait(work: Working) -> None:
    if work.case.waiting_for is WaitingFor.SUPPLEMENT:
        raise WrongPhaseError(
            "Hồ sơ đang chờ người nộp bổ sung giấy tờ, nên chưa xử lý tiếp được.",
            "The dossier waits for the applicant's supplement and cannot go on yet.",
        )


def _end_reception(work: Working, task: Task, outcome: str, words: str = "") -> None:
    """Along the drawn edge; a diagram that draws none for a refusal ends with it."""
    step = work.world.procedure.steps[task.step]
    if outcome in step.outcomes or outcome == ACCEPT:
        complete(work, task, outcome if outcome in step.outcomes else "", words)
    else:
        begin(work, task)
        drive(work, Cancel())
