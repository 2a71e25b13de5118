"""A dossier as an act finds it, and all an act may ask of the world around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.core.deadlines import DossierClock, Grounds
from motcua.core.fees import Relief
from motcua.core.procedure import AgencyKind, Basis, Channel, Child, Procedure, ProcedureCase, Role
from motcua.core.procedure.answering import Answers
from motcua.core.procedure.reminders import NO_REMINDERS, Reminders
from motcua.core.process import State
from motcua.core.workcal import WorkCalendar
from motcua.domain.dossiers.types import Handler, Opinion, Part, PartOf, Phase, SignedLetter, Task, WaitingFor
from motcua.domain.payments.types import CollectingAccount


@dataclass(frozen=True, slots=True)
class Timer:
    """A moment at which the process goes on by itself. `n` is the engine's number; `armed_at` since when it counts,
    None for one that keeps its day.
    """

    n: int
    node: str
    due_at: datetime
    armed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The state of one dossier between two acts. `seq` and `head` are the end of its chain.

    version_id: on which version of the procedure it runs. terms_id: under which one it was received, where that is
        another, because it was moved since.
    answers: how each step ended, by step key: `{"outcome": …}`; what the conditions of the diagram read. See
        `core.procedure.answering`.
    fees_due, fees_paid: whole đồng, as far as notices were given and payments recorded.
    contents, papers, letters: how many versions, papers and letters there are, so that the next gets its number.
    signed: results that are signed and not issued.
    part_of: the linked dossier that it is a part of. parts: those of its own, if it is a whole.
    """

    id: UUID
    version_id: int
    case_key: str
    channel: Channel
    assisted: bool
    reference: str
    phase: Phase
    receiving_id: int
    competent_id: int
    submitted_at: datetime
    process: State
    applicant_kind: str
    form: Mapping[str, Any]
    support_id: int | None = None
    code: str | None = None
    accepted_at: datetime | None = None
    resolved_at: datetime | None = None
    ended_at: datetime | None = None
    waiting_for: WaitingFor | None = None
    clock: DossierClock | None = None
    handler: Handler | None = None
    terms_id: int | None = None
    answers: Answers = field(default_factory=dict)
    supplements: int = 0
    fees_due: int = 0
    fees_paid: int = 0
    contents: int = 0
    papers: int = 0
    letters: int = 0
    signed: tuple[SignedLetter, ...] = ()
    tasks: tuple[Task, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    timers: tuple[Timer, ...] = ()
    part_of: PartOf | None = None
    parts: tuple[Part, ...] = ()
    seq: int = 0
    head: bytes = bytes(32)

    @property
    def parts_due_at(self) -> datetime | None:
        """The earliest day that a part is measured by: the whole is late as soon as one of its parts is."""
        return min((part.owed_at for part in self.parts if part.owed_at), default=None)


@dataclass(frozen=True, slots=True)
class World:
    """What an act may ask besides the case: the procedure as on the dossier's day, calendars, offices, numbers.

    office_of: the office where a role works on this case. agency_of_kind: the agency of a kind that is asked for its
    opinion on this case. agency_in: the agency of a kind in a unit, None where the city's system has none; name_in:
    what such an agency is called all the same. next_number: the next number of a scope, without gaps. grounds_of: why
    the law lets an act do what it does: the words of the kind of act, and the basis given or, without one, the general
    one.
    runs_here: whether dossiers of a procedure, by its code, are handled in the city's system on a day. child_of: which
    of the linked procedures of its whole a part is. account_for: into which account money for an agency is paid that
    day.
    fee_policy: the city's own reliefs, such as no fee for filing online. reminders: who is reminded of what.
    """

    procedure: Procedure
    province: str
    calendar_of: Callable[[int], WorkCalendar]
    office_of: Callable[[Case, Role, date], int]
    agency_of_kind: Callable[[Case, str, date], int]
    agency_in: Callable[[str, str, date], int | None]
    name_in: Callable[[AgencyKind, str, date], str]
    opinion_office: Callable[[int], int]
    next_number: Callable[[str], int]
    new_code: Callable[[Case, date], str]
    grounds_of: Callable[[str, Basis | None], Grounds]
    runs_here: Callable[[str, date], bool]
    child_of: Callable[[PartOf], Child]
    account_for: Callable[[int, date], CollectingAccount | None]
    fee_policy: tuple[Relief, ...] = ()
    reminders: Reminders = NO_REMINDERS

    def variant(self, case: Case) -> ProcedureCase:
        """The case of the procedure that this dossier is. A part has the time that the whole gives it, and no cut-off
        hour: that is a rule between the office and the applicant.
        """
        own = self.procedure.cases[case.case_key]
        if case.part_of is None:
            return own
        given = self.child_of(case.part_of).limits
        return replace(own, limits=given or own.limits, clock=replace(own.clock, cut_off=None))
