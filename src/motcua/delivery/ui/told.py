"""An in-app inbox as pages show it, for citizens and officers alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict

from motcua.domain.notifications.types import InboxItem


@dataclass(frozen=True, slots=True)
class ToldItem:
    """One message; `path` is its address inside this city, empty for one elsewhere."""

    item: InboxItem
    path: str


@dataclass(frozen=True, slots=True)
class ShownInbox:
    """One page of an inbox. unread: the ids on it that were not read yet; 0 is no page."""

    items: tuple[ToldItem, ...]
    unread: tuple[int, ...]
    total: int
    previous: int
    next: int


def shown_inbox(items: Sequence[InboxItem], number: int, size: int, total: int) -> ShownInbox:
    """The page of that number, from 1."""
    return ShownInbox(
        items=tuple(ToldItem(item, _inside(item.url)) for item in items),
        unread=tuple(item.id for item in items if item.read_at is None),
        total=total,
        previous=number - 1,
        next=number + 1 if number * size < total else 0,
    )


def page_number(asked: QueryDict) -> int:
    """Which page an address asks for; the first for anything that is none."""
    number = asked.get("trang", "1")
    return int(number) if number.isascii() and number.isdecimal() and 0 < len(number) < 5 and int(number) else 1


def _inside(url: str) -> str:
    """Where a message leads, as an address of this city; nobody is led elsewhere by what a message says."""
    if url.startswith(f"{settings.PUBLIC_URL}/"):
        return url.removeprefix(settings.PUBLIC_URL)
    return url if url.startswith("/") and not url.startswith("//") else ""
