"""`{% load lab %}`: the words and addresses of the laboratory's pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.core.forms import Text
from motcua.core.procedure import Letter, Procedure, Step
from motcua.delivery.lab import differences, wording
from motcua.delivery.lab.frame import Opened
from motcua.delivery.lab.saving import can_take_back
from motcua.delivery.lab.sheet_page import ShownCell, written
from motcua.delivery.lab.sheets import SHEETS, vocabulary
from motcua.delivery.ui.words import in_language
from motcua.domain.identity import queries as identity

register = template.Library()
register.filter("status_word", wording.status_word)
register.filter("status_class", wording.status_class)
register.filter("act_word", wording.act_word)
register.filter("phase_word", wording.phase_word)
register.filter("changeover_word", wording.changeover_word)
register.filter("outcome_word", wording.outcome_word)
register.filter("written", written)
register.filter("change_class", differences.change_class)
register.filter("change_word", differences.change_word)
register.filter("total_delta", differences.total_delta)
register.filter("totals_first", differences.totals_first)


@register.filter
def agency(agency_id: int) -> str:
    """The name of an agency in the reader's language."""
    found = identity.agency(agency_id)
    return in_language(Text(found.name, found.name_en))


@register.filter
def tabs(opened: Opened) -> list[tuple[str, str, str]]:
    """The parts of a version: the word of the place, its address, what it is called."""
    n = opened.card.id
    sheets = [(sheet.word, reverse("lab:sheet", args=[n, sheet.word]), sheet.title()) for sheet in SHEETS.values()]
    return [
        ("tong-quan", reverse("lab:version", args=[n]), _("Tổng quan")),
        ("quy-trinh", reverse("lab:process", args=[n]), _("Quy trình")),
        *sheets,
        ("bang", reverse("lab:decisions", args=[n]), _("Bảng")),
        ("van-ban", reverse("lab:letters", args=[n]), _("Văn bản")),
        ("tep", reverse("lab:files", args=[n]), _("Tệp")),
        ("thu", reverse("lab:trials", args=[n]), _("Chạy thử")),
        ("chuyen-doi", reverse("lab:affected", args=[n]), _("Chuyển hồ sơ")),
    ]


@register.filter
def choices(cell: ShownCell) -> list[tuple[str, str]]:
    """What may be chosen; a value that the list does not know stands first, as it is."""
    options = list(cell.question.cell.options)
    known = {value for value, _words in options}
    unknown = [(str(cell.value), str(cell.value))] if cell.value and cell.value not in known else []
    return [*unknown, *options]


@register.simple_tag(takes_context=True)
def may_take_back(context: Context) -> bool:
    """Whether the newest revision is this officer's own last saving."""
    opened = context.get("opened")
    return isinstance(opened, Opened) and opened.may_edit and can_take_back(context["request"], opened)


@register.filter
def step_names(keys: Iterable[str], procedure: Procedure) -> str:
    """Steps by their names, in one line."""
    return ", ".join(in_language(procedure.steps[key].name) if key in procedure.steps else key for key in keys)


@register.filter
def nth(values: Sequence[str] | None, n: int) -> str:
    """The value at a place; empty where there is none."""
    return values[n] if values and n < len(values) else ""


@register.filter
def step_time(step: Step) -> str:
    """How long a step may take: `16 giờ làm việc`."""
    words = dict(vocabulary.units())
    if step.limit is None:
        return ""
    word = words[step.limit.unit.value]
    return f"{step.limit.amount} {word}" if step.limit.amount else word


@register.filter
def letter_name(letters: Mapping[str, Letter], key: str) -> str:
    """What a letter is called; its key where the package does not have it."""
    return in_language(letters[key].name) if key in letters else key
