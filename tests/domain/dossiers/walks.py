"""Dossiers of every procedure led along every drawn way, by the acts themselves: each outcome of each step is chosen in
one of the walks. They happen in memory, in the working city.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.core.procedure import Channel, Outcome, Procedure, Step, StepKind, WaitsFor
from motcua.core.workcal import WorkCalendar
from motcua.domain.catalogue import queries as catalogue
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
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.filing import Filing
from motcua.domain.dossiers.acts.hearing import IssuedResult, News, hear
from motcua.domain.dossiers.acts.settling import waiting_steps
from motcua.domain.dossiers.chronicle import Act, Chronicle
from motcua.domain.dossiers.city.recipe import Offer, read_city_recipe
from motcua.domain.dossiers.city.sites import Samples
from motcua.domain.dossiers.invention.desks import specimen
from motcua.domain.dossiers.invention.papers import components_asked, paper_for
from motcua.domain.dossiers.invention.recipe import read_recipe
from motcua.domain.dossiers.invention.staff import officer
from motcua.domain.dossiers.references import new_reference
from motcua.domain.dossiers.types import (
    LINK,
    TIMER,
    Actor,
    ActorKind,
    Handler,
    Minutes,
    Party,
    PartyKind,
    PartyRole,
    Phase,
    Question,
    ReturnMethod,
    SupplementItem,
    Task,
    TaskKind,
    Verdict,
)
from motcua.domain.dossiers.world import new_code, world_of
from motcua.domain.identity import queries as identity
from motcua.domain.identity.models import Officer
from motcua.domain.identity.services import record_person
from motcua.domain.records.types import Document
from motcua.infra.ids import uuid7
from tests.office import at

FILED_AT = at("2026-10-05 08:30")
WARD = "27094"
WORDS = "Không đủ điều kiện theo quy định.\nThông tin khai không khớp với dữ liệu đang quản lý."
LONGEST = 80
Plan = Mapping[str, str]


@dataclass
class City:
    """What walks have in common: the upload, examples of what people file, and the numbers that were given out."""

    specimen: Document
    samples: Samples
    offers: Mapping[str, Offer]
    _numbers: Counter[str] = field(default_factory=Counter)

    def world(self, version_id: int) -> World:
        """The world of a version of a procedure, with numbers that count on in memory."""
        return replace(world_of(version_id), next_number=self._next, new_code=partial(new_code, next_number=self._next))

    def example(self, offer: Offer, case_key: str) -> Case:
        """A dossier of that case as somebody files it online, if that can be."""
        channel = Channel.ONLINE if Channel.ONLINE in offer.channels else next(iter(offer.channels))
        return self.samples.of(offer, case_key, channel, WARD, FILED_AT).case

    def _next(self, book: str) -> int:
        self._numbers[book] += 1
        return self._numbers[book]


class Walk:
    """One dossier and its way: `plan` says how steps end, the others end in the way that wants no reason."""

    def __init__(self, city: City, code: str, case_key: str, plan: Plan) -> None:
        self.plan = plan
        self.taken: dict[str, str] = {}
        self.chronicle = _begun(city, code, case_key)
        self.now = FILED_AT

    @property
    def case(self) -> Case:
        return self.chronicle.case

    @cached_property
    def procedure(self) -> Procedure:
        return self.chronicle.world.procedure

    @cached_property
    def calendar(self) -> WorkCalendar:
        return self.chronicle.world.calendar_of(self.case.competent_id)

    def whole(self) -> Walk:
        """Until the dossier has ended, or the process stands still for ever."""
        for _ in range(LONGEST):
            if self.case.phase.is_final or not self.step():
                return self
        raise AssertionError(f"{self.procedure.code} does not end: {self.taken}")

    def until(self, phase: Phase) -> Walk:
        """Until the dossier is in that phase."""
        for _ in range(LONGEST):
            if self.case.phase is phase:
                return self
            assert self.step()
        raise AssertionError(f"{self.procedure.code} never is {phase}")

    def until_it_waits_for(self, whom: WaitsFor) -> int:
        """Until nothing is open but that wait; its number."""
        for _ in range(LONGEST):
            found = [number for number, step in waiting_steps(self._working) if step.waits_for is whom]
            if found and not self.case.tasks:
                return found[0]
            assert self.step()
        raise AssertionError(f"{self.procedure.code} never waits for {whom}")

    def step(self) -> bool:
        """The next thing that somebody does or that happens by itself; whether there was one."""
        if self.case.tasks:
            task = self.case.tasks[0]
            self.does(somebody(), self._end(task))
            return True
        return self._end_wait()

    def does(self, actor: Actor, act: Act, when: datetime | None = None) -> None:
        """An act a quarter of a working hour later."""
        self.now = when or self.calendar.add(self.now, timedelta(minutes=15))
        self.chronicle.does(actor, self.now, act)

    @property
    def letters(self) -> list[dict[str, Any]]:
        """All letters so far, as their rows."""
        found: list[dict[str, Any]] = self.chronicle.rows().get("letters", [])
        return found

    @property
    def _working(self) -> Any:
        return _Standing(self.case, self.chronicle.world)

    def _end(self, task: Task) -> Act:
        if task.kind is TaskKind.OPINION:
            return lambda work: opinions.give(work, task, Verdict.DISAGREE, "Chưa thống nhất.")
        step = self.procedure.steps[task.step]
        outcome = self._outcome(step)
        self.taken.setdefault(step.key, outcome)
        match step.kind:
            case StepKind.RECEPTION if outcome == reception.REFUSE:
                return lambda work: reception.refuse(work, task, WORDS)
            case StepKind.RECEPTION:
                return lambda work: reception.accept(work, task)
            case StepKind.ASSIGNMENT:
                return lambda work: _assign(work, task)
            case StepKind.CONSULTATION:
                asked = [Question(kind.key, "Đề nghị cho ý kiến.") for kind in step.agencies]
                return lambda work: opinions.ask(work, task, asked)
            case StepKind.INSPECTION:
                minutes = Minutes(self.now, "Tại nơi cư trú", ("Chủ hộ",), "Hiện trạng đúng như khai.", WORDS)
                return lambda work: inspection.record_inspection(work, task, minutes, outcome)
            case StepKind.ISSUE:
                return lambda work: result.issue_result(work, task)
            case StepKind.RETURN:
                return lambda work: result.return_result(work, task, ReturnMethod.COUNTER, "Người nộp")
        return lambda work: steps.complete(work, task, outcome, WORDS)

    def _outcome(self, step: Step) -> str:
        """As planned the first time, then straight on."""
        if step.key in self.plan and step.key not in self.taken:
            return self.plan[step.key]
        onward = [way for way in step.outcomes.values() if not way.back_to]
        return next((way.key for way in onward if not way.needs_reason), onward[0].key if onward else "")

    def _end_wait(self) -> bool:
        for number, step in waiting_steps(self._working):
            if step.kind is StepKind.CHILD:
                self.does(LINK, lambda work, number=number, step=step: hear(work, number, self._news_of(step)))
                return True
            match step.waits_for:
                case WaitsFor.PAYMENT if owed := self.case.fees_due - self.case.fees_paid:
                    self.does(somebody(), lambda work, owed=owed: money.record_payment(work, owed, "0001"))
                case WaitsFor.PAYMENT | WaitsFor.OBLIGATION:
                    self.does(somebody(), lambda work: money.record_payment_elsewhere(work, 1_000_000, "T01"))
                case WaitsFor.APPLICANT:
                    self.does(somebody(), reception.receive_answer)
                case WaitsFor.REGISTRY | WaitsFor.CENTRAL_SYSTEM:
                    self.does(TIMER, lambda work, number=number: replies.receive_reply(work, number))
                case _:
                    timer = self.case.timers[0]
                    self.does(TIMER, lambda work, timer=timer: timers.fire(work, timer.n), max(self.now, timer.due_at))
            return True
        return False

    def _news_of(self, step: Step) -> News:
        """How the part of a step ends: as planned, with the result that leads there, or with none."""
        child, outcome = self.procedure.children[step.child], self._outcome(step)
        self.taken.setdefault(step.key, outcome)
        ends = [result for result, way in child.ends.items() if way == outcome]
        results = tuple(IssuedResult(result, "1/2026", None) for result in ends[:1])
        return News(self.now, "H29-1", None, None, self.now, results=results, words=WORDS)


class _Standing:
    """What `waiting_steps` asks of an act at work."""

    def __init__(self, case: Case, world: Any) -> None:
        self.case, self.world = case, world


def somebody() -> Actor:
    """An officer: what he may do is asked by services, not by acts."""
    return officer(Officer.objects.order_by("pk")[0].pk)


def training_city() -> City:
    """The working city, with a paper that stands for all uploads."""
    reference = Path(settings.CATALOGUE) / "reference"
    people = read_recipe(reference / "invention")
    offers = {offer.code: offer for offer in read_city_recipe(reference / "city").offers}
    return City(specimen(people, FILED_AT), Samples(people), offers)


def all_walks(city: City, code: str) -> Iterator[Walk]:
    """Walks of a procedure in which every outcome of every step that can be reached is chosen once, for each case."""
    procedure = catalogue.version(catalogue.published(code, FILED_AT.date()))
    for case_key in procedure.cases:
        plans: list[Plan] = [{}]
        tried: set[tuple[str, str]] = set()
        for plan in plans:
            walk = Walk(city, code, case_key, plan).whole()
            yield walk
            tried |= set(walk.taken.items())
            for outcome in _others(walk, tried):
                plans.append({**walk.taken, **dict([outcome])})
                tried.add(outcome)


def with_general_acts(city: City, code: str) -> Walk:
    """A dossier that is asked for a supplement, apologised for, and stopped."""
    walk = Walk(city, code, next(iter(_procedure(code).cases)), {}).until(Phase.ACCEPTED)
    while not walk.case.tasks:
        walk.step()
    item = SupplementItem("", "Bản vẽ mặt cắt móng", "Bản đã nộp còn thiếu.")
    task = next(task for task in walk.case.tasks if task.kind is TaskKind.STEP)
    walk.does(somebody(), lambda work: reception.request_supplement(work, task, [item]))
    walk.does(somebody(), lambda work: reception.receive_supplement(work, walk.case.form, ()))
    due = walk.case.clock.due_at if walk.case.clock else walk.now
    new_day = walk.calendar.closing(walk.calendar.next_working_day(due.date()))
    walk.does(somebody(), lambda work: apology.apologise(work, new_day, [WORDS]))
    walk.does(somebody(), lambda work: ending.stop(work, WORDS, work.case.competent_id))
    return walk


def _procedure(code: str) -> Procedure:
    return catalogue.version(catalogue.published(code, FILED_AT.date()))


def _others(walk: Walk, tried: set[tuple[str, str]]) -> list[tuple[str, str]]:
    outcomes: dict[str, Mapping[str, Outcome]] = {key: walk.procedure.steps[key].outcomes for key in walk.taken}
    return [(step, key) for step, ways in outcomes.items() for key in ways if (step, key) not in tried]


def _begun(city: City, code: str, case_key: str) -> Chronicle:
    version_id = catalogue.published(code, FILED_AT.date())
    world = city.world(version_id)
    offer = city.offers.get(code)
    case = city.example(offer, case_key) if offer else _bare(world, version_id, case_key)
    case = replace(case, id=uuid7(FILED_AT), reference=new_reference())
    lam = record_person("Nguyễn Trúc Lam", personal_id="079088910001", phone="0912345678")
    people = tuple(
        Party(role, PartyKind.CITIZEN, "Nguyễn Trúc Lam", "079088910001", phone="0912345678", person_id=lam)
        for role in (PartyRole.APPLICANT, PartyRole.SUBMITTER)
    )
    handed_in = tuple(paper_for(city.specimen, each, case.channel) for each in components_asked(world, case))
    return Chronicle(case, world, Filing(people, case.form, handed_in), Actor(ActorKind.CITIZEN, str(uuid7(FILED_AT))))


def _bare(world: World, version_id: int, case_key: str) -> Case:
    """A dossier of a procedure that people do not file in the generated city: nothing is filled in."""
    procedure = world.procedure
    agency = identity.competent_agency(procedure.competent[0].kind.key, WARD, FILED_AT.date()).id
    return Case(
        id=uuid7(FILED_AT),
        version_id=version_id,
        case_key=case_key,
        channel=min(procedure.cases[case_key].limits[0].channels),
        assisted=False,
        reference="",
        phase=Phase.SUBMITTED,
        receiving_id=agency,
        competent_id=agency,
        submitted_at=FILED_AT,
        process=procedure.process.initial,
        applicant_kind="citizen",
        form={},
    )


def _assign(work: Any, task: Task) -> None:
    steps.put_in_charge(work, Handler(Officer.objects.order_by("pk")[0].pk, task.office_id, "specialist"))
    steps.complete(work, task)
