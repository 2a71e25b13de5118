"""What is known of a dossier before any act is played: every value that may stand somewhere in its rows, by name.

A name is a function with its arguments, so it means the same for every dossier of a shape. Where a value of the rows
comes from is not told here: the dossiers that were played show it (`learning.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from motcua.core.deadlines import ClockError, DossierClock, Slice, TimeLimit, slice_outcome
from motcua.core.money import transfer_memo, vietqr
from motcua.core.text import fold
from motcua.core.workcal import WorkCalendar
from motcua.domain.dossiers.acts.case import World
from motcua.domain.dossiers.bulk.cast import Cast
from motcua.domain.dossiers.bulk.clocks import ClockCourse, in_time
from motcua.domain.dossiers.bulk.deeds import Deed
from motcua.domain.dossiers.bulk.marks import Marks
from motcua.domain.dossiers.bulk.moves import BEFORE_THE_MINUTES
from motcua.domain.dossiers.bulk.playing import filing_key
from motcua.domain.dossiers.bulk.surroundings import Offices, Place, Surroundings
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.letters import tracking_url, verify_url
from motcua.domain.dossiers.references import marked
from motcua.domain.dossiers.types import ReturnMethod
from motcua.domain.payments.types import CollectingAccount
from motcua.domain.records.tokens import token_for

A_MINUTE = timedelta(minutes=1)
_SEXES = {"male": "Nam", "female": "Nữ"}


class Fact(NamedTuple):
    """A named value: the function that finds it, and its arguments."""

    find: Callable[..., str]
    arguments: tuple[Any, ...] = ()

    def of(self, facts: Facts) -> str:
        """Its value for a dossier, as text."""
        return self.find(facts, *self.arguments)


class NotKnownError(LookupError):
    """A fact is not to be known before the acts are played: then they are played."""


@dataclass(slots=False)
class Facts:
    """The facts of one dossier."""

    course: Course
    deeds: Sequence[Deed]
    cast: Cast
    person_id: UUID | None
    numbers: Sequence[int]
    marks: Marks
    world: World
    seed: str
    around: Surroundings
    clocks: ClockCourse
    drawn: Sequence[int] = ()
    posted: bool = False
    hashed: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _ends: dict[tuple[Fact, TimeLimit, int], datetime] = field(default_factory=dict)
    _calendars: dict[Fact, WorkCalendar] = field(default_factory=dict)

    # --- marks and numbers

    @cached_property
    def dossier_id(self) -> UUID:
        """The id of the dossier."""
        return self.marks.dossier_id(self.course.filed_at)

    @cached_property
    def id_text(self) -> str:
        """The same as text."""
        return str(self.dossier_id)

    @cached_property
    def ref(self) -> str:
        """The reference."""
        return self.marks.reference()

    def own_id(self) -> str:
        return self.id_text

    def reference(self) -> str:
        return self.ref

    def key(self) -> str:
        return filing_key(self.seed, self.course.n)

    def command(self, act: int) -> str:
        return self.marks.command(act)

    def person(self) -> str:
        return str(self.person_id)

    def code(self, number: int) -> str:
        return self.around.code(self.place, self.at(self.drawn[number]).date(), self.numbers[number])

    def result_number(self, number: int) -> str:
        return f"{self.numbers[number]}/{self.at(self.drawn[number]).year}"

    def receipt(self, letter: str) -> str:
        return f"{letter}{self.course.n:07d}"

    def returned(self, unless_posted: str) -> str:
        """How the result is handed over."""
        return ReturnMethod.POST.value if self.posted else unless_posted

    def memo(self, of: Fact, n: int) -> str:
        return transfer_memo(of.of(self), n)

    def token(self, letter: int) -> str:
        return marked(token_for(self.dossier_id, letter))

    def verification(self, letter: int) -> str:
        return verify_url(self.token(letter))

    def tracking(self) -> str:
        return tracking_url(self.ref)

    def transfer(self, amount: int, memo: Fact) -> str:
        account = self.collecting
        return vietqr(account.bank_bin, account.number, amount, memo.of(self))

    def account(self, name: str) -> str:
        return str(getattr(self.collecting, name))

    @cached_property
    def collecting(self) -> CollectingAccount:
        """Where money for the agency that decides went on all its days. Raises NotKnownError."""
        first, last = self.days
        found = self.around.account(self.course.competent_id, first)
        if found is None or found != self.around.account(self.course.competent_id, last):
            raise NotKnownError
        return found

    # --- moments

    def at(self, deed: int) -> datetime:
        return self.deeds[deed].at

    def local(self, deed: int) -> str:
        return self.deeds[deed].at.isoformat()

    def utc(self, deed: int) -> str:
        return self.deeds[deed].at.astimezone(UTC).isoformat()

    def year(self, deed: int) -> str:
        return str(self.deeds[deed].at.year)

    def visited(self, deed: int) -> str:
        return self.around.calendar(self.course.competent_id).subtract(self.at(deed), BEFORE_THE_MINUTES).isoformat()

    def day(self, after: int) -> str:
        return (self.course.filed_at.date() + timedelta(days=after)).isoformat()

    def day_in_words(self, after: int) -> str:
        return f"{self.course.filed_at.date() + timedelta(days=after):%d/%m/%Y}"

    def due(self, office: Fact, limit: TimeLimit, deed: int) -> str:
        return self.due_at(office, limit, deed).isoformat()

    def due_at(self, office: Fact, limit: TimeLimit, deed: int) -> datetime:
        """When a limit ends that began with a deed."""
        key = (office, limit, deed)
        if key not in self._ends:
            self._ends[key] = self.around.due_at(self._hours(office), limit, self.at(deed))
        return self._ends[key]

    def _hours(self, office: Fact) -> WorkCalendar:
        if office not in self._calendars:
            self._calendars[office] = self.around.calendar(int(office.of(self)))
        return self._calendars[office]

    def due_utc(self, office: Fact, limit: TimeLimit, deed: int) -> str:
        return self.due_at(office, limit, deed).astimezone(UTC).isoformat()

    def late(self, due: Fact, deed: int) -> int | None:
        """How many minutes of the office's working time lie between the end of a limit and a deed; None if it was in
        time. Some seconds late is late, by no minute.
        """
        office, limit, began = due.arguments
        until, now = self.due_at(office, limit, began), self.at(deed)
        if now <= until:
            return None
        calendar = self.around.calendar(int(office.of(self)))
        late_by = slice_outcome(calendar, Slice(self.at(began), until, now), now).late_by
        return late_by // A_MINUTE if late_by else None

    # --- the clock

    @cached_property
    def run(self) -> list[DossierClock]:
        """The clock after each of its changes."""
        promised = {n: deed.step.back for n, deed in enumerate(self.deeds) if deed.step and deed.step.back}
        calendar = self.around.calendar(self.course.competent_id)
        return self.clocks.run(calendar, [deed.at for deed in self.deeds], promised)

    def is_reckoned(self) -> bool:
        """Whether the clock can be led through the course as it tells it; not where an act had to promise another day
        than the course does.
        """
        try:
            return bool(self.run) or not self.clocks.changes
        except ClockError:
            return False

    def promise(self, change: int) -> str:
        return self.run[change].due_at.isoformat()

    def statutory(self, change: int) -> str:
        return self.run[change].statutory_due_at.isoformat()

    def rescheduled(self, change: int) -> str:
        found = self.run[change].rescheduled_due_at
        return found.isoformat() if found else ""

    def in_time(self, change: int) -> str:
        return in_time(self.run[change], self.at(self.clocks.changes[change].deed))

    # --- offices and officers

    @cached_property
    def place(self) -> Place:
        """Who received it, and who decides."""
        return Place(self.course.receiving_id, self.course.competent_id)

    @cached_property
    def days(self) -> tuple[date, date]:
        """The first and the last day on which something was done."""
        return self.deeds[0].at.date(), self.deeds[-1].at.date()

    @cached_property
    def offices(self) -> Offices:
        """Which of the names of offices mean the same one."""
        return self.around.offices(self.course.version_id, self.place, *self.days)

    def receiving(self) -> str:
        return str(self.course.receiving_id)

    def competent(self) -> str:
        return str(self.course.competent_id)

    def office(self, role: str) -> str:
        first, last = self.days
        found = self.around.office(self.course.version_id, self.place, role, first)
        if found != self.around.office(self.course.version_id, self.place, role, last):
            raise NotKnownError
        return str(found)

    def agency(self, kind: str) -> str:
        first, last = self.days
        found = self.around.agency_of_kind(self.course.version_id, self.place, kind, first)
        if found != self.around.agency_of_kind(self.course.version_id, self.place, kind, last):
            raise NotKnownError
        return str(found)

    def head(self, office: Fact, name: str) -> str:
        first, last = self.days
        found = self.around.agency(int(office.of(self)), first)
        if found != self.around.agency(int(office.of(self)), last):
            raise NotKnownError
        return str(found[name])

    def officer(self, deed: int) -> str:
        step = self.deeds[deed].step or self.course.steps[0]
        if step.officer_id is None:
            raise NotKnownError
        return str(step.officer_id)

    def actor(self, deed: int) -> str:
        return f"officer:{self.officer(deed)}"

    def applicant(self) -> str:
        return f"citizen:{self.person_id}"

    def officer_name(self, officer: Fact) -> str:
        return self.around.officer_name(int(officer.of(self)))

    def title(self, officer: Fact, deed: int) -> str:
        return self.around.title(self.course.version_id, int(officer.of(self)), self.at(deed).date())

    def clerk(self, deed: int) -> str:
        """Who sits at the counter where the papers came in."""
        return str(self.around.clerk(self.course.version_id, self.place, self.at(deed).date()))

    def clerk_acts(self, deed: int) -> str:
        return f"officer:{self.clerk(deed)}"

    # --- people

    def human(self, who: str, name: str) -> str:
        return str(getattr(getattr(self.cast, who), name))

    def sex(self, who: str) -> str:
        return _SEXES[getattr(self.cast, who).sex]

    def folded(self, who: str) -> str:
        return fold(getattr(self.cast, who).name)

    def born(self, who: str) -> str:
        return f"{date.fromisoformat(getattr(self.cast, who).born):%d/%m/%Y}"

    def home(self, who: str, part: str) -> str:
        return str(getattr(self.cast, who).home[part])

    def ward(self, who: str) -> str:
        return self.unit(self.home(who, "commune"))

    def where(self, who: str) -> str:
        """A home in one line."""
        return ", ".join((self.home(who, "street"), self.ward(who), self.unit(self.home(who, "province"))))

    def unit(self, code: str) -> str:
        return self.around.unit_name(code, self.course.filed_at.date())

    def serial(self) -> str:
        return self.cast.serial

    def late_minutes(self, due: Fact, deed: int) -> str:
        """By how much a step was late, as an event tells it beside its other data; nothing where it was not."""
        return told_late(self.late(due, deed))

    # --- found while the rows are filled in, from what the others say

    def digest(self, content: int) -> str:
        return hashlib.sha256(self.hashed[content].encode()).hexdigest()

    def link(self, event: int) -> str:
        return self.links[event]


def told_late(minutes: int | None) -> str:
    """By how many minutes a step was late as JSON beside other data; nothing where it was in time."""
    return "" if minutes is None else f',"late_minutes":{minutes}'
