"""`{% load portal %}`: who is signed in, and small words of the portal."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.http import HttpRequest

from motcua.delivery.portal.access import citizen_of
from motcua.delivery.portal.presenters.parts import ShownPart
from motcua.delivery.portal.presenters.words import limit_in_words
from motcua.delivery.signin.acting import acting
from motcua.delivery.ui.papers import size_in_words
from motcua.domain.identity import queries as identity
from motcua.domain.notifications.queries import unread

register = template.Library()
register.filter("limit", limit_in_words)
register.filter("size", size_in_words)


@register.simple_tag
def signed_in_name(request: HttpRequest) -> str:
    """The name of the person or officer who is signed in; empty for a stranger."""
    who = acting(request)
    if who is None:
        return ""
    if who.account.officer_id is not None:
        return identity.officer(who.account.officer_id).full_name
    return identity.person(who.account.person_id).full_name if who.account.person_id else ""


@register.simple_tag
def unread_count(request: HttpRequest) -> int:
    """How many messages the citizen who has signed in has not read."""
    me = citizen_of(request)
    return unread(person_id=me.person_id) if me else 0


@register.filter
def asks_somebody(parts: Iterable[ShownPart]) -> bool:
    """Whether the office of one of the parts waits for the applicant."""
    return any(part.need for part in parts)
