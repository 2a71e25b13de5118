from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, UniqueConstraint

from motcua.domain.catalogue.types import CLOSED, VersionStatus


class Procedure(models.Model):
    """A procedure the city knows. Whoever changes anything that citizens see of it moves `changed_at`."""

    code = models.CharField(max_length=40)
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["code"], name="a_procedure_has_a_code_of_its_own")]

    def __str__(self) -> str:
        return self.code


class ReplacedProcedure(models.Model):
    """A code that is no longer used, and the procedure that took its place."""

    code = models.CharField(max_length=40)
    replaced_by = models.ForeignKey(Procedure, models.CASCADE, related_name="replaced")

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["code"], name="a_code_is_replaced_once")]

    def __str__(self) -> str:
        return f"{self.code} → {self.replaced_by.code}"


class Closure(models.Model):
    """Days on which a procedure takes no new dossiers: from a day on, up to but without another; running ones go on.

    kind: `suspended`, which ends when it is resumed, or `retired`, which never ends.
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="closures")
    kind = models.CharField(max_length=10)
    first_day = models.DateField()
    resumed_on = models.DateField(null=True)
    reason = models.TextField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(kind__in=sorted(each.value for each in CLOSED)), name="a_closure_is_of_a_known_kind"
            ),
            CheckConstraint(
                condition=Q(resumed_on__isnull=True) | Q(kind=VersionStatus.SUSPENDED.value),
                name="what_is_retired_does_not_come_back",
            ),
            CheckConstraint(
                condition=Q(resumed_on__isnull=True) | Q(resumed_on__gte=F("first_day")),
                name="nothing_is_resumed_before_it_was_suspended",
            ),
            ExclusionConstraint(
                name="a_procedure_is_closed_once_at_a_time",
                expressions=[
                    ("procedure", RangeOperators.EQUAL),
                    (
                        Func(F("first_day"), F("resumed_on"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure.code} {self.kind}"
