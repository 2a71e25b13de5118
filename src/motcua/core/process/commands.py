"""What a driver may tell a process. All but Start, Broadcast and Cancel answer one wait, by its number.

A double click sends the same number twice; the second finds it gone and is refused as `over`.
"""

from __future__ import annotations

from typing import NamedTuple

from motcua.core.process.distinct import distinct


@distinct
class Start(NamedTuple):
    """Begin at the start event `at`; empty means the only one, or the only plain one."""

    at: str = ""


@distinct
class Complete(NamedTuple):
    """Task `number` is done: by a person, a service, or the arrival of what a receive task waits for."""

    number: int


@distinct
class Fire(NamedTuple):
    """Timer `number` has come due."""

    number: int


@distinct
class Deliver(NamedTuple):
    """The message or the signal that `number` waits for has come."""

    number: int


@distinct
class Raise(NamedTuple):
    """Task `number` cannot be done and ends with the error `code`, which the drawing must catch."""

    number: int
    code: str


@distinct
class Broadcast(NamedTuple):
    """The signal of this name was given somewhere: it reaches all that await it now, be that many or none.

    A driver that may tell the same signal twice answers each wait by `Deliver(number)` instead.
    """

    signal: str


@distinct
class Cancel(NamedTuple):
    """End everything now, wherever the tokens stand."""


Command = Start | Complete | Fire | Deliver | Raise | Broadcast | Cancel
