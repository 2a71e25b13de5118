from __future__ import annotations

from typing import ClassVar

from django.db import models

from motcua.domain.reporting.types import Measure


class DailyCount(models.Model):
    """How often something happened on a day, at an agency, in a procedure, by a channel. Sums of sums are sums:
    months, cities and partitions merge.
    """

    pk = models.CompositePrimaryKey("day", "agency_id", "procedure_code", "channel", "measure")
    day = models.DateField()
    agency = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    procedure_code = models.CharField(max_length=40)
    channel = models.CharField(max_length=10)
    measure = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Measure])
    n = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(n__gt=0), name="what_is_counted_happened")]

    def __str__(self) -> str:
        return f"{self.day} {self.measure}: {self.n}"
