"""How somebody wants to hear from the city, as the page of preferences asks it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.domain.identity import queries as identity
from motcua.domain.notifications.queries import channels_on_offer, preferences_of, push_key
from motcua.domain.notifications.types import Channel, Preferences

_ASKED = (Channel.ZALO, Channel.SMS, Channel.EMAIL)
LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))


@dataclass(frozen=True, slots=True)
class ShownChannel:
    """One way to choose. `where` it reaches the person; without it the way is shown, and why it cannot be taken."""

    key: str
    name: str
    where: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PreferencesPage:
    """What is asked. push_key: what a browser needs to be reached by this city; empty where the city cannot."""

    channels: tuple[ShownChannel, ...]
    language: str
    push_key: str


def preferences_page(person_id: UUID) -> PreferencesPage:
    """The ways that this city has, with what the person has chosen or what follows from his contacts."""
    have, said, person = channels_on_offer(), preferences_of(person_id), identity.person(person_id)
    where = {Channel.ZALO: person.phone, Channel.SMS: person.phone, Channel.EMAIL: person.email}
    return PreferencesPage(
        channels=tuple(
            ShownChannel(each.value, _name(each), where[each], each in said.channels and bool(where[each]))
            for each in _ASKED
            if each in have
        ),
        language=said.language,
        push_key=push_key() if Channel.PUSH in have else "",
    )


def wanted(data: QueryDict, person_id: UUID) -> Preferences:
    """What the form says. A way that the page does not ask about stays as it was."""
    asked = {Channel(each.key) for each in preferences_page(person_id).channels if each.where}
    kept = preferences_of(person_id).channels - asked
    ticked = {each for each in asked if each.value in data.getlist("channel")}
    return Preferences(frozenset(kept | ticked), "en" if data.get("language") == "en" else "vi")


def _name(channel: Channel) -> str:
    match channel:
        case Channel.ZALO:
            return _("Zalo")
        case Channel.SMS:
            return _("Tin nhắn SMS")
        case _:
            return _("Thư điện tử")
