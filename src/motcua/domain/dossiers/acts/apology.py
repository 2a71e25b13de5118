"""Saying sorry in good time: why the result is late, and when it will be there (Nghị định 61/2018/NĐ-CP Điều 19 khoản
9).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.core.deadlines import reschedule
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import MissingWordsError, WrongPhaseError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Phase


def apologise(work: Working, new_due_at: datetime, reasons: Sequence[str]) -> None:
    """Write the apology letter with its reasons and make the new appointment, once only. The limit of the law stays
    what it was: the new day moves what the applicant may count on, not what is late.
    """
    work.must_be(Phase.ACCEPTED, Phase.PROCESSING)
    clock = work.case.clock
    if clock is None:
        raise WrongPhaseError("Hồ sơ chưa có ngày hẹn trả kết quả.", "The dossier has no due date yet.")
    if not reasons or not all(reason.strip() for reason in reasons):
        raise MissingWordsError
    grounds = work.world.grounds_of("reschedule", None)
    promised, change = reschedule(work.calendar, clock, work.now, new_due_at, grounds)
    details = {
        "reasons": list(reasons),
        "promised_at": clock.due_at.isoformat(),
        "new_due_at": promised.due_at.isoformat(),
        "legal_basis": [grounds.article],
    }
    work.issue_letter("apology_letter", details)
    work.set_clock((promised, change))


def dismiss(work: Working, n: int, reason: str) -> None:
    """Lay the proposed apology aside: whoever would sign it says why the result will be there in time."""
    if not reason.strip():
        raise MissingWordsError
    due_at = work.case.clock.due_at.isoformat() if work.case.clock else None
    work.record(EventKind.APOLOGY_DISMISSED, {"n": n, "due": due_at}, words=reason)
