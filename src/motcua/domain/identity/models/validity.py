"""What all rows that are valid for a time have in common: from a day on, up to but without another day."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q


class ValidInTime(models.Model):
    """`valid_from` is the first day, `valid_to` the first day no more; empty means without a known bound."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


def valid_on(day: date) -> Q:
    """Rows valid on `day`."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def ends_after_it_begins(name: str) -> CheckConstraint:
    """A row valid for at least a day."""
    return CheckConstraint(
        condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")), name=name
    )


def one_at_a_time(name: str, *fields: str) -> ExclusionConstraint:
    """No two rows with the same `fields` are valid on the same day."""
    period = Func(F("valid_from"), F("valid_to"), function="daterange", output_field=DateRangeField())
    same = [(field, RangeOperators.EQUAL) for field in fields]
    return ExclusionConstraint(name=name, expressions=[*same, (period, RangeOperators.OVERLAPS)])


class ReferenceVersion(models.Model):
    """One row, drawn anew whenever offices, postings, calendars or locks change: caches of every process compare it."""

    version = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints: ClassVar = [CheckConstraint(condition=Q(id=1), name="there_is_one_version")]

    def __str__(self) -> str:
        return str(self.version)
