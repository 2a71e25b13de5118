"""Money that one body collected for another and handed over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint


class HandOver(models.Model):
    """One hand-over: who had collected (`through`), whose money it is (`agency`), for which month."""

    agency = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    through = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    month = models.DateField()
    amount = models.BigIntegerField()
    reference = models.CharField(max_length=60)
    handed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(amount__gt=0), name="a_hand_over_is_some_money"),
            CheckConstraint(condition=~Q(agency=F("through")), name="nobody_hands_money_over_to_himself"),
            CheckConstraint(condition=Q(month__day=1), name="a_hand_over_is_for_a_month"),
            UniqueConstraint(fields=["agency", "through", "reference"], name="a_hand_over_is_recorded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}: {self.amount}"
