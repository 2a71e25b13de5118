"""Who could do a piece of work: officers who hold the role that day, or else whoever tries the procedure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from motcua.core.procedure import Procedure, Step, StepKind
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.invention.staff import Staff
from motcua.domain.dossiers.policies import RECEPTION_ROLE
from motcua.domain.dossiers.queries.staffing import roles_beside
from motcua.domain.dossiers.trial.types import Hand
from motcua.domain.dossiers.types import Actor, ActorKind, Task, TaskKind
from motcua.domain.identity import queries as identity


class Roll(Staff):
    """The officers of the city as they are looked up again and again: also who is nowhere is remembered."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: dict[tuple[int, str, date], list[int]] = {}

    def holders(self, office_id: int, role: str, on: date) -> list[int]:
        """Who holds the role in the office on that day."""
        key = (office_id, role, on)
        if key not in self._asked:
            self._asked[key] = super().holders(office_id, role, on)
        return self._asked[key]


@dataclass(frozen=True, slots=True)
class Hands:
    """The officers of the city on a day, and the one who stands in where there is nobody."""

    on: date
    stand_in: int
    staff: Staff = field(default_factory=Roll)

    def for_task(self, task: Task) -> tuple[Hand, ...]:
        """Whoever may do a task: its holder alone, if it has one; an opinion anybody whom the asked agency would give
        it to.
        """
        if task.holder_id is not None:
            lent = task.holder_id not in self.staff.holders(task.office_id, task.role, self.on)
            own = task.kind is TaskKind.STEP and task.holder_id == self.stand_in
            return (replace(_hand(task.holder_id), stand_in=own and lent),)
        if task.kind is TaskKind.OPINION:
            return self._in([task.office_id, *(each.id for each in identity.offices_of(task.office_id, self.on))])
        return self.in_role(task.office_id, (task.role,))

    def in_role(self, office_id: int, roles: tuple[str, ...]) -> tuple[Hand, ...]:
        """Who holds one of the roles in the office, the first role first."""
        found = dict.fromkeys(each for role in roles for each in self.staff.holders(office_id, role, self.on))
        return tuple(map(_hand, found)) or self._nobody()

    def leading(self, office_id: int) -> tuple[Hand, ...]:
        """Who leads an office, or the agency around it."""
        agency = identity.agency(office_id)
        around = agency.parent_id if agency.division and agency.parent_id else agency.id
        offices = [office_id, around, *(each.id for each in identity.offices_of(around, self.on))]
        return self._in(list(dict.fromkeys(offices)))

    def at_the_counter(self, world: World, case: Case) -> tuple[Hand, ...]:
        """The officers where people hand things in."""
        reception = (step for step in world.procedure.steps.values() if step.kind is StepKind.RECEPTION)
        step = next(reception, None)
        office = world.office_of(case, step.role, self.on) if step else case.receiving_id
        return self.in_role(office, (RECEPTION_ROLE,))

    def in_charge(self, procedure: Procedure, step: Step, task: Task) -> tuple[tuple[Hand, str], ...]:
        """To whom an assignment step can give the dossier, and in which role he would then have it."""
        found: dict[int, str] = {}
        roles = roles_beside(procedure, step)
        for role in roles:
            for each in self.staff.holders(task.office_id, role, self.on):
                found.setdefault(each, role)
        known = tuple((_hand(each), role) for each, role in found.items())
        return known or tuple((each, roles[0] if roles else task.role) for each in self._nobody())

    def _in(self, offices: list[int]) -> tuple[Hand, ...]:
        """Those who lead one of the offices."""
        roles = sorted(catalogue.leading_roles())
        found = [each for office in offices for role in roles for each in self.staff.holders(office, role, self.on)]
        return tuple(map(_hand, dict.fromkeys(found))) or self._nobody()

    def _nobody(self) -> tuple[Hand, ...]:
        return (replace(_hand(self.stand_in), stand_in=True),)


def _hand(officer_id: int) -> Hand:
    return Hand(officer_id, identity.officer(officer_id).full_name)


def actor_of(hand: Hand, outside: Actor) -> Actor:
    """A hand as the actor of an act; `outside` where it is no officer's."""
    return outside if hand.officer_id is None else Actor(ActorKind.OFFICER, str(hand.officer_id))
