"""Who may do and see what: pure functions over the officer's scope.

`leading` are the roles that lead an office: their holders give its tasks out, and may do them themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from motcua.core.procedure import Channel, Procedure
from motcua.domain.dossiers.errors import NotAllowedError
from motcua.domain.dossiers.types import Handler, Task, TaskKind
from motcua.domain.identity.policies import Scope

RECEPTION_ROLE = "one_stop_officer"


def may_work_on(scope: Scope, task: Task) -> bool:
    """Whether the officer holds the task's role in its office. An opinion may be given by anybody of the asked agency,
    because its leadership decides who answers.
    """
    if task.kind is TaskKind.OPINION:
        return scope.covers(task.office_id)
    return scope.has_role(task.office_id, task.role)


def may_assign(scope: Scope, task: Task, leading: Collection[str]) -> bool:
    """Whether the officer leads the office of the task, or the agency around it."""
    return leads(scope, task.office_id, leading)


def leads(scope: Scope, office_id: int, leading: Collection[str]) -> bool:
    """Whether the officer leads this office."""
    return any(scope.has_role(office_id, role) for role in leading) or (
        scope.covers(office_id) and any(role in leading and agency != office_id for agency, role in scope.roles)
    )


def led_in_charge(scope: Scope, competent_id: int, handler: Handler | None, leading: Collection[str]) -> int | None:
    """The office in charge of a dossier that the officer leads: that of the officer in charge, else the agency that
    decides. None when he leads neither.
    """
    in_charge = [handler.office_id, competent_id] if handler else [competent_id]
    return next((office for office in in_charge if leads(scope, office, leading)), None)


def led_offices(scope: Scope, leading: Collection[str]) -> frozenset[int]:
    """The offices that the officer leads: he gives their tasks out."""
    return frozenset(office for office in scope.agencies if leads(scope, office, leading))


def may_see(scope: Scope, offices: Iterable[int]) -> bool:
    """Whether one of the offices that had to do with a dossier lies in the officer's sight."""
    return any(scope.covers(office) for office in offices)


def receives_for(scope: Scope) -> frozenset[int]:
    """The offices in which the officer sits at the counter."""
    return frozenset(agency for agency, role in scope.roles if role == RECEPTION_ROLE)


def must_work_on(scope: Scope, task: Task) -> None:
    """Refuse an officer who has not the task's role in its office."""
    if not may_work_on(scope, task):
        raise NotAllowedError(
            "Việc này thuộc bộ phận hoặc vai trò khác. Nếu cần, hãy nhờ lãnh đạo phòng phân công lại.",
            "This task belongs to another office or role. Ask the head of division to assign it if needed.",
        )


def must_assign(scope: Scope, task: Task, leading: Collection[str]) -> None:
    """Refuse an officer who does not lead the task's office."""
    if not may_assign(scope, task, leading):
        raise NotAllowedError(
            "Chỉ lãnh đạo của bộ phận mới được phân công việc này.",
            "Only the head of the office may assign this task.",
        )


def is_filed_here(procedure: Procedure, channel: Channel) -> bool:
    """Whether the city's own system takes dossiers of the procedure by this channel: not what runs on a ministry's
    central system (Nghị định 224/2026/NĐ-CP Điều 15 khoản 1 điểm i).
    """
    elsewhere = procedure.runs_on is not None and channel in procedure.runs_on.channels
    return channel in procedure.channels and not elsewhere
