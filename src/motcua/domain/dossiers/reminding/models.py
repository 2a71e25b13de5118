"""The rows of reminding: when to look next, what was said, and the apologies that wait for their signer."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class NextReminder(models.Model):
    """When a dossier must be looked at next, because somebody may have to be reminded then. The row is the queue."""

    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, primary_key=True, related_name="+")
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table: ClassVar = "dossiers_reminder"

    def __str__(self) -> str:
        return f"{self.dossier_id} at {self.due_at}"


class SaidReminder(models.Model):
    """A reminder that was said, or passed over because a later one had come due: it is never said again.

    owed: what it is about, such as `step:3`. told: the officers; applicant: who handed it in. Nobody for one that was
    passed over.
    """

    pk = models.CompositePrimaryKey("dossier_id", "rule", "owed", "due_at")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    owed = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    at = models.DateTimeField()
    event = models.CharField(max_length=40)
    told = ArrayField(models.BigIntegerField())
    applicant = models.BooleanField(default=False)

    class Meta:
        db_table: ClassVar = "dossiers_reminded"
        indexes: ClassVar = [models.Index(fields=["at"], name="reminders_as_they_were_said")]

    def __str__(self) -> str:
        return f"{self.rule} of {self.dossier_id}"


class ApologyDraft(models.Model):
    """An apology as the system proposes it. It is never sent by itself.

    due_at: the appointment that cannot be kept; once the dossier has another one the draft means nothing.
    office: whose head sends it. reasons, new_due_at: what is proposed.
    """

    pk = models.CompositePrimaryKey("dossier_id", "n")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    n = models.SmallIntegerField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    office = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    new_due_at = models.DateTimeField()
    reasons = ArrayField(models.TextField())
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    dismissed_why = models.TextField(blank=True)

    class Meta:
        db_table: ClassVar = "dossiers_apologydraft"
        indexes: ClassVar = [
            models.Index(
                fields=["office", "due_at"], condition=models.Q(dismissed_at=None), name="apologies_of_an_office"
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(dismissed_at=None)
                | (models.Q(dismissed_by__isnull=False) & ~models.Q(dismissed_why="")),
                name="an_apology_is_dismissed_by_somebody_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.n}"
