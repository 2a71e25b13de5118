"""A test dossier with the parts that it has at other agencies, and what time alone brings to any of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.acts.case import Timer
from motcua.domain.dossiers.acts.parts import watched
from motcua.domain.dossiers.trial.stand import Stand
from motcua.domain.dossiers.trial.types import LinkedPart, TimerAhead
from motcua.domain.dossiers.types import Part
from motcua.domain.identity import queries as identity


@dataclass(frozen=True, slots=True)
class Family:
    """A dossier and its parts between two acts, all at the same moment. parts: those that have not ended."""

    whole: Stand
    parts: tuple[Stand, ...] = ()

    @property
    def now(self) -> datetime:
        """What their clock shows."""
        return self.whole.now

    @property
    def members(self) -> tuple[Stand, ...]:
        """All of them, the whole first."""
        return (self.whole, *self.parts)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment at which time alone moves one of them. timer: None where an agency must have acknowledged by then."""

    stand: Stand
    timer: Timer | None
    ahead: TimerAhead

    @property
    def due_at(self) -> datetime:
        return self.ahead.due_at


def moments(family: Family) -> list[Moment]:
    """All that time alone will do, soonest first, and always in the same order."""
    found = [_fires(stand, timer) for stand in family.members for timer in stand.case.timers]
    found += _silences(family.whole)
    return sorted(found, key=lambda each: (each.due_at, each.ahead.part.n if each.ahead.part else 0, each.ahead.n))


def next_moment(family: Family) -> datetime | None:
    """When time alone next changes something: a timer fires, an agency must have acknowledged, or a step or a dossier
    gets late.
    """
    found = [each.due_at for each in moments(family)]
    for stand in family.members:
        clock = stand.case.clock
        found += [task.due_at for task in stand.case.tasks if task.due_at]
        found += [clock.due_at] if clock and not clock.ended_at and not clock.open_pause else []
    return min((moment for moment in found if moment > family.now), default=None)


def linked_part(whole: Stand, part: Part) -> LinkedPart:
    """A part as its whole names it."""
    name = whole.procedure.children[part.child].name
    return LinkedPart(part.n, part.child, name, identity.agency(part.agency_id).name)


def _fires(stand: Stand, timer: Timer) -> Moment:
    """A timer as it is drawn."""
    drawn = stand.procedure.process.graph.node[timer.node]
    ahead = TimerAhead(timer.n, timer.node, drawn.name or timer.node, timer.due_at, stand.part)
    return Moment(stand, timer, ahead)


def _silences(whole: Stand) -> Iterator[Moment]:
    for part in watched(whole.case):
        if part.acknowledge_by:
            of = linked_part(whole, part)
            name = f"{of.name.vi}: hạn xác nhận đã nhận"
            yield Moment(whole, None, TimerAhead(part.n, part.step, name, part.acknowledge_by, of, silence=True))
