"""Words for a notice: facts checked against their types, put into the text of an event, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.core.workcal import office_time
from motcua.domain.identity import queries as identity
from motcua.domain.notifications.book import PUSH_WORDS, Book, EventWords
from motcua.domain.notifications.plain import parts, unaccented
from motcua.domain.notifications.types import Channel, UnknownEventError

_UNCUT = frozenset({"code", "link"})
_CURRENCY = {"vi": "đồng", "en": "VND"}


@dataclass(frozen=True, slots=True)
class Worded:
    """A message in words. values: the facts as a vendor's approved text takes them. parts: of an SMS."""

    title: str
    text: str
    url: str
    values: Mapping[str, str]
    parts: int = 1


def shown_facts(book: Book, words: EventWords, facts: Mapping[str, str], language: str) -> dict[str, str]:
    """The facts as they are shown: dates, money, and names no longer than their type allows.

    Raises UnknownEventError for a fact the event does not have, or lacks: so nothing slips into a message that its
    template does not foresee.
    """
    if facts.keys() != words.facts.keys():
        raise UnknownEventError(words.event, ", ".join(sorted(facts.keys() ^ words.facts.keys())))
    return {name: _shown(book, words.facts[name], value, language) for name, value in facts.items()}


def worded(book: Book, words: EventWords, channel: Channel, facts: Mapping[str, str], language: str) -> Worded:
    """The message of an event for one channel."""
    values = shown_facts(book, words, facts, language)
    says = book.channels[channel].says
    title = words.title[language]
    text = (book.push if says == PUSH_WORDS else words.words[says])[language].format_map(values)
    if channel is Channel.SMS:
        plain = unaccented(text)
        return Worded(unaccented(title), plain, values["url"], values, parts(plain))
    return Worded(title, text, values["url"], values)


def _shown(book: Book, kind: str, value: str, language: str) -> str:
    if kind in ("date", "moment"):
        at = office_time(datetime.fromisoformat(value))
        return f"{at:%d/%m/%Y}" if kind == "date" else f"{at:%H:%M %d/%m/%Y}"
    if kind == "money":
        number = f"{int(value):,}"
        return f"{number.replace(',', '.') if language == 'vi' else number} {_CURRENCY[language]}"
    if kind == "agency":
        agency = identity.agency(int(value))
        value = (agency.name_en if language == "en" else "") or agency.name
    longest = book.types[kind]
    flat = " ".join(value.split())
    if len(flat) <= longest:
        return flat
    if kind in _UNCUT:
        raise UnknownEventError(kind, f"{len(flat)} > {longest}")
    return f"{flat[: longest - 1].rstrip()}…"
