"""What a changeover answers with: the state as it would be and what moved, or each reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from motcua.core.process.distinct import distinct
from motcua.core.process.errors import ProcessError
from motcua.core.process.facts import (
    InstancesCancelled,
    MessageAwaited,
    MessageGivenUp,
    SignalAwaited,
    SignalGivenUp,
    SubprocessCancelled,
    SubprocessEntered,
    TaskCancelled,
    TimerArmed,
    TimerDisarmed,
)
from motcua.core.process.problems import Text
from motcua.core.process.state import State


@distinct
class Moved(NamedTuple):
    """What waited at `old` under the number `before` waits at `new` under `number`.

    The numbers differ only where a sub-process is now drawn around it, for that begins before what is inside it. The
    roles are the keys of the lanes.
    """

    before: int
    number: int
    old: str
    new: str
    old_role: str | None
    role: str | None


@distinct
class TokenMoved(NamedTuple):
    """A token that was held on the arrow `old` is held on `new`; empty: it is not wanted any more."""

    old: str
    new: str


Change = (
    Moved
    | TokenMoved
    | TimerArmed
    | TimerDisarmed
    | MessageAwaited
    | MessageGivenUp
    | SignalAwaited
    | SignalGivenUp
    | SubprocessEntered
    | SubprocessCancelled
    | InstancesCancelled
    | TaskCancelled
)


class ObstacleKind(StrEnum):
    """Why an instance has no place in the new process."""

    ELEMENT_GONE = "element-gone"
    KIND_CHANGED = "kind-changed"
    REPETITION_CHANGED = "repetition-changed"
    NO_HOME = "no-home"
    JOIN_GONE = "join-gone"
    ARROW_GONE = "arrow-gone"
    JOIN_STUCK = "join-stuck"
    NEVER_STANDS_SO = "never-stands-so"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason: of which kind, at which element, in words. The element is the node or the arrow of the old drawing
    that the mapping may lead elsewhere; of what would be stuck or never stands so, the node of the new one.
    """

    kind: ObstacleKind
    element: str
    message: Text


class Changed(NamedTuple):
    """The state under the new definition, and what moved. Nothing is told of what stays as it was."""

    state: State
    changes: tuple[Change, ...]


class Blocked(NamedTuple):
    """The instance cannot be moved; each reason."""

    obstacles: tuple[Obstacle, ...]


class BadMappingError(ProcessError):
    """The mapping names an element that the drawing does not have."""

    def __init__(self, element: str, *, of_old: bool) -> None:
        self.element = element
        which = ("cũ", "old") if of_old else ("mới", "new")
        super().__init__(
            f"Sơ đồ {which[0]} không có phần tử «{element}»; hãy chọn lại trong bảng ghép",
            f"The {which[1]} drawing has no element “{element}”; choose again in the mapping",
        )
