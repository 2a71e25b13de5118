"""Who signed and sealed a letter, and when: for officers and citizens alike."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from motcua.delivery.ui.words import moment
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.identity import queries as identity


def signatures_of(events: Iterable[RecordedEvent], letter: int) -> list[str]:
    """A line for each digital signature on the letter of that number, in the order in which they were made."""
    return [_line(event) for event in events if event.kind in _KINDS and event.data["n"] == letter]


def _line(event: RecordedEvent) -> str:
    key = identity.signing_key(event.data["key"])
    who = identity.officer(key.officer_id).full_name if key.officer_id else identity.agency(key.agency_id or 0).name
    words = {"who": who, "at": moment(event.at)}
    if event.kind is EventKind.LETTER_SEALED:
        return _("%(who)s đóng dấu số lúc %(at)s") % words
    return _("%(who)s ký số lúc %(at)s") % words


_KINDS = frozenset({EventKind.LETTER_SIGNED, EventKind.LETTER_SEALED})
