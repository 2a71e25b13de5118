from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.core.workcal import SpecialDay
from motcua.domain.identity.cache import change_version
from motcua.domain.identity.events import CalendarDayOverridden, publish
from motcua.domain.identity.models import CalendarDay
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.types import IdentityError, NotAllowedError


@transaction.atomic
def override_calendar_day(day: SpecialDay, agency_id: int, *, by: Scope, reason: str, now: datetime) -> None:
    """State how an agency and all below it work on a day; a second statement replaces the first. The city's root agency
    stands for the whole city. Due dates that count the day are computed anew by those who hear CalendarDayOverridden.

    Raises NotAllowedError unless `by` administers the agency, IdentityError without a reason.
    """
    if not by.administers(agency_id):
        raise NotAllowedError(
            "Chỉ quản trị viên của cơ quan này được sửa lịch làm việc.",
            "Only an administrator of this agency may change its calendar.",
        )
    if not reason.strip():
        raise IdentityError(
            "Hãy ghi lý do, ví dụ số văn bản về việc hoán đổi ngày làm việc.",
            "Give a reason, such as the number of the decision on swapped days.",
        )
    CalendarDay.objects.update_or_create(
        day=day.day,
        agency_id=agency_id,
        defaults={
            "kind": day.kind.value,
            "shifts": ", ".join(map(str, day.shifts)),
            "instead_of": day.instead_of,
            "reason": reason.strip(),
            "recorded_by_id": by.officer_id,
            "recorded_at": now,
        },
    )
    change_version()
    publish(CalendarDayOverridden(day.day, agency_id, day.kind.value, reason.strip()))
