from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.domain.identity.models.units import AdminUnit
from motcua.domain.identity.models.validity import ValidInTime, ends_after_it_begins, one_at_a_time

AGENCY_CODE = r"^[0-9A-Z]+(\.[0-9A-Z]+)*$"


class Agency(ValidInTime):
    """A body of the state, or an office inside one (then `division` says which). Code: QĐ 20/2020/QĐ-TTg Điều 4."""

    code = models.CharField(max_length=35, validators=[RegexValidator(AGENCY_CODE)])
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=40)
    division = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(AdminUnit, models.PROTECT, null=True, related_name="agencies")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    hotline = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    certainty = models.CharField(max_length=12)
    sort_key = models.CharField(max_length=250)

    class Meta:
        constraints: ClassVar = [
            one_at_a_time("an_agency_code_means_one_agency_at_a_time", "code"),
            ends_after_it_begins("an_agency_ends_after_it_begins"),
            CheckConstraint(condition=Q(code__regex=AGENCY_CODE), name="an_agency_code_is_groups_between_dots"),
            CheckConstraint(condition=Q(division="") | Q(parent__isnull=False), name="a_division_is_inside_an_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class AgencySuccession(models.Model):
    """Which agency took over from an ended one."""

    predecessor = models.ForeignKey(Agency, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Agency, models.CASCADE, related_name="precessions")
    main = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["predecessor", "successor"], name="an_agency_goes_into_another_once"),
            UniqueConstraint(fields=["predecessor"], condition=Q(main=True), name="an_agency_has_one_main_successor"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
