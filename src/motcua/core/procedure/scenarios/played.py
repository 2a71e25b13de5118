"""What came of a scenario: step by step, with the times, the money and the papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.core.forms import Text
from motcua.core.procedure.scenarios.scenario import End, Event


@dataclass(frozen=True, slots=True)
class Passage:
    """One step of the dossier: when it began, when its limit ends, when and how it ended.

    outcome: its key, `done` where the step has none, `silence` where a timer ended the wait, empty while it is open.
    """

    step: str
    began_at: datetime
    due_at: datetime | None
    ended_at: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Played:
    """The whole story. `passages` are in the order in which they ended, those still open at the end of the list.

    promised: the date on the receipt slip; deadline: the last date of the law, pauses included; limit: the key of the
        limit that it rests on; in_time: whether there was a result by then. All None for a dossier not accepted.
    flows, limits: the arrows taken, the keys of the limits that applied. broken: why the story could not go on.
    early: steps that were answered before they began, with both moments. unasked: steps with answers left over.
    missed: what should have happened beside the steps when all was over.
    """

    case: str
    passages: tuple[Passage, ...]
    end: End
    promised: datetime | None
    deadline: datetime | None
    limit: str | None
    in_time: bool | None
    fees: int
    results: tuple[str, ...]
    letters: tuple[str, ...]
    flows: frozenset[str]
    limits: frozenset[str]
    broken: Text | None
    early: tuple[tuple[str, datetime, datetime], ...]
    unasked: tuple[str, ...]
    missed: tuple[Event, ...]

    @property
    def path(self) -> tuple[str, ...]:
        """The steps that ended, in order."""
        return tuple(passage.step for passage in self.passages if passage.ended_at)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The steps that are still open."""
        return tuple(passage.step for passage in self.passages if not passage.ended_at)
