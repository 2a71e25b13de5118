"""The parts of a linked procedure as the whole sees them: sent to their agencies, watched, called off (Nghị định
63/2024/NĐ-CP Điều 7).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from motcua.core.procedure import Child, Step, course
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import TaskGoneError, WrongPhaseError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Errand, ErrandKind, Part, Task, TaskKind
from motcua.infra.ids import uuid7


def send(work: Working, n: int, step: Step) -> bool:
    """Hand a step over to the agency whose own procedure it is. False where none of the city's system does it, or
    nobody has described what it does: then the step stays a task, and its office states how it ended.
    """
    child = work.world.procedure.children[step.child]
    on = work.now.date()
    agency = _agency_of(work, child) if child.code and work.world.runs_here(child.code, on) else None
    if agency is None:
        return False
    part = Part(
        n=n,
        child=child.key,
        step=step.key,
        part_id=part_id(work.case.id, n, work.now),
        agency_id=agency,
        sent_at=work.now,
        acknowledge_by=_acknowledge_by(work, child, agency),
    )
    work.put_part(part)
    work.record(EventKind.STEP_ENABLED, {"n": n, "holder": None}, task=step_at(part, step))
    facts = {"n": n, "child": child.key, "part": str(part.part_id), "agency": agency}
    work.record(EventKind.PART_SENT, facts, office_id=agency)
    return True


def step_at(part: Part, step: Step) -> Task:
    """The step of the whole that a part is, as work at its agency: for the log, not for an inbox."""
    return Task(TaskKind.STEP, part.n, step.key, step.role.key, part.agency_id, part.sent_at)


def call_off(work: Working, n: int) -> bool:
    """The whole no longer waits for part `n`: it was taken back, stopped, or the process went on without it."""
    part = _open_part(work.case, n)
    if part is None:
        return False
    work.put_part(replace(part, called_off_at=work.now))
    work.record(EventKind.PART_CALLED_OFF, {"n": n, "child": part.child}, office_id=part.agency_id)
    return True


def find_silent(work: Working) -> None:
    """Note every part whose agency should have acknowledged it by now and has not: both sides are told, and it counts
    until the agency does. TaskGoneError when none is overdue.
    """
    overdue = [part for part in watched(work.case) if part.acknowledge_by and part.acknowledge_by <= work.now]
    if not overdue:
        raise TaskGoneError("Không còn cơ quan nào chậm xác nhận.", "No agency is late to acknowledge any more.")
    for part in overdue:
        work.put_part(replace(part, silent_at=work.now))
        due = part.acknowledge_by.isoformat() if part.acknowledge_by else ""
        facts = {"n": part.n, "child": part.child, "agency": part.agency_id, "due": due}
        work.record(EventKind.PART_SILENT, facts, office_id=part.agency_id)


def must_stand_alone(work: Working) -> None:
    """Refuse to take back a part by itself, where the package does not allow it."""
    part_of = work.case.part_of
    if part_of and not work.world.child_of(part_of).withdrawable:
        raise WrongPhaseError(
            "Đây là một phần của hồ sơ liên thông, không rút riêng được. Hãy rút cả hồ sơ liên thông.",
            "This is a part of a linked dossier and cannot be taken back alone. Take back the whole.",
        )


def errands_of(case: Case, before: Case, now: datetime) -> Iterator[Errand]:
    """What a linked dossier has to do at another since an act. A part: let its whole know how it stands now. A whole:
    send the parts that are new, call off those no longer wanted, and look again when the next agency must have
    acknowledged.
    """
    if case.part_of and _told(case) != _told(before):
        yield Errand(ErrandKind.TELL, now)
    if case.parts == before.parts:
        return
    known = {part.n: part for part in before.parts}
    if any(part.n not in known or part.called_off_at != known[part.n].called_off_at for part in case.parts):
        yield Errand(ErrandKind.SEND, now)
    watch = next_watch(case)
    if watch and watch != next_watch(before):
        yield Errand(ErrandKind.WATCH, watch)


def next_watch(case: Case) -> datetime | None:
    """When the next agency must have acknowledged its part."""
    return min((part.acknowledge_by for part in watched(case) if part.acknowledge_by), default=None)


def watched(case: Case) -> Iterator[Part]:
    """The parts whose agencies have neither said that they have them nor been found silent."""
    return (part for part in case.parts if part.is_open and not part.acknowledged_at and not part.silent_at)


def part_id(whole: UUID, n: int, at: datetime) -> UUID:
    """The id of a part, which follows from its whole: opened twice, it is one dossier."""
    bits = hashlib.sha256(whole.bytes + n.to_bytes(8, "big")).digest()
    return uuid7(at, int.from_bytes(bits[:10], "big"))


def _told(case: Case) -> tuple[object, ...]:
    """All that a whole is told of its part while it is open."""
    clock = case.clock
    acknowledged = case.part_of.acknowledged_at if case.part_of else None
    return acknowledged, case.code, clock and clock.due_at, case.waiting_for, case.phase.is_open


def _open_part(case: Case, n: int) -> Part | None:
    return next((part for part in case.parts if part.n == n and part.is_open), None)


def _agency_of(work: Working, child: Child) -> int | None:
    """Whose part it is; nobody's where the place lies outside the city."""
    kind, unit, on = child.agency.kind.key, child.agency.unit, work.now.date()
    if unit is None:
        return work.world.agency_of_kind(work.case, kind, on)
    code = unit.evaluate(work.data())
    return work.world.agency_in(kind, code, on) if isinstance(code, str) and code else None


def _acknowledge_by(work: Working, child: Child, agency: int) -> datetime | None:
    within = child.acknowledge_within
    return course.due_at(work.world.calendar_of(agency), within, work.now) if within else None
