"""Reading `messages.yaml` and judging it: what is found wrong is told all at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml
from django.conf import settings

from motcua.core.text import ToldError
from motcua.domain.notifications.book import (
    EVERYWHERE,
    LANGUAGES,
    PUSH_WORDS,
    Book,
    ChannelRule,
    Defaults,
    EventWords,
    Quiet,
    Rest,
)
from motcua.domain.notifications.plain import UNKNOWN, parts, unaccented
from motcua.domain.notifications.types import Channel

KINDS_OF_WORDS = ("text", "short")


class BrokenBookError(ToldError):
    """messages.yaml cannot be used: `problems` says each place and what is wrong with it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        listed = "; ".join(problems)
        super().__init__(f"messages.yaml có lỗi: {listed}", f"messages.yaml is wrong: {listed}")
        self.problems = problems


def book() -> Book:
    """The city's book of messages, read once a process. Raises BrokenBookError."""
    return _kept(Path(settings.CATALOGUE) / "shared" / "messages.yaml")


def read_book(content: Mapping[str, Any]) -> Book:
    """A book from plain values. Raises BrokenBookError."""
    try:
        made = _book(content)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise BrokenBookError((f"{type(wrong).__name__}: {wrong}",)) from wrong
    problems = tuple(_problems(made))
    if problems:
        raise BrokenBookError(problems)
    return made


def read_file(file: Path) -> Book:
    """The book in a file. Raises BrokenBookError, also for what is no YAML."""
    try:
        content = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as wrong:
        raise BrokenBookError((str(wrong),)) from wrong
    return read_book(content)


_kept = lru_cache(maxsize=4)(read_file)


def _book(content: Mapping[str, Any]) -> Book:
    chosen = content["chosen_by_default"]
    return Book(
        events={name: _event(name, each) for name, each in content["events"].items()},
        push=content["push"],
        types=content["types"],
        defaults=Defaults(**{name: _channels(chosen[name]) for name in Defaults.__slots__}),
        channels={Channel(name): _rule(Channel(name), each) for name, each in content["channels"].items()},
        rest=Rest(*(timedelta(seconds=content["rest"][name]) for name in ("first", "most"))),
        lease=timedelta(seconds=content["lease"]),
        retention=timedelta(days=content["retention_days"]),
        operators=frozenset(content["operators"]),
        preferences_page=content["preferences_page"],
        vendors=content["vendors"],
    )


def _event(name: str, given: Mapping[str, Any]) -> EventWords:
    return EventWords(
        event=name,
        facts=given["facts"],
        urgent=given.get("urgent", False),
        optional=given.get("optional", False),
        channels=_channels(given.get("channels", list(Channel))),
        title=given["title"],
        words={kind: given[kind] for kind in KINDS_OF_WORDS},
    )


def _rule(channel: Channel, given: Mapping[str, Any]) -> ChannelRule:
    quiet = given.get("quiet")
    return ChannelRule(
        channel=channel,
        says=given["says"],
        most=given.get("most", 0),
        tries=given.get("tries", 1),
        back_off=tuple(timedelta(minutes=each) for each in given.get("back_off", [1])),
        patience=timedelta(hours=given.get("patience", 24)),
        repeats=given.get("repeats", False),
        report_wait=timedelta(hours=given.get("report_hours", 1)),
        next=Channel(given["next"]) if "next" in given else None,
        quiet=Quiet(time.fromisoformat(quiet["from"]), time.fromisoformat(quiet["to"])) if quiet else None,
    )


def _channels(names: list[str]) -> frozenset[Channel]:
    return frozenset(map(Channel, names))


def _problems(made: Book) -> Iterator[str]:
    if missing := sorted(set(Channel) - made.channels.keys()):
        yield f"channels: {', '.join(missing)} missing"
        return
    for event in made.events.values():
        yield from _of_event(made, event)
    for rule in made.channels.values():
        if rule.says not in (*KINDS_OF_WORDS, PUSH_WORDS):
            yield f"channels.{rule.channel}.says: {rule.says} is none of {', '.join(KINDS_OF_WORDS)}, push"
        if rule.next is rule.channel:
            yield f"channels.{rule.channel}.next: leads to itself"


def _of_event(made: Book, event: EventWords) -> Iterator[str]:
    place = f"events.{event.event}"
    unknown = sorted(set(event.facts.values()) - made.types.keys())
    if unknown:
        yield f"{place}.facts: no such type as {', '.join(unknown)}"
        return
    if not event.facts.keys() >= EVERYWHERE:
        yield f"{place}.facts: every message holds code and url"
    for language in LANGUAGES:
        if not event.title.get(language):
            yield f"{place}.title: {language} is missing"
        for kind, texts in event.words.items():
            yield from _of_text(made, event, f"{place}.{kind}.{language}", kind, texts.get(language, ""))


def _of_text(made: Book, event: EventWords, place: str, kind: str, text: str) -> Iterator[str]:
    named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    if not named >= EVERYWHERE:
        yield f"{place}: must say {{code}} and {{url}}"
    if foreign := named - event.facts.keys():
        yield f"{place}: says {', '.join(sorted(foreign))}, which the event does not know"
        return
    longest = text.format_map({name: "m" * made.types[event.facts[name]] for name in named})
    zalo, sms = made.channels[Channel.ZALO], made.channels[Channel.SMS]
    if kind == zalo.says and len(longest) > zalo.most and Channel.ZALO in event.channels:
        yield f"{place}: {len(longest)} characters with the longest facts, Zalo takes {zalo.most}"
    if kind == sms.says and Channel.SMS in event.channels:
        plain = unaccented(longest)
        if UNKNOWN in plain.replace("?", "", text.count("?")):
            yield f"{place}: has a sign that no SMS can carry"
        if parts(plain) > sms.most:
            yield f"{place}: {parts(plain)} SMS with the longest facts, at most {sms.most}"
