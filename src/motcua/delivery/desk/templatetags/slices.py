"""`{% load slices %}`: how an office's own slice stands, in words and colour."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _

from motcua.core.deadlines import SliceState
from motcua.domain.dossiers.queries.slices import OfficeSlice

register = template.Library()
_CLASSES = {SliceState.OVERDUE: "late-word", SliceState.MISSED: "late-word", SliceState.WITHOUT_LIMIT: "soft"}


@register.filter
def slice_words(part: OfficeSlice) -> str:
    """`đúng hạn`, `trễ 2 giờ 30 phút làm việc`."""
    late = late_words(part.outcome.late_by)
    match part.outcome.state:
        case SliceState.RUNNING:
            return _("đang làm, còn trong hạn")
        case SliceState.KEPT:
            return _("đúng hạn")
        case SliceState.OVERDUE:
            return _("đang quá hạn %(late)s") % {"late": late} if late else _("vừa quá hạn")
        case SliceState.MISSED:
            return _("trễ %(late)s") % {"late": late} if late else _("không trả lời trong hạn")
        case _without:
            return _("không đặt hạn")


@register.filter
def slice_class(part: OfficeSlice) -> str:
    """The colour; the words stand beside it."""
    return _CLASSES.get(part.outcome.state, "")


@register.filter
def late_words(late_by: timedelta) -> str:
    """`2 giờ 30 phút làm việc`; nothing for less than a minute."""
    hours, minutes = divmod(late_by // timedelta(minutes=1), 60)
    parts = [_("%(n)s giờ") % {"n": hours}] * (hours > 0) + [_("%(n)s phút") % {"n": minutes}] * (minutes > 0)
    return _("%(amount)s làm việc") % {"amount": " ".join(parts)} if parts else ""
