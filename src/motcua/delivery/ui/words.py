"""How dates, money and states are said to people: Vietnamese first, English by the switch."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from django.utils.translation import get_language, gettext

from motcua.core.forms import Language
from motcua.core.workcal import office_time


class InBothLanguages(Protocol):
    """Anything that says the same in Vietnamese and in English."""

    @property
    def vi(self) -> str: ...
    @property
    def en(self) -> str: ...


def language() -> Language:
    """The reader's language."""
    return "en" if get_language() == "en" else "vi"


def in_language(text: InBothLanguages | str | None) -> str:
    """The text in the reader's language; a plain string as it is."""
    if text is None or isinstance(text, str):
        return text or ""
    return text.en if language() == "en" else text.vi


def day(value: date | datetime | None) -> str:
    """15/12/2026, by the office's date."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = office_time(value)
    return f"{value:%d/%m/%Y}"


def moment(value: datetime | None) -> str:
    """15:10, 15/12/2026."""
    return f"{office_time(value):%H:%M, %d/%m/%Y}" if value else ""


def number(value: int) -> str:
    """1.885 as Vietnamese write it, 1,885 in English."""
    grouped = f"{value:,}"
    return grouped if language() == "en" else grouped.replace(",", ".")


def money(value: int) -> str:
    """75.000 đồng."""
    return gettext("%(amount)s đồng") % {"amount": number(value)}


def percent(share: float | None) -> str:
    """98,5 % as Vietnamese write it, 98.5 % in English; a dash where there is nothing to divide by."""
    if share is None:
        return "—"
    shown = f"{100 * share:.1f}".removesuffix(".0")
    return f"{shown if language() == 'en' else shown.replace('.', ',')} %"
