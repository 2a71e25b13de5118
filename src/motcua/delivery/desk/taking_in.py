"""Papers as the counter takes them in: ticked when they lie on the table, scanned when there is a scanner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.core.procedure import Channel, DossierComponent
from motcua.delivery.desk.access import AtWork
from motcua.delivery.desk.posted import Posted
from motcua.delivery.ui.filling import PageProblem
from motcua.delivery.ui.papers import accepted_types, quantity_in_words
from motcua.delivery.ui.uploads import was_cut_short
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.queries.components import ComponentState
from motcua.domain.dossiers.services.papers import uploaded_papers
from motcua.domain.dossiers.types import Paper, PaperOrigin
from motcua.domain.records import queries as records
from motcua.domain.records.services import take_in
from motcua.domain.records.types import Document, Origin, Refusal


@dataclass(frozen=True, slots=True)
class Bay:
    """The place of one component on the counter's page, with what has come for it."""

    component: DossierComponent
    ticked: bool
    variant: str
    scans: tuple[Document, ...]
    by_scan_only: bool

    @property
    def quantity(self) -> str:
        return quantity_in_words(self.component.quantity)

    @property
    def accept(self) -> str:
        return accepted_types(self.component.file) if self.component.file else ""

    @property
    def is_empty(self) -> bool:
        return not self.scans and (self.by_scan_only or not self.ticked)


def bays(states: Iterable[ComponentState], posted: Posted, scans: Mapping[str, list[Document]]) -> tuple[Bay, ...]:
    """The places for all that the person hands over himself."""
    ticked = posted.each("paper")
    return tuple(
        Bay(
            component=each.component,
            ticked=each.component.key in ticked,
            variant=_variant(each.component, posted),
            scans=tuple(scans.get(each.component.key, ())),
            by_scan_only=_by_scan_only(posted),
        )
        for each in states
        if each.asked_for
    )


def taken_scans(
    request: HttpRequest, components: Iterable[DossierComponent], by: AtWork
) -> tuple[dict[str, list[Document]], list[PageProblem]]:
    """The scans of the page: those that came before and those that come now; of what is not fit, why not. They are kept
    from now on, so that a page with a mistake in it does not have to be scanned again.
    """
    posted = Posted(request.POST)
    scans = _kept(posted, by)
    problems = [PageProblem(_("Các tệp quá lớn nên chưa nhận hết. Hãy quét lại với dung lượng nhỏ hơn."), "papers")]
    problems = problems if was_cut_short(request) else []
    for component in components:
        for uploaded in request.FILES.getlist(f"scan.{component.key}") if component.file else ():
            assert component.file
            taken = take_in(
                uploaded,
                name=uploaded.name or "",
                by=by.account_id,
                now=by.now,
                rule=component.file,
                declared_type=uploaded.content_type or "",
                origin=Origin.COUNTER_SCAN,
            )
            if isinstance(taken, Refusal):
                problems.append(PageProblem(in_language(taken.message), f"scan.{component.key}"))
            else:
                scans.setdefault(component.key, []).append(taken)
    return scans, problems


def paper_problems(taken: Iterable[Bay]) -> list[PageProblem]:
    """Papers of which it is not said which of the alternatives they are."""
    return [
        PageProblem(
            _("%(paper)s: hãy chọn loại giấy tờ đã nhận.") % {"paper": in_language(bay.component.name)},
            f"variant.{bay.component.key}",
        )
        for bay in taken
        if not bay.is_empty and bay.component.one_of and not bay.variant
    ]


def missing(taken: Iterable[Bay]) -> list[PageProblem]:
    """Papers without which nothing can be taken in."""
    return [
        PageProblem(
            _("%(paper)s: chưa nhận. Nếu thiếu, hãy hướng dẫn người nộp bổ sung trước khi tiếp nhận.")
            % {"paper": in_language(bay.component.name)},
            f"paper.{bay.component.key}",
        )
        for bay in taken
        if bay.is_empty
    ]


def papers_of(taken: Iterable[Bay], by: AtWork) -> tuple[Paper, ...]:
    """The papers of a dossier: scans where there are any, else what lies on the table. Raises InvalidFilingError."""
    found: list[Paper] = []
    for bay in taken:
        named = [(bay.component.key, scan.id, bay.variant) for scan in bay.scans]
        found += uploaded_papers(named, by.account_id, PaperOrigin.SCANNED)
        if not named and not bay.is_empty:
            found.append(_on_paper(bay))
    return tuple(found)


def _on_paper(bay: Bay) -> Paper:
    quantity = bay.component.quantity
    copies = quantity.certified_copies + quantity.plain_copies
    only_shown = quantity.show_only and not (quantity.originals or copies)
    origin = PaperOrigin.SHOWN if only_shown else PaperOrigin.ON_PAPER
    return Paper(bay.component.key, origin, variant=bay.variant, originals=quantity.originals, copies=copies)


def _kept(posted: Posted, by: AtWork) -> dict[str, list[Document]]:
    """The officer's own scans that the page brings back, without the one that was thrown out."""
    marks = [mark.partition(":") for mark in posted.each("scanned") if mark != posted.words("_drop")]
    ids = {document: component for document, _colon, component in marks if _is_uuid(document)}
    own = records.documents(map(UUID, ids))
    kept: dict[str, list[Document]] = {}
    for document, component in ids.items():
        found = own.get(UUID(document))
        if found and found.uploaded_by == by.account_id:
            kept.setdefault(component, []).append(found)
    return kept


def _variant(component: DossierComponent, posted: Posted) -> str:
    chosen = posted.words(f"variant.{component.key}")
    return chosen if any(each.key == chosen for each in component.one_of) else ""


def _by_scan_only(posted: Posted) -> bool:
    return posted.words("way") == Channel.ONLINE


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
