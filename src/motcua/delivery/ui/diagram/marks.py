"""What a page says about the nodes of a diagram, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from motcua.core.process import Text

Language = Literal["vi", "en"]
State = Literal["passed", "now", "skipped"]
Time = Literal["in_time", "soon", "late", "waiting"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a dossier stands with a node or a flow.

    `tokens` and `time` belong to a node where the dossier is now: how many branches wait there, and how its time is.
    """

    state: State
    tokens: int = 1
    time: Time | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """How long a step may take and how long it took, in words of the reader's language such as «16 giờ»."""

    allowed: str = ""
    took: str = ""


PASSED = Text("Đã xong", "Done")
NOW = Text("Đang ở đây", "Here now")
SKIPPED = Text("Không qua", "Not taken")
TO_COME = Text("Chưa tới", "Not yet")
TIMES = {
    "in_time": Text("Trong hạn", "In time"),
    "soon": Text("Sắp đến hạn", "Due soon"),
    "late": Text("Quá hạn", "Late"),
    "waiting": Text("Chờ người nộp", "Waiting"),
}
STATES = {"passed": PASSED, "now": NOW, "skipped": SKIPPED}
TOOK = Text("mất {}", "took {}")
SO_FAR = Text("đã {}", "{} so far")
HEADINGS = {
    "table": Text("Các bước, bằng chữ", "The steps in words"),
    "step": Text("Bước", "Step"),
    "role": Text("Ai làm", "Who"),
    "state": Text("Hồ sơ", "The dossier"),
    "allowed": Text("Được làm trong", "May take"),
    "took": Text("Đã mất", "Took"),
}
BRANCHES = Text("{} nhánh", "{} branches")


def said(text: Text, language: Language) -> str:
    """One of the two."""
    return text.en if language == "en" else text.vi


def note_words(note: Note | None, mark: Mark | None, language: Language) -> list[str]:
    """What the note says, in parts: «16 giờ», «mất 5 giờ 30 phút»."""
    if note is None:
        return []
    took = said(SO_FAR if mark and mark.state == "now" else TOOK, language).format(note.took)
    return [part for part in (note.allowed, took if note.took else "") if part]


def state_words(mark: Mark | None, language: Language) -> str:
    """«Đang ở đây, sắp đến hạn»."""
    if mark is None:
        return said(TO_COME, language)
    words = [said(STATES[mark.state], language)]
    if mark.state == "now" and mark.tokens > 1:
        words.append(said(BRANCHES, language).format(mark.tokens))
    if mark.state == "now" and mark.time:
        words.append(said(TIMES[mark.time], language).lower())
    return ", ".join(words)
