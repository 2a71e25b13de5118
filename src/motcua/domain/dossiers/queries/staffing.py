"""To whom a head may give work, and how much each has already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from motcua.core.procedure import Procedure, Role, Step, StepKind
from motcua.domain.dossiers.models import Dossier, OpenTask
from motcua.domain.dossiers.types import Task, TaskKind
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Officer

# What nobody does by hand.
_BY_ITSELF = frozenset({StepKind.WAIT, StepKind.SYSTEM, StepKind.FEE_NOTICE, StepKind.ASSIGNMENT})


@dataclass(frozen=True, slots=True)
class Load:
    """An officer's work now: tasks that he holds, how many of them are past the dossier's due date, and undecided
    dossiers he is in charge of.
    """

    tasks: int = 0
    late: int = 0
    dossiers: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer who may be given the work, in this role."""

    officer_id: int
    name: str
    role: str
    load: Load


def candidates(procedure: Procedure, task: Task, now: datetime) -> tuple[Candidate, ...]:
    """Who may be given a task, the least loaded first."""
    return officers_of(task.office_id, roles_for(procedure, task), now)


def roles_for(procedure: Procedure, task: Task) -> tuple[str, ...]:
    """In which roles an officer of the task's office may be given it: at an assignment step those that he would then be
    in charge in, else the task's own.
    """
    step = procedure.steps[task.step]
    if task.kind is TaskKind.OPINION or step.kind is not StepKind.ASSIGNMENT:
        return (task.role,)
    return roles_beside(procedure, step)


def officers_of(office_id: int, roles: Iterable[str], now: datetime) -> tuple[Candidate, ...]:
    """The officers of an office in these roles with what they have to do, the least loaded first. Whoever holds several
    of the roles comes once, in the first.
    """
    on = now.date()
    found: dict[int, tuple[Officer, str]] = {}
    for role in roles:
        for officer in identity.officers_with_role(office_id, role, on):
            found.setdefault(officer.id, (officer, role))
    loads = loads_of(list(found), now)
    made = [Candidate(officer.id, officer.full_name, role, loads[officer.id]) for officer, role in found.values()]
    return tuple(sorted(made, key=lambda each: (each.load.tasks, each.load.dossiers)))


def loads_of(officers: list[int], now: datetime) -> dict[int, Load]:
    """What each officer has to do now."""
    late = Count("dossier_id", filter=Q(waits=False, dossier_due_at__lt=now))
    held = OpenTask.objects.filter(holder_id__in=officers).values_list("holder_id")
    tasks = {officer: (n, overdue) for officer, n, overdue in held.annotate(n=Count("dossier_id"), late=late)}
    in_charge = Dossier.objects.filter(handler_id__in=officers, ended_at=None, resolved_at=None)
    dossiers = dict(in_charge.values_list("handler_id").annotate(n=Count("id")))
    return {each: Load(*tasks.get(each, (0, 0)), dossiers.get(each, 0)) for each in officers}


def roles_beside(procedure: Procedure, assigning: Step) -> tuple[str, ...]:
    """The roles that have steps in the same office as an assignment step, in the order of the procedure."""
    here = _office_of(assigning.role)
    steps = [step for step in procedure.steps.values() if step.kind not in _BY_ITSELF and _office_of(step.role) == here]
    return tuple(dict.fromkeys(step.role.key for step in steps if step.role.key != assigning.role.key))


def _office_of(role: Role) -> tuple[object, ...]:
    return role.at, role.agency, role.division
