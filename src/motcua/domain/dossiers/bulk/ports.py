"""What loading in bulk asks of those above it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.queries.log import LoggedEvent


class Counts(Protocol):
    """A consumer of the outbox that can take what is written in bulk at once, in the same transaction."""

    @property
    def consumer(self) -> str:
        """Under which name it reads the outbox."""

    @property
    def kinds(self) -> frozenset[EventKind]:
        """The kinds of events that it counts; others need not be told."""

    def add(self, events: Iterable[LoggedEvent]) -> None:
        """Count these events, which nobody has handed to it and nobody will."""
