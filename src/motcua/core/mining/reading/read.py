"""What every reader is told, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from motcua.core.mining.log import EventLog
from motcua.core.mining.reading.fields import CALLED, Field
from motcua.core.mining.reading.moments import EARLIEST, LATEST
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

    def note_moment(self, line: int, text: object) -> None:
        """A moment that cannot be read."""
        self.note(
            line,
            f"Không đọc được thời điểm “{text}”; hãy ghi như 2026-12-15 08:30 hoặc 15/12/2026 08:30, "
            f"năm từ {EARLIEST} đến {LATEST}.",
            f"No time: {str(text)!r}; write 2026-12-15 08:30 or 15/12/2026 08:30, years {EARLIEST} to {LATEST}.",
        )

    def note_missing(self, line: int, fields: Iterable[Field]) -> None:
        """What an event cannot be without."""
        vi, en = (", ".join(words) for words in zip(*(CALLED[field] for field in fields), strict=True))
        self.note(line, f"Thiếu {vi}; hãy điền rồi đưa lại tệp.", f"Missing: {en}; fill it in and give the file again.")

    def note_backward(self, line: int) -> None:
        """An event that ended before it began."""
        self.note(
            line,
            "Kết thúc trước khi bắt đầu; hãy sửa một trong hai thời điểm.",
            "It ended before it began; mend one of the two times.",
        )

    def note_many(self, lines: list[int], vi: str, en: str) -> None:
        """The same of many lines."""
        self.count += len(lines)
        self.first += [Unread(line, vi, en) for line in lines[: self.MOST - len(self.first)]]
