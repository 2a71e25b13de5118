"""Where dossiers are made: played by the acts, or cast in the mould of those of their shape that were played."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.bulk.books import Draw
from motcua.domain.dossiers.bulk.playing import Played, Player
from motcua.domain.dossiers.bulk.tables import flat_rows, lines_of
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.queries.log import LoggedEvent


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier as it goes into the tables: its lines, how many events it has, and those that are counted."""

    lines: Iterable[tuple[str, list[str]]]
    events: int
    counted: Sequence[LoggedEvent]
    is_cast: bool = False


class Workshop:
    """Makes dossiers of courses in one process."""

    def __init__(self, player: Player) -> None:
        self._player = player

    def meet(self, courses: Iterable[Course]) -> None:
        """Make those known to the city who file by their own accounts, before the transaction that writes for them."""
        for course in courses:
            self._player.person_id(course, self._player.cast(course))

    def draws(self, course: Course) -> Sequence[Draw]:
        """From which books the dossier draws numbers, and when."""
        return self._player.play(course).draws

    def make(
        self, course: Course, numbers: Sequence[int], counted: Collection[EventKind], consumers: Sequence[str]
    ) -> Made:
        """The dossier with its numbers. counted: the kinds of events to be told. consumers: who reads of it later."""
        return self._of(self._player.play(course, numbers), course, counted, consumers)

    def _of(self, played: Played, course: Course, counted: Collection[EventKind], consumers: Sequence[str]) -> Made:
        rows = {**played.rows, "outbox": consumers}
        dossier, events = rows["dossier"], rows["events"]
        told = [
            LoggedEvent(
                dossier["id"],
                event["seq"],
                datetime.fromisoformat(event["at"]),
                EventKind(event["kind"]),
                event["data"],
                dossier["competent_id"],
                dossier["procedure_code"],
                course.channel.value,
                dossier["parent_id"] is not None,
                event["office_id"],
            )
            for event in events
            if event["kind"] in counted
        ]
        return Made(lines_of(flat_rows(rows)), len(events), told)
