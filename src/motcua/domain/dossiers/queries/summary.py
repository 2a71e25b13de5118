"""How a dossier stands, in a few words for machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from motcua.core.procedure import WaitsFor, course
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.store.read import read_case
from motcua.domain.dossiers.types import Part, PartOf, Phase, Task, WaitingFor, national_status


@dataclass(frozen=True, slots=True)
class Wait:
    """What the process waits for: at which step, and for whom. `n` is the engine's number."""

    n: int
    step: str
    waits_for: WaitsFor


@dataclass(frozen=True, slots=True)
class Summary:
    """One dossier: its state, its due date, its open tasks, whom it waits for, and its parts at other
    agencies.
    """

    id: UUID
    code: str
    reference: str
    procedure: str
    phase: Phase
    waiting_for: WaitingFor | None
    national_status: int
    due_at: datetime | None
    original_due_at: datetime | None
    tasks: tuple[Task, ...]
    waits: tuple[Wait, ...]
    parts: tuple[Part, ...]
    part_of: PartOf | None

    @classmethod
    def of(cls, case: Case) -> Summary:
        """The summary of a case that an act has left."""
        procedure = catalogue.version(case.version_id)
        return cls(
            id=case.id,
            code=case.code or "",
            reference=case.reference,
            procedure=procedure.code,
            phase=case.phase,
            waiting_for=case.waiting_for,
            national_status=national_status(case.phase, case.waiting_for),
            due_at=case.clock.due_at if case.clock else None,
            original_due_at=case.clock.original_due_at if case.clock else None,
            tasks=case.tasks,
            parts=case.parts,
            part_of=case.part_of,
            waits=tuple(
                Wait(number, step.key, step.waits_for)
                for number, step in course.standing_steps(procedure, case.process)
                if step.waits_for
            ),
        )


def summary(dossier_id: UUID) -> Summary:
    """The dossier as it stands. The caller has asked who may see it."""
    case, _ = read_case(dossier_id, uuid4())
    return Summary.of(case)
