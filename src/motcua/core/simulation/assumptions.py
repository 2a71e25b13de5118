"""What a simulation of a procedure takes for granted as long as nobody measured it: `shared/simulation.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from motcua.core.procedure import Channel, StepKind, WaitsFor
from motcua.core.simulation.lengths import Length
from motcua.core.simulation.parts import Part
from motcua.core.simulation.scenario import Arrivals
from motcua.core.simulation.scenario_reading import read_hours, read_numbers
from motcua.core.simulation.yaml_text import read_yaml

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """says: what each part assumes, in words, by its name. begin: the first day where no other is told. Times are in
    seconds; see the file for what each figure is.
    """

    says: Mapping[str, str]
    begin: date
    usual: float
    procedures: Mapping[str, float]
    pattern: Arrivals
    channels: Mapping[Channel, float]
    work_of_limit: float
    work: Mapping[StepKind, Length]
    busy: float
    begins_from_hours: float
    begins_share: tuple[float, float]
    waits: Mapping[WaitsFor, Length]
    part: tuple[float, float]
    without_limit: Length
    outcomes: Mapping[str, float]
    fees_outstanding: float
    supplement_kinds: frozenset[StepKind]
    supplement: float
    supplement_wait: Length
    withdrawn: float
    withdrawn_after: Length


def read_assumptions(text: str) -> Assumptions:
    """The assumptions of a file. Raises BadScenarioError with the line where it is wrong."""
    return read_yaml(text, _assumptions)


def _assumptions(top: Part) -> Assumptions:
    told = top.all_of(
        ("certainty", "begin", "arrivals", "channels", "work", "staff", "begins", "waits", "outcomes", "supplement")
    )
    certainty = told.pop("certainty")
    if certainty.text() != "unverified":
        raise certainty.wrong(
            "hãy ghi unverified: không ai đo các con số này", "write unverified: nobody measured these"
        )
    begin = _day(told.pop("begin"))
    arrivals = told["arrivals"].all_of(("says", "usual", "procedures", "weekdays", "hours", "months", "closed"))
    work = told["work"].all_of(("says", "of_limit", "kinds"))
    begins = told["begins"].all_of(("says", "from_hours", "share_of_limit"))
    waits = told["waits"].all_of(("says", "lengths", "part", "without_limit"))
    outcomes = told["outcomes"].all_of(("says", "shares", "fees_outstanding"))
    asked = told["supplement"].all_of(("says", "kinds", "share", "wait", "withdrawn", "withdrawn_after"))
    return Assumptions(
        says={name: _says(part) for name, part in told.items()},
        begin=begin,
        usual=arrivals["usual"].number(),
        procedures={code: part.number() for code, part in arrivals["procedures"].named().items()},
        pattern=Arrivals(
            1.0,
            read_numbers(arrivals["weekdays"]),
            read_hours(arrivals["hours"]),
            read_numbers(arrivals["months"]),
            arrivals["closed"].number(),
        ),
        channels=_by(Channel, told["channels"].all_of(("says", "shares"))["shares"], Part.number),
        work_of_limit=work["of_limit"].number(),
        work=_by(StepKind, work["kinds"], Part.length),
        busy=told["staff"].all_of(("says", "busy"))["busy"].number(),
        begins_from_hours=begins["from_hours"].number(),
        begins_share=_pair(begins["share_of_limit"]),
        waits=_by(WaitsFor, waits["lengths"], Part.length),
        part=_pair(waits["part"]),
        without_limit=waits["without_limit"].length(),
        outcomes={key: part.number() for key, part in outcomes["shares"].named().items()},
        fees_outstanding=outcomes["fees_outstanding"].number(),
        supplement_kinds=frozenset(_word(StepKind, each) for each in asked["kinds"].items()),
        supplement=asked["share"].number(),
        supplement_wait=asked["wait"].length(),
        withdrawn=asked["withdrawn"].number(),
        withdrawn_after=asked["withdrawn_after"].length(),
    )


def _says(part: Part) -> str:
    words = part.named()["says"].all_of(("vi", "en"))
    return f"{words['vi'].text()} ({words['en'].text()})"


def _by(kind: type[E], part: Part, reader: Callable[[Part], T]) -> dict[E, T]:
    return {_word(kind, Part(name, each.place)): reader(each) for name, each in part.named().items()}


def _word(kind: type[E], part: Part) -> E:
    try:
        return kind(part.text())
    except ValueError:
        known = ", ".join(kind)
        raise part.wrong(f"không có {part.value!r}; có: {known}", f"no {part.value!r}; there are: {known}") from None


def _day(part: Part) -> date:
    try:
        return date.fromisoformat(part.text())
    except ValueError:
        raise part.wrong('hãy ghi ngày như "2027-01-04"', 'write a day like "2027-01-04"') from None


def _pair(part: Part) -> tuple[float, float]:
    numbers = read_numbers(part)
    if len(numbers) != 2 or not 0 <= numbers[0] <= numbers[1]:
        raise part.wrong("hãy ghi [ít nhất, nhiều nhất]", "write [least, most]")
    return numbers[0], numbers[1]
