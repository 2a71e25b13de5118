"""Events and objects as they come from a file of any kind, in columns: the log is made when it is known which objects
are the cases.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from motcua.core.mining.log import NO_TIME, NOBODY, as_time
from motcua.core.mining.reading.fields import USUAL, Field
from motcua.core.mining.reading.moment_reader import MomentReader, Order
from motcua.core.mining.reading.read import Omissions, Told
from motcua.core.mining.reading.rows import clean
from motcua.core.text import fold

TIMES: Final = (Field.ENABLED, Field.CLAIMED, Field.STARTED, Field.ENDED)
_OF_EVENTS: Final = (Field.STARTED, Field.CLAIMED, Field.ENABLED, Field.RESOURCE, Field.ROLE)
UNDECLARED: Final = -1


class Numbers:
    """Gives each name a number, in the order in which they come."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}

    def __call__(self, name: str) -> int:
        return self.of.setdefault(name, len(self.of))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.of)


class Collecting:
    """Takes what a file tells, in any order.

    Readable by who makes the log: the numbers of objects, types, activities, resources and roles; by object its type;
    by event its activity, resource, role, times and line; which event touches which object, and which object which.
    """

    def __init__(self, told: Told, order: Order = Order.DAYS) -> None:
        self.told = told
        self.moments = MomentReader(told.zone, order)
        self.omitted = Omissions()
        self.objects, self.types = Numbers(), Numbers()
        self.activities, self.resources, self.roles = Numbers(), Numbers(), Numbers()
        self.type_of = array("q")
        self.activity, self.resource, self.role, self.line = (array("q") for _ in range(4))
        self.times = {field: array("q") for field in TIMES}
        self.touching, self.touched = array("q"), array("q")
        self.related, self.relating = array("q"), array("q")
        self.kinds: dict[tuple[str, str], str] = {}
        self.values: dict[str, dict[int, tuple[int, object]]] = {}
        self.attributes: set[str] = set()
        self._events: set[str] = set()
        self._fields: dict[str, Field | None] = {}
        self._mapped = {name: field for field, name in told.mapping.items()}

    def declare(self, of_type: str, attribute: str, kind: str) -> None:
        """An attribute of objects of a type holds values of a kind: string, time, integer, float or boolean."""
        self.kinds[clean(of_type), clean(attribute)] = kind.lower()

    def take_object(self, line: int, name: object, of_type: object) -> str | None:
        """An object; its name as others refer to it. None, and told, for what has no name or no type."""
        found, kind = _text(name), _text(of_type)
        if not found or not kind:
            self.omitted.note(line, "Đối tượng thiếu mã hoặc loại.", "An object has no id or no type.")
            return None
        number, of_type = self._object(found), self.types(kind)
        if self.type_of[number] not in (UNDECLARED, of_type):
            self.omitted.note(
                line,
                f"Đối tượng “{found}” đã có với loại khác; loại đầu tiên được giữ. Hãy đặt mã riêng cho mỗi đối tượng.",
                f"The object {found!r} is there already with another type, which is kept. Give each its own id.",
            )
            return found
        self.type_of[number] = of_type
        return found

    def take_value(self, line: int, of_object: str, attribute: object, at: object, value: object) -> None:
        """What is known of an object since a moment; the last such value counts."""
        if value is None or value == "":
            return
        since = self._moment(line, at) if at not in (None, "") else None
        number, known = self._object(of_object), self.values.setdefault(_text(attribute), {})
        time = NO_TIME if since is None else as_time(since)
        if number not in known or known[number][0] <= time:
            known[number] = time, value

    def relate(self, of_object: str, other: object) -> None:
        """One object refers to another."""
        if found := _text(other):
            self.relating.append(self._object(of_object))
            self.related.append(self._object(found))

    def take_event(
        self,
        line: int,
        name_of: object,
        activity: object,
        at: object,
        facts: Mapping[str, object],
        touched: Iterable[object],
    ) -> None:
        """An event with what is known of it and the objects it touches. Without activity or time it is left out and
        told, and so is one whose name an event has already.
        """
        self.attributes |= facts.keys()
        if not self._is_new(line, _text(name_of)):
            return
        known = {field: value for name, value in facts.items() if (field := self._field_of(name))}
        name = _text(known.get(Field.ACTIVITY, activity))
        end = known.get(Field.ENDED, at)
        if missing := [Field.ACTIVITY] * (not name) + [Field.ENDED] * (not _text(end)):
            self.omitted.note_missing(line, missing)
            return
        ended = self._moment(line, end)
        if ended is None:
            return
        moments = {field: self._moment(line, known[field]) for field in TIMES[:3] if known.get(field) not in (None, "")}
        moments[Field.ENDED] = ended
        started = moments.get(Field.STARTED)
        if started and started > ended:
            self.omitted.note_backward(line)
            return
        for other in dict.fromkeys(found for each in touched if (found := _text(each))):
            self.touching.append(len(self.line))
            self.touched.append(self._object(other))
        for field, column in self.times.items():
            column.append(as_time(moments.get(field)))
        self.activity.append(self.activities(name))
        who, role = _text(known.get(Field.RESOURCE)), _text(known.get(Field.ROLE))
        self.resource.append(self.resources(who) if who else NOBODY)
        self.role.append(self.roles(role) if role else NOBODY)
        self.line.append(line)

    def _object(self, name: str) -> int:
        number = self.objects(name)
        if number == len(self.type_of):
            self.type_of.append(UNDECLARED)
        return number

    def _field_of(self, name: str) -> Field | None:
        """What an attribute of an event is, as told or by its usual names."""
        if name not in self._fields:
            plain = fold(name)
            usual = (field for field in _OF_EVENTS if plain in USUAL[field] and field not in self.told.mapping)
            self._fields[name] = self._mapped.get(name) or next(usual, None)
        return self._fields[name]

    def _is_new(self, line: int, name: str) -> bool:
        if name and name in self._events:
            self.omitted.note(
                line,
                f"Sự kiện “{name}” đã có; lần lặp lại bị bỏ qua. Hãy đặt mã riêng cho mỗi sự kiện.",
                f"The event {name!r} is there already and was left out. Give each its own id.",
            )
            return False
        self._events.add(name)
        return True

    def _moment(self, line: int, value: object) -> datetime | None:
        text = _text(value)
        found = self.moments.read(text) if text else None
        if text and found is None:
            self.omitted.note_moment(line, text)
        return found


def _text(value: object) -> str:
    return "" if value is None else clean(str(value))
