"""Who is to be told, as far as the city knows him, and by which channels he can be reached."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from motcua.domain.identity import queries as identity
from motcua.domain.notifications.addresses import mailbox, mobile
from motcua.domain.notifications.book import LANGUAGES, Book, EventWords
from motcua.domain.notifications.models import Preference, PushSubscription
from motcua.domain.notifications.ports import Carriers
from motcua.domain.notifications.types import Channel, Preferences, Recipient


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes. subscription_id: the browser, for web push."""

    channel: Channel
    address: str = ""
    subscription_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A recipient with his contacts as messages use them, what he has chosen, and the browsers he has switched on."""

    to: Recipient
    phone: str
    email: str
    preferences: Preferences
    subscriptions: tuple[int, ...]

    @property
    def mark(self) -> str:
        """Who it is, without naming him."""
        if self.to.officer_id is not None:
            return f"officer:{self.to.officer_id}"
        if self.to.person_id is not None:
            return f"person:{self.to.person_id}"
        contact = f"{self.to.name} {self.phone} {self.email}"
        return f"contact:{hashlib.sha256(contact.encode()).hexdigest()}"

    @property
    def has_account(self) -> bool:
        """Whether he can read messages within the system."""
        return self.to.person_id is not None or self.to.officer_id is not None

    def addresses(self, channel: Channel) -> tuple[Address, ...]:
        """Where he can be reached by this channel; nowhere, if nothing is known."""
        match channel:
            case Channel.IN_APP:
                return (Address(channel),) if self.has_account else ()
            case Channel.EMAIL:
                return (Address(channel, self.email),) if self.email else ()
            case Channel.PUSH:
                return tuple(Address(channel, f"push:{each}", each) for each in self.subscriptions)
            case Channel.SMS | Channel.ZALO:
                return (Address(channel, self.phone),) if self.phone else ()


def reached(book: Book, to: Recipient) -> Reached:
    """The recipient with what his account knows of him."""
    person_id = to.person_id
    if to.officer_id is not None:
        person_id = identity.officer(to.officer_id).person_id
    if person_id is not None:
        account = identity.person(person_id)
        to = replace(to, phone=to.phone or account.phone, email=to.email or account.email)
    phone, email = mobile(to.phone), mailbox(to.email)
    browsers: tuple[int, ...] = ()
    if person_id is not None:
        found = PushSubscription.objects.filter(person_id=person_id).order_by("id")
        browsers = tuple(found.values_list("id", flat=True))
    return Reached(to, phone, email, _preferences(book, to, phone, email), browsers)


def chosen_preferences(person_id: UUID) -> Preferences | None:
    """What a person has said; None when he never has."""
    row = Preference.objects.filter(person_id=person_id).first()
    if row is None:
        return None
    return Preferences(frozenset(map(Channel, row.channels)) | {Channel.IN_APP}, row.language)


def default_preferences(book: Book, phone: str, email: str, language: str) -> Preferences:
    """What follows from the contacts that are known."""
    known = book.defaults.with_email if email else book.defaults.with_phone_only if phone else frozenset()
    return Preferences(book.defaults.always | known | {Channel.IN_APP}, language, chosen=False)


def usable(book: Book, have: Carriers, event: str, channel: Channel) -> bool:
    """Whether this city can send this event by this channel."""
    if channel is Channel.IN_APP:
        return True
    if channel is Channel.ZALO and event not in book.vendors["zalo"]["templates"]:
        return False
    return channel in have


def ways_to(book: Book, have: Carriers, words: EventWords, who: Reached) -> Iterator[Address]:
    """The addresses to which the event goes; where the city has no vendor for a channel, by the one that follows it."""
    seen: set[Channel] = set()
    for wanted in sorted(who.preferences.channels):
        channel = first_usable(book, have, words, wanted)
        if channel and channel not in seen:
            seen.add(channel)
            yield from who.addresses(channel)


def first_usable(book: Book, have: Carriers, words: EventWords, channel: Channel | None) -> Channel | None:
    """The channel itself, or the next in its line that this city can use for the event."""
    tried: set[Channel] = set()
    while channel and channel not in tried:
        if channel in words.channels and usable(book, have, words.event, channel):
            return channel
        tried.add(channel)
        channel = book.channels[channel].next
    return None


def _preferences(book: Book, to: Recipient, phone: str, email: str) -> Preferences:
    language = to.language if to.language in LANGUAGES else LANGUAGES[0]
    if to.officer_id is not None:
        return Preferences(book.defaults.officers | {Channel.IN_APP}, language, chosen=False)
    chosen = chosen_preferences(to.person_id) if to.person_id is not None else None
    return chosen or default_preferences(book, phone, email, language)
