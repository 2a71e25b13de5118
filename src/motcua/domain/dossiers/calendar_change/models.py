"""The rows of a changed calendar: the change, how far it is carried through, and what it moved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class CalendarChange(models.Model):
    """A change of the calendar that open dossiers still have to follow, or have followed.

    agency: below which it holds; None for the whole country. after: the last dossier that had its turn. looked, moved,
    refused: how many had theirs, how many have another appointment now, how many could not be computed. recorded_at: by
    the machine's clock.
    """

    agency = models.ForeignKey("identity.Agency", models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=200)
    reason = models.TextField()
    recorded_at = models.DateTimeField(db_default=Now())
    after = models.UUIDField(null=True)
    looked = models.IntegerField(default=0)
    moved = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(finished_at=None), name="calendar_changes_at_work")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(decision="") & ~models.Q(reason=""),
                name="a_change_of_the_calendar_has_its_decision_and_reason",
            )
        ]

    def __str__(self) -> str:
        return self.decision


class MovedDossier(models.Model):
    """A dossier whose appointment moved with the calendar."""

    pk = models.CompositePrimaryKey("change_id", "dossier_id")
    change = models.ForeignKey(CalendarChange, models.PROTECT, related_name="dossiers")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.dossier_id} by {self.change_id}"
