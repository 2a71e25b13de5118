"""What is done of a draft and what is still to do: one line for each page of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.core.forms import Section
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.queries.drafts import DraftPage
from motcua.domain.dossiers.queries.readiness import Readiness

PAPERS, REVIEW = "giay-to", "xem-lai"


class Progress(StrEnum):
    """How far a page has come."""

    DONE = "done"
    STARTED = "started"
    TODO = "todo"
    OPTIONAL = "optional"


_SETTLED = (Progress.DONE, Progress.OPTIONAL)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One page of the draft."""

    key: str
    name: str
    address: str
    progress: Progress
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TaskList:
    """The pages of a draft in their order, the review aside."""

    lines: tuple[TaskLine, ...]
    review: str

    @property
    def done(self) -> int:
        return sum(line.progress in _SETTLED for line in self.lines)

    @property
    def is_complete(self) -> bool:
        return self.done == len(self.lines)

    @property
    def following(self) -> str:
        """The address of the first page that is not done."""
        return next((each.address for each in self.lines if each.progress not in _SETTLED), self.review)

    def number(self, key: str) -> int:
        """Which of the pages it is, from 1."""
        return next((n for n, line in enumerate(self.lines, 1) if line.key == key), 0)

    def after(self, key: str) -> str:
        """The address of the page that follows: the next in order, at last the review."""
        following = self.lines[self.number(key) :]
        return following[0].address if following else self.review


def task_list(draft: DraftPage, ready: Readiness) -> TaskList:
    """Every page that has something to ask, as far as the answers so far tell."""
    lines = [line for section in draft.procedure.form.sections for line in _section(draft, ready, section)]
    papers = _papers(draft, ready)
    return TaskList((*lines, papers), reverse("portal:draft_review", args=[draft.id]))


def _section(draft: DraftPage, ready: Readiness, section: Section) -> Iterator[TaskLine]:
    if not any(field.id in ready.result.shown for field in section.fields):
        return
    is_wrong = any(error.section == section.id for error in ready.result.errors)
    is_begun = any(_says_something(draft.form.get(field.id)) for field in section.fields)
    if is_wrong:
        progress = Progress.STARTED if is_begun else Progress.TODO
    else:
        progress = Progress.DONE if is_begun else Progress.OPTIONAL
    address = reverse("portal:draft_section", args=[draft.id, section.id])
    yield TaskLine(section.id, in_language(section.title), address, progress)


def _papers(draft: DraftPage, ready: Readiness) -> TaskLine:
    asked = [each for each in ready.papers if each.asked_for]
    there = sum(bool(each.papers) for each in asked)
    if draft.supplements or not asked:
        progress = Progress.DONE if draft.papers else Progress.OPTIONAL
        detail = "" if asked else _("Không phải nộp giấy tờ nào")
    else:
        progress = Progress.DONE if there == len(asked) else (Progress.STARTED if there else Progress.TODO)
        detail = _("Đã có %(there)s trên %(asked)s loại") % {"there": there, "asked": len(asked)}
    return TaskLine(PAPERS, _("Giấy tờ kèm theo"), reverse("portal:draft_papers", args=[draft.id]), progress, detail)


def _says_something(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_says_something, value))
    if isinstance(value, dict):
        return any(map(_says_something, value.values()))
    return value not in (None, "")
