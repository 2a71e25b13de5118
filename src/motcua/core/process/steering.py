"""The engine itself, with its decisions taken from outside: what replay needs where a log does not hold the data, and
what simulation draws by chance.

Conditions are compiled to questions that the driver answers, so every way out of a command can be tried. The
definition is the one that runs real dossiers: its fingerprint and its states are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple, cast

from motcua.core.process.commands import Command, Complete, Deliver, Fire
from motcua.core.process.compiler import compile_process
from motcua.core.process.conditions import Condition
from motcua.core.process.definition import Definition
from motcua.core.process.engine import advance
from motcua.core.process.errors import ProcessError
from motcua.core.process.facts import Fact
from motcua.core.process.graph import MESSAGES, SIGNALS, TASKS, TIMERS, Node
from motcua.core.process.model import Model
from motcua.core.process.state import State, Wait

_ASKED: Final = "motcua:asked"
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
MOST_WAYS: Final = 256
"""Ways out of one command that are looked at; of a drawing with more decisions in a row not all are replayed."""

Known = Callable[[str, Mapping[str, object]], object]
"""What a driver knows beforehand of a question, with the data as they are seen at that place of the drawing: whether a
condition holds, how often something is done, or the list of what it is done for. None if it cannot say.
"""


class Steerable(NamedTuple):
    """A definition whose conditions ask. `counted` and `listed` are the texts that say how often something is done."""

    definition: Definition
    counted: frozenset[str]
    listed: frozenset[str]


class Way(NamedTuple):
    """One way on which a command can end."""

    state: State
    facts: tuple[Fact, ...]


def steerable(model: Model, process_id: str | None = None) -> Steerable:
    """The process of a model, ready to be led anywhere. Raises NotExecutableError as `compile_process` does."""
    definition = compile_process(model, process_id, compile_condition=_question)
    repeats = [node.repeat for node in definition.nodes if node.repeat]
    return Steerable(
        definition,
        frozenset(each.cardinality for each in repeats if each.cardinality),
        frozenset(each.collection for each in repeats if each.collection),
    )


class TooManyWaysError(ProcessError):
    """One command can end on more ways than are looked at."""

    def __init__(self) -> None:
        super().__init__(
            f"Sau một bước có hơn {MOST_WAYS} khả năng rẽ nhánh; hãy vẽ ít điều kiện liền nhau hơn",
            f"One step has more than {MOST_WAYS} ways out; draw fewer conditions in a row",
        )


def ways(process: Steerable, state: State, command: Command, times: int = 1) -> Iterator[Way]:
    """All ways on which a command can end, whatever the data are; those on which the drawing fails are left out.

    times: how often a repeated activity is done. At most `MOST_WAYS`.
    """
    return (found for found in attempts(process, state, command, times) if isinstance(found, Way))


def attempts(
    process: Steerable, state: State, command: Command, times: int = 1, known: Known | None = None
) -> Iterator[Way | ProcessError]:
    """All ways on which a command can end, and the errors on which the drawing fails instead; at the end a
    TooManyWaysError if not all were looked at. What is known is not asked.
    """
    waiting: list[tuple[bool, ...]] = [()]
    for _ in range(MOST_WAYS):
        if not waiting:
            return
        asked = _Asked(process, waiting.pop(), times, known)
        found: Way | ProcessError
        try:
            found = Way(*advance(process.definition, state, command, {_ASKED: asked}, _NO_TIME))
        except ProcessError as fault:
            found = fault
        given = asked.answers
        waiting.extend((*given[:n], True) for n in range(len(asked.prefix), len(given)) if not given[n])
        yield found
    if waiting:
        yield TooManyWaysError()


def command_for(node: Node, wait: Wait) -> Command | None:
    """What ends a wait in the ordinary course of things; None for what ends by itself."""
    if node.repeat and not wait.place:
        return None
    if node.kind in TASKS:
        return Complete(wait.number)
    if node.kind in TIMERS:
        return Fire(wait.number)
    return Deliver(wait.number) if node.kind in MESSAGES | SIGNALS else None


class _Asked:
    """Answers the questions of one command: as given, then no. The same question has one answer within a command."""

    def __init__(self, process: Steerable, prefix: tuple[bool, ...], times: int, known: Known | None) -> None:
        self.prefix = prefix
        self._process = process
        self._known = known
        self._times = times
        self._said: dict[str, bool] = {}

    @property
    def answers(self) -> tuple[bool, ...]:
        return tuple(self._said.values())

    def __call__(self, text: str, seen: Mapping[str, object]) -> object:
        known = self._known(text, {name: seen[name] for name in seen if name != _ASKED}) if self._known else None
        if known is not None:
            return known
        if text in self._process.counted:
            return Decimal(self._times)
        if text in self._process.listed:
            return [None] * self._times
        if text not in self._said:
            place = len(self._said)
            self._said[text] = self.prefix[place] if place < len(self.prefix) else False
        return self._said[text]


def _question(text: str) -> Condition:
    """A condition that asks the driver. Not a closure: a process can be sent to another core or machine."""
    return partial(_answer, text)


def _answer(text: str, data: Mapping[str, object], _now: datetime) -> object:
    return cast("_Asked", data[_ASKED])(text, data)
