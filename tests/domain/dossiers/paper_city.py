"""A city on paper: offices as numbers, a calendar of 2026, counters in memory. Acts decide in it without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from motcua.core.deadlines import Grounds
from motcua.core.procedure import Basis, Channel, Procedure, Role, WorksAt, read_package, read_shared
from motcua.domain.dossiers.acts import filing
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.filing import Filing
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.types import (
    Actor,
    ActorKind,
    Paper,
    PaperOrigin,
    Party,
    PartyKind,
    PartyRole,
    Phase,
    Task,
    TaskKind,
)
from motcua.infra.ids import uuid7
from tests.core.workcal.office import CALENDAR_2026, at

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"
WHOLE = "2.000986"
WARD, ONE_STOP, ECONOMY, OFFICE, LEADERSHIP = 100, 101, 102, 103, 104
DIVISIONS = {"one_stop": ONE_STOP, "office": OFFICE, "leadership": LEADERSHIP}
CLERK, HEAD, SPECIALIST, CHAIRMAN, RECORDS = (Actor(ActorKind.OFFICER, str(n)) for n in (1, 2, 3, 4, 5))
CITIZEN = Actor(ActorKind.CITIZEN, "01a2001d-d8b0-7bd3-a799-92cc14453e4c")


@cache
def procedure(code: str) -> Procedure:
    shared = {
        str(file.relative_to(CATALOGUE)): file.read_bytes()
        for folder in ("schema", "shared")
        for file in (CATALOGUE / folder).rglob("*")
        if file.is_file()
    }
    folder = CATALOGUE / code
    files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return read_package(files, read_shared(shared))


def world(code: str = "1.013225") -> World:
    numbers: Counter[str] = Counter()

    def next_number(scope: str) -> int:
        numbers[scope] += 1
        return numbers[scope]

    def office_of(case: Case, role: Role, on: date) -> int:
        if role.at is WorksAt.AGENCY:
            return agency_of_kind(case, role.agency, on)
        return DIVISIONS[role.division.key] if role.division else ECONOMY

    def agency_of_kind(case: Case, kind: str, on: date) -> int:
        return 200 + sum(map(ord, kind)) % 97

    def new_code(case: Case, on: date) -> str:
        return f"H29.1-{on:%y%m%d}-{next_number(f'{on}'):04d}"

    return World(
        procedure=procedure(code),
        province="79",
        calendar_of=lambda agency: CALENDAR_2026,
        office_of=office_of,
        agency_of_kind=agency_of_kind,
        agency_in=lambda kind, unit, on: {"00001": WARD, "00002": 300, "00003": 301}.get(unit),
        name_in=lambda kind, unit, on: f"{kind.name.vi} ({unit})",
        opinion_office=lambda agency: agency,
        next_number=next_number,
        grounds_of=lambda why, basis: Grounds(why, basis.cited if isinstance(basis, Basis) else "Điều 11"),
        new_code=new_code,
        runs_here=lambda code, on: False,
        child_of=lambda part_of: procedure(WHOLE).children[part_of.child],
        account_for=lambda agency, on: None,
    )


class Desk:
    """One dossier and whoever acts on it. Each act leaves the case as the next one finds it."""

    def __init__(self, case: Case, of: World) -> None:
        self.case = case
        self.world = of
        self.log: list[tuple[str, dict[str, Any]]] = []
        self.letters: list[str] = []

    def does(self, by: Actor, when: str, act: Any, *arguments: Any, **named: Any) -> Working:
        work = Working(self.case, self.world, by, at(when))
        act(work, *arguments, **named)
        self.log += [(event.kind.value, dict(event.data)) for event in work.events]
        self.letters += [letter.key for letter in work.letters]
        self.case = replace(work.case, seq=self.case.seq + len(work.events))
        return work

    def on(self, step: str, by: Actor, when: str, act: Any, *arguments: Any) -> Working:
        """Do an act on the open task of a step."""
        return self.does(by, when, lambda work: act(work, self.task(step), *arguments))

    def task(self, step: str, kind: TaskKind = TaskKind.STEP) -> Task:
        return next(task for task in self.case.tasks if task.step == step and task.kind is kind)

    @property
    def open_steps(self) -> set[str]:
        return {task.step for task in self.case.tasks if task.kind is TaskKind.STEP}

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.log]


def applicant(name: str = "Nguyễn Thị Hằng Phượng") -> Party:
    return Party(PartyRole.APPLICANT, PartyKind.CITIZEN, name, "079185012345", "0903123456")


def uploaded(*components: str) -> tuple[Paper, ...]:
    return tuple(Paper(each, PaperOrigin.ON_PAPER) for each in components)


def filed(when: str = "2026-11-02 09:00", channel: Channel = Channel.ONLINE, **form: Any) -> Desk:
    """A building permit handed in at that moment."""
    return handed_in("1.013225", "house", when, channel, form, uploaded("land_paper", "drawings"))


def handed_in(
    code: str,
    case_key: str,
    when: str = "2026-11-02 09:00",
    channel: Channel = Channel.ONLINE,
    form: Mapping[str, Any] | None = None,
    papers: tuple[Paper, ...] = (),
) -> Desk:
    """A dossier of any procedure, handed in at that moment."""
    of = world(code)
    case = Case(
        id=uuid7(at(when)),
        version_id=1,
        case_key=case_key,
        channel=channel,
        assisted=False,
        reference="7KQF-2M9T-XD",
        phase=Phase.SUBMITTED,
        receiving_id=WARD,
        competent_id=WARD,
        submitted_at=at(when),
        process=of.procedure.process.initial,
        applicant_kind="citizen",
        form={},
    )
    desk = Desk(case, of)
    people = (applicant(), replace(applicant(), role=PartyRole.SUBMITTER))
    desk.does(CITIZEN, when, filing.submit, Filing(people, form or {}, papers))
    return desk


def moment(when: str) -> datetime:
    return at(when)
