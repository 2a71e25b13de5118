from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.domain.identity.models.offices import Agency
from motcua.domain.identity.models.people import Officer


class CalendarDay(models.Model):
    """A day that differs from the office's week, in the whole country (no agency) or in an agency and all below it."""

    day = models.DateField()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="calendar_days")
    kind = models.CharField(max_length=10)
    shifts = models.CharField(max_length=60, blank=True)
    instead_of = models.DateField(null=True)
    reason = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, null=True)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["day", "agency"], nulls_distinct=False, name="a_day_is_stated_once_for_an_agency"),
            CheckConstraint(
                condition=Q(kind__in=["holiday", "swap_off", "swap_work", "working"]), name="a_day_is_of_a_known_kind"
            ),
            CheckConstraint(
                condition=Q(kind__in=["swap_work", "working"]) | Q(shifts="", instead_of__isnull=True),
                name="a_day_off_has_no_hours",
            ),
            CheckConstraint(condition=~Q(reason=""), name="a_day_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.kind}"


class OfficeHours(models.Model):
    """The ordinary week from a day on: seven texts like `08:00-12:00, 13:30-17:30`, Monday first, empty when closed."""

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="office_hours")
    valid_from = models.DateField()
    week = ArrayField(models.CharField(max_length=60, blank=True), size=7)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["agency", "valid_from"], nulls_distinct=False, name="one_week_begins_on_a_day_for_an_agency"
            ),
            CheckConstraint(condition=Q(week__len=7), name="a_week_has_seven_days"),
        ]

    def __str__(self) -> str:
        return f"from {self.valid_from}"
