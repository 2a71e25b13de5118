"""What must be mended before filing, each with the page and the input where it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.delivery.portal.presenters.words import language
from motcua.delivery.ui.filling import anchor
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.queries.drafts import DraftPage
from motcua.domain.dossiers.queries.readiness import Readiness


class Mending(NamedTuple):
    """A sentence and where it leads."""

    words: str
    address: str


def mendings(draft: DraftPage, ready: Readiness) -> tuple[Mending, ...]:
    """Everything that stands between the draft and its filing, in the order of its pages."""
    return (*_in_the_form(draft, ready), *_in_the_papers(draft, ready))


def _in_the_form(draft: DraftPage, ready: Readiness) -> Iterator[Mending]:
    for error in ready.result.errors:
        if error.section:
            page = reverse("portal:draft_section", args=[draft.id, error.section])
            yield Mending(error.in_language(language()), f"{page}?xem-loi=1#{anchor(error.path)}")


def _in_the_papers(draft: DraftPage, ready: Readiness) -> Iterator[Mending]:
    if draft.supplements:
        return
    page = reverse("portal:draft_papers", args=[draft.id])
    for needed in ready.missing_papers:
        words = _("%(paper)s: chưa có tệp nào. Hãy tải lên.") % {"paper": in_language(needed.component.name)}
        yield Mending(words, f"{page}#{needed.component.key}")
