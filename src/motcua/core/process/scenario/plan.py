"""A scenario for any diagram, as plain data: what is known, how tasks end, which ways are chosen, what comes from
outside and when, and what is expected. Here it is read and refused; `playing` plays it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from motcua.core.process.errors import ProcessError
from motcua.core.rules import RuleError, compile_expression
from motcua.core.workcal import ZONE

HappeningKind = Literal["message", "signal", "timer", "passes", "until", "task"]
HAPPENINGS: tuple[HappeningKind, ...] = ("message", "signal", "timer", "passes", "until", "task")
DONE, NOBODY = "done", "nobody"
Trail = tuple[str | int, ...]


class BadScenarioError(ProcessError):
    """The data are no scenario; `trail` leads to the part that is wrong."""

    def __init__(self, trail: Trail, vi: str, en: str) -> None:
        self.trail = trail
        at = ".".join(map(str, trail)) or "."
        super().__init__(f"{at}: {vi}", f"{at}: {en}")


@dataclass(frozen=True, slots=True)
class Answer:
    """How a task ends: with new data, with an outcome (`steps.<task>.outcome`), or with an error. `is_given` is false
    where nobody does it.
    """

    outcome: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    error: str = ""
    is_given: bool = True


@dataclass(frozen=True, slots=True)
class Happening:
    """What comes from outside: a message, a signal or a timer by its name, time that passes, a task that is done."""

    what: HappeningKind
    name: str
    answer: Answer
    trail: Trail


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come of it; None where nothing is said."""

    path: tuple[str, ...] | None = None
    waiting: tuple[str, ...] | None = None
    end: str | None = None
    due: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One story. Nodes and flows are named by their ids or their names.

    answers: how each task ends, the first time, the second time and so on. choices: the arrows that a node sends tokens
    along, time after time; a single entry holds every time. others_done: whether a task without an answer is done.
    """

    process: str | None = None
    start: str = ""
    at: datetime | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    choices: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    others_done: bool = False
    happens: tuple[Happening, ...] = ()
    expected: Expected = field(default_factory=Expected)


NO_ANSWERS = Scenario()


def read_scenario(source: object) -> Scenario:
    """The scenario that these data are: `process`, `start`, `at`, `data`, `answers`, `choose`, `others`, `happens` and
    `expect`. Raises BadScenarioError with the way to what is wrong. A text that begins with `=` under `data` is FEEL.
    """
    keys: dict[str, Callable[[object, Trail], object]] = {
        "process": _word,
        "start": _word,
        "at": _moment,
        "data": _data,
        "answers": _answers,
        "choose": _choices,
        "others": _others,
        "happens": _happenings,
        "expect": _expected,
        "name": _anything,
        "note": _anything,
    }
    named = {"choose": "choices", "others": "others_done", "expect": "expected"}
    found = {
        named.get(key, key): value for key, value in _parts(source, (), keys).items() if key not in ("name", "note")
    }
    return Scenario(**found)


def _parts(source: object, trail: Trail, readers: Mapping[str, Callable[[object, Trail], object]]) -> dict[str, Any]:
    """The parts of a map, each read by the reader of its key."""
    if not isinstance(source, dict):
        raise BadScenarioError(trail, "cần các mục có tên", "named parts are needed here")
    unknown = [key for key in source if key not in readers]
    if unknown:
        known = ", ".join(readers)
        raise BadScenarioError((*trail, unknown[0]), f"không có mục này; có: {known}", f"unknown; there are: {known}")
    return {key: readers[key](value, (*trail, key)) for key, value in source.items()}


def _word(source: object, trail: Trail) -> str:
    if not isinstance(source, str) or not source.strip():
        raise BadScenarioError(trail, "cần một tên hoặc mã", "a name or an id is needed")
    return source


def _moment(source: object, trail: Trail) -> datetime:
    try:
        moment = datetime.fromisoformat(_word(source, trail))
    except ValueError:
        raise BadScenarioError(
            trail, "cần một thời điểm: 2026-11-09 08:30", "a moment is needed: 2026-11-09 08:30"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def _anything(source: object, trail: Trail) -> object:
    return source


def _data(source: object, trail: Trail) -> Mapping[str, object]:
    if not isinstance(source, dict):
        raise BadScenarioError(trail, "cần các giá trị có tên", "named values are needed")
    return {key: _value(value, (*trail, key)) for key, value in source.items()}


def _value(source: object, trail: Trail) -> object:
    """The value; a text that begins with `=` is computed, for numbers with fractions, days and lists of them."""
    if isinstance(source, dict):
        return _data(source, trail)
    if isinstance(source, list):
        return [_value(item, (*trail, n)) for n, item in enumerate(source)]
    if not (isinstance(source, str) and source.startswith("=")):
        return source
    try:
        return compile_expression(source.removeprefix("=")).evaluate({})
    except RuleError as wrong:
        raise BadScenarioError(trail, wrong.sentence.vi, wrong.sentence.en) from None


def _answers(source: object, trail: Trail) -> dict[str, tuple[Answer, ...]]:
    if not isinstance(source, dict):
        raise BadScenarioError(trail, "cần câu trả lời theo từng bước", "an answer for each task is needed")
    return {
        task: tuple(_answer(item, place) for item, place in _each(given, (*trail, task)))
        for task, given in source.items()
    }


def _answer(source: object, trail: Trail) -> Answer:
    if isinstance(source, dict):
        readers = {"outcome": _word, "data": _data, "error": _word}
        return Answer(**_parts(source, trail, readers))
    word = _word(source, trail)
    return Answer(outcome="" if word in (DONE, NOBODY) else word, is_given=word != NOBODY)


def _choices(source: object, trail: Trail) -> dict[str, tuple[frozenset[str], ...]]:
    if not isinstance(source, dict):
        raise BadScenarioError(trail, "cần lối đi theo từng cổng", "a way for each gateway is needed")
    return {
        node: tuple(_choice(item, place) for item, place in _each(given, (*trail, node)))
        for node, given in source.items()
    }


def _choice(source: object, trail: Trail) -> frozenset[str]:
    """One way, or `{all: [...]}` for several at once."""
    if not isinstance(source, dict):
        return frozenset({_word(source, trail)})
    ways = _parts(source, trail, {"all": _words})
    return frozenset(ways.get("all", ()))


def _others(source: object, trail: Trail) -> bool:
    if source not in (DONE, NOBODY):
        raise BadScenarioError(trail, "chọn done hoặc nobody", "choose done or nobody")
    return source == DONE


def _happenings(source: object, trail: Trail) -> tuple[Happening, ...]:
    return tuple(_happening(item, place) for item, place in _each(source, trail))


def _happening(source: object, trail: Trail) -> Happening:
    readers: dict[str, Callable[[object, Trail], object]] = dict.fromkeys(HAPPENINGS, _word)
    parts = _parts(source, trail, {**readers, "outcome": _word, "data": _data, "error": _word})
    kinds = [kind for kind in HAPPENINGS if kind in parts]
    if len(kinds) != 1:
        listed = ", ".join(HAPPENINGS)
        raise BadScenarioError(trail, f"ghi đúng một trong: {listed}", f"state exactly one of: {listed}")
    answer = Answer(**{key: value for key, value in parts.items() if key not in HAPPENINGS})
    if kinds[0] == "until":
        _moment(parts["until"], (*trail, "until"))
    return Happening(kinds[0], parts[kinds[0]], answer, trail)


def _expected(source: object, trail: Trail) -> Expected:
    return Expected(**_parts(source, trail, {"path": _words, "waiting": _words, "end": _word, "due": _due}))


def _due(source: object, trail: Trail) -> dict[str, datetime]:
    if not isinstance(source, dict):
        raise BadScenarioError(trail, "cần hạn theo từng hẹn giờ", "a moment for each timer is needed")
    return {name: _moment(moment, (*trail, name)) for name, moment in source.items()}


def _words(source: object, trail: Trail) -> tuple[str, ...]:
    if not isinstance(source, list):
        raise BadScenarioError(trail, "cần một danh sách", "a list is needed")
    return tuple(_word(item, (*trail, n)) for n, item in enumerate(source))


def _each(source: object, trail: Trail) -> list[tuple[object, Trail]]:
    """The items of a list with their places; what is no list is its own only item."""
    if not isinstance(source, list):
        return [(source, trail)]
    return [(item, (*trail, n)) for n, item in enumerate(source)]
