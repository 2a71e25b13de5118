"""A shape as it is learnt: the dossiers that were played, until what is cast in their mould is what the acts say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

import orjson

from motcua.core.deadlines import TimeLimit
from motcua.domain.dossiers.bulk import offer
from motcua.domain.dossiers.bulk.books import Draw
from motcua.domain.dossiers.bulk.clocks import clock_course
from motcua.domain.dossiers.bulk.facts import Fact, Facts, told_late
from motcua.domain.dossiers.bulk.learning import ForgottenError, Known, Leaf, UnsteadyError, learn, leaves
from motcua.domain.dossiers.bulk.mould import LATE, Grown, Mould
from motcua.domain.dossiers.bulk.playing import Played
from motcua.domain.dossiers.bulk.surroundings import Place, Surroundings
from motcua.domain.dossiers.bulk.tables import flat_rows
from motcua.domain.dossiers.events import fingerprint

# Played and foretold rightly so often before a mould is used, and once in so many dossiers ever after.
PROOFS = 2
SAMPLE = 256
# What follows from the number of an event and the contents of the chain.
_FOLLOWS = {"events": ("seq", "previous", "hash"), "dossier": ("seq", "head")}
_OWED = ("StepCompleted", "StepReturned")
_MANY = 3
# In a single dossier everything is the same as everywhere else.
_TWO = 2


class Growing:
    """One shape."""

    def __init__(self, played: Played, stated: TimeLimit) -> None:
        """stated: the limit with which its clock is started."""
        plain = plain_rows(played)
        self.deeds = deeds_of_events(played)
        self.clocks = clock_course(plain["dossier"][0], plain["events"], self.deeds, stated)
        self.acts = len(played.acts)
        self.drawn = [draw.deed for draw in played.draws]
        self.proofs = 0
        self.kinds = [event["kind"] for event in played.rows["events"]]
        self._trees: dict[str, Any] = {}
        self._lates: list[frozenset[Fact]] = []
        self._reached: dict[Fact, set[str]] = {}
        self._seen = 0
        self._earlier: list[Known] = []
        self._mould: Mould | None = None
        self.is_outgrown = False
        self.why_not = "" if self.clocks else "another limit took over more than once"

    @property
    def is_hopeless(self) -> bool:
        """Whether dossiers of this shape have to be played each time."""
        return bool(self.why_not)

    @property
    def is_proven(self) -> bool:
        """Whether dossiers may be cast."""
        return not self.is_hopeless and self.proofs >= PROOFS

    @property
    def mould(self) -> Mould | None:
        """The mould as it is now; None while too little was seen."""
        if self.is_hopeless:
            return None
        if self._mould is None and self._seen >= _TWO:
            self._mould = self._made()
        return self._mould

    def see(self, played: Played, facts: Facts) -> None:
        """Learn from one more dossier that was played, unless its clock went otherwise than its course tells."""
        if self.is_hopeless or not facts.is_reckoned():
            return
        rows, hashed = plain_rows(played), hashed_contents(played)
        digests = {Fact(Facts.digest, (n,)): fingerprint(each) for n, each in enumerate(hashed)}
        known = Known(partial(offer.value_of, facts), digests)
        if not self._seen:
            known.offer(offer.texts(facts, self.acts, rows), offer.numbers(facts))
        lates = [event["data"].pop(LATE, None) for event in rows["events"]]
        tree = {"rows": rows, "hashed": hashed}
        try:
            self._learn(tree, known)
            self._explain(lates, facts)
        except ForgottenError:
            self.is_outgrown = True
        except UnsteadyError as reason:
            self.why_not = str(reason)
            self._trees, self._earlier = {}, []
            return
        for fact in reach_of(facts):
            self._reached.setdefault(fact, set()).add(known.value(fact))
        self._mould, self._seen = None, self._seen + 1

    def was_foretold(self) -> None:
        """Its mould said of a dossier what the acts made of it. Once proven, it forgets those that it learnt from."""
        self.proofs += 1
        if self.is_proven:
            self._earlier.clear()

    def see_twin(self, played: Played, facts: Facts) -> None:
        """Learn from a twin, unless other things happened to it."""
        kinds = [event["kind"] for event in played.rows["events"]]
        if kinds == self.kinds and deeds_of_events(played) == self.deeds:
            self.see(played, facts)

    def _learn(self, tree: dict[str, Any], known: Known) -> None:
        if not self._seen:
            self._trees = leaves(tree, known)
        else:
            learn(self._trees, tree, known, self._earlier)
        if not self.is_proven:
            self._earlier.append(known)

    def _explain(self, lates: Sequence[int | None], facts: Facts) -> None:
        """Keep of what could tell how late each step was all that tells it of this dossier too. Refuse a shape in which
        nothing does.
        """
        events = self._trees["rows"]["events"]
        found = [_lates_of(event) for event in events]
        for n, (mine, minutes) in enumerate(zip(found, lates, strict=True)):
            own = mine & self._lates[n] if self._lates else mine
            said = told_late(minutes)
            found[n] = frozenset(late for late in own if offer.value_of(facts, late) == said)
            if mine and not found[n]:
                raise UnsteadyError(f"{events[n]['step'].value} is late by nothing that is known")
        self._lates = found

    def _made(self) -> Mould | None:
        reach = {fact: frozenset(seen) for fact, seen in self._reached.items() if len(seen) < _MANY}
        try:
            return Mould(Grown(self._trees["rows"], self._trees["hashed"], self.deeds, self._lates, reach))
        except UnsteadyError as reason:
            self.why_not = str(reason)
            return None


class Book(NamedTuple):
    """From which kind of book a number is drawn. result: the key of the result; empty for a code."""

    result: str

    def name(self, place: Place, at: datetime, around: Surroundings) -> str:
        """The book of a dossier, as the acts name it."""
        if self.result:
            return f"result:{place.competent_id}:{self.result}:{at.year}"
        return f"dossier:{around.code(place, at.date(), 0).removesuffix('-0000')}"


def book_of(draw: Draw) -> Book:
    """The kind of book from which a number was drawn."""
    kind, _, rest = draw.book.partition(":")
    return Book(rest.split(":")[1] if kind == "result" else "")


def reach_of(facts: Facts) -> Iterator[Fact]:
    """The facts on which others depend in ways that nobody names: they were seen to vary, or they stay as they were."""
    yield from (Fact(Facts.competent), Fact(Facts.receiving), Fact(Facts.ward, ("applicant",)))
    for n, deed in enumerate(facts.deeds):
        yield Fact(Facts.year, (n,))
        if facts.course.steps and (deed.step or facts.course.steps[0]).officer_id is not None:
            yield Fact(Facts.officer, (n,))


def _lates_of(event: Mapping[str, Any]) -> frozenset[Fact]:
    """What may tell by how much the step of an event was late: each limit that explains until when it was owed, at each
    moment that explains when it ended. Raises UnsteadyError where no limit does.
    """
    due = event["data"].get("due") if event["kind"].value in _OWED else None
    if not isinstance(due, Leaf):
        return frozenset()
    limits = [fact for fact in due.facts if fact.find is Facts.due]
    if not limits:
        raise UnsteadyError(f"{event['step'].value} is owed until {due.value}, which no limit explains")
    ends = {fact.arguments[0] for fact in event["at"].facts if fact.find in (Facts.local, Facts.utc)}
    return frozenset(Fact(Facts.late_minutes, (limit, end)) for limit in limits for end in ends)


def plain_rows(played: Played) -> dict[str, list[dict[str, Any]]]:
    """The rows as plain values, without what follows from others."""
    flat: dict[str, list[dict[str, Any]]] = orjson.loads(orjson.dumps(flat_rows(played.rows)))
    flat.pop("outbox", None)
    for table, columns in _FOLLOWS.items():
        for row in flat[table]:
            row.update(dict.fromkeys(columns))
    return flat


def hashed_contents(played: Played) -> list[Any]:
    """What events carry the hashes of, as plain values."""
    found: list[Any] = orjson.loads(orjson.dumps(played.hashed))
    return found


def deeds_of_events(played: Played) -> list[int]:
    """By which deed each event came: those of one act bear one mark."""
    acts = iter(played.acts)
    found, command = list[int](), None
    for event in played.rows["events"]:
        if event["command"] != command:
            command, act = event["command"], next(acts)
        found.append(act.deed)
    return found
