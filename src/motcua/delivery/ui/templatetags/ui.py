"""`{% load ui %}`: icons, dates, money and both languages in templates."""

from __future__ import annotations

from functools import cache

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from motcua.delivery.ui import words

register = template.Library()
register.filter("say", words.in_language)
register.filter("day", words.day)
register.filter("moment", words.moment)
register.filter("number", words.number)
register.filter("money", words.money)
register.filter("percent", words.percent)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon beside a word; never alone, so screen readers skip it."""
    return _icon(name)


@cache
def _icon(name: str) -> SafeString:
    return mark_safe(get_template(f"ui/icons/{name}.svg").render().strip())  # noqa: S308 our own files
