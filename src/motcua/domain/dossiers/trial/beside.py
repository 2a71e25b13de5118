"""What can be done beside the steps: by the applicant, and by the office with the dossier as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from motcua.core.deadlines import proposed_appointment
from motcua.core.forms import Text
from motcua.domain.dossiers.acts import apology, ending, money, reception
from motcua.domain.dossiers.acts.parts import must_stand_alone
from motcua.domain.dossiers.acts.working import Working, lines
from motcua.domain.dossiers.services.perform import Act
from motcua.domain.dossiers.trial.handing_in import papers_of
from motcua.domain.dossiers.trial.stand import Deed, Said, Stand, Work
from motcua.domain.dossiers.trial.types import Hand, WorkKind
from motcua.domain.dossiers.types import Phase, SupplementItem, Task, TaskKind, WaitingFor

Whose = Callable[[], tuple[Hand, ...]]


def work_beside(stand: Stand) -> Iterator[Work]:
    """All that the phase and what is waited for allow."""
    case = stand.case
    if case.phase.is_final:
        return
    if case.waiting_for is WaitingFor.SUPPLEMENT:
        yield _applicant(stand, "supplement", Text("Nộp bổ sung", "Hand in what is missing"), _bring)
    if case.fees_due > case.fees_paid:
        yield _counter(stand, "pay", Text("Nộp phí, lệ phí", "Pay the fees"), _pay)
    if not case.phase.is_open:
        return
    yield _applicant(stand, "withdraw", Text("Rút hồ sơ", "Withdraw"), _withdraw, words=True)
    task = next((each for each in case.tasks if each.kind is TaskKind.STEP), None)
    if task and case.waiting_for is None and case.supplements < stand.world.variant(case).clock.supplements_allowed:
        ask = _asking(stand, task)
        name = Text("Yêu cầu bổ sung", "Ask for a supplement")
        yield _office(stand, "supplement", name, ask, lambda: stand.hands.for_task(task))

    def leaders() -> tuple[Hand, ...]:
        return stand.hands.leading(case.competent_id)

    yield _office(stand, "stop", Text("Dừng giải quyết", "Stop the work"), _stop, leaders)
    if case.clock and case.phase in (Phase.ACCEPTED, Phase.PROCESSING) and not case.clock.reschedules:
        name = Text("Xin lỗi và hẹn lại", "Apologise and promise a new day")
        yield _office(stand, "apology", name, _apologise, leaders)


def _applicant(stand: Stand, key: str, name: Text, act: Callable[[Said], Act], *, words: bool = False) -> Work:
    """What the applicant does: by his own account, or at the counter."""
    own, deed = stand.by_own_account, Deed(key, name, act, wants_words=words)
    if own is None:
        return _counter(stand, key, name, act, words=words)
    return Work(WorkKind.APPLICANT, key, "", name, lambda: (Hand(None, stand.applicant),), (deed,), outside=own)


def _counter(stand: Stand, key: str, name: Text, act: Callable[[Said], Act], *, words: bool = False) -> Work:
    def whose() -> tuple[Hand, ...]:
        return stand.hands.at_the_counter(stand.world, stand.case)

    return Work(WorkKind.APPLICANT, key, "", name, whose, (Deed(key, name, act, wants_words=words),))


def _office(stand: Stand, key: str, name: Text, act: Callable[[Said], Act], whose: Whose) -> Work:
    deed = Deed(key, name, act, wants_words=True)
    return Work(WorkKind.OFFICE, key, "", name, whose, (deed,), office_id=stand.case.competent_id)


def _bring(_: Said) -> Act:
    def bring(work: Working) -> None:
        papers = papers_of(work.world, work.case)[:1]
        reception.receive_supplement(work, None if papers else work.case.form, papers)

    return bring


def _pay(_: Said) -> Act:
    return lambda work: money.record_payment(work, work.case.fees_due - work.case.fees_paid, "THU")


def _withdraw(said: Said) -> Act:
    def withdraw(work: Working) -> None:
        must_stand_alone(work)
        ending.withdraw(work, said.words)

    return withdraw


def _stop(said: Said) -> Act:
    return lambda work: ending.stop(work, said.words, work.case.competent_id)


def _asking(stand: Stand, task: Task) -> Callable[[Said], Act]:
    """Asking for the first paper that was to be handed in, or for something in the form."""
    variant = stand.world.variant(stand.case)
    paper = next(iter(papers_of(stand.world, stand.case)), None)
    component = paper.component if paper else variant.components[0].key

    def ask(said: Said) -> Act:
        items = (SupplementItem(component, said.words, said.words),)
        return lambda work: reception.request_supplement(work, work.task(task.kind, task.n), items)

    return ask


def _apologise(said: Said) -> Act:
    def apologise(work: Working) -> None:
        assert work.case.clock
        earliest = proposed_appointment(work.calendar, work.case.clock, work.now, work.now)
        apology.apologise(work, earliest, lines(said.words))

    return apologise
