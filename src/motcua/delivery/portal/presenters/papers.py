"""The places where papers are put into a draft, and what was asked for where a dossier is to be supplemented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.core.procedure import DossierComponent
from motcua.delivery.ui.papers import accepted_types, files_in_words, quantity_in_words
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.queries.drafts import DraftPage
from motcua.domain.dossiers.queries.own import latest_request
from motcua.domain.dossiers.queries.readiness import Readiness
from motcua.domain.dossiers.types import DraftPaper
from motcua.domain.records import queries as records
from motcua.domain.records.types import Document


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A paper of the draft with its document; `variant` says in words which of the alternatives it is."""

    paper: DraftPaper
    document: Document | None
    variant: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """An upload just now: for which component, which alternative was chosen, and why files were not taken."""

    component: str
    variant: str
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bay:
    """The place of one component: what it asks for, what is there, and how many files more it takes."""

    draft_id: UUID
    component: DossierComponent
    uploaded: tuple[Uploaded, ...]
    files: str
    accept: str
    quantity: str
    attempt: Attempt | None = None

    @property
    def is_full(self) -> bool:
        return self.component.file is not None and len(self.uploaded) >= self.component.file.max_files

    @property
    def chosen(self) -> str:
        """The alternative chosen last."""
        if self.attempt and self.attempt.variant:
            return self.attempt.variant
        return self.uploaded[-1].paper.variant if self.uploaded else ""

    @property
    def largest(self) -> int:
        return self.component.file.max_bytes if self.component.file else 0


def bays(draft: DraftPage, ready: Readiness, attempt: Attempt | None = None) -> tuple[Bay, ...]:
    """The places for all that the applicant hands in himself, one of them with what was tried just now. All documents
    are looked up at once.
    """
    documents = records.documents(paper.document_id for paper in draft.papers)
    return tuple(
        Bay(
            draft_id=draft.id,
            component=each.component,
            uploaded=tuple(_uploaded(paper, each.component, documents) for paper in each.papers),
            files=files_in_words(each.component.file),
            accept=accepted_types(each.component.file),
            quantity=quantity_in_words(each.component.quantity),
            attempt=attempt if attempt and attempt.component == each.component.key else None,
        )
        for each in ready.papers
        if each.asked_for and each.component.file
    )


def upload_words() -> dict[str, str]:
    """What upload.js says; `{…}` is filled in there."""
    return {
        "camera": _("Chụp ảnh"),
        "sending": _("Đang gửi {name} ({n} trên {of})…"),
        "checking": _("Đang kiểm tra {name}…"),
        "done": _("Đã nhận tệp."),
        "too_large": _("Tệp “{name}” nặng quá mức cho phép. Hãy giảm dung lượng hoặc chia nhỏ rồi tải lại."),
        "failed": _("Chưa gửi được “{name}”, có thể do mất kết nối. Hãy chọn lại tệp khi có mạng."),
        "signed_out": _("Phiên đăng nhập đã hết. Hãy đăng nhập lại rồi tải tệp lên; tệp đã nhận vẫn còn."),
        "choose_first": _("Hãy chọn loại giấy tờ trước khi tải tệp lên."),
    }


def what_was_asked(draft: DraftPage) -> tuple[Mapping[str, Any], ...]:
    """The items of the supplement request that the draft answers; nothing for a draft of its own."""
    return latest_request(draft.supplements) if draft.supplements else ()


def _uploaded(paper: DraftPaper, component: DossierComponent, documents: Mapping[UUID, Document]) -> Uploaded:
    variant = next((in_language(each.name) for each in component.one_of if each.key == paper.variant), "")
    return Uploaded(paper, documents.get(paper.document_id), variant)
