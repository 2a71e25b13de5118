"""What a form of the desk sent, read with its types."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from motcua.core.workcal import ZONE
from motcua.domain.dossiers.errors import DossierError
from motcua.domain.dossiers.types import TaskKind

# What no text holds and no reader sees: control characters, and marks that turn the direction of reading.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class UnreadableError(Exception):
    """A hidden or chosen value is missing or was changed: no page of ours sends such a thing."""


class IncompleteError(DossierError):
    """The form lacks something that the act needs; what was typed is kept."""


class Posted:
    """The fields of one form. Words come without the blanks around them. only_looks: it was sent to read what would be
    written.
    """

    def __init__(self, data: QueryDict, *, only_looks: bool = False) -> None:
        self.data = data
        self.only_looks = only_looks

    def words(self, name: str) -> str:
        """What was typed; empty when nothing was."""
        return clean(self.data.get(name, ""))

    def each(self, name: str) -> list[str]:
        """All values of a field that may come several times."""
        return [clean(value) for value in self.data.getlist(name)]

    def lines(self, name: str) -> tuple[str, ...]:
        """What was typed, line by line; empty lines say nothing."""
        return tuple(line.strip() for line in self.words(name).splitlines() if line.strip())

    def has(self, name: str) -> bool:
        """Whether a box was ticked or a button pressed."""
        return name in self.data

    @property
    def pin(self) -> str:
        """A PIN exactly as it was typed. It is shown again nowhere."""
        return self.data.get("pin", "")

    @property
    def command(self) -> UUID:
        """The mark of this one click."""
        return _uuid(self.words("command"))

    @property
    def n(self) -> int:
        """The number of the task."""
        return self.number("n")

    @property
    def kind(self) -> TaskKind:
        """Whether the number is a step's or an opinion's."""
        return TaskKind.OPINION if self.words("kind") == TaskKind.OPINION else TaskKind.STEP

    def number(self, name: str) -> int:
        """A number that a page of ours has put in."""
        try:
            return int(self.words(name))
        except ValueError:
            raise UnreadableError(name) from None

    def amount(self, name: str) -> int:
        """Whole đồng as people write them: `75.000`, `75 000 đ`. 0 when that is no amount."""
        digits = re.sub(r"[.\s,]|đồng|đ", "", self.words(name))
        return int(digits) if re.fullmatch(r"[0-9]{1,15}", digits) else 0

    def moment(self, day: str, time: str) -> datetime | None:
        """A day and a time of the office's clock; None when they are none."""
        try:
            return datetime.fromisoformat(f"{self.words(day)}T{self.words(time) or '08:00'}").replace(tzinfo=ZONE)
        except ValueError:
            return None


def clean(text: str) -> str:
    """What was typed or stood in an address, composed (NFC), without unseen characters and blanks around it."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text)).strip()


def task_mark(text: str) -> tuple[UUID, TaskKind, int]:
    """The dossier, kind and number of a task as a list's box names them: `uuid:step:3`."""
    dossier, _, rest = text.partition(":")
    kind, _, n = rest.partition(":")
    try:
        return _uuid(dossier), TaskKind(kind), int(n)
    except ValueError:
        raise UnreadableError(text) from None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise UnreadableError(text) from None
