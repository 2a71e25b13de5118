"""What came of a scenario for a diagram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from motcua.core.process.graph import Kind
from motcua.core.process.problems import Text

End = Literal["ended", "waiting", "stopped"]
WaitsFor = Literal["task", "service", "message", "signal", "timer"]


@dataclass(frozen=True, slots=True)
class Passed:
    """A node that the story has passed, when, and how: a task's outcome, an error's code; empty for the usual way."""

    node: str
    label: str
    kind: Kind
    at: datetime
    how: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the process waits for: the node, for what sort of thing, its name, since when, and until when if a timer."""

    number: int
    node: str
    label: str
    what: WaitsFor
    name: str
    role: str | None
    since: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it. `reason`: why it could not go on, when it stopped. `choice`: the node and the arrows among which
    the scenario has to choose, if that is why. `unasked`: tasks whose answers were not all asked for.
    """

    process: str
    path: tuple[Passed, ...]
    waiting: tuple[Waiting, ...]
    end: End
    at: datetime
    ended_at_node: str
    reason: Text | None
    choice: tuple[str, tuple[str, ...]] | None
    data: Mapping[str, object]
    notes: tuple[Text, ...]
    unasked: tuple[str, ...]
