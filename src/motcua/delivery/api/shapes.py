"""What goes in and out of the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from motcua.core.procedure import WaitsFor
from motcua.domain.dossiers.types import Phase, ReturnMethod, TaskKind, Verdict, WaitingFor

_PIN = "of the officer's signing key, where he holds one and signs by this act"


class PaperIn(Schema):
    """A document that was uploaded before, in its place."""

    component: str
    document_id: UUID
    variant: str = ""


class DocumentOut(Schema):
    """A paper as it was taken in."""

    id: UUID
    name: str
    media_type: str
    pages: int


class FilingIn(Schema):
    """A dossier to be filed by the person whose token this is."""

    procedure: str = Field(description="code of the procedure, such as 1.013225")
    case: str
    form: dict[str, Any] = Field(description="the values of the application form, by field")
    papers: list[PaperIn] = Field(default_factory=list)


class FiledOut(Schema):
    id: UUID
    reference: str = Field(description="short reference for tracking")
    code: str = Field(description="empty until the dossier is accepted")


class StepIn(Schema):
    """How a step ends."""

    outcome: str = Field("", description="one of the outcomes of the step; empty where it has none")
    words: str = Field("", description="the reason, where the outcome wants one")
    pin: str = Field("", description=_PIN)


class ReasonIn(Schema):
    """Why: the law wants it in writing."""

    reason: str


class SignedReasonIn(ReasonIn):
    """Why, in a letter that the officer signs."""

    pin: str = Field("", description=_PIN)


class SupplementItemIn(Schema):
    component: str = Field("", description="key of the component, where it is one")
    what: str
    reason: str


class SupplementIn(Schema):
    """All that is missing, at once: it may be asked for only once."""

    items: list[SupplementItemIn]
    pin: str = Field("", description=_PIN)


class SupplementAnswerIn(Schema):
    """What the applicant hands in for it; no form leaves the form as it is."""

    form: dict[str, Any] | None = None
    papers: list[PaperIn] = Field(default_factory=list)


class AssignmentIn(Schema):
    """Who is in charge from now on."""

    officer: str = Field(description="login of the officer")
    role: str = "specialist"


class QuestionIn(Schema):
    agency: str = Field(description="kind of the agency, as the procedure names it")
    question: str
    unit: str = Field("", description="code of the commune that is meant, where neither procedure nor form tells it")


class ConsultationIn(Schema):
    """What is asked of which agencies; the procedure says until when."""

    questions: list[QuestionIn]
    pin: str = Field("", description=_PIN)


class OpinionIn(Schema):
    verdict: Verdict
    words: str = ""


class InspectionIn(Schema):
    """The minutes of a field inspection."""

    visited_at: datetime
    place: str
    participants: list[str]
    findings: str
    conclusion: str
    outcome: str = ""
    pin: str = Field("", description=_PIN)


class ResultIn(Schema):
    number: str = Field("", description="from the office's own book; without one the system gives the next")
    words: str = Field("", description="reasons, a line each, in place of those with which it was decided")
    pin: str = Field("", description="of the agency's seal, where the result is signed with a key")


class ReturnIn(Schema):
    method: ReturnMethod
    receiver: str = Field(description="who took it, and by which paper")


class PaymentIn(Schema):
    amount: int = Field(description="whole đồng")
    receipt: str = Field(description="number of the receipt given")


class PaymentElsewhereIn(Schema):
    """What the applicant has paid to another body, such as a tax."""

    amount: int = Field(description="whole đồng")
    receipt: str = Field(description="number of the paper that proves it")


class ApologyIn(Schema):
    """Why the result will be late, and when it will be there."""

    reasons: list[str]
    new_due_at: datetime = Field(description="on a working day; a limit of days ends at closing of that day")
    pin: str = Field("", description=_PIN)


class WaitOut(Schema):
    n: int
    step: str
    waits_for: WaitsFor


class TaskOut(Schema):
    kind: TaskKind
    n: int
    step: str
    role: str
    office_id: int
    holder_id: int | None
    enabled_at: datetime
    due_at: datetime | None


class PartOut(Schema):
    """A part of a linked dossier at another agency."""

    n: int
    child: str = Field(description="which of the linked procedures, by its key in the package")
    id: UUID = Field(alias="part_id")
    code: str = Field(description="empty until its agency accepts it")
    agency_id: int
    sent_at: datetime
    acknowledge_by: datetime | None
    acknowledged_at: datetime | None
    is_silent: bool = Field(description="its agency should have acknowledged it and has not")
    due_at: datetime | None
    waiting_for: WaitingFor | None
    ended_at: datetime | None
    outcome: str
    number: str
    late: bool


class PartOfOut(Schema):
    """Which linked dossier this one is a part of."""

    parent_id: UUID
    n: int
    child: str


class DossierOut(Schema):
    id: UUID
    code: str
    reference: str
    procedure: str
    phase: Phase
    waiting_for: WaitingFor | None
    national_status: int = Field(description="TrangThaiHoSo of the national portal, 1 to 10")
    due_at: datetime | None
    original_due_at: datetime | None
    tasks: list[TaskOut]
    waits: list[WaitOut]
    parts: list[PartOut]
    part_of: PartOfOut | None


class TrackedStep(Schema):
    step: str
    office: str
    due_at: datetime | None


class TrackedPart(Schema):
    part: str
    office: str
    due_at: datetime | None
    ended: bool


class TrackedOut(Schema):
    """What anybody with the code may know."""

    code: str
    reference: str
    procedure: str
    national_status: int
    due_at: datetime | None
    now: list[TrackedStep]
    parts: list[TrackedPart]


class ProblemOut(Schema):
    """Why it was not done, and what to do."""

    error: str
    vi: str
    en: str
    problems: list[dict[str, str]] = Field(default_factory=list)
