"""The log of those events that touch the objects of one type: each such object is a case, and an event that touches
several is an event of each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from motcua.core.mining.log import NOBODY, EventLog, Ids, ordered
from motcua.core.mining.reading.fields import USUAL, Field
from motcua.core.mining.reading.moments import find_moment
from motcua.core.mining.reading.ocel.collecting import TIMES, UNDECLARED, Collecting
from motcua.core.mining.reading.read import Guess, NoLogError, Read
from motcua.core.text import fold

_MOST_NAMED: Final = 20
_VI: Final = "{} ({} đối tượng, {} sự kiện)"
_EN: Final = "{} ({} objects, {} events)"


def flattened(found: Collecting) -> Read:
    """The log whose cases are the objects of the type that was told, else of the one that is most likely meant.

    Raises NoLogError for a file without events, and for a type that it does not hold.
    """
    return _Flattening(found).read()


class _Flattening:
    def __init__(self, found: Collecting) -> None:
        if not len(found.line):
            raise NoLogError(
                "Tệp không có sự kiện nào đọc được. Nhật ký OCEL 2.0 phải có mảng hoặc bảng sự kiện (events); hãy xuất "
                "lại từ hệ thống nguồn.",
                "The file holds no event that can be read. An OCEL 2.0 log has `events`; export it again.",
            )
        self._refuse_unheard(found)
        self._found = found
        self._type_of = np.array(found.type_of, np.int64)
        self._touching, self._touched = np.array(found.touching, np.int64), np.array(found.touched, np.int64)
        self._touched_type = self._type_of[self._touched]
        self._events_of = self._counts()

    @staticmethod
    def _refuse_unheard(found: Collecting) -> None:
        """Fields that were mapped to attributes that no event has."""
        for field, name in found.told.mapping.items():
            if field is not Field.CASE and name not in found.attributes:
                there = ", ".join(sorted(found.attributes)[:_MOST_NAMED]) or "-"
                raise NoLogError(
                    f"Không sự kiện nào có thuộc tính “{name}” ({field.value}); có: {there}.",
                    f"No event has an attribute {name!r} ({field.value}); there are: {there}.",
                )

    def read(self) -> Read:
        found = self._found
        self._tell_undeclared()
        chosen = self._chosen()
        log = self._log(chosen)
        guessed = [*self._said(chosen, log), *found.moments.guessed()]
        return Read(log, tuple(found.omitted.first), found.omitted.count, tuple(guessed))

    def _counts(self) -> dict[str, int]:
        """How many events touch an object of each type, the most first."""
        pairs = np.unique(np.stack([self._touching, self._touched_type]), axis=1)[1]
        counts = {name: int((pairs == n).sum()) for name, n in self._found.types.of.items()}
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))

    def _tell_undeclared(self) -> None:
        found, names = self._found, self._found.objects.names
        for n in np.nonzero(self._touched_type == UNDECLARED)[0].tolist():
            name, line = names[int(self._touched[n])], found.line[int(self._touching[n])]
            found.omitted.note(
                line,
                f"Sự kiện nhắc đến đối tượng “{name}” không có trong tệp.",
                f"An event touches the object {name!r}, which is not in the file.",
            )

    def _chosen(self) -> str:
        told = self._found.told
        chosen = told.case_object or told.mapping.get(Field.CASE, "")
        if chosen and chosen not in self._events_of:
            raise NoLogError(
                f"Tệp không có loại đối tượng “{chosen}”; có: {self._types(_VI)}.",
                f"There are no objects of type {chosen!r}; there are: {self._types(_EN)}.",
            )
        if not any(self._events_of.values()):
            raise NoLogError("Không sự kiện nào gắn với đối tượng.", "No event touches an object.")
        usual = (name for name, count in self._events_of.items() if count and fold(name) in USUAL[Field.CASE])
        return chosen or next(usual, next(iter(self._events_of)))

    def _types(self, words: str) -> str:
        objects = np.bincount(self._type_of[self._type_of != UNDECLARED], minlength=len(self._found.types.of))
        told = (
            words.format(name, objects[self._found.types.of[name]], events)
            for name, events in list(self._events_of.items())[:_MOST_NAMED]
        )
        return ", ".join(told)

    def _said(self, chosen: str, log: EventLog) -> Iterator[Guess]:
        if not self._found.told.case_object and len(self._events_of) > 1:
            yield Guess(
                f"Mỗi đối tượng loại “{chosen}” được coi là một ca; tệp có các loại: {self._types(_VI)}. "
                "Chọn loại khác bằng --object.",
                f"Each object of type {chosen!r} was taken for a case; there are: {self._types(_EN)}. "
                "Choose another with --object.",
            )
        if apart := len(self._found.line) - self._events_of[chosen]:
            yield Guess(
                f"{apart} sự kiện không gắn với đối tượng loại “{chosen}” nên không có trong nhật ký này.",
                f"{apart} events touch no object of type {chosen!r} and are not in this log.",
            )

    def _log(self, chosen: str) -> EventLog:
        found, number = self._found, self._found.types.of[chosen]
        objects = np.nonzero(self._type_of == number)[0]
        place = np.full(len(self._type_of), NOBODY, np.int64)
        place[objects] = np.arange(len(objects))
        of_case = self._touched_type == number
        event, case = self._touching[of_case], place[self._touched[of_case]]
        names = found.objects.names
        resource, resources = self._resources()
        activities = found.activities.names
        return ordered(
            [tuple(names[n] for n in objects.tolist()), activities, resources, found.roles.names],
            [case, np.array(found.activity, np.int64)[event], resource[event], np.array(found.role, np.int64)[event]],
            [np.array(found.times[field], np.int64)[event] for field in TIMES],
            self._known(chosen, objects.tolist(), place),
        )

    def _resources(self) -> tuple[Ids, tuple[str, ...]]:
        """Who did each event: as it says itself, else the object it touches of a type that is one of people."""
        found = self._found
        resource = np.array(found.resource, np.int64)
        people = [n for name, n in found.types.of.items() if fold(name) in USUAL[Field.RESOURCE]]
        if people and not found.resources.of:
            of_people = np.isin(self._touched_type, people)
            resource[self._touching[of_people][::-1]] = self._touched[of_people][::-1]
            used, resource = np.unique(resource, return_inverse=True)
            nobody = int(used[0] == NOBODY)
            names = found.objects.names
            return resource.astype(np.int64) - nobody, tuple(names[n] for n in used[nobody:].tolist())
        return resource, found.resources.names

    def _known(self, chosen: str, objects: list[int], place: Ids) -> dict[str, list[object]]:
        """What is known of the cases: their own attributes, and by type the other objects that they refer to."""
        found = self._found
        known: dict[str, list[object]] = {}
        for name, values in found.values.items():
            kind = found.kinds.get((chosen, name), "")
            told = {n: self._value(values[n][1], kind) for n in objects if n in values}
            if told:
                known[name] = [told.get(n) for n in objects]
        names = found.objects.names
        for n, other in zip(found.relating, found.related, strict=True):
            if place[n] != NOBODY and self._type_of[other] != UNDECLARED:
                of_type, here = found.types.names[int(self._type_of[other])], int(place[n])
                column = known.setdefault(of_type, [None] * len(objects))
                column[here] = names[other] if column[here] is None else f"{column[here]}, {names[other]}"
        return known

    def _value(self, value: object, kind: str) -> object:
        """A value as its attribute was declared; one that is not so stays as it is."""
        text = str(value)
        try:
            if kind in ("time", "date", "timestamp"):
                moment = find_moment(text)
                zone = self._found.told.zone
                return value if moment is None else moment if moment.tzinfo else moment.replace(tzinfo=zone)
            if kind == "integer":
                return int(text)
            if kind == "float":
                return float(text)
        except ValueError:
            return value
        return text.lower() in ("true", "1") if kind == "boolean" else value
