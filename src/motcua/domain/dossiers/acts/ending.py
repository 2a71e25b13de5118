"""Ending without a result: the applicant takes the dossier back, or the office stops (118/2025/NĐ-CP Điều 21)."""

from __future__ import annotations

from motcua.core.deadlines import stop as stop_clock
from motcua.core.process import Cancel
from motcua.domain.dossiers.acts.drive import drive
from motcua.domain.dossiers.acts.opinions import call_off
from motcua.domain.dossiers.acts.working import Working, lines
from motcua.domain.dossiers.errors import MissingWordsError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Phase

OPEN_PHASES = (Phase.SUBMITTED, Phase.ACCEPTED, Phase.PROCESSING)


def withdraw(work: Working, reason: str) -> None:
    """The applicant takes the dossier back, as long as nothing is decided."""
    work.must_be(*OPEN_PHASES)
    work.record(EventKind.WITHDRAWN, {}, office_id=work.case.receiving_id, words=reason)
    _end(work, Phase.WITHDRAWN, "withdraw")


def stop(work: Working, reason: str, office_id: int) -> None:
    """The office ends the work by a stop notice, which states the reason (Thông báo dừng giải quyết hồ sơ)."""
    work.must_be(*OPEN_PHASES)
    if not reason.strip():
        raise MissingWordsError
    letter = work.issue_letter("stop_notice", {"reasons": lines(reason)})
    work.record(EventKind.STOPPED, {"letter": letter}, office_id=office_id, words=reason)
    _end(work, Phase.STOPPED, "stop")


def end_with_the_whole(work: Working, whole: Phase, reason: str) -> None:
    """A part ends because its whole was taken back, stopped, or goes on without it. What is decided stays decided."""
    if not work.case.phase.is_open:
        return
    if whole is Phase.WITHDRAWN:
        withdraw(work, reason)
    else:
        stop(work, reason, work.case.competent_id)


def _end(work: Working, phase: Phase, why: str) -> None:
    clock = work.case.clock
    if clock and not clock.ended_at:
        work.set_clock(stop_clock(clock, work.now, work.world.grounds_of(why, None)))
    work.change(phase=phase, ended_at=work.now, waiting_for=None)
    call_off(work)
    drive(work, Cancel())
