"""`{% load desk %}`: the words and colours of the officers' pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.core.forms import Text
from motcua.core.procedure import FEE_LETTER, StepKind
from motcua.delivery.desk import typed, wording
from motcua.delivery.desk.access import AtWork
from motcua.delivery.desk.acts_now import ActsNow, Way
from motcua.delivery.desk.lists import ListChoice
from motcua.delivery.desk.signed import holds_key
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.policies import may_work_on
from motcua.domain.dossiers.queries.inbox import InboxRow, Urgency
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.queries.staffing import Candidate, Load
from motcua.domain.dossiers.types import Opinion, ReturnMethod, Task, Verdict

register = template.Library()
register.filter("whose_name", wording.whose_name)
register.filter("urgency_name", wording.urgency_name)
register.filter("party_role", wording.party_role)
register.filter("channel_name", wording.channel_name)
register.filter("origin_name", wording.origin_name)
register.filter("verdict_name", wording.verdict_name)
register.filter("office", wording.office)
register.filter("officer", wording.officer)
register.filter("limit", wording.limit)
register.filter("way_name", wording.way_name)
register.filter("way_hint", wording.way_hint)
register.filter("all_of", typed.all_of)

_CLASSES = {Urgency.LATE: "late", Urgency.SOON: "soon", Urgency.WAITING: "waiting", Urgency.IN_TIME: ""}


@register.filter
def urgency_class(urgency: Urgency) -> str:
    """The colour of a group; the word stands beside it."""
    return _CLASSES[urgency]


@register.filter
def at(mapping: Mapping[Any, Any], key: object) -> object:
    """The entry of a mapping."""
    return mapping.get(key)


@register.filter
def task_mark(row: InboxRow) -> str:
    """How a list's box names a task."""
    return f"{row.dossier.id}:{row.task.kind}:{row.task.n}"


@register.filter
def may_take(by: AtWork, task: Task) -> bool:
    """Whether the officer may take this task."""
    return may_work_on(by.scope, task)


@register.filter
def signs_with_a_key(by: AtWork) -> bool:
    """Whether the officer signs with a key."""
    return holds_key(by)


@register.filter
def names(letters: Iterable[Text]) -> str:
    """The names of letters, one after the other."""
    return ", ".join(map(in_language, letters))


@register.filter
def asks_for_fees(page: DossierPage) -> bool:
    """Whether the applicant was ever told to pay something."""
    return any(letter.key == FEE_LETTER for letter in page.letters)


@register.filter
def load_words(load: Load) -> str:
    """`4 việc, 1 quá hạn`."""
    if load.late:
        return _("%(tasks)s việc, %(late)s quá hạn") % {"tasks": load.tasks, "late": load.late}
    return _("%(tasks)s việc") % {"tasks": load.tasks}


@register.filter
def kept_in_filter(choice: ListChoice) -> list[tuple[str, str]]:
    """What the form of the filters must send along."""
    pairs = (each.partition("=") for each in choice.query(procedure_code="", step="").split("&"))
    return [(name, value) for name, _sign, value in pairs if name]


@register.filter
def without_filter(choice: ListChoice) -> str:
    """The address of the whole part."""
    return choice.query(urgency=None, procedure_code="", step="")


@register.simple_tag
def mark(task: Task) -> SafeString:
    """The hidden fields of a form about one task: which, and the mark of this one click."""
    return format_html(
        '<input type="hidden" name="command" value="{}"><input type="hidden" name="n" value="{}">'
        '<input type="hidden" name="kind" value="{}">',
        uuid4(),
        task.n,
        task.kind,
    )


@register.simple_tag
def mark_dossier() -> SafeString:
    """The hidden field of a form about the whole dossier."""
    return format_html('<input type="hidden" name="command" value="{}">', uuid4())


@register.simple_tag(takes_context=True)
def typed_in(context: Context, words: str, task: Task | None = None) -> Mapping[str, str]:
    """What was typed into the form of these acts, if one of them has just failed."""
    return typed.typed_in(context.get("problem"), words, task)


@register.filter
def nth_what(posted: Mapping[str, str], place: int) -> str:
    """What is missing, in a row of the supplement request."""
    return typed.nth(posted, "what", place)


@register.filter
def nth_why(posted: Mapping[str, str], place: int) -> str:
    """Why it is needed, in the same row."""
    return typed.nth(posted, "why", place)


@register.filter
def any_reason(ways: Iterable[Way]) -> bool:
    """Whether one of the ways is not taken without words."""
    return any(way.needs_reason for way in ways)


@register.filter
def as_choice(candidate: Candidate) -> str:
    """How a form names an officer in a role."""
    return f"{candidate.role}:{candidate.officer_id}"


@register.filter
def opinion(opinions: Iterable[Opinion], n: int) -> Opinion | None:
    """The opinion of that number."""
    return next((each for each in opinions if each.n == n), None)


@register.filter
def words(text: str) -> list[str]:
    """The words of a constant of a template."""
    return text.split()


@register.filter
def verdict_word(verdict: str) -> str:
    """A verdict by its key."""
    return wording.verdict_name(Verdict(verdict))


@register.filter
def method_word(method: str) -> str:
    """A way of returning a result by its key."""
    return wording.method_name(ReturnMethod(method))


@register.filter
def at_reception(acts: ActsNow) -> bool:
    """Whether the supplement is asked for in the checklist of the reception."""
    return any(each.step.kind is StepKind.RECEPTION for each in acts.main)
