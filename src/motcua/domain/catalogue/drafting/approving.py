"""A checked draft is submitted, and returned with words or approved by a decision."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.core.forms import Text
from motcua.core.procedure import Power
from motcua.domain.catalogue.drafting.rows import locked, must_be, must_have
from motcua.domain.catalogue.errors import DecisionError, OwnSubmissionError
from motcua.domain.catalogue.keeping import record
from motcua.domain.catalogue.types import Author, CatalogueError, DecisionRecord, LifeAct, VersionStatus

_SUBMIT = Text("trình phê duyệt", "submit this version")
_RETURN = Text("trả lại bản soạn", "return this version")
_APPROVE = Text("phê duyệt", "approve this version")
_LENGTHS = {"number": 100, "publisher": 200, "signer": 200}


@transaction.atomic
def submit_draft(version_id: int, words: str, by: Author, now: datetime) -> None:
    """Hand a checked draft in for approval. Raises NoPowerError, UnknownVersionError, WrongStatusError."""
    must_have(by, Power.DESIGN)
    row = locked(version_id)
    must_be(row, {VersionStatus.CHECKED}, _SUBMIT)
    row.status = VersionStatus.SUBMITTED.value
    row.submitted_by_id = by.officer_id
    row.save(update_fields=["status", "submitted_by"])
    record(row, LifeAct.SUBMITTED, now, by, words)


@transaction.atomic
def return_draft(version_id: int, words: str, by: Author, now: datetime) -> None:
    """Give a submitted version back to be drafted further, with the reason.

    Raises NoPowerError, UnknownVersionError, WrongStatusError, CatalogueError without a reason.
    """
    must_have(by, Power.CONTROL, Power.PUBLISH)
    row = locked(version_id)
    must_be(row, {VersionStatus.SUBMITTED}, _RETURN)
    if not words.strip():
        raise CatalogueError(
            "Hãy ghi lý do trả lại để người soạn biết phải sửa gì.",
            "Give the reason, so that the author knows what to change.",
        )
    row.status = VersionStatus.DRAFT.value
    row.submitted_by_id = None
    row.save(update_fields=["status", "submitted_by"])
    record(row, LifeAct.RETURNED, now, by, words)


@transaction.atomic
def approve_version(version_id: int, decision: DecisionRecord, by: Author, now: datetime) -> None:
    """Record the decision by which a submitted version was approved.

    Raises NoPowerError, UnknownVersionError, WrongStatusError, OwnSubmissionError, and DecisionError for a decision
    that lacks something or is signed in the future.
    """
    must_have(by, Power.CONTROL)
    row = locked(version_id)
    must_be(row, {VersionStatus.SUBMITTED}, _APPROVE)
    if row.submitted_by_id == by.officer_id:
        raise OwnSubmissionError
    _check(decision, now)
    row.status = VersionStatus.APPROVED.value
    row.approved_by_id = by.officer_id
    row.decision_number = decision.number.strip()
    row.decision_publisher = decision.publisher.strip()
    row.decision_signer = decision.signer.strip()
    row.decision_signed_on = decision.signed_on
    row.decision_retroactive = decision.retroactive
    row.save()
    record(row, LifeAct.APPROVED, now, by, row.decision_number)


def _check(decision: DecisionRecord, now: datetime) -> None:
    for part, most in _LENGTHS.items():
        words = getattr(decision, part)
        if not words.strip() or len(words.strip()) > most:
            vi, en = _PARTS[part]
            raise DecisionError(
                f"Hãy ghi {vi} của quyết định, không quá {most} ký tự.",
                f"Give the {en} of the decision, in at most {most} characters.",
            )
    if decision.signed_on is None:
        raise DecisionError("Hãy ghi ngày ký quyết định.", "Give the day on which the decision was signed.")
    if decision.signed_on > now.date():
        raise DecisionError(
            f"Quyết định không thể được ký vào ngày {decision.signed_on:%d/%m/%Y}, là ngày chưa đến.",
            f"The decision cannot have been signed on {decision.signed_on}, which is still to come.",
        )


_PARTS = {
    "number": ("số", "number"),
    "publisher": ("cơ quan ban hành", "publisher"),
    "signer": ("người ký", "signer"),
}
