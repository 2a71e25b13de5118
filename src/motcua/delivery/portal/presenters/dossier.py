"""A dossier as its applicant sees it: what it needs from him, what is to be paid, its papers and letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.delivery.ui.evidence import Evidence, evidence_of
from motcua.delivery.ui.signed_words import signatures_of
from motcua.delivery.ui.words import in_language, money
from motcua.domain.dossiers.queries.cards import DossierCard
from motcua.domain.dossiers.queries.own import goes_to_the_applicant
from motcua.domain.dossiers.queries.page import DossierPage, NumberedPaper
from motcua.domain.dossiers.types import PaperOrigin, Phase, WaitingFor
from motcua.domain.records import queries as records


@dataclass(frozen=True, slots=True)
class PaperOfDossier:
    """A paper in a dossier, in words. `n` is None when there is no file to look at. evidence: what the file proves."""

    n: int | None
    component: str
    name: str
    how: str
    added_at: datetime
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class LetterToReader:
    """A letter that the applicant may open; who signed and sealed it with a key."""

    n: int
    name: str
    number: str
    issued_at: datetime
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeeNotice:
    """The latest fee notice: its lines with their bases, the sum, and what of it is still owed."""

    n: int
    lines: tuple[Mapping[str, Any], ...]
    total: int
    outstanding: int


def needs_of(card: DossierCard) -> str:
    """What the dossier waits for from its applicant, as an act; empty when it is the office's turn."""
    if card.phase.is_final:
        return ""
    match card.waiting_for:
        case WaitingFor.SUPPLEMENT:
            return _("Cần bổ sung giấy tờ")
        case WaitingFor.PAYMENT:
            return _("Cần nộp %(amount)s") % {"amount": money(card.fees_outstanding)}
        case WaitingFor.ANSWER:
            return _("Cần xác nhận")
        case WaitingFor.PART:
            return _("Cần trả lời cơ quan phối hợp")
        case _ if card.asked_by_a_part:
            return _("Cần trả lời cơ quan phối hợp")
        case _ if card.phase is Phase.RESOLVED:
            return _("Mời đến nhận kết quả")
        case _ if card.fees_outstanding > 0:
            return _("Cần nộp %(amount)s") % {"amount": money(card.fees_outstanding)}
    return ""


def papers_of(page: DossierPage) -> tuple[PaperOfDossier, ...]:
    """Everything that lies in the dossier, in the order in which it came."""
    procedure = page.procedure
    names = {key: in_language(child.name) for key, child in procedure.children.items()}
    names |= {each.key: in_language(each.name) for each in procedure.cases[page.case_key].components}
    documents = records.documents(each.paper.document_id for each in page.papers if each.paper.document_id)
    evidence = evidence_of(documents.values())
    return tuple(_paper(each, names, evidence) for each in page.papers)


def letters_for_reader(page: DossierPage) -> tuple[LetterToReader, ...]:
    """The letters addressed to the applicant, the latest first."""
    return tuple(
        LetterToReader(
            each.n,
            letter_name(page, each.key),
            each.number,
            each.issued_at,
            tuple(signatures_of(page.events, each.n)),
        )
        for each in reversed(page.letters)
        if goes_to_the_applicant(page.procedure, each.key)
    )


def letter_name(page: DossierPage, key: str) -> str:
    """What a letter is called."""
    letter = page.procedure.letters.get(key)
    return in_language(letter.name) if letter else key


def fee_notice_of(page: DossierPage) -> FeeNotice | None:
    """The notice that says what is to be paid; none when nothing is or was."""
    notices = [each for each in page.letters if each.key == "fee_notice"]
    if not notices:
        return None
    latest = notices[-1]
    return FeeNotice(
        latest.n, tuple(latest.details["fees"]), latest.details["payment"]["total"], page.card.fees_outstanding
    )


def _paper(numbered: NumberedPaper, names: Mapping[str, str], evidence: Mapping[UUID, Evidence]) -> PaperOfDossier:
    paper = numbered.paper
    return PaperOfDossier(
        numbered.n if paper.document_id else None,
        names.get(paper.component, paper.component),
        paper.name,
        _how(paper.origin),
        numbered.added_at,
        evidence.get(paper.document_id) if paper.document_id else None,
    )


def _how(origin: PaperOrigin) -> str:
    match origin:
        case PaperOrigin.UPLOADED:
            return _("Đã tải lên")
        case PaperOrigin.SCANNED:
            return _("Cơ quan đã quét")
        case PaperOrigin.REUSED_COMPONENT | PaperOrigin.REUSED_RESULT:
            return _("Dùng lại giấy tờ đã có")
        case PaperOrigin.REGISTRY:
            return _("Lấy từ cơ sở dữ liệu")
        case PaperOrigin.SHOWN:
            return _("Đã xuất trình để đối chiếu")
        case PaperOrigin.ON_PAPER:
            return _("Đã nộp bản giấy")
        case PaperOrigin.LINKED:
            return _("Cơ quan khác chuyển đến")
