"""Who does what in each deed of a course: the real acts with what their people say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from motcua.core.procedure import Channel, OnlineService, Step, StepKind, WaitsFor, wants_words
from motcua.domain.dossiers.acts import (
    apology,
    ending,
    inspection,
    money,
    opinions,
    reception,
    replies,
    result,
    steps,
    timers,
)
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.bulk.deeds import Deed, Doing
from motcua.domain.dossiers.bulk.errors import UnplayableCourseError
from motcua.domain.dossiers.bulk.material import Material
from motcua.domain.dossiers.bulk.shape import Variant, files_alone
from motcua.domain.dossiers.chronicle import Act, Chronicle
from motcua.domain.dossiers.city.course import Course, StepDone
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.papers import components_asked, counter_of, paper_for
from motcua.domain.dossiers.invention.staff import Staff, officer
from motcua.domain.dossiers.policies import RECEPTION_ROLE
from motcua.domain.dossiers.queries.staffing import roles_beside
from motcua.domain.dossiers.types import (
    TIMER,
    Actor,
    ActorKind,
    Handler,
    Minutes,
    PartyRole,
    Question,
    ReturnMethod,
    SupplementItem,
    Task,
    TaskKind,
    Verdict,
)
from motcua.domain.identity import queries as identity
from motcua.domain.payments.types import PLATFORM

Move = tuple[Actor, Act]
OTHER_SYSTEM = Actor(ActorKind.SYSTEM, "reply")
PAYMENT_PLATFORM = Actor.of(PLATFORM.actor)
BEFORE_THE_MINUTES = timedelta(hours=2)


class Moves:
    """The moves of one dossier. What is said is the same in all dossiers of one variant."""

    def __init__(
        self, material: Material, staff: Staff, course: Course, chronicle: Chronicle, variant: Variant
    ) -> None:
        self._material = material
        self._staff = staff
        self._course = course
        self._chronicle = chronicle
        self._variant = variant
        self._words = material.words
        code = chronicle.world.procedure.code
        self._chance = Chance(material.seed, code, course.case_key, variant.filling, "life")

    @property
    def _case(self) -> Case:
        return self._chronicle.case

    def of(self, deed: Deed) -> Iterable[Move]:
        """The acts of a deed, with who does them."""
        step = deed.step
        assert step is not None, "the filing is no move"
        match deed.doing:
            case Doing.BEGIN:
                task = self._task(step)
                yield self._holder(task, step), lambda work: _ignore(steps.begin(work, task))
            case Doing.END:
                yield from self._end(step, deed.at)
            case Doing.ASK:
                task, item = self._task(step), self._item()
                yield self._holder(task, step), lambda work: reception.request_supplement(work, task, (item,))
            case Doing.BRING:
                yield self._bring(deed.at)
            case Doing.STOP:
                reason, office = self._say("stopped"), self._case.competent_id
                leader = self._staff.leader_of(office, deed.at.date(), self._chance)
                yield officer(leader), lambda work: ending.stop(work, reason, office)
            case Doing.WITHDRAW:
                reason = self._say("withdrawn")
                yield self._applicant(deed.at), lambda work: ending.withdraw(work, reason)
            case Doing.APOLOGISE:
                yield self._apologise(step, deed.at)
            case Doing.PAY if self._case.fees_due > self._case.fees_paid:
                yield self._pay(step, deed.at)

    # --- at the steps

    def _end(self, done: StepDone, at: datetime) -> Iterable[Move]:
        step = self._chronicle.world.procedure.steps.get(done.node)
        if any(timer.n == done.n for timer in self._case.timers):
            yield TIMER, lambda work: timers.fire(work, done.n)
        elif step is None:
            raise self._unplayable(done, "is no step of its procedure and no timer that runs")
        elif step.waits_for:
            yield from self._answered(step.waits_for, done, at)
        else:
            yield self._work(self._task(done), step, done, at)

    def _work(self, task: Task, step: Step, done: StepDone, at: datetime) -> Move:
        """The officer ends the task in the way of its kind."""
        actor = self._holder(task, done)
        match step.kind:
            case StepKind.RECEPTION if done.outcome == reception.REFUSE:
                reason = self._say("refused")
                return actor, lambda work: reception.refuse(work, task, reason)
            case StepKind.RECEPTION:
                return actor, lambda work: reception.accept(work, task)
            case StepKind.ASSIGNMENT:
                handler = self._in_charge(task, step, at)
                return actor, lambda work: _assign(work, task, handler)
            case StepKind.CONSULTATION:
                return actor, lambda work: opinions.ask(work, task, self._questions(step))
            case StepKind.ISSUE:
                return actor, lambda work: result.issue_result(work, task)
            case StepKind.RETURN:
                method, receiver = self._method(), self._applicant_name()
                return actor, lambda work: result.return_result(work, task, method, receiver)
            case StepKind.INSPECTION:
                minutes = self._minutes(at, step, done.outcome)
                return actor, lambda work: inspection.record_inspection(work, task, minutes, done.outcome)
        words = self._reason(step, done.outcome)
        return actor, lambda work: steps.complete(work, task, done.outcome, words)

    # --- from outside

    def _answered(self, whom: WaitsFor, done: StepDone, at: datetime) -> Iterable[Move]:
        match whom:
            case WaitsFor.REGISTRY | WaitsFor.CENTRAL_SYSTEM:
                yield OTHER_SYSTEM, lambda work: replies.receive_reply(work, done.n)
            case WaitsFor.APPLICANT:
                yield self._applicant(at), reception.receive_answer
            case WaitsFor.AGENCIES:
                yield from (self._opinion(task, at) for task in self._case.tasks if task.kind is TaskKind.OPINION)
            case WaitsFor.OBLIGATION:
                yield self._pay_elsewhere(done, at)
            case WaitsFor.PAYMENT:
                if self._case.fees_due > self._case.fees_paid:
                    yield self._pay(done, at)
                if any(wait.number == done.n for wait in self._case.process.waits):
                    yield self._pay_elsewhere(done, at)
            case WaitsFor.PUBLIC:
                raise self._unplayable(done, "waits for a day: only its timer ends it")

    def _opinion(self, task: Task, at: datetime) -> Move:
        said = self._chance.choice(self._words["opinions"])
        who = task.holder_id or self._staff.answering(task.office_id, task.role, at.date(), First())
        return officer(who), lambda work: opinions.give(work, task, Verdict(said["verdict"]), said["words"])

    def _bring(self, at: datetime) -> Move:
        """The applicant hands in what was asked for, the way he filed."""
        component = next(components_asked(self._chronicle.world, self._case), None)
        papers = (paper_for(self._material.specimen, component, self._case.channel),) if component else ()
        form = None if papers else self._case.form
        return self._applicant(at), lambda work: reception.receive_supplement(work, form, papers)

    def _apologise(self, done: StepDone, at: datetime) -> Move:
        """Who leads the office that has the step says sorry. The day of the course is promised, or the next after the
        due date, where the clock of the law stands later than the course knew.
        """
        reasons, promised, clock = [self._say("apology")], done.back or at, self._case.clock
        if clock and promised <= clock.due_at:
            calendar = self._chronicle.world.calendar_of(self._case.competent_id)
            promised = calendar.closing(calendar.next_working_day(clock.due_at.date()))
        office = next((task.office_id for task in self._case.tasks if task.n == done.n), self._case.competent_id)
        leader = self._staff.leader_of(office, at.date(), First())
        return officer(leader), lambda work: apology.apologise(work, promised, reasons)

    def _pay(self, done: StepDone, at: datetime) -> Move:
        """On the platform at any hour, or at the counter."""
        amount, receipt = self._case.fees_due - self._case.fees_paid, f"{self._course.n:07d}"
        taken = PAYMENT_PLATFORM if self._case.channel is Channel.ONLINE else self._clerk(done, at)
        return taken, lambda work: money.record_payment(work, amount, receipt)

    def _pay_elsewhere(self, done: StepDone, at: datetime) -> Move:
        """The applicant proves that he paid a tax."""
        bounds = self._material.elsewhere[self._chronicle.world.procedure.code]
        amount, receipt = int(round(self._chance.between(bounds), -3)), f"T{self._course.n:07d}"
        return self._clerk(done, at), lambda work: money.record_payment_elsewhere(work, amount, receipt)

    # --- who

    def _task(self, done: StepDone) -> Task:
        for task in self._case.tasks:
            if task.kind is TaskKind.STEP and task.n == done.n and task.step == done.node:
                return task
        raise self._unplayable(done, "is not open then")

    def _holder(self, task: Task, done: StepDone) -> Actor:
        """Whose task it is by an assignment, else who did it by the course."""
        if task.holder_id is None and done.officer_id is None:
            return officer(self._staff.answering(task.office_id, task.role, done.ended.date(), First()))
        return officer(task.holder_id or done.officer_id or 0)

    def _clerk(self, done: StepDone | None, at: datetime) -> Actor:
        """Who sits at the counter of the agency that received the dossier."""
        if done and done.officer_id:
            return officer(done.officer_id)
        office = counter_of(self._chronicle.world, self._case)
        return officer(self._staff.one_of(office, (RECEPTION_ROLE,), at.date(), First()))

    def _applicant(self, at: datetime) -> Actor:
        """The applicant by his own account, or the officer at the counter to whom he came."""
        submitter = next(each for each in self._chronicle.parties() if each.role is PartyRole.SUBMITTER)
        if files_alone(self._course) and submitter.person_id:
            return Actor(ActorKind.CITIZEN, str(submitter.person_id))
        return self._clerk(None, at)

    def _applicant_name(self) -> str:
        return next(each.name for each in self._chronicle.parties() if each.role is PartyRole.APPLICANT)

    def _in_charge(self, task: Task, step: Step, at: datetime) -> Handler:
        """Who gets the dossier at an assignment step: who does the next of its works by the course, else the first who
        could.
        """
        procedure = self._chronicle.world.procedure
        roles = roles_beside(procedure, step)
        for later in self._course.steps:
            found = procedure.steps.get(later.node)
            if later.ended >= at and later.officer_id and found and found.role.key in roles:
                return Handler(later.officer_id, task.office_id, found.role.key)
        for role in roles:
            if holders := self._staff.holders(task.office_id, role, at.date()):
                return Handler(holders[0], task.office_id, role)
        return Handler(self._staff.one_of(task.office_id, (task.role,), at.date(), First()), task.office_id, task.role)

    # --- in which words

    def _say(self, what: str) -> str:
        return str(self._chance.choice(self._words[what]))

    def _reason(self, step: Step, outcome: str) -> str:
        chosen = step.outcomes.get(outcome)
        if chosen is None or not chosen.needs_reason:
            return self._say("detour") if wants_words(self._chronicle.world.procedure, step) else ""
        if chosen.back_to:
            return self._say("sent_back")
        rejected = self._material.rejected[self._chronicle.world.procedure.code].get(step.key) == outcome
        return self._say("rejected" if rejected else "detour")

    def _method(self) -> ReturnMethod:
        if self._variant.posted or self._case.channel is Channel.POST:
            return ReturnMethod.POST
        all_online = self._chronicle.world.procedure.online is OnlineService.FULL
        return ReturnMethod.ONLINE if files_alone(self._course) and all_online else ReturnMethod.COUNTER

    def _questions(self, step: Step) -> tuple[Question, ...]:
        return tuple(Question(kind.key, self._words["question"]) for kind in step.agencies)

    def _item(self) -> SupplementItem:
        """What is missing: a paper that was to be handed in, or something in the form."""
        variant = self._chronicle.world.variant(self._case)
        asked = next(components_asked(self._chronicle.world, self._case), variant.components[0])
        said = self._chance.choice(self._words["supplement"])
        return SupplementItem(asked.key, said["what"], said["reason"])

    def _minutes(self, at: datetime, step: Step, outcome: str) -> Minutes:
        said, chosen = self._words["inspection"], step.outcomes.get(outcome)
        applicant = next(each for each in self._chronicle.parties() if each.role is PartyRole.APPLICANT)
        calendar = self._chronicle.world.calendar_of(self._case.competent_id)
        return Minutes(
            visited_at=calendar.subtract(at, BEFORE_THE_MINUTES),
            place=applicant.address or identity.agency(self._case.competent_id).name,
            participants=tuple(said["participants"]),
            findings=self._chance.choice(said["findings"]),
            conclusion=said["rejected" if chosen and chosen.needs_reason else "conclusion"],
        )

    def _unplayable(self, done: StepDone, why: str) -> UnplayableCourseError:
        what = f"{done.node} ({done.n}) {why}, {done.ended:%Y-%m-%d %H:%M:%S}."
        return UnplayableCourseError(self._course.n, f"bước {what}", f"the step {what}")


class First(Chance):
    """Takes the first of what could be chosen: which of several colleagues it is does not make another shape."""

    def choice(self, items):  # type: ignore[no-untyped-def] # as `Random.choice`
        return items[0]


def _assign(work: Working, task: Task, handler: Handler) -> None:
    steps.put_in_charge(work, handler)
    steps.complete(work, task)


def _ignore(_: Task) -> None:
    """An act that answers with a task has done its work when it returns."""
