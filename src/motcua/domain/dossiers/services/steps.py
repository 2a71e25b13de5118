"""Officers at their steps."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from motcua.core.procedure import StepKind
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts import inspection, opinions, reception, result, signing, steps
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import NotAllowedError, WrongPhaseError
from motcua.domain.dossiers.policies import must_assign, must_work_on
from motcua.domain.dossiers.queries.page import competent_agency_of
from motcua.domain.dossiers.queries.staffing import roles_beside
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.pens import KeyPen
from motcua.domain.dossiers.services.perform import Done, perform
from motcua.domain.dossiers.types import (
    Handler,
    Minutes,
    Question,
    ReturnMethod,
    SupplementItem,
    Task,
    TaskKind,
    Verdict,
)
from motcua.domain.identity import queries as identity

# Steps whose end is an act of its own: they cannot be ended by just going on.
OWN_SERVICES = frozenset(
    {
        StepKind.RECEPTION,
        StepKind.ASSIGNMENT,
        StepKind.CONSULTATION,
        StepKind.INSPECTION,
        StepKind.ISSUE,
        StepKind.RETURN,
    }
)


def accept_dossier(dossier_id: UUID, n: int, by: ActingOfficer) -> Done:
    """Accept at the one-stop shop: code, due date, receipt slip."""
    return _on_task(dossier_id, n, by, StepKind.RECEPTION, reception.accept, takes_number=True)


def refuse_dossier(dossier_id: UUID, n: int, reason: str, by: ActingOfficer, *, pen: KeyPen | None = None) -> Done:
    """Refuse to accept, in writing and with the reason. Raises PinNeededError where the officer signs with a key."""
    return _on_task(
        dossier_id, n, by, StepKind.RECEPTION, lambda work, task: reception.refuse(work, task, reason), pen=pen
    )


def request_supplement(
    dossier_id: UUID, n: int, items: tuple[SupplementItem, ...], by: ActingOfficer, *, pen: KeyPen | None = None
) -> Done:
    """Ask the applicant for all that is missing, once; asked from any step that the officer has open. Raises
    PinNeededError where he signs with a key.
    """
    return _on_task(
        dossier_id, n, by, None, lambda work, task: reception.request_supplement(work, task, items), pen=pen
    )


def claim_task(dossier_id: UUID, n: int, by: ActingOfficer, kind: TaskKind = TaskKind.STEP) -> Done:
    """Take a task that is open to the officer's role."""
    return _on_task(dossier_id, n, by, None, lambda work, task: _nothing(steps.claim(work, task)), task_kind=kind)


def start_task(dossier_id: UUID, n: int, by: ActingOfficer, kind: TaskKind = TaskKind.STEP) -> Done:
    """Take a task, if it is not taken yet, and begin to work on it."""
    return _on_task(dossier_id, n, by, None, lambda work, task: _nothing(steps.begin(work, task)), task_kind=kind)


def release_task(dossier_id: UUID, n: int, by: ActingOfficer, kind: TaskKind = TaskKind.STEP) -> Done:
    """Give a task back to the office. Its holder may, and the head of the office."""

    def act(work: Working) -> None:
        task = work.task(kind, n)
        if task.holder_id != by.officer_id:
            must_assign(by.scope, task, catalogue.leading_roles())
        steps.release(work, task)

    return perform(dossier_id, by.actor, by.command, by.now, act)


def assign_task(dossier_id: UUID, n: int, officer_id: int, by: ActingOfficer, kind: TaskKind = TaskKind.STEP) -> Done:
    """Give a task to an officer of its office and role, or move it from one to another."""

    def act(work: Working) -> None:
        task = work.task(kind, n)
        must_assign(by.scope, task, catalogue.leading_roles())
        _must_hold_role(officer_id, task.office_id, task.role, by)
        steps.assign(work, task, officer_id)

    return perform(dossier_id, by.actor, by.command, by.now, act)


def assign_dossier(dossier_id: UUID, n: int, officer_id: int, role: str, by: ActingOfficer) -> Done:
    """End an assignment step: this officer is in charge of the dossier from now on, and its steps come to him."""

    def act(work: Working, task: Task) -> None:
        _must_hold_role(officer_id, task.office_id, role, by)
        steps.put_in_charge(work, Handler(officer_id, task.office_id, role))
        steps.complete(work, task, _only_way(work, task))

    return _on_task(dossier_id, n, by, StepKind.ASSIGNMENT, act)


def hand_out(dossier_id: UUID, n: int, officer_id: int, by: ActingOfficer, kind: TaskKind = TaskKind.STEP) -> Done:
    """Give work to an officer, whatever the work is: an assignment step puts him in charge of the dossier and ends; any
    other task goes into his inbox. What a head may do with many dossiers at once.
    """

    def act(work: Working) -> None:
        task = work.task(kind, n)
        step = work.world.procedure.steps[task.step]
        if kind is TaskKind.OPINION or step.kind is not StepKind.ASSIGNMENT:
            must_assign(by.scope, task, catalogue.leading_roles())
            _must_hold_role(officer_id, task.office_id, task.role, by)
            steps.assign(work, task, officer_id)
            return
        must_work_on(by.scope, task)
        role = _role_in_charge(officer_id, task, roles_beside(work.world.procedure, step), by)
        steps.put_in_charge(work, Handler(officer_id, task.office_id, role))
        steps.complete(work, task, _only_way(work, task))

    return perform(dossier_id, by.actor, by.command, by.now, act)


def complete_step(
    dossier_id: UUID, n: int, outcome: str, words: str, by: ActingOfficer, *, pen: KeyPen | None = None
) -> Done:
    """End a step of work, draft, review, signature and the like; along a return edge it goes back, with the reason.

    A signature of an officer who holds a key is a digital one: `pen` has his PIN. Raises PinNeededError without it.
    """

    def act(work: Working, task: Task) -> None:
        kind = work.world.procedure.steps[task.step].kind
        if kind in OWN_SERVICES:
            raise WrongPhaseError(
                "Bước này có màn hình xử lý riêng. Hãy mở hồ sơ để làm.",
                "This step has an act of its own. Open the dossier to do it.",
            )
        signing.complete_signing(work, task, outcome, words)

    return _on_task(dossier_id, n, by, None, act, pen=pen)


def forward_task(dossier_id: UUID, n: int, by: ActingOfficer, *, pen: KeyPen | None = None) -> Done:
    """End a step that can go only one way without a reason: what a batch may do with many dossiers at once."""

    def act(work: Working, task: Task) -> None:
        if work.world.procedure.steps[task.step].kind in OWN_SERVICES:
            raise WrongPhaseError(
                "Bước này cần mở từng hồ sơ để xử lý.", "This step must be done on each dossier by itself."
            )
        signing.complete_signing(work, task, _only_way(work, task))

    return _on_task(dossier_id, n, by, None, act, pen=pen)


def ask_opinions(
    dossier_id: UUID, n: int, questions: tuple[Question, ...], by: ActingOfficer, *, pen: KeyPen | None = None
) -> Done:
    """Ask several agencies at once and end the step."""
    return _on_task(
        dossier_id, n, by, StepKind.CONSULTATION, lambda work, task: opinions.ask(work, task, questions), pen=pen
    )


def give_opinion(dossier_id: UUID, n: int, verdict: Verdict, words: str, by: ActingOfficer) -> Done:
    """Answer for a consulted agency."""
    return _on_task(
        dossier_id,
        n,
        by,
        None,
        lambda work, task: opinions.give(work, task, verdict, words),
        task_kind=TaskKind.OPINION,
    )


def record_inspection(
    dossier_id: UUID, n: int, minutes: Minutes, outcome: str, by: ActingOfficer, *, pen: KeyPen | None = None
) -> Done:
    """Record a field inspection with its minutes and end the step."""
    return _on_task(
        dossier_id,
        n,
        by,
        StepKind.INSPECTION,
        lambda work, task: inspection.record_inspection(work, task, minutes, outcome),
        pen=pen,
    )


def issue_result(
    dossier_id: UUID, n: int, number: str, by: ActingOfficer, words: str = "", *, pen: KeyPen | None = None
) -> Done:
    """Register the result under its number and end the step; `words`, where given, are the reasons that its letter
    states, a line each, in place of those with which it was decided.

    A result that is signed digitally is sealed: `pen` has the PIN of the agency's seal. A number that was taken for a
    seal that fails is not taken: the next result gets it.
    """
    return _on_task(
        dossier_id,
        n,
        by,
        StepKind.ISSUE,
        lambda work, task: result.issue_result(work, task, number, words),
        takes_number=True,
        pen=pen,
        seals=competent_agency_of(dossier_id),
    )


def return_result(dossier_id: UUID, n: int, method: ReturnMethod, receiver: str, by: ActingOfficer) -> Done:
    """Hand the result over and end the dossier."""
    return _on_task(
        dossier_id, n, by, StepKind.RETURN, lambda work, task: result.return_result(work, task, method, receiver)
    )


def _on_task(
    dossier_id: UUID,
    n: int,
    by: ActingOfficer,
    kind: StepKind | None,
    act: Callable[[Working, Task], None],
    *,
    task_kind: TaskKind = TaskKind.STEP,
    takes_number: bool = False,
    pen: KeyPen | None = None,
    seals: int | None = None,
) -> Done:
    """Do an act on an open task, if the officer may and the step is of the kind that the act belongs to.

    Without a pen of the caller's he has one without a PIN. seals: the agency whose seal its PIN is for.
    """

    def whole(work: Working) -> None:
        task = work.task(task_kind, n)
        must_work_on(by.scope, task)
        if kind and work.world.procedure.steps[task.step].kind is not kind:
            raise WrongPhaseError("Việc này không thuộc bước đang mở.", "This act does not belong to the open step.")
        act(work, task)

    taken = (pen or KeyPen(by.officer_id)).take_up(seals)
    return perform(dossier_id, by.actor, by.command, by.now, whole, takes_number=takes_number, pen=taken)


def _only_way(work: Working, task: Task) -> str:
    """The one way on that wants no reason; empty for a step without ways."""
    outcomes = work.world.procedure.steps[task.step].outcomes
    ways = [each.key for each in outcomes.values() if not (each.needs_reason or each.back_to)]
    if len(ways) > 1 or (outcomes and not ways):
        raise WrongPhaseError("Bước này cần chọn kết quả xử lý.", "This step needs an outcome to be chosen.")
    return ways[0] if ways else ""


def _must_hold_role(officer_id: int, office_id: int, role: str, by: ActingOfficer) -> None:
    officers = identity.officers_with_role(office_id, role, by.now.date())
    if officer_id not in {officer.id for officer in officers}:
        raise _not_of_this_role()


def _role_in_charge(officer_id: int, task: Task, roles: tuple[str, ...], by: ActingOfficer) -> str:
    """The first of the roles that the officer holds in the task's office."""
    postings = identity.postings_of(officer_id, by.now.date())
    held = {posting.role for posting in postings if posting.agency_id == task.office_id}
    role = next((each for each in roles if each in held), None)
    if role is None:
        raise _not_of_this_role()
    return role


def _not_of_this_role() -> NotAllowedError:
    return NotAllowedError(
        "Cán bộ được chọn không giữ vai trò này tại bộ phận. Hãy chọn người khác.",
        "The officer chosen does not hold this role in the office. Choose another.",
    )


def _nothing(_: Task) -> None:
    """An act that answers with a task has done its work when it returns."""
