"""What readers decide themselves: channels, language, browsers, what they have read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from datetime import datetime
from fnmatch import fnmatch
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from motcua.domain.notifications.book import LANGUAGES
from motcua.domain.notifications.models import Message, Preference, PushSubscription
from motcua.domain.notifications.reading import book
from motcua.domain.notifications.types import BadSubscriptionError, Channel, Preferences

MOST_BROWSERS = 10
_PLAIN = re.compile(r"[!-~]+")


def save_preferences(person_id: UUID, wanted: Preferences, now: datetime) -> None:
    """Keep what a person wants. Messages within the system cannot be switched off: they are the record."""
    channels = sorted(wanted.channels | {Channel.IN_APP})
    language = wanted.language if wanted.language in LANGUAGES else LANGUAGES[0]
    kept = {"channels": channels, "language": language, "changed_at": now}
    Preference.objects.update_or_create(person_id=person_id, defaults=kept)


def subscribe_push(person_id: UUID, subscription: Mapping[str, Any], now: datetime) -> None:
    """Reach this browser by web push from now on: `subscription` is what `PushManager.subscribe` gives. A browser
    belongs to whoever subscribed last.

    Raises BadSubscriptionError for anything else, and for an address that is none of the known push services: the city
    must not be made to call others.
    """
    endpoint, keys = subscription.get("endpoint"), subscription.get("keys")
    if not isinstance(endpoint, str) or not isinstance(keys, Mapping) or not _is_push_service(endpoint):
        raise BadSubscriptionError
    p256dh, auth = keys.get("p256dh"), keys.get("auth")
    if not (isinstance(p256dh, str) and isinstance(auth, str) and 80 <= len(p256dh) <= 120 and 16 <= len(auth) <= 60):
        raise BadSubscriptionError
    kept = {"person_id": person_id, "endpoint": endpoint, "p256dh": p256dh, "auth": auth, "created_at": now}
    PushSubscription.objects.update_or_create(mark=_mark(endpoint), defaults=kept)
    mine = PushSubscription.objects.filter(person_id=person_id).order_by("-id")
    mine.filter(id__in=list(mine.values_list("id", flat=True)[MOST_BROWSERS:])).delete()


def unsubscribe_push(person_id: UUID, endpoint: str) -> None:
    """Reach a browser no more."""
    PushSubscription.objects.filter(person_id=person_id, mark=_mark(endpoint)).delete()


def mark_read(person_id: UUID, ids: Collection[int], now: datetime) -> None:
    """A person has read these of his own messages."""
    mine = Message.objects.filter(person_id=person_id, channel=Channel.IN_APP, id__in=ids, read_at=None)
    mine.update(read_at=now)


def mark_read_by_officer(officer_id: int, ids: Collection[int], now: datetime) -> None:
    """An officer has read these of his own messages."""
    mine = Message.objects.filter(officer_id=officer_id, channel=Channel.IN_APP, id__in=ids, read_at=None)
    mine.update(read_at=now)


def _is_push_service(endpoint: str) -> bool:
    try:
        address = urlsplit(endpoint)
        port = address.port
    except ValueError:
        return False
    if len(endpoint) > 1000 or not _PLAIN.fullmatch(endpoint) or address.username or address.password:
        return False
    known: list[str] = book().vendors["push"]["hosts"]
    if address.scheme == "https" and port in (None, 443):
        return any(fnmatch(address.hostname or "", host) for host in known)
    return f"{address.scheme}://{address.netloc}" in settings.PUSH_SERVICES


def _mark(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()
