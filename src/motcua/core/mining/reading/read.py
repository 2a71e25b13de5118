"""What every reader gives back."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.core.mining.log import EventLog
from motcua.core.text import ToldError


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was left out: the line of the file (from 1), and why in words that say what to mend."""

    line: int
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Read:
    """A log, and all that is not in it. `unread` names the first of them; `left_out` counts all."""

    log: EventLog
    unread: tuple[Unread, ...]
    left_out: int


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
