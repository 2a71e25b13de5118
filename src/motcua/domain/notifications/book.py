"""The book of messages: what is said at each event, and how each channel is used. Read from data (`reading`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from motcua.core.workcal import office_time
from motcua.domain.notifications.types import Channel, UnknownEventError

LANGUAGES = ("vi", "en")
PUSH_WORDS = "push"
EVERYWHERE = frozenset({"code", "url"})
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when until when nothing is sent; usually over midnight. By the clock of the offices."""

    begins: time
    ends: time

    def holds_at(self, moment: datetime) -> bool:
        """Whether it is quiet at that moment."""
        clock = office_time(moment).time()
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """How one channel is used; the words of messages.yaml."""

    channel: Channel
    says: str
    most: int
    tries: int
    back_off: tuple[timedelta, ...]
    patience: timedelta
    repeats: bool
    report_wait: timedelta
    next: Channel | None
    quiet: Quiet | None

    def wait_after(self, tries: int) -> timedelta:
        """How long to wait after so many tries."""
        return self.back_off[min(max(tries, 1), len(self.back_off)) - 1]

    def is_quiet(self, moment: datetime) -> bool:
        """Whether only what is urgent goes out now."""
        return self.quiet is not None and self.quiet.holds_at(moment)


@dataclass(frozen=True, slots=True)
class EventWords:
    """What is said at one event. facts: what the words may say, with the type of each; words: by kind of wording."""

    event: str
    facts: Mapping[str, str]
    urgent: bool
    optional: bool
    channels: frozenset[Channel]
    title: Texts
    words: Mapping[str, Texts]


@dataclass(frozen=True, slots=True)
class Defaults:
    """By which channels somebody hears who has chosen nothing."""

    always: frozenset[Channel]
    with_email: frozenset[Channel]
    with_phone_only: frozenset[Channel]
    officers: frozenset[Channel]


@dataclass(frozen=True, slots=True)
class Rest:
    """How long a vendor that does not answer is left alone: doubled each time up to the most."""

    first: timedelta
    most: timedelta

    def after(self, failures: int) -> timedelta:
        """The rest after so many failures in a row."""
        return min(self.first * (1 << min(failures - 1, 20)), self.most)


@dataclass(frozen=True, slots=True)
class Book:
    """All of it."""

    events: Mapping[str, EventWords]
    push: Texts
    types: Mapping[str, int]
    defaults: Defaults
    channels: Mapping[Channel, ChannelRule]
    rest: Rest
    lease: timedelta
    retention: timedelta
    operators: frozenset[str]
    preferences_page: str
    vendors: Mapping[str, Any]

    def words_for(self, event: str) -> EventWords:
        """What is said at this event. UnknownEventError when nothing is."""
        if event not in self.events:
            raise UnknownEventError(event)
        return self.events[event]
