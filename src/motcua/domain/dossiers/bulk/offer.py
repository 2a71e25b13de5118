"""Which facts a dossier that was played is searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

import orjson

from motcua.core.deadlines import TimeLimit
from motcua.core.procedure import Procedure
from motcua.domain.dossiers.bulk.facts import Fact, Facts, NotKnownError
from motcua.domain.dossiers.history.errors import HistoryError
from motcua.domain.identity.types import NotFoundError

_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_DAY_IN_WORDS = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")
_PEOPLE = ("applicant", "child", "spouse", "other", "mother", "father")
_OF_PEOPLE = ("name", "personal_id", "born", "phone", "email", "sex")
_HEAD = ("name", "parent", "address", "hotline", "place")
_ACCOUNT = ("holder", "number", "bank_name")


def numbers(facts: Facts, deeds: int) -> dict[Fact, str]:
    """The facts that are whole numbers: offices and officers."""
    return known(facts, _numbers(facts.world.procedure, deeds))


def texts(facts: Facts, deeds: int, acts: int, rows: Mapping[str, Any]) -> dict[Fact, str]:
    """The facts that are texts. rows: of the dossier that was played; they tell how many letters and sums it has."""
    offered = (_marks(facts, deeds, acts, rows), _moments(facts, deeds), _places(facts, deeds), _humans())
    return known(facts, chain(*offered, _days(facts, rows)))


def known(facts: Facts, offered: Iterable[Fact]) -> dict[Fact, str]:
    """Those of the facts that are known of a dossier, with their values."""
    found = {}
    for fact in offered:
        try:
            found[fact] = fact.of(facts)
        except (NotKnownError, LookupError, HistoryError, NotFoundError):
            continue
    return found


def _numbers(procedure: Procedure, deeds: int) -> Iterator[Fact]:
    yield from _offices(procedure)
    yield from (Fact(Facts.officer, (deed,)) for deed in range(deeds))
    yield from (Fact(Facts.clerk, (deed,)) for deed in range(deeds))


def _offices(procedure: Procedure) -> Iterator[Fact]:
    yield Fact(Facts.competent)
    yield Fact(Facts.receiving)
    yield from (
        Fact(Facts.office, (role,)) for role in dict.fromkeys(each.role.key for each in procedure.steps.values())
    )
    kinds = {kind.key for step in procedure.steps.values() for kind in step.agencies}
    yield from (Fact(Facts.agency, (kind,)) for kind in sorted(kinds))


def _marks(facts: Facts, deeds: int, acts: int, rows: Mapping[str, Any]) -> Iterator[Fact]:
    yield from (Fact(Facts.own_id), Fact(Facts.reference), Fact(Facts.key), Fact(Facts.tracking))
    yield from (Fact(Facts.command, (act,)) for act in range(acts))
    yield from (Fact(Facts.receipt, (letter,)) for letter in ("", "T"))
    if facts.person_id:
        yield from (Fact(Facts.person), Fact(Facts.applicant))
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
    for office in _offices(facts.world.procedure):
        for limit in limits(facts.world.procedure):
            for deed in range(deeds):
                yield Fact(Facts.due, (office, limit, deed))
                yield Fact(Facts.due_utc, (office, limit, deed))


def limits(procedure: Procedure) -> list[TimeLimit]:
    """The limits of a procedure's steps and of their groups."""
    steps = [step.limit for step in procedure.steps.values() if step.limit]
    return list(dict.fromkeys((*steps, *(group.limit for group in procedure.groups.values()))))


def _places(facts: Facts, deeds: int) -> Iterator[Fact]:
    for office in _offices(facts.world.procedure):
        yield from (Fact(Facts.head, (office, name)) for name in _HEAD)
    yield from (Fact(Facts.actor, (deed,)) for deed in range(deeds))
    yield from (Fact(Facts.clerk_acts, (deed,)) for deed in range(deeds))
    for deed in range(deeds):
        for who in (Fact(Facts.officer, (deed,)), Fact(Facts.clerk, (deed,))):
            yield Fact(Facts.officer_name, (who,))
            yield Fact(Facts.title, (who, deed))


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
