"""What officers and applicants do to a dossier, as addresses below it. Each answers with how the dossier then
stands.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from motcua.core.workcal import office_time
from motcua.delivery.api.acting import IdempotencyKey, officer, person
from motcua.delivery.api.shapes import (
    ApologyIn,
    AssignmentIn,
    ConsultationIn,
    DossierOut,
    InspectionIn,
    OpinionIn,
    PaymentElsewhereIn,
    PaymentIn,
    ReasonIn,
    ResultIn,
    ReturnIn,
    SignedReasonIn,
    StepIn,
    SupplementAnswerIn,
    SupplementIn,
)
from motcua.domain.dossiers.queries.summary import Summary
from motcua.domain.dossiers.services import apology, citizen, counter, replies, steps
from motcua.domain.dossiers.services.papers import uploaded_papers
from motcua.domain.dossiers.services.pens import KeyPen
from motcua.domain.dossiers.types import Minutes, Question, SupplementItem
from motcua.domain.identity import queries as identity

acts = Router(tags=["acts"])
STEP = "/{dossier_id}/steps/{n}"


@acts.post(f"{STEP}/acceptance", response=DossierOut)
def accept(request: HttpRequest, dossier_id: UUID, n: int, idempotency_key: IdempotencyKey) -> Summary:
    """Accept a dossier at the one-stop shop: it gets its code and due date."""
    return Summary.of(steps.accept_dossier(dossier_id, n, officer(request, idempotency_key)).case)


@acts.post(f"{STEP}/refusal", response=DossierOut)
def refuse(
    request: HttpRequest, dossier_id: UUID, n: int, why: SignedReasonIn, idempotency_key: IdempotencyKey
) -> Summary:
    """Refuse to accept it, with the reason."""
    by = officer(request, idempotency_key)
    return Summary.of(steps.refuse_dossier(dossier_id, n, why.reason, by, pen=KeyPen(by.officer_id, why.pin)).case)


@acts.post(f"{STEP}/supplement-request", response=DossierOut)
def request_supplement(
    request: HttpRequest, dossier_id: UUID, n: int, asked: SupplementIn, idempotency_key: IdempotencyKey
) -> Summary:
    """Ask the applicant for all that is missing; the clock stands until he answers."""
    items = tuple(SupplementItem(each.component, each.what, each.reason) for each in asked.items)
    by = officer(request, idempotency_key)
    return Summary.of(steps.request_supplement(dossier_id, n, items, by, pen=KeyPen(by.officer_id, asked.pin)).case)


@acts.post(f"{STEP}/assignment", response=DossierOut)
def assign(
    request: HttpRequest, dossier_id: UUID, n: int, whom: AssignmentIn, idempotency_key: IdempotencyKey
) -> Summary:
    """End an assignment step: this officer is in charge of the dossier."""
    chosen = identity.officer_by_login(whom.officer)
    return Summary.of(steps.assign_dossier(dossier_id, n, chosen.id, whom.role, officer(request, idempotency_key)).case)


@acts.post(f"{STEP}/completion", response=DossierOut)
def complete(request: HttpRequest, dossier_id: UUID, n: int, end: StepIn, idempotency_key: IdempotencyKey) -> Summary:
    """End a step of work, draft, review or signature with its outcome."""
    by = officer(request, idempotency_key)
    pen = KeyPen(by.officer_id, end.pin)
    return Summary.of(steps.complete_step(dossier_id, n, end.outcome, end.words, by, pen=pen).case)


@acts.post(f"{STEP}/consultation", response=DossierOut)
def consult(
    request: HttpRequest, dossier_id: UUID, n: int, asked: ConsultationIn, idempotency_key: IdempotencyKey
) -> Summary:
    """Ask several agencies at once."""
    questions = tuple(Question(each.agency, each.question, each.unit) for each in asked.questions)
    by = officer(request, idempotency_key)
    return Summary.of(steps.ask_opinions(dossier_id, n, questions, by, pen=KeyPen(by.officer_id, asked.pin)).case)


@acts.post("/{dossier_id}/opinions/{n}", response=DossierOut)
def give_opinion(
    request: HttpRequest, dossier_id: UUID, n: int, given: OpinionIn, idempotency_key: IdempotencyKey
) -> Summary:
    """Answer for a consulted agency."""
    by = officer(request, idempotency_key)
    return Summary.of(steps.give_opinion(dossier_id, n, given.verdict, given.words, by).case)


@acts.post(f"{STEP}/inspection", response=DossierOut)
def inspect(
    request: HttpRequest, dossier_id: UUID, n: int, told: InspectionIn, idempotency_key: IdempotencyKey
) -> Summary:
    """Record a field inspection with its minutes."""
    minutes = Minutes(
        office_time(told.visited_at), told.place, tuple(told.participants), told.findings, told.conclusion
    )
    by = officer(request, idempotency_key)
    pen = KeyPen(by.officer_id, told.pin)
    return Summary.of(steps.record_inspection(dossier_id, n, minutes, told.outcome, by, pen=pen).case)


@acts.post(f"{STEP}/result", response=DossierOut)
def issue(request: HttpRequest, dossier_id: UUID, n: int, result: ResultIn, idempotency_key: IdempotencyKey) -> Summary:
    """Register the signed result under its number."""
    by = officer(request, idempotency_key)
    pen = KeyPen(by.officer_id, result.pin)
    return Summary.of(steps.issue_result(dossier_id, n, result.number, by, result.words, pen=pen).case)


@acts.post(f"{STEP}/return", response=DossierOut)
def return_result(
    request: HttpRequest, dossier_id: UUID, n: int, how: ReturnIn, idempotency_key: IdempotencyKey
) -> Summary:
    """Hand the result over."""
    by = officer(request, idempotency_key)
    return Summary.of(steps.return_result(dossier_id, n, how.method, how.receiver, by).case)


@acts.post("/{dossier_id}/payments", response=DossierOut)
def pay(request: HttpRequest, dossier_id: UUID, paid: PaymentIn, idempotency_key: IdempotencyKey) -> Summary:
    """Record at the counter that the applicant has paid."""
    by = officer(request, idempotency_key)
    return Summary.of(counter.record_payment(dossier_id, paid.amount, paid.receipt, by).case)


@acts.post("/{dossier_id}/payments-elsewhere", response=DossierOut)
def pay_elsewhere(
    request: HttpRequest, dossier_id: UUID, paid: PaymentElsewhereIn, idempotency_key: IdempotencyKey
) -> Summary:
    """Record at the counter what the applicant has paid to another body, which the dossier waits for."""
    by = officer(request, idempotency_key)
    return Summary.of(counter.record_payment_elsewhere(dossier_id, paid.amount, paid.receipt, by).case)


@acts.post("/{dossier_id}/apology", response=DossierOut)
def apologise(request: HttpRequest, dossier_id: UUID, said: ApologyIn, idempotency_key: IdempotencyKey) -> Summary:
    """Apologise for the delay with the reasons, and make the one new appointment."""
    by = officer(request, idempotency_key)
    pen, new_due_at = KeyPen(by.officer_id, said.pin), office_time(said.new_due_at)
    return Summary.of(apology.apologise(dossier_id, new_due_at, tuple(said.reasons), by, pen=pen).case)


@acts.post("/{dossier_id}/waits/{n}/reply", response=DossierOut)
def note_reply(request: HttpRequest, dossier_id: UUID, n: int, idempotency_key: IdempotencyKey) -> Summary:
    """Note that the registry or central system that the dossier waits for has answered."""
    return Summary.of(replies.note_reply(dossier_id, n, officer(request, idempotency_key)).case)


@acts.post("/{dossier_id}/stop", response=DossierOut)
def stop(request: HttpRequest, dossier_id: UUID, why: SignedReasonIn, idempotency_key: IdempotencyKey) -> Summary:
    """End the work by a stop notice."""
    by = officer(request, idempotency_key)
    return Summary.of(counter.stop_dossier(dossier_id, why.reason, by, pen=KeyPen(by.officer_id, why.pin)).case)


@acts.post("/{dossier_id}/supplement", response=DossierOut)
def supplement(
    request: HttpRequest, dossier_id: UUID, answer: SupplementAnswerIn, idempotency_key: IdempotencyKey
) -> Summary:
    """Hand in what was asked for."""
    by = person(request, idempotency_key)
    papers = uploaded_papers([(p.component, p.document_id, p.variant) for p in answer.papers], by.account_id)
    return Summary.of(citizen.answer_supplement(dossier_id, answer.form, papers, by).case)


@acts.post("/{dossier_id}/withdrawal", response=DossierOut)
def withdraw(request: HttpRequest, dossier_id: UUID, why: ReasonIn, idempotency_key: IdempotencyKey) -> Summary:
    """Take the dossier back."""
    by = person(request, idempotency_key)
    return Summary.of(citizen.withdraw_dossier(dossier_id, why.reason, by).case)
