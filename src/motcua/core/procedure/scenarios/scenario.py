"""A scenario as its author wrote it: one imagined dossier, what everybody does, and what must come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from motcua.core.forms import Text
from motcua.core.procedure.document import Node
from motcua.core.procedure.vocabulary import Channel

DONE, SILENCE, NOBODY = "done", "silence", "nobody"

Branch = tuple[str, ...]
Stage = str | tuple[Branch, ...]
"""A step, or branches that run side by side, each with its steps in order."""


class Meanwhile(StrEnum):
    """What happens beside the steps."""

    PAID = "paid"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    SUPPLEMENT_RECEIVED = "supplement_received"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class End(StrEnum):
    """How a dossier stands when its story is told to the end."""

    RETURNED = "returned"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Answer:
    """How one step ends: by an outcome, or `done`, `silence`, `nobody`; at a moment, or else when its time is up."""

    word: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens beside the steps."""

    what: Meanwhile
    at: datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come of it. None where the author says nothing. `node` knows the line of each part."""

    path: tuple[Stage, ...]
    end: End
    waiting: tuple[str, ...] | None
    due: Mapping[str, tuple[datetime, ...]]
    promised: datetime | None
    deadline: datetime | None
    limit: str | None
    in_time: bool | None
    fees: int | None
    results: tuple[str, ...] | None
    letters: tuple[str, ...] | None
    node: Node


@dataclass(frozen=True, slots=True)
class Scenario:
    """One story. `answers`: how each step ends, the first time, the second time and so on; `form`: what was filled in.

    applicant: the kind of person who files. province: the code of the province, where a rule asks for it.
    """

    file: str
    name: Text
    case: str
    channel: Channel
    filed: datetime
    applicant: str
    province: str
    form: Mapping[str, Any]
    answers: Mapping[str, tuple[Answer, ...]]
    meanwhile: tuple[Event, ...]
    expected: Expected
