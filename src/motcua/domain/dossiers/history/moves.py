"""Who does what to a dossier: for each thing that can happen next, its actor and its act."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.core.procedure import Channel, OnlineService, Outcome, Step, StepKind, wants_words
from motcua.core.workcal import WorkCalendar
from motcua.domain.dossiers.acts import (
    apology,
    ending,
    inspection,
    money,
    opinions,
    parts,
    reception,
    replies,
    result,
    steps,
    timers,
)
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.chronicle import Act, Chronicle
from motcua.domain.dossiers.history.city import City
from motcua.domain.dossiers.history.plan import Planned
from motcua.domain.dossiers.history.recipe import Fate
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.papers import components_asked, counter_of, paper_for
from motcua.domain.dossiers.invention.staff import officer
from motcua.domain.dossiers.policies import RECEPTION_ROLE
from motcua.domain.dossiers.queries.staffing import roles_beside
from motcua.domain.dossiers.types import (
    LINK,
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

Move = tuple[Actor, Act]
OTHER_SYSTEM = Actor(ActorKind.SYSTEM, "reply")


class Moves:
    """The moves of one dossier."""

    def __init__(self, city: City, planned: Planned, chronicle: Chronicle, chance: Chance) -> None:
        self._city = city
        self._planned = planned
        self._chronicle = chronicle
        self._chance = chance
        self._words = city.recipe.words
        self._turned: set[str] = set()

    @property
    def _case(self) -> Case:
        return self._chronicle.case

    # --- at the steps

    def begin(self, task: Task, at: datetime) -> Move:
        """The officer takes the task and begins."""
        return self._holder(task, at), lambda work: _ignore(steps.begin(work, task))

    def end(self, task: Task, step: Step, at: datetime) -> Move:
        """The officer ends the task in the way of its kind."""
        actor, fate = self._holder(task, at), self._planned.fate
        match step.kind:
            case StepKind.RECEPTION if fate is Fate.REFUSED:
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
        outcome = self._outcome(step)
        key = outcome.key if outcome else ""
        if step.kind is StepKind.INSPECTION:
            minutes = self._minutes(at)
            return actor, lambda work: inspection.record_inspection(work, task, minutes, key)
        words = self._reason(step, outcome)
        return actor, lambda work: steps.complete(work, task, key, words)

    def request_supplement(self, task: Task, at: datetime) -> Move:
        """The officer asks for what is missing."""
        item = self._item()
        return self._holder(task, at), lambda work: reception.request_supplement(work, task, (item,))

    def give_opinion(self, task: Task, at: datetime) -> Move:
        """A consulted agency answers."""
        said = self._chance.choice(self._words["opinions"])
        who = task.holder_id or self._city.staff.answering(task.office_id, task.role, at.date(), self._chance)
        return officer(who), lambda work: opinions.give(work, task, Verdict(said["verdict"]), said["words"])

    def apologise(self, ends: datetime, at: datetime) -> Move:
        """Who leads the office at work says sorry and makes a new appointment, on a working day after the work will be
        done. An agency that only owes its opinion does not apologise.
        """
        at_work = (task.office_id for task in self._case.tasks if task.kind is TaskKind.STEP)
        office = next(at_work, self._case.competent_id)
        leader = self._city.staff.leader_of(office, at.date(), self._chance)
        day = self._calendar.next_working_day(ends.date())
        promised = self._calendar.closing(day)
        reasons = [self._say("apology")]
        return officer(leader), lambda work: apology.apologise(work, promised, reasons)

    # --- from outside

    def withdraw(self, at: datetime) -> Move:
        """The applicant takes the dossier back."""
        reason = self._say("withdrawn")
        return self._applicant(), lambda work: ending.withdraw(work, reason)

    def stop(self, at: datetime) -> Move:
        """The office stops the dossier for which nobody brought what was missing."""
        reason, office = self._say("stopped"), self._case.competent_id
        leader = self._city.staff.leader_of(office, at.date(), self._chance)
        return officer(leader), lambda work: ending.stop(work, reason, office)

    def bring_supplement(self, at: datetime) -> Move:
        """The applicant hands in what was asked for, the way he filed."""
        component = next(components_asked(self._chronicle.world, self._case), None)
        channel = self._case.channel
        paper = paper_for(self._city.specimen, component, channel) if component else None
        form = None if paper else self._case.form
        papers = (paper,) if paper else ()
        actor = self._applicant() if self._planned.files_alone else self._clerk(at)
        return actor, lambda work: reception.receive_supplement(work, form, papers)

    def pay(self, at: datetime) -> Move:
        """The applicant pays all he owes at the counter."""
        amount, receipt = self._case.fees_due - self._case.fees_paid, f"{self._planned.n:07d}"
        return self._clerk(at), lambda work: money.record_payment(work, amount, receipt)

    def pay_elsewhere(self, at: datetime) -> Move:
        """The applicant proves that he paid a tax."""
        amount = round(self._chance.between(self._planned.offer.elsewhere), -3)
        receipt = f"T{self._planned.n:07d}"
        return self._clerk(at), lambda work: money.record_payment_elsewhere(work, int(amount), receipt)

    def answer(self, at: datetime) -> Move:
        """The applicant confirms what he was asked to confirm."""
        actor = self._applicant() if self._planned.files_alone else self._clerk(at)
        return actor, reception.receive_answer

    def fire(self, n: int, at: datetime) -> Move:
        """A day has come that the process waited for."""
        return TIMER, lambda work: timers.fire(work, n)

    def find_silent(self, at: datetime) -> Move:
        """An agency should have acknowledged its part, and has not."""
        return LINK, parts.find_silent

    def reply(self, n: int, at: datetime) -> Move:
        """Another system answers."""
        return OTHER_SYSTEM, lambda work: replies.receive_reply(work, n)

    # --- who

    def _holder(self, task: Task, at: datetime) -> Actor:
        """Whose task it is, else somebody of its role in its office."""
        staff = self._city.staff
        return officer(task.holder_id or staff.one_of(task.office_id, (task.role,), at.date(), self._chance))

    def _clerk(self, at: datetime) -> Actor:
        """An officer at the counter of the agency that received the dossier."""
        office = counter_of(self._chronicle.world, self._case)
        return officer(self._city.staff.one_of(office, (RECEPTION_ROLE,), at.date(), self._chance))

    def _applicant(self) -> Actor:
        submitter = next(each for each in self._chronicle.parties() if each.role is PartyRole.SUBMITTER)
        return Actor(ActorKind.CITIZEN, str(submitter.person_id))

    def _applicant_name(self) -> str:
        return next(each.name for each in self._chronicle.parties() if each.role is PartyRole.APPLICANT)

    def _in_charge(self, task: Task, step: Step, at: datetime) -> Handler:
        """Who gets the dossier at an assignment step."""
        for role in roles_beside(self._chronicle.world.procedure, step):
            if found := self._city.staff.holders(task.office_id, role, at.date()):
                return Handler(self._chance.choice(found), task.office_id, role)
        who = self._city.staff.one_of(task.office_id, (task.role,), at.date(), self._chance)
        return Handler(who, task.office_id, task.role)

    # --- how it ends

    def _outcome(self, step: Step) -> Outcome | None:
        """The way on: as the fate and the detours say, once sent back perhaps, else straight on."""
        ways, offer = step.outcomes, self._planned.offer
        if not ways:
            return None
        if self._planned.fate is Fate.REJECTED and step.key in offer.rejected:
            return ways[offer.rejected[step.key]]
        if step.key not in self._turned:
            self._turned.add(step.key)
            for key, share in offer.detours.get(step.key, {}).items():
                if self._chance.happens(share):
                    return ways[key]
            back = next((way for way in ways.values() if way.back_to), None)
            if back and self._chance.happens(self._city.recipe.fates.sent_back):
                return back
        onward = [way for way in ways.values() if not way.back_to]
        return next((way for way in onward if not way.needs_reason), onward[0])

    def _reason(self, step: Step, outcome: Outcome | None) -> str:
        if outcome is None or not outcome.needs_reason:
            return self._say("detour") if wants_words(self._chronicle.world.procedure, step) else ""
        if outcome.back_to:
            return self._say("sent_back")
        rejected = self._planned.offer.rejected.get(step.key) == outcome.key
        return self._say("rejected" if rejected else "detour")

    def _method(self) -> ReturnMethod:
        if self._chance.happens(self._city.recipe.fates.posted) or self._case.channel is Channel.POST:
            return ReturnMethod.POST
        all_online = self._chronicle.world.procedure.online is OnlineService.FULL
        return ReturnMethod.ONLINE if self._planned.files_alone and all_online else ReturnMethod.COUNTER

    # --- in which words

    def _say(self, what: str) -> str:
        return str(self._chance.choice(self._words[what]))

    def _questions(self, step: Step) -> tuple[Question, ...]:
        kinds = self._planned.offer.asks or tuple(kind.key for kind in step.agencies)
        return tuple(Question(kind, self._words["question"]) for kind in kinds)

    def _item(self) -> SupplementItem:
        """What is missing: a paper that was to be handed in, or something in the form."""
        variant = self._chronicle.world.variant(self._case)
        asked = next(components_asked(self._chronicle.world, self._case), variant.components[0])
        said = self._chance.choice(self._words["supplement"])
        return SupplementItem(asked.key, said["what"], said["reason"])

    def _minutes(self, at: datetime) -> Minutes:
        said = self._words["inspection"]
        rejected = self._planned.fate is Fate.REJECTED
        return Minutes(
            visited_at=self._calendar.subtract(at, timedelta(hours=2)),
            place=self._place(),
            participants=tuple(said["participants"]),
            findings=self._chance.choice(said["findings"]),
            conclusion=said["rejected" if rejected else "conclusion"],
        )

    def _place(self) -> str:
        applicant = next(each for each in self._chronicle.parties() if each.role is PartyRole.APPLICANT)
        return applicant.address or identity.agency(self._case.competent_id).name

    @property
    def _calendar(self) -> WorkCalendar:
        return self._chronicle.world.calendar_of(self._case.competent_id)


def _assign(work: Working, task: Task, handler: Handler) -> None:
    steps.put_in_charge(work, handler)
    steps.complete(work, task)


def _ignore(_: Task) -> None:
    """An act that answers with a task has done its work when it returns."""
