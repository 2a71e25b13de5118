"""The API, version 1: OpenAPI at /api/v1/openapi.json, readable at /api/v1/docs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, NinjaAPI, Status
from ninja.errors import HttpError
from ninja.files import UploadedFile

from motcua import __version__
from motcua.delivery.api.acting import Bearer, IdempotencyKey, person
from motcua.delivery.api.acts import acts
from motcua.delivery.api.shapes import (
    DocumentOut,
    DossierOut,
    FiledOut,
    FilingIn,
    ProblemOut,
    TrackedOut,
    TrackedPart,
    TrackedStep,
)
from motcua.delivery.api.verifying import verifying
from motcua.delivery.api.wire import FastParser, FastRenderer, UnreadableBodyError
from motcua.delivery.signin.problems import ProviderDown
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import CatalogueError
from motcua.domain.dossiers.errors import DossierError, InvalidFilingError, NoSuchDossierError, NotAllowedError
from motcua.domain.dossiers.parties import parties_of
from motcua.domain.dossiers.queries.page import dossier_for_officer, dossier_for_person
from motcua.domain.dossiers.queries.summary import Summary, summary
from motcua.domain.dossiers.queries.tracking import track
from motcua.domain.dossiers.services.filing import Submission, submit_dossier
from motcua.domain.dossiers.services.papers import uploaded_papers
from motcua.domain.dossiers.types import TaskKind, national_status
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import IdentityError
from motcua.domain.records.services import take_in
from motcua.domain.records.types import Document
from motcua.infra import clock
from motcua.infra.ratelimit import allow, client_address

STATUSES: dict[type[DossierError], int] = {
    NoSuchDossierError: 404,
    NotAllowedError: 403,
    InvalidFilingError: 422,
}
TRACKING_LIMIT, TRACKING_WINDOW = 60, timedelta(minutes=1)

api = NinjaAPI(
    title="Một Cửa",
    version=__version__,
    description="Nộp, xử lý và tra cứu hồ sơ thủ tục hành chính. File, handle and track dossiers.",
    auth=Bearer(),
    urls_namespace="api",
    parser=FastParser(),
    renderer=FastRenderer(),
)


@api.post("/documents", response={201: DocumentOut, 422: ProblemOut}, tags=["filing"])
def upload(request: HttpRequest, procedure: str, component: str, file: File[UploadedFile]) -> Status[object]:
    """Upload a paper for a component of a procedure; it is checked by its content at once."""
    by, now = person(request, ""), clock.now()
    rule = catalogue.file_rule(procedure, component, now.date())
    taken = take_in(file, name=file.name or "", by=by.account_id, now=now, rule=rule)
    if isinstance(taken, Document):
        found = DocumentOut(id=taken.id, name=taken.name, media_type=taken.media_type, pages=taken.pages)
        return Status(201, found)
    return Status(422, ProblemOut(error=taken.code, vi=taken.message.vi, en=taken.message.en))


@api.post("/dossiers", response={201: FiledOut}, tags=["filing"])
def submit(request: HttpRequest, filing: FilingIn, idempotency_key: IdempotencyKey) -> Status[FiledOut]:
    """File a dossier for the person whose token this is."""
    by = person(request, idempotency_key)
    procedure = catalogue.version(catalogue.published(filing.procedure, by.now.date()))
    parties = parties_of(procedure, filing.form, identity.person(by.person_id), by.now.date())
    papers = uploaded_papers([(p.component, p.document_id, p.variant) for p in filing.papers], by.account_id)
    filed = submit_dossier(Submission(filing.procedure, filing.case, parties, filing.form, papers), by)
    return Status(201, FiledOut(id=filed.dossier_id, reference=filed.reference, code=filed.code))


@api.get("/dossiers/{dossier_id}", response=DossierOut, tags=["dossiers"])
def dossier(request: HttpRequest, dossier_id: UUID) -> Summary:
    """How a dossier stands, for its applicant and for the officers whose offices have to do with it."""
    acting = request.auth  # type: ignore[attr-defined] # ninja puts the answer of Bearer there
    if acting.is_officer:
        return summary(dossier_for_officer(dossier_id, acting.scope))
    return summary(dossier_for_person(dossier_id, acting.account.person_id))


@api.get("/tracking/{key}", response={200: TrackedOut, 429: ProblemOut}, auth=None, tags=["tracking"])
def tracking(request: HttpRequest, key: str) -> Status[object]:
    """What anybody with a code or reference may know: where the dossier stands and who has it; no personal data."""
    now = clock.now()
    if not allow(f"tracking {client_address(request)}", TRACKING_LIMIT, TRACKING_WINDOW, now):
        words = ProblemOut(
            error="too_many", vi="Tra cứu quá nhiều lần, xin chờ một phút.", en="Too many look-ups; wait a minute."
        )
        return Status(429, words)
    found = track(key, now)
    card = found.card
    told = TrackedOut(
        code=card.code,
        reference=card.reference,
        procedure=card.procedure_code,
        national_status=national_status(card.phase, card.waiting_for),
        due_at=card.standing.due_at,
        now=[
            TrackedStep(
                step=found.procedure.steps[task.step].name.vi,
                office=identity.agency(task.office_id).name,
                due_at=task.due_at,
            )
            for task in found.tasks
            if task.kind is TaskKind.STEP
        ],
        parts=[
            TrackedPart(
                part=each.name.vi,
                office=identity.agency(each.part.agency_id).name,
                due_at=each.part.due_at,
                ended=not each.part.is_open,
            )
            for each in found.parts
        ],
    )
    return Status(200, told)


api.add_router("/dossiers", acts)
api.add_router("", verifying, tags=["verification"])


@api.exception_handler(DossierError)
def _refused(request: HttpRequest, problem: DossierError) -> HttpResponse:
    rows = problem.problems if isinstance(problem, InvalidFilingError) else ()
    body = ProblemOut(
        error=type(problem).__name__.removesuffix("Error"),
        vi=problem.vi,
        en=problem.en,
        problems=[{"path": path, "vi": vi, "en": en} for path, vi, en in rows],
    )
    return api.create_response(request, body.model_dump(), status=STATUSES.get(type(problem), 409))


@api.exception_handler(CatalogueError)
@api.exception_handler(IdentityError)
def _unknown(request: HttpRequest, problem: CatalogueError | IdentityError) -> HttpResponse:
    body = ProblemOut(error=type(problem).__name__.removesuffix("Error"), vi=problem.vi, en=problem.en)
    return api.create_response(request, body.model_dump(), status=404)


@api.exception_handler(HttpError)
def _not_read(request: HttpRequest, problem: HttpError) -> HttpResponse:
    why = problem.__cause__
    if isinstance(why, UnreadableBodyError):
        body = ProblemOut(error="UnreadableBody", vi=why.vi, en=why.en)
    else:
        body = ProblemOut(error="HttpError", vi=problem.message, en=problem.message)
    return api.create_response(request, body.model_dump(), status=problem.status_code)


@api.exception_handler(ProviderDown)
def _provider_down(request: HttpRequest, problem: ProviderDown) -> HttpResponse:
    words = (
        "Chưa xác minh được tài khoản; xin thử lại sau một phút.",
        "The account cannot be verified; try again soon.",
    )
    body = ProblemOut(error="ProviderDown", vi=words[0], en=words[1])
    return api.create_response(request, body.model_dump(), status=503)
