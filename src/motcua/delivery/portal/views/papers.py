"""The papers of a draft: uploaded one component at a time, checked while the person waits, taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.core.procedure import DossierComponent
from motcua.delivery.portal.access import Citizen, citizens_only, wants_json
from motcua.delivery.portal.presenters.papers import Attempt, bays, upload_words, what_was_asked
from motcua.delivery.portal.presenters.tasks import PAPERS
from motcua.delivery.portal.views.drafts import OpenDraft, opened
from motcua.delivery.ui.uploads import was_cut_short
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.services.drafts import add_to_draft, drop_from_draft
from motcua.domain.dossiers.types import DraftPaper
from motcua.domain.records import queries as records
from motcua.domain.records import serving
from motcua.domain.records.services import discard, take_in
from motcua.domain.records.types import Document, NotReadableError, Refusal, StillUsedError

THUMBNAIL = 160


@require_GET
@citizens_only
def papers(request: HttpRequest, me: Citizen, draft_id: UUID) -> HttpResponse:
    """All components with what was uploaded for each."""
    return _page(request, opened(draft_id, me))


@require_http_methods(["GET", "POST"])
@citizens_only
def upload(request: HttpRequest, me: Citizen, draft_id: UUID, component: str) -> HttpResponseBase:
    """Take files in for a component, or say in words why not."""
    address = f"{reverse('portal:draft_papers', args=[draft_id])}#{component}"
    if request.method == "GET":
        return redirect(address)
    at = opened(draft_id, me)
    wanted = _component(at, component)
    refused = _refused_at_once(request, at, wanted) or _take_in(request, me, at, wanted)
    attempt = Attempt(component, _variant(request, wanted), tuple(refused))
    after = opened(draft_id, me)
    if wants_json(request):
        return _bay(request, after, component, attempt)
    return _page(request, after, attempt) if refused else redirect(address)


@require_http_methods(["GET", "POST"])
@citizens_only
def remove(request: HttpRequest, me: Citizen, draft_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Take a paper out of the draft; the file goes too, unless a dossier holds it."""
    at = opened(draft_id, me)
    paper = _paper(at, document_id)
    address = f"{reverse('portal:draft_papers', args=[draft_id])}#{paper.component}"
    if request.method == "GET":
        return redirect(address)
    drop_from_draft(draft_id, me.account_id, document_id, me.now)
    with suppress(StillUsedError, NotReadableError):
        discard(document_id, me.account_id)
    if wants_json(request):
        return _bay(request, opened(draft_id, me), paper.component)
    messages.info(request, _("Đã bỏ tệp %(name)s.") % {"name": paper.name})
    return redirect(address)


@require_GET
@citizens_only
def file(request: HttpRequest, me: Citizen, draft_id: UUID, document_id: UUID) -> HttpResponseBase:
    """The file as it was uploaded."""
    return serving.file_response(request, _document(me, draft_id, document_id))


@require_GET
@citizens_only
def picture(request: HttpRequest, me: Citizen, draft_id: UUID, document_id: UUID) -> HttpResponseBase:
    """The first page, small."""
    return serving.preview_response(request, _document(me, draft_id, document_id), page=1, width=THUMBNAIL)


def _component(at: OpenDraft, key: str) -> DossierComponent:
    asked = (each.component for each in at.ready.papers if each.asked_for and each.component.file)
    found = next((each for each in asked if each.key == key), None)
    if found is None:
        raise Http404("no such paper is asked for")
    return found


def _refused_at_once(request: HttpRequest, at: OpenDraft, wanted: DossierComponent) -> Sequence[str]:
    """What can be told before a file is looked into."""
    files = request.FILES.getlist("file")
    if was_cut_short(request):
        return [_("Tệp quá lớn nên chưa nhận được. Hãy giảm dung lượng hoặc chia nhỏ rồi tải lại.")]
    if not files:
        return [_("Chưa chọn tệp nào. Hãy chọn tệp hoặc chụp ảnh giấy tờ rồi tải lên.")]
    if wanted.one_of and not _variant(request, wanted):
        return [_("Hãy chọn loại giấy tờ trước khi tải tệp lên.")]
    there = sum(paper.component == wanted.key for paper in at.draft.papers)
    assert wanted.file
    if there + len(files) > wanted.file.max_files:
        return [in_language(wanted.file.sentences()["too_many_files"]).capitalize()]
    return []


def _take_in(request: HttpRequest, me: Citizen, at: OpenDraft, wanted: DossierComponent) -> Sequence[str]:
    """Those that are sound come in; of each of the others it is told why not."""
    refused = []
    for uploaded in request.FILES.getlist("file"):
        taken = _taken(uploaded, me, wanted)
        if isinstance(taken, Refusal):
            words = in_language(taken.message)
            refused.append(words[:1].upper() + words[1:])
        else:
            paper = DraftPaper(wanted.key, taken.id, taken.sha256, taken.name, _variant(request, wanted))
            add_to_draft(at.draft.id, me.account_id, paper, me.now)
    return refused


def _taken(uploaded: UploadedFile[bytes], me: Citizen, wanted: DossierComponent) -> Document | Refusal:
    assert wanted.file
    return take_in(
        uploaded,
        name=uploaded.name or "",
        by=me.account_id,
        now=me.now,
        rule=wanted.file,
        declared_type=uploaded.content_type or "",
    )


def _variant(request: HttpRequest, wanted: DossierComponent) -> str:
    chosen = request.POST.get("variant", "")
    return chosen if any(each.key == chosen for each in wanted.one_of) else ""


def _page(request: HttpRequest, at: OpenDraft, attempt: Attempt | None = None) -> HttpResponse:
    words = {
        "open": at,
        "bays": bays(at.draft, at.ready, attempt),
        "not_asked": [each for each in at.ready.papers if not each.asked_for and not each.component.form],
        "asked": what_was_asked(at.draft),
        "number": at.tasks.number(PAPERS),
        "of": len(at.tasks.lines),
        "words": upload_words(),
    }
    return render(request, "portal/papers.html", words, status=422 if attempt else 200)


def _bay(request: HttpRequest, at: OpenDraft, component: str, attempt: Attempt | None = None) -> HttpResponse:
    """The place of one component, for a script that puts it into the open page."""
    bay = next((each for each in bays(at.draft, at.ready, attempt) if each.component.key == component), None)
    if bay is None:
        return HttpResponse()
    return render(request, "portal/bay.html", {"bay": bay}, status=422 if attempt and attempt.refused else 200)


def _paper(at: OpenDraft, document_id: UUID) -> DraftPaper:
    found = next((paper for paper in at.draft.papers if paper.document_id == document_id), None)
    if found is None:
        raise NoSuchDossierError
    return found


def _document(me: Citizen, draft_id: UUID, document_id: UUID) -> Document:
    _paper(opened(draft_id, me), document_id)
    return records.documents([document_id])[document_id]
