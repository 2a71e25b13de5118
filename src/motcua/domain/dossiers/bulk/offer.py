"""Which facts a dossier that was played is searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

import orjson

from motcua.core.deadlines import ClockError, TimeLimit
from motcua.core.procedure import Procedure
from motcua.domain.dossiers.bulk.facts import Fact, Facts, NotKnownError
from motcua.domain.dossiers.invention.errors import InventionError
from motcua.domain.dossiers.types import ReturnMethod
from motcua.domain.identity.types import NotFoundError

# A day at the beginning of a line stands behind the letter of its "\n".
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_DAY_IN_WORDS = re.compile(r"(?<!\d)(\d\d)/(\d\d)/(\d{4})(?!\d)")
_PEOPLE = ("applicant", "child", "spouse", "other", "mother", "father")
_OF_PEOPLE = ("name", "personal_id", "born", "phone", "email", "sex")
_HEAD = ("name", "parent", "address", "hotline", "place")
_ACCOUNT = ("holder", "number", "bank_name")


def numbers(facts: Facts) -> Iterator[Fact]:
    """The facts that are whole numbers: offices and officers."""
    yield from _offices(facts)
    yield from _officers(facts)


def texts(facts: Facts, acts: int, rows: Mapping[str, Any]) -> Iterator[Fact]:
    """The facts that are texts. rows: of the dossier that was played; they tell how many letters and sums it has."""
    deeds = len(facts.deeds)
    yield from chain(_marks(facts, deeds, acts, rows), _moments(facts, deeds), _places(facts), _humans())
    yield from _days(facts, rows)


def value_of(facts: Facts, fact: Fact) -> str:
    """What a fact of a dossier is; empty where it is not known."""
    try:
        return fact.of(facts)
    except (NotKnownError, LookupError, ClockError, InventionError, NotFoundError):
        return ""


def _offices(facts: Facts) -> Iterator[Fact]:
    """The offices of a dossier, each by one of its names: which names mean the same office belongs to its shape."""
    return (_office(name, of) for name, *of in facts.offices.apart)


def _office(name: str, of: Sequence[str]) -> Fact:
    return Fact(getattr(Facts, name), tuple(of))


def _officers(facts: Facts) -> Iterator[Fact]:
    """Who did each deed; the course does not say who sat at the counter."""
    for n, deed in enumerate(facts.deeds):
        if deed.step is None or deed.step.officer_id is None:
            yield Fact(Facts.clerk, (n,))
        if facts.course.steps and (deed.step or facts.course.steps[0]).officer_id is not None:
            yield Fact(Facts.officer, (n,))


def _marks(facts: Facts, deeds: int, acts: int, rows: Mapping[str, Any]) -> Iterator[Fact]:
    yield from (Fact(Facts.own_id), Fact(Facts.reference), Fact(Facts.key), Fact(Facts.tracking))
    yield from (Fact(Facts.command, (act,)) for act in range(acts))
    yield from (Fact(Facts.receipt, (letter,)) for letter in ("", "T"))
    if facts.person_id:
        yield from (Fact(Facts.person), Fact(Facts.applicant))
    yield from (Fact(Facts.returned, (method.value,)) for method in (ReturnMethod.COUNTER, ReturnMethod.ONLINE))
    codes = [Fact(Facts.code, (n,)) for n in range(len(facts.drawn))]
    yield from codes
    yield from (Fact(Facts.result_number, (n,)) for n in range(len(facts.drawn)))
    for letter in range(1, len(rows.get("letters", ())) + 1):
        yield from (Fact(Facts.token, (letter,)), Fact(Facts.verification, (letter,)))
    yield from _transfers(facts, rows, codes)


def _transfers(facts: Facts, rows: Mapping[str, Any], codes: list[Fact]) -> Iterator[Fact]:
    """What bank transfers say, of the sums that the letters of the dossier ask for."""
    totals = {letter["details"]["payment"]["total"] for letter in rows.get("letters", ())} - {0}
    if not totals:
        return
    mine = [code for code in codes if code.of(facts) == rows["dossier"][0]["code"]]
    memos = [Fact(Facts.memo, (of, n)) for of in (Fact(Facts.reference), *mine) for n in (1, 2)]
    yield from memos
    yield from (Fact(Facts.account, (name,)) for name in _ACCOUNT)
    told = {letter["details"]["payment"].get("account", {}).get("memo") for letter in rows["letters"]}
    used = [memo for memo in memos if memo.of(facts) in told]
    yield from (Fact(Facts.transfer, (total, memo)) for total in totals for memo in used)


def _moments(facts: Facts, deeds: int) -> Iterator[Fact]:
    for deed in range(deeds):
        yield from (Fact(find, (deed,)) for find in (Facts.local, Facts.utc, Facts.year, Facts.visited))
    for change in range(len(facts.clocks.changes)):
        yield from (
            Fact(find, (change,)) for find in (Facts.promise, Facts.statutory, Facts.rescheduled, Facts.in_time)
        )
    for name, *of in facts.offices.with_own_hours:
        for limit in limits(facts.world.procedure):
            for deed in range(deeds):
                yield Fact(Facts.due, (_office(name, of), limit, deed))
                yield Fact(Facts.due_utc, (_office(name, of), limit, deed))


def limits(procedure: Procedure) -> list[TimeLimit]:
    """The limits of a procedure's steps and of their groups."""
    steps = [step.limit for step in procedure.steps.values() if step.limit]
    return list(dict.fromkeys((*steps, *(group.limit for group in procedure.groups.values()))))


def _places(facts: Facts) -> Iterator[Fact]:
    for office in _offices(facts):
        yield from (Fact(Facts.head, (office, name)) for name in _HEAD)
    for who in _officers(facts):
        yield Fact(Facts.clerk_acts if who.find is Facts.clerk else Facts.actor, who.arguments)
        yield Fact(Facts.officer_name, (who,))
        yield Fact(Facts.title, (who, *who.arguments))


def _humans() -> Iterator[Fact]:
    for who in _PEOPLE:
        yield from (Fact(Facts.human, (who, name)) for name in _OF_PEOPLE)
        yield from (Fact(find, (who,)) for find in (Facts.folded, Facts.born, Facts.sex, Facts.ward, Facts.where))
        yield from (Fact(Facts.home, (who, part)) for part in ("street", "commune", "province"))
    yield Fact(Facts.serial)


def _days(facts: Facts, rows: Mapping[str, Any]) -> Iterator[Fact]:
    """The days that stand somewhere in the form, as so many days from the filing."""
    filed_on, text = facts.course.filed_at.date(), orjson.dumps([rows["contents"], rows.get("letters")]).decode()
    for day in {date(*map(int, found)) for found in _DAY.findall(text)}:
        yield Fact(Facts.day, ((day - filed_on).days,))
    for day in {date(*map(int, reversed(found))) for found in _DAY_IN_WORDS.findall(text)}:
        yield Fact(Facts.day_in_words, ((day - filed_on).days,))
