"""What others may need to hear. A handler runs in the transaction of the change: if it fails, nothing has happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.dispatch import Signal

_published = Signal()
Event = TypeVar("Event")


@dataclass(frozen=True, slots=True)
class OfficerAppointed:
    """An officer holds a role in an office from a day on."""

    posting_id: int
    officer_id: int
    agency_id: int
    role: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class PostingEnded:
    """An officer holds a role no more, from `valid_to` on."""

    posting_id: int
    officer_id: int
    agency_id: int
    role: str
    valid_to: date
    reason: str


@dataclass(frozen=True, slots=True)
class UnitEnded:
    """A unit is no more from `valid_to` on; its offices and the postings in them end with it."""

    unit_id: int
    successor_ids: tuple[int, ...]
    agency_ids: tuple[int, ...]
    valid_to: date


@dataclass(frozen=True, slots=True)
class CalendarDayOverridden:
    """The hours of a day changed for an agency and all below it, or for the whole country (None): due dates that count
    this day are wrong now. The kind is `ordinary` when the day is again like any other of its week.
    """

    day: date
    agency_id: int | None
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class SigningKeyRegistered:
    """An officer or an agency signs with this key from now on."""

    key_id: int
    officer_id: int | None
    agency_id: int | None
    serial: str


@dataclass(frozen=True, slots=True)
class SigningKeyRevoked:
    """A key signs nothing more from now on; what it has signed stays signed."""

    key_id: int
    officer_id: int | None
    agency_id: int | None
    serial: str
    reason: str


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """The calendar of an agency and all below it is another one now, or that of the whole country (None), by one
    decision: due dates that were computed before are to be computed anew.
    """

    agency_id: int | None
    decision: str
    reason: str


def subscribe(kind: type[Event], handler: Callable[[Event], object]) -> None:
    """Call `handler` with each event of this kind, inside the publisher's transaction."""

    def receive(event: Event, **_: Any) -> None:
        handler(event)

    _published.connect(receive, sender=kind, weak=False, dispatch_uid=(kind, handler))


def publish(event: object) -> None:
    """Hand the event to its subscribers, in the order they subscribed."""
    _published.send(type(event), event=event)
