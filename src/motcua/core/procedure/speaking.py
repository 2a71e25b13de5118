"""Anything that a procedure is made of, in words that people read, in both languages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from functools import singledispatch

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.fees import Period, Term
from motcua.core.forms import FileRule, Text
from motcua.core.procedure.law import Basis, LegalBasis
from motcua.core.procedure.shared import AgencyKind, Division, Field, Registry, Role
from motcua.core.procedure.words import LABELS, NOTHING, UNITS, WORDS
from motcua.core.process.model import Timer
from motcua.core.rules import Expression, Message


@singledispatch
def spoken(value: object) -> Text:
    """Anything that a procedure is made of, in words; two values that differ read differently.

    What has no words of its own is told by all that is said of it.
    """
    if value is None:
        return NOTHING
    if not is_dataclass(value):
        raise TypeError(f"{value!r} is no part of a procedure")
    shown = ((each.name, spoken(getattr(value, each.name))) for each in fields(value) if each.name != "path")
    return _named((LABELS.get(name) or _plain(name), words) for name, words in shown if words != NOTHING)


@spoken.register
def _(value: Text) -> Text:
    return value if value.vi else NOTHING


@spoken.register
def _(value: Message) -> Text:
    return Text(value.vi, value.en)


@spoken.register
def _(value: str) -> Text:
    return _plain(value) if value else NOTHING


@spoken.register
def _(value: StrEnum) -> Text:
    return WORDS.get((type(value), value.value)) or _plain(value.value)


@spoken.register
def _(value: Term) -> Text:
    return Text(*value.label)


@spoken.register
def _(value: int) -> Text:
    return _plain(f"{value:,}".replace(",", "."))


@spoken.register
def _(value: bool) -> Text:
    return Text("có", "yes") if value else Text("không", "no")


@spoken.register
def _(value: bytes) -> Text:
    return _plain(f"{len(value)} B, {hashlib.sha256(value).hexdigest()[:8]}")


@spoken.register
def _(value: date) -> Text:
    return Text(f"{value:%d/%m/%Y}", f"{value:%Y-%m-%d}")


@spoken.register
def _(value: time) -> Text:
    return _plain(f"{value:%H:%M}")


@spoken.register
def _(value: Expression) -> Text:
    return _plain(value.text)


@spoken.register
def _(value: frozenset) -> Text:  # type: ignore[type-arg]  # what is registered is the plain class
    return _joined(", ", sorted(map(spoken, value), key=lambda each: each.vi)) if value else NOTHING


@spoken.register
def _(value: tuple) -> Text:  # type: ignore[type-arg]  # the same
    return _joined("; ", map(spoken, value)) if value else NOTHING


@spoken.register(Mapping)
def _(value: Mapping[object, object]) -> Text:
    return _named((spoken(name), spoken(each)) for name, each in value.items())


@spoken.register(Role)
@spoken.register(Division)
@spoken.register(AgencyKind)
@spoken.register(Registry)
@spoken.register(Field)
def _(value: Role | Division | AgencyKind | Registry | Field) -> Text:
    return value.name


@spoken.register(Basis)
@spoken.register(LegalBasis)
def _(value: Basis | LegalBasis) -> Text:
    return _plain(value.cited)


@spoken.register
def _(value: Timer) -> Text:
    return _plain(f"{value.form} {value.value}")


@spoken.register
def _(limit: TimeLimit) -> Text:
    if limit.unit is LimitUnit.SAME_DAY:
        return Text("trong ngày", "the same day")
    unit = UNITS[limit.unit]
    return Text(f"{limit.amount} {unit.vi}", f"{limit.amount} {unit.en}")


@spoken.register
def _(rule: FileRule) -> Text:
    kinds, size = "/".join(rule.accept), f"{rule.max_bytes / 1_000_000:g}"
    pages = (f", {rule.max_pages} trang", f", {rule.max_pages} pages") if rule.max_pages else ("", "")
    return Text(
        f"{kinds}, {rule.min_files}-{rule.max_files} tệp, tối đa {size} MB{pages[0]}",
        f"{kinds}, {rule.min_files}-{rule.max_files} files, at most {size} MB{pages[1]}",
    )


@spoken.register
def _(period: Period) -> Text:
    if period.first is None and period.last is None:
        return NOTHING
    first, last = spoken(period.first), spoken(period.last)
    if period.last is None:
        return Text(f"từ {first.vi}", f"from {first.en}")
    if period.first is None:
        return Text(f"đến hết {last.vi}", f"until {last.en}")
    return Text(f"từ {first.vi} đến hết {last.vi}", f"from {first.en} until {last.en}")


def _named(pairs: Iterable[tuple[Text, Text]]) -> Text:
    shown = [Text(f"{name.vi}: {words.vi}", f"{name.en}: {words.en}") for name, words in pairs]
    return _joined("; ", shown) if shown else NOTHING


def _joined(mark: str, texts: Iterable[Text]) -> Text:
    listed = list(texts)
    return Text(mark.join(each.vi for each in listed), mark.join(each.en for each in listed))


def _plain(words: str) -> Text:
    return Text(words, words)
