"""When somebody is to be reminded of what is owed: rules as values, moments in working time, each said once.

Nothing here knows whom a role means or how a message travels: it says which rule falls due when, and of several that
fell due unseen, which one is still worth saying.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from motcua.core.workcal import CalendarEndsError, WorkCalendar, office_time


class Owed(StrEnum):
    """What is owed at a moment.

    STEP: the end of a step. SLICE: an agency's own part of a linked dossier. DOSSIER: the result. SUPPLEMENT: what the
    applicant was asked for. SILENCE: an answer whose absence will mean something. CONFIRMATION: the applicant's answer,
    without which the work goes on by itself. APOLOGY: the letter that a late result is owed.
    """

    STEP = "step"
    SLICE = "slice"
    DOSSIER = "dossier"
    SUPPLEMENT = "supplement"
    SILENCE = "silence"
    CONFIRMATION = "confirmation"
    APOLOGY = "apology"


class Told(StrEnum):
    """Who is reminded. HOLDER: who has the work, or leads the office where nobody has it. HEAD: who leads that office.
    LEADER: who leads the agency. LEAD: who is in charge of the dossier. APPLICANT: who handed it in.
    """

    HOLDER = "holder"
    HEAD = "head"
    LEADER = "leader"
    LEAD = "lead"
    APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """One rule. hours: whole working hours after the moment at which it is owed; negative for before it.

    event: under which name the message goes out; escalation is one to somebody above the holder.
    """

    key: str
    owed: Owed
    hours: int
    told: tuple[Told, ...]
    event: str


@dataclass(frozen=True, slots=True)
class Debt:
    """Something that is owed: what, which of several (`step:3`), since when and until when, and by which office."""

    owed: Owed
    key: str
    began_at: datetime
    due_at: datetime
    office_id: int


class Call(NamedTuple):
    """A rule that falls due for a debt at a moment."""

    at: datetime
    rule: ReminderRule
    debt: Debt

    @property
    def mark(self) -> tuple[str, str, datetime]:
        """What tells this call from all others: a debt whose day moves is a new one."""
        return self.rule.key, self.debt.key, self.debt.due_at


class Fallen(NamedTuple):
    """What has fallen due. told: what is to be said now. passed: what fell due unseen and is no longer worth saying."""

    told: tuple[Call, ...]
    passed: tuple[Call, ...]


def calls(calendar: WorkCalendar, rules: Iterable[ReminderRule], debt: Debt) -> tuple[Call, ...]:
    """When each rule falls due for a debt, earliest first, in the working time of the office that owes it.

    A rule that would have fallen due before the work began says nothing: who has just been given two hours is not told
    that there are less than eight. Nor does one whose moment lies beyond the announced calendar, until that is known.
    """
    moments = ((_moment(calendar, rule, debt), rule) for rule in rules if rule.owed is debt.owed)
    began = office_time(debt.began_at)
    found = (Call(at, rule, debt) for at, rule in moments if at and at > began)
    return tuple(sorted(found, key=lambda call: (call.at, call.rule.key)))


def _moment(calendar: WorkCalendar, rule: ReminderRule, debt: Debt) -> datetime | None:
    try:
        return calendar.add(debt.due_at, timedelta(hours=rule.hours))
    except CalendarEndsError:
        return None


def fallen_due(found: Sequence[Call], now: datetime, said: Container[tuple[str, str, datetime]]) -> Fallen:
    """Of the calls of one debt those that have fallen due and were not said: the latest is said, the others are not,
    so that nobody who comes back after a long outage hears of each step on the way.
    """
    reached = [call for call in found if call.at <= now]
    unsaid = [call for call in reached if call.mark not in said]
    last = [call for call in unsaid if call.at == reached[-1].at]
    return Fallen(tuple(last), tuple(call for call in unsaid if call not in last))


def next_call(found: Iterable[Call], now: datetime) -> datetime | None:
    """The moment at which the next call falls due after `now`."""
    return min((call.at for call in found if call.at > now), default=None)
