"""Moving running dossiers to another version of their procedure, and what they were before."""

from __future__ import annotations

from pathlib import Path

from django.db import migrations, models
from django.db.models import PROTECT, ForeignKey, Q

SQL = Path(__file__).resolve().parents[1] / "sql"
# Who runs on which version, so that an impact list reads those and no others.
RUNNING = "CREATE INDEX dossiers_running_by_version ON dossiers_dossier (version_id) WHERE ended_at IS NULL"
TERMS = "ALTER TABLE dossiers_dossier ADD COLUMN terms_id bigint REFERENCES catalogue_procedureversion"
STATES = ("planned", "running", "done", "undoing", "undone")
DOSSIER_STATES = ("chosen", "moved", "refused", "restored", "stayed", "left")


def _version(*, null: bool = False) -> ForeignKey:
    return ForeignKey("catalogue.ProcedureVersion", PROTECT, null=null, related_name="+")


def _officer(*, null: bool = False) -> ForeignKey:
    return ForeignKey("identity.Officer", PROTECT, null=null, related_name="+")


def _one_of(states: tuple[str, ...]) -> models.CharField:
    return models.CharField(max_length=10, choices=[(each, each) for each in states])


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("identity", "0001_initial"),
        ("dossiers", "0002_supplement_drafts"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(TERMS, elidable=False),
                migrations.RunSQL(RUNNING, elidable=False),
                migrations.RunSQL((SQL / "write.sql").read_text(), elidable=False),
            ],
            state_operations=[migrations.AddField("dossier", "terms", _version(null=True))],
        ),
        migrations.CreateModel(
            "Changeover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure_code", models.CharField(max_length=40)),
                ("mapping", models.JSONField()),
                ("decision", models.CharField(max_length=100)),
                ("reason", models.TextField()),
                ("state", _one_of(STATES)),
                ("planned_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_why", models.TextField(blank=True)),
                ("planned_by", _officer()),
                ("to_version", _version()),
                ("undone_by", _officer(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["procedure_code", "-planned_at"], name="changeovers_of_a_procedure"),
                    models.Index(
                        fields=["id"], condition=Q(state__in=["running", "undoing"]), name="changeovers_at_work"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state__in=list(STATES)), name="a_changeover_is_in_a_known_state"
                    ),
                    models.CheckConstraint(
                        condition=~Q(decision="") & ~Q(reason=""), name="a_changeover_has_its_decision_and_reason"
                    ),
                    models.CheckConstraint(
                        condition=Q(undone_by__isnull=True) | Q(undone_at__isnull=False),
                        name="who_undoes_a_changeover_does_it_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "ChangedDossier",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "changeover_id", "dossier_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("state", _one_of(DOSSIER_STATES)),
                ("tries", models.SmallIntegerField(default=0)),
                ("seq", models.IntegerField(null=True)),
                ("kept", models.JSONField(null=True)),
                ("why", models.JSONField(null=True)),
                ("dossier", ForeignKey("dossiers.Dossier", PROTECT, related_name="+")),
                ("from_version", _version()),
                ("changeover", ForeignKey("dossiers.Changeover", models.CASCADE, related_name="dossiers")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["changeover", "state", "dossier"], name="dossiers_of_a_changeover"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state__in=list(DOSSIER_STATES)),
                        name="a_dossier_in_a_changeover_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=~Q(state__in=["moved", "restored"]) | Q(seq__isnull=False, kept__isnull=False),
                        name="a_moved_dossier_knows_what_it_was",
                    ),
                ],
            },
        ),
    ]
