"""What can be done at the open steps, opinions and waits of a dossier, each by the act that the desk has for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from motcua.core.forms import Text
from motcua.core.procedure import Outcome, Step, StepKind, WaitsFor, wants_words
from motcua.domain.dossiers.acts import inspection, money, opinions, reception, replies, result, steps
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.queries.inbox import OPINION_NAME
from motcua.domain.dossiers.services.perform import Act
from motcua.domain.dossiers.trial.asking import questions
from motcua.domain.dossiers.trial.stand import OTHER_SYSTEM, Deed, Said, Stand, Work
from motcua.domain.dossiers.trial.types import Hand, WorkKind
from motcua.domain.dossiers.types import Handler, Minutes, ReturnMethod, Task, TaskKind, Verdict
from motcua.domain.identity import queries as identity

_DONE = Text("Xong bước này", "Done")
_VERDICTS = {
    Verdict.AGREE: Text("Đồng ý", "Agree"),
    Verdict.AGREE_WITH_CONDITIONS: Text("Đồng ý có điều kiện", "Agree with conditions"),
    Verdict.DISAGREE: Text("Không đồng ý", "Disagree"),
}
_PAID_ELSEWHERE = 1_000_000
OnTask = Callable[[Working, Task, Said], None]


def work_at_tasks(stand: Stand) -> Iterator[Work]:
    """The open steps and opinions, always in the same order."""
    return (_task(stand, task) for task in sorted(stand.case.tasks, key=lambda each: (each.kind, each.n)))


def _task(stand: Stand, task: Task) -> Work:
    step = stand.procedure.steps[task.step]
    opinion = task.kind is TaskKind.OPINION
    assigns = step.kind is StepKind.ASSIGNMENT and not opinion
    return Work(
        kind=WorkKind.OPINION if opinion else WorkKind.STEP,
        n=task.n,
        node=step.key,
        name=OPINION_NAME if opinion else step.name,
        whose=lambda: stand.hands.for_task(task),
        deeds=tuple(_opinion(task) if opinion else _step(stand, task, step)),
        role=None if opinion else step.role.name,
        office_id=task.office_id,
        due_at=task.due_at,
        candidates=(lambda: _in_charge(stand, task, step)) if assigns else tuple,
    )


def _in_charge(stand: Stand, task: Task, step: Step) -> tuple[Hand, ...]:
    return tuple(hand for hand, _ in stand.hands.in_charge(stand.procedure, step, task))


def work_at_waits(stand: Stand) -> Iterator[Work]:
    """Where the process waits for somebody outside; nothing can be done where only time or opinions are waited for."""
    for wait in stand.case.process.waits:
        step = stand.procedure.steps.get(wait.node)
        if step and step.waits_for:
            yield _wait(stand, wait.number, step)


def _wait(stand: Stand, n: int, step: Step) -> Work:
    own = stand.by_own_account
    deeds: tuple[Deed, ...] = ()

    def whose() -> tuple[Hand, ...]:
        if step.waits_for in replies.OTHER_SYSTEMS:
            return (Hand(None, step.role.name.vi),)
        if step.waits_for is WaitsFor.APPLICANT and own:
            return (Hand(None, stand.applicant),)
        return stand.hands.at_the_counter(stand.world, stand.case)

    if step.waits_for in replies.OTHER_SYSTEMS:
        deeds = (_reply(n),)
    elif step.waits_for is WaitsFor.APPLICANT:
        deeds = (Deed("answer", Text("Xác nhận", "Confirm"), lambda _: reception.receive_answer),)
    elif step.waits_for is WaitsFor.OBLIGATION or (
        step.waits_for is WaitsFor.PAYMENT and stand.case.fees_due == stand.case.fees_paid
    ):
        deeds = (_paid_elsewhere(),)
    by = own if own and step.waits_for is WaitsFor.APPLICANT else OTHER_SYSTEM
    return Work(WorkKind.WAIT, n, step.key, step.name, whose, deeds, role=step.role.name, outside=by)


def _step(stand: Stand, task: Task, step: Step) -> Iterator[Deed]:
    match step.kind:
        case StepKind.RECEPTION:
            accept = _on(task, lambda work, open_task, _: reception.accept(work, open_task))
            refuse = _on(task, lambda work, open_task, said: reception.refuse(work, open_task, said.words))
            yield Deed("accept", Text("Tiếp nhận", "Accept"), accept, takes_number=True)
            yield Deed("refuse", Text("Từ chối tiếp nhận", "Refuse"), refuse, wants_words=True)
        case StepKind.CONSULTATION:
            ask = _on(
                task, lambda work, open_task, said: opinions.ask(work, open_task, questions(work, step, said.words))
            )
            yield Deed("ask", Text("Gửi lấy ý kiến", "Ask for opinions"), ask, wants_words=True)
        case StepKind.ISSUE:
            issue = _on(task, lambda work, open_task, said: result.issue_result(work, open_task, words=said.words))
            yield Deed("issue", Text("Ban hành kết quả", "Issue the result"), issue, takes_number=True)
        case StepKind.RETURN:
            hand_over = _on(task, lambda work, open_task, _: _hand_over(work, open_task, stand.applicant))
            yield Deed("return", Text("Trả kết quả", "Hand the result over"), hand_over)
        case _:
            for outcome in step.outcomes.values() or (None,):
                yield _way(stand, task, step, outcome)


def _way(stand: Stand, task: Task, step: Step, outcome: Outcome | None) -> Deed:
    """Ending a step of work, an assignment or an inspection in one of its ways."""
    key = outcome.key if outcome else ""

    def end(work: Working, open_task: Task, said: Said) -> None:
        if step.kind is StepKind.INSPECTION:
            inspection.record_inspection(work, open_task, _minutes(work, said), key)
            return
        if step.kind is StepKind.ASSIGNMENT:
            steps.put_in_charge(work, _handler(stand, open_task, step, said.given_to))
        steps.complete(work, open_task, key, said.words)

    back = bool(outcome and outcome.back_to)
    words = bool(outcome and outcome.needs_reason) or (wants_words(stand.procedure, step) and not back)
    return Deed(
        key=key or "done",
        name=outcome.name if outcome else _DONE,
        act=_on(task, end),
        wants_words=words,
        goes_back=back,
    )


def _opinion(task: Task) -> Iterator[Deed]:
    for verdict, name in _VERDICTS.items():

        def give(work: Working, open_task: Task, said: Said, verdict: Verdict = verdict) -> None:
            opinions.give(work, open_task, verdict, said.words)

        yield Deed(verdict.value, name, _on(task, give), wants_words=verdict is not Verdict.AGREE)


def _reply(n: int) -> Deed:
    return Deed("reply", Text("Có trả lời", "The reply comes"), lambda _: lambda work: replies.receive_reply(work, n))


def _paid_elsewhere() -> Deed:
    def pay(work: Working) -> None:
        money.record_payment_elsewhere(work, _PAID_ELSEWHERE, "THU")

    return Deed("paid", Text("Đã nộp tại cơ quan khác", "Paid elsewhere"), lambda _: pay)


def _on(task: Task, act: OnTask) -> Callable[[Said], Act]:
    """The act on the task as it is open when the act is decided."""
    return lambda said: lambda work: act(work, work.task(task.kind, task.n), said)


def _hand_over(work: Working, task: Task, receiver: str) -> None:
    result.return_result(work, task, ReturnMethod.COUNTER, receiver)


def _handler(stand: Stand, task: Task, step: Step, given_to: int | None) -> Handler:
    """The officer who is wanted, if he can be in charge; else the first who can."""
    candidates = stand.hands.in_charge(stand.procedure, step, task)
    found = next((each for each in candidates if each[0].officer_id == given_to), candidates[0])
    hand, role = found
    assert hand.officer_id is not None
    return Handler(hand.officer_id, task.office_id, role)


def _minutes(work: Working, said: Said) -> Minutes:
    words = said.words.strip() or "Chạy thử: phù hợp với hồ sơ."
    place = identity.agency(work.case.competent_id).name
    return Minutes(said.now - timedelta(minutes=1), place, ("Người chạy thử",), words, words)
