from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, UniqueConstraint

from motcua.domain.identity.models.validity import ValidInTime, ends_after_it_begins, one_at_a_time


class AdminUnit(ValidInTime):
    """A province, district or commune of one map. Codes are used again by later maps: a code names a unit on a day."""

    code = models.CharField(max_length=5)
    level = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    search_text = models.CharField(max_length=250)
    sort_key = models.CharField(max_length=120, db_index=True)

    class Meta:
        constraints: ClassVar = [
            one_at_a_time("a_unit_code_means_one_unit_at_a_time", "code"),
            ends_after_it_begins("a_unit_ends_after_it_begins"),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="units_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class UnitSuccession(models.Model):
    """Into which unit an ended one went; of several, the main one is where an address lies as far as is known."""

    predecessor = models.ForeignKey(AdminUnit, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(AdminUnit, models.CASCADE, related_name="precessions")
    kind = models.CharField(max_length=10)
    main = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["predecessor", "successor"], name="a_unit_goes_into_another_once"),
            UniqueConstraint(fields=["predecessor"], condition=Q(main=True), name="a_unit_has_one_main_successor"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
