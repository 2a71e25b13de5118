"""The rows of a changeover: the decision to move dossiers, and what became of each of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from motcua.domain.dossiers.changeover.types import ChangeoverState, DossierState


class Changeover(models.Model):
    """One operation: chosen dossiers move to a version of their procedure, on a decision, with a reason.

    mapping: for each version they come from, by its id, which element of its process becomes which.
    """

    procedure_code = models.CharField(max_length=40)
    to_version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT, related_name="+")
    mapping = models.JSONField()
    decision = models.CharField(max_length=100)
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in ChangeoverState])
    planned_by = models.ForeignKey("identity.Officer", models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_why = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["procedure_code", "-planned_at"], name="changeovers_of_a_procedure"),
            models.Index(
                fields=["id"],
                condition=models.Q(state__in=[ChangeoverState.RUNNING.value, ChangeoverState.UNDOING.value]),
                name="changeovers_at_work",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[each.value for each in ChangeoverState]),
                name="a_changeover_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(decision="") & ~models.Q(reason=""),
                name="a_changeover_has_its_decision_and_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_by__isnull=True) | models.Q(undone_at__isnull=False),
                name="who_undoes_a_changeover_does_it_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} → {self.to_version_id} ({self.decision})"


class ChangedDossier(models.Model):
    """What became of one dossier of a changeover.

    seq: the event that the changeover appended to it. kept: what the changeover replaced, as it was stored, so that
    undoing puts exactly that back. why: the reason, where it could not be moved or not be put back.
    """

    pk = models.CompositePrimaryKey("changeover_id", "dossier_id")
    changeover = models.ForeignKey(Changeover, models.CASCADE, related_name="dossiers")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    from_version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in DossierState])
    tries = models.SmallIntegerField(default=0)
    seq = models.IntegerField(null=True)
    kept = models.JSONField(null=True)
    why = models.JSONField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["changeover", "state", "dossier"], name="dossiers_of_a_changeover")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[each.value for each in DossierState]),
                name="a_dossier_in_a_changeover_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[DossierState.MOVED.value, DossierState.RESTORED.value])
                | models.Q(seq__isnull=False, kept__isnull=False),
                name="a_moved_dossier_knows_what_it_was",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} in {self.changeover_id}: {self.state}"
