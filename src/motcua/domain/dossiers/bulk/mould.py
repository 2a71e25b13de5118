"""A mould: the rows of all dossiers of one shape as texts with gaps, and the facts that fill them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from motcua.core.deadlines import ClockError
from motcua.domain.dossiers.bulk.facts import Fact, Facts, NotKnownError
from motcua.domain.dossiers.bulk.gaps import LATER, As, Beside, Gap, Part, Wanted, filler, put_json, put_text, spellings
from motcua.domain.dossiers.bulk.learning import Leaf
from motcua.domain.dossiers.bulk.tables import NULL, TABLES, Table
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.invention.errors import InventionError
from motcua.domain.dossiers.queries.log import LoggedEvent
from motcua.domain.identity.types import NotFoundError
from motcua.infra.audit import GENESIS

LATE = "late_minutes"
_BETWEEN = "\x1e"
_CHAINED = ("actor", "at", "command", "data", "kind", "office_id", "role", "step")
Fill = Callable[[Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Grown:
    """What was learnt of a shape. rows: by table, as trees. hashed: what events carry the hashes of. deeds: by which
    deed each event came. lates: what tells by how much the step of each event was late, nothing for events that are not
    owed. reach: what some facts were in the dossiers that were seen; nobody knows what would be elsewhere.
    """

    rows: Mapping[str, list[dict[str, Any]]]
    hashed: Sequence[Any]
    deeds: Sequence[int]
    lates: Sequence[frozenset[Fact]]
    reach: Mapping[Fact, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Filled:
    """The rows of one dossier: lines by table, and the contents of its events."""

    lines: list[tuple[str, list[str]]]
    contents: list[str]


class Mould:
    """Fills in the rows of one dossier of a shape after another."""

    def __init__(self, grown: Grown) -> None:
        wanted = Wanted()
        events = [with_late(event, lates) for event, lates in zip(grown.rows["events"], grown.lates, strict=True)]
        hashed = [_content(tree, wanted) for tree in grown.hashed]
        contents: list[Part] = []
        for n, event in enumerate(events):
            contents.append(_BETWEEN if n else "")
            _put_protected(contents, event, wanted)
        texts = {
            table.rows: _lines(table, rows, len(events), wanted)
            for table in TABLES
            if (rows := events if table.rows == "events" else grown.rows.get(table.rows))
        }
        self._reach = [(wanted.number(fact), seen) for fact, seen in grown.reach.items()]
        self._same = [([wanted.number(fact) for fact in facts], said) for facts, said in wanted.same.items()]
        count = self._count = len(wanted.numbers)
        self._facts = [(n, fact.find, fact.arguments) for fact, n in wanted.numbers.items() if fact.find not in LATER]
        self._digests = [(n, fact.arguments[0]) for fact, n in wanted.numbers.items() if fact.find is Facts.digest]
        self._links = [(n, fact.arguments[0]) for fact, n in wanted.numbers.items() if fact.find is Facts.link]
        self._hashed = [filler(parts, count) for parts in hashed]
        self._contents = filler(contents, count)
        self._tables = [(name, filler(lines, count)) for name, lines in texts.items()]
        self._kinds = [EventKind(event["kind"].value) for event in events]
        self._deeds = grown.deeds

    def fill(self, facts: Facts) -> Filled | None:
        """The rows of a dossier with these facts; None when it lies outside of what the mould was learnt from."""
        values = [""] * self._count
        try:
            for n, find, arguments in self._facts:
                values[n] = find(facts, *arguments)
        except (NotKnownError, ClockError, NotFoundError, InventionError):
            return None
        if not self._holds(values):
            return None
        spelled = spellings(values)
        for n, content in self._digests:
            self._put(spelled, n, hashlib.sha256(self._hashed[content](spelled).encode()).hexdigest())
        contents = self._contents(spelled).split(_BETWEEN)
        links = _chain(facts.dossier_id.bytes, contents)
        for n, event in self._links:
            self._put(spelled, n, links[event])
        return Filled([(name, [fill(spelled)]) for name, fill in self._tables], contents)

    def counted(self, facts: Facts, filled: Filled, kinds: Collection[EventKind]) -> Iterator[LoggedEvent]:
        """The events of these kinds, as those who count them take them."""
        course, code = facts.course, facts.world.procedure.code
        for seq, (kind, deed) in enumerate(zip(self._kinds, self._deeds, strict=True), 1):
            if kind in kinds:
                data, at = orjson.loads(filled.contents[seq - 1])["data"], facts.at(deed)
                yield LoggedEvent(
                    facts.dossier_id, seq, at, kind, data, course.competent_id, code, course.channel.value
                )

    @property
    def events(self) -> int:
        """How many events a dossier of this shape has."""
        return len(self._kinds)

    def _holds(self, values: Sequence[str]) -> bool:
        """Whether the facts that nobody could tell apart agree, and none lies where nobody has looked."""
        for numbers, said in self._same:
            wanted = values[numbers[0]] if said is None else said
            for n in numbers:
                if values[n] != wanted:
                    return False
        return all(values[n] in seen for n, seen in self._reach)

    def _put(self, spelled: list[str], n: int, value: str) -> None:
        """A value that became known later; it has no special letters, so it is written alike everywhere."""
        count = self._count
        spelled[n] = spelled[count + n] = spelled[2 * count + n] = value


def with_late(event: dict[str, Any], lates: frozenset[Fact]) -> dict[str, Any]:
    """The event with a place for by how much the step was late, where it tells until when it was owed. lates: what has
    told that rightly of every dossier that was seen. It stands behind the due date, as the act writes it.
    """
    if not lates:
        return event
    data: dict[str, Any] = {}
    for name, value in event["data"].items():
        data |= {name: value, LATE: Beside(lates)} if name == "due" else {name: value}
    return {**event, "data": data}


def _chain(subject: bytes, contents: Sequence[str]) -> list[str]:
    """The hashes of a chain of events in hex, that of nothing first."""
    head, links = GENESIS, [GENESIS.hex()]
    for seq, content in enumerate(contents, 1):
        head = hashlib.sha256(head + subject + seq.to_bytes(4, "big") + content.encode()).digest()
        links.append(head.hex())
    return links


def _put_protected(parts: list[Part], event: Mapping[str, Any], wanted: Wanted) -> None:
    """What the hash of an event protects."""
    put_json(parts, {name: event[name] for name in _CHAINED}, As.JSON, wanted, in_order_of_keys=True)


def _content(tree: Any, wanted: Wanted) -> list[Part]:
    """Something of which an event carries the hash: words as they are, else the one byte string of its data."""
    found: list[Part] = []
    if isinstance(tree, Leaf):
        put_text(found, tree, As.FIELD, wanted)
    else:
        put_json(found, tree, As.JSON, wanted, in_order_of_keys=True)
    return found


def _lines(table: Table, rows: Sequence[Mapping[str, Any]], events: int, wanted: Wanted) -> list[Part]:
    """The rows of a table as lines of COPY. The links of the chain are not learnt: they follow from the contents of the
    events.
    """
    found: list[Part] = []
    for n, row in enumerate(rows):
        for column in table.columns:
            found.append("\t" if column != table.columns[0] else "\n" if n else "")
            match table.rows, column:
                case "events", "previous" | "hash":
                    found += "\\\\x", Gap(wanted.number(Fact(Facts.link, (n + (column == "hash"),))), As.FIELD)
                case "dossier", "head":
                    found += "\\\\x", Gap(wanted.number(Fact(Facts.link, (events,))), As.FIELD)
                case "events" | "dossier", "seq":
                    found.append(str(n + 1 if table.rows == "events" else events))
                case _:
                    _put_field(found, row[column], wanted, is_json=column in table.json)
    return found


def _put_field(parts: list[Part], value: Any, wanted: Wanted, *, is_json: bool) -> None:
    if value is None:
        parts.append(NULL)
    elif is_json:
        put_json(parts, value, As.COPIED, wanted, in_order_of_keys=False)
    elif isinstance(value, Leaf):
        put_text(parts, value, As.FIELD, wanted)
    else:
        parts.append("t" if value else "f")
