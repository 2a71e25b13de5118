"""A city's year for the bench: hundreds of procedures from the catalogue's own drawings, their shares and times varied,
in offices of very different size, each with as many people as its work needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from math import ceil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from motcua.core.process import Node, read_model
from motcua.core.process.graph import HUMAN_TASKS, TASKS, TIMERS, Kind
from motcua.core.process.steering import Steerable, steerable
from motcua.core.simulation.calendars import hours_of
from motcua.core.simulation.lengths import NEVER, NO_TIME, Length, exponential, fixed, lognormal
from motcua.core.simulation.model import Hours, Interruption, Limit, Model, Played, Pool, Step
from motcua.core.simulation.playing import play
from motcua.core.simulation.tables import compile_model
from motcua.core.workcal import ZONE, WeekPattern, WorkCalendar, holiday, parse_shifts

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"
PROCEDURES, OFFICES, OFFERED = 300, 180, 160
LOAD = 0.85
"""How much of their time people are at work on cases."""
MINUTE, DAY = 60.0, 86_400.0
BEGIN = datetime(2026, 1, 1, tzinfo=ZONE)
PILOT = 300
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure. load: seconds of work for one case, by role."""

    played: Played
    load: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Office:
    """One office: how many cases of which procedure come in the year, and how many people it has, by role."""

    number: int
    cases: Mapping[int, int]
    people: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many cases come in the year."""
        return sum(self.cases.values())


@cache
def hours() -> Hours:
    """The working hours of all offices, for two years: what came in the first is done in the second."""
    first, last = date(2026, 1, 1), date(2027, 12, 31)
    week = WeekPattern.monday_to_friday(first, parse_shifts("07:30-11:30, 13:00-17:00"))
    return hours_of(WorkCalendar(first, last, [week], [holiday(date(2026, 2, day)) for day in range(16, 21)]), BEGIN)


def procedures(seed: int) -> list[Procedure]:
    """All procedures of the city."""
    chance = np.random.default_rng(seed)
    drawings = [steerable(read_model(file.read_bytes())) for file in sorted(CATALOGUE.glob("*/process.bpmn"))]
    return [_procedure(f"procedure {n}", drawings[n % len(drawings)], chance) for n in range(PROCEDURES)]


def offices(known: Sequence[Procedure], dossiers: int, seed: int) -> list[Office]:
    """The offices, the largest first: few have many cases, most have few, and so it is with procedures."""
    chance = np.random.default_rng(seed)
    sizes = chance.lognormal(0.0, 0.7, OFFICES)
    found = []
    for number, total in enumerate(np.sort(chance.multinomial(dossiers, sizes / sizes.sum()))[::-1].tolist()):
        offered = chance.choice(len(known), OFFERED, replace=False)
        often = 1 / np.arange(1, OFFERED + 1)
        cases = dict(zip(offered.tolist(), chance.multinomial(total, often / often.sum()).tolist(), strict=True))
        found.append(Office(number, cases, _staff(known, cases)))
    return found


def model_of(office: Office, known: Sequence[Procedure], seed: int) -> Model:
    """The year of one office."""
    chance = np.random.default_rng((seed, office.number))
    played = (replace(known[n].played, arrivals=_arrivals(chance, count)) for n, count in office.cases.items() if count)
    return Model(tuple(played), tuple(Pool(role, people, hours()) for role, people in office.people.items()))


def _staff(known: Sequence[Procedure], cases: Mapping[int, int]) -> dict[str, int]:
    load: defaultdict[str, float] = defaultdict(float)
    for n, count in cases.items():
        for role, seconds in known[n].load.items():
            load[role] += count * seconds
    a_year = _working_line()[1][-1]
    return {role: ceil(seconds / (LOAD * a_year)) or 1 for role, seconds in load.items()}


def _arrivals(chance: np.random.Generator, count: int) -> Floats:
    """Cases come while the office is open, in every working hour of the year alike."""
    clock, worked = _working_line()
    found: Floats = np.interp(np.sort(chance.random(count)) * worked[-1], worked, clock)
    return found


@cache
def _working_line() -> tuple[Floats, Floats]:
    """The borders of the year's shifts on the clock, and how much was worked until each."""
    shifts = np.array([shift for shift in hours().shifts if shift[1] < 365 * DAY])
    ends = np.cumsum(shifts[:, 1] - shifts[:, 0])
    worked = np.column_stack([np.concatenate([[0.0], ends[:-1]]), ends])
    return shifts.ravel(), worked.ravel()


def _procedure(name: str, process: Steerable, chance: np.random.Generator) -> Procedure:
    scale = float(chance.lognormal(0.0, 0.5))
    steps = {node.id: _step(node, scale, chance) for node in process.definition.nodes}
    first = next(node for node, step in steps.items() if step.pools)
    asking = Interruption("supplement", float(chance.uniform(0.02, 0.15)), exponential(5 * DAY), most=1)
    steps[first] = replace(steps[first], interruptions=(asking,))
    limit = Limit(8 * 3600.0 * int(chance.integers(3, 20)), hours())
    played = Played(name, process, (), steps, _shares(process, chance), limit)
    return Procedure(played, _load(played))


def _step(node: Node, scale: float, chance: np.random.Generator) -> Step:
    if node.kind in HUMAN_TASKS - {Kind.RECEIVE} and not node.repeat:
        mean = scale * float(chance.uniform(3, 12)) * MINUTE
        return Step(lognormal(mean, 0.8 * mean), (node.role or "officer",))
    return Step(_wait(node))


def _wait(node: Node) -> Length:
    if node.kind in {Kind.RECEIVE, Kind.MESSAGE_CATCH}:
        return exponential(2 * DAY)
    if node.kind in TIMERS:
        return fixed(12 * DAY)
    return NO_TIME if node.kind in TASKS else NEVER


def _shares(process: Steerable, chance: np.random.Generator) -> dict[str, float]:
    """In these drawings the default arrow is mostly the refusal: it is taken now and then."""
    nodes = process.definition.graph.node
    guarded = [flow for flow in process.definition.flows if process.definition.exits[flow.source].guarded]
    return {
        flow.id: float(chance.uniform(0.15, 0.3) if flow.id == nodes[flow.source].default else chance.uniform(0.3, 0.5))
        for flow in guarded
    }


def _load(played: Played) -> dict[str, float]:
    """From a few cases that wait for nobody."""
    alone = {node: replace(step, pools=()) for node, step in played.steps.items()}
    compiled = compile_model(Model((replace(played, steps=alone, arrivals=np.zeros(PILOT)),)))
    load: defaultdict[str, float] = defaultdict(float)
    for (_, node), seconds in zip(compiled.nodes, play(compiled, 1).node_worked.tolist(), strict=True):
        if played.steps[node].pools:
            load[played.steps[node].pools[0]] += seconds / PILOT
    return dict(load)
