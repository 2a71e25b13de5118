"""What every reader is told, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from motcua.core.mining.log import EventLog
from motcua.core.mining.reading.fields import Field
from motcua.core.text import ToldError


@dataclass(frozen=True, slots=True)
class Told:
    """What a log cannot say of itself. All that is not told is guessed, and the guess is said.

    mapping: which column or attribute of the file is which field. zone: that of times which name none. encoding: of a
    table. case_object: of an object-centric log, the type of the objects that are the cases.
    """

    mapping: Mapping[Field, str] = field(default_factory=dict)
    zone: tzinfo = UTC
    encoding: str = ""
    case_object: str = ""


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was left out: the line of the file (from 1), and why in words that say what to mend. Of what has
    no lines it is the row, or the number of the event.
    """

    line: int
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What was taken to be so because nobody said it."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Read:
    """A log, all that is not in it, and what was guessed. `unread` names the first of what is not; `left_out` counts
    all.
    """

    log: EventLog
    unread: tuple[Unread, ...] = ()
    left_out: int = 0
    guessed: tuple[Guess, ...] = ()


class NoLogError(ToldError):
    """The file as a whole is no log of the kind it was read as."""


class Omissions:
    """Collects what is left out; a file of a million bad lines is told by its first hundred."""

    MOST = 100

    def __init__(self) -> None:
        self.count = 0
        self.first: list[Unread] = []

    def note(self, line: int, vi: str, en: str) -> None:
        self.count += 1
        if len(self.first) < self.MOST:
            self.first.append(Unread(line, vi, en))

    def note_many(self, lines: list[int], vi: str, en: str) -> None:
        """The same of many lines."""
        self.count += len(lines)
        self.first += [Unread(line, vi, en) for line in lines[: self.MOST - len(self.first)]]
