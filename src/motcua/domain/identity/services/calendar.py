from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.core.workcal import BadHoursError, DayKind, SpecialDay, WeekPattern
from motcua.domain.identity.cache import change_version, look_again
from motcua.domain.identity.events import CalendarChanged, CalendarDayOverridden, publish
from motcua.domain.identity.models import CalendarDay, OfficeHours
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.queries.calendars import calendar_of
from motcua.domain.identity.types import IdentityError, NotAllowedError

ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """What changes in the calendar of an agency and all below it: days that differ from their week, days that are again
    like any other, and ordinary weeks from a day on.
    """

    days: tuple[SpecialDay, ...] = ()
    ordinary: tuple[date, ...] = ()
    weeks: tuple[WeekPattern, ...] = ()


def override_calendar_day(day: SpecialDay, agency_id: int, *, by: Scope, reason: str, now: datetime) -> None:
    """State how an agency and all below it work on a day; a second statement replaces the first. As `change_calendar`,
    whose decision the reason names.
    """
    change_calendar(CalendarPlan(days=(day,)), agency_id, by=by, decision=reason, reason=reason, now=now)


@transaction.atomic
def change_calendar(
    plan: CalendarPlan, agency_id: int, *, by: Scope, decision: str, reason: str, now: datetime
) -> None:
    """Change how an agency and all below it work, by one decision. The city's root agency stands for the whole city.
    Due dates that were computed before are computed anew by those who hear CalendarChanged.

    Raises NotAllowedError unless `by` administers the agency, IdentityError without decision or reason, for a plan that
    says nothing, and for hours that contradict each other.
    """
    _must_be_sound(plan, agency_id, by, decision, reason)
    for day in plan.days:
        _state(day, agency_id, by, reason, now)
    for ordinary in plan.ordinary:
        _take_back(ordinary, agency_id, by, reason, now)
    for week in plan.weeks:
        hours = {"week": [", ".join(map(str, shifts)) for shifts in week.days]}
        OfficeHours.objects.update_or_create(agency_id=agency_id, valid_from=week.valid_from, defaults=hours)
    change_version()
    _must_fit_together(agency_id)
    _tell(plan, agency_id, decision.strip(), reason.strip())


@contextmanager
def tried_out() -> Iterator[None]:
    """Whatever is changed inside is taken back at the end, and this process forgets it."""
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        look_again()


def _must_be_sound(plan: CalendarPlan, agency_id: int, by: Scope, decision: str, reason: str) -> None:
    if not by.administers(agency_id):
        raise NotAllowedError(
            "Chỉ quản trị viên của cơ quan này được sửa lịch làm việc.",
            "Only an administrator of this agency may change its calendar.",
        )
    if not reason.strip() or not decision.strip():
        raise IdentityError(
            "Hãy ghi lý do, ví dụ số văn bản về việc hoán đổi ngày làm việc.",
            "Give a reason, such as the number of the decision on swapped days.",
        )
    if not (plan.days or plan.ordinary or plan.weeks):
        raise IdentityError(
            "Chưa có ngày hay giờ làm việc nào được thay đổi.", "No day and no hours are changed by this."
        )


def _state(day: SpecialDay, agency_id: int, by: Scope, reason: str, now: datetime) -> None:
    CalendarDay.objects.update_or_create(
        day=day.day,
        agency_id=agency_id,
        defaults={
            "kind": day.kind.value,
            "shifts": ", ".join(map(str, day.shifts)),
            "instead_of": day.instead_of,
            "reason": reason.strip()[:200],
            "recorded_by_id": by.officer_id,
            "recorded_at": now,
        },
    )


def _take_back(day: date, agency_id: int, by: Scope, reason: str, now: datetime) -> None:
    """A day is again like any other of its week: also one that those above, or the country, have off."""
    CalendarDay.objects.filter(day=day, agency_id=agency_id).delete()
    change_version()
    calendar = calendar_of(agency_id)
    if not calendar.is_working_day(day):
        own_week = SpecialDay(day, DayKind.WORKING, instead_of=day)
        _state(own_week, agency_id, by, reason, now)


def _must_fit_together(agency_id: int) -> None:
    try:
        calendar_of(agency_id)
    except BadHoursError as wrong:
        raise IdentityError(wrong.vi, wrong.en) from wrong


def _tell(plan: CalendarPlan, agency_id: int, decision: str, reason: str) -> None:
    for day, kind in _changed(plan):
        publish(CalendarDayOverridden(day, agency_id, kind, reason))
    publish(CalendarChanged(agency_id, decision, reason))


def _changed(plan: CalendarPlan) -> Iterable[tuple[date, str]]:
    return [*((day.day, day.kind.value) for day in plan.days), *((day, ORDINARY) for day in plan.ordinary)]
