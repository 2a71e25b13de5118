"""Reminders, drafts of apologies, and changes of the calendar that open dossiers follow."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import PROTECT, ForeignKey, OneToOneField, Q
from django.db.models.functions import Now

SQL = Path(__file__).resolve().parents[1] / "sql"
# The open ones in the order in which a change of the calendar is carried through them.
OPEN = "CREATE INDEX dossiers_open_by_id ON dossiers_dossier (id) WHERE ended_at IS NULL"


def _dossier() -> ForeignKey:
    return ForeignKey("dossiers.Dossier", PROTECT, related_name="+")


def _key(*parts: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*parts, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("identity", "0001_initial"),
        ("dossiers", "0006_money"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(OPEN, elidable=False),
        migrations.AddField("opentask", "counts_from", models.DateTimeField(null=True)),
        migrations.AddField("dossiertimer", "armed_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            "NextReminder",
            fields=[
                (
                    "dossier",
                    OneToOneField("dossiers.Dossier", PROTECT, primary_key=True, related_name="+", serialize=False),
                ),
                ("due_at", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "dossiers_reminder"},
        ),
        migrations.CreateModel(
            "SaidReminder",
            fields=[
                ("pk", _key("dossier_id", "rule", "owed", "due_at")),
                ("rule", models.CharField(max_length=40)),
                ("owed", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("event", models.CharField(max_length=40)),
                ("told", ArrayField(models.BigIntegerField())),
                ("applicant", models.BooleanField(default=False)),
                ("dossier", _dossier()),
            ],
            options={
                "db_table": "dossiers_reminded",
                "indexes": [models.Index(fields=["at"], name="reminders_as_they_were_said")],
            },
        ),
        migrations.CreateModel(
            "ApologyDraft",
            fields=[
                ("pk", _key("dossier_id", "n")),
                ("n", models.SmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("new_due_at", models.DateTimeField()),
                ("reasons", ArrayField(models.TextField())),
                ("dismissed_at", models.DateTimeField(null=True)),
                ("dismissed_why", models.TextField(blank=True)),
                ("dossier", _dossier()),
                ("office", ForeignKey("identity.Agency", PROTECT, related_name="+")),
                ("dismissed_by", ForeignKey("identity.Officer", PROTECT, null=True, related_name="+")),
            ],
            options={
                "db_table": "dossiers_apologydraft",
                "indexes": [
                    models.Index(
                        fields=["office", "due_at"], condition=Q(dismissed_at=None), name="apologies_of_an_office"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(dismissed_at=None) | (Q(dismissed_by__isnull=False) & ~Q(dismissed_why="")),
                        name="an_apology_is_dismissed_by_somebody_for_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "CalendarChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decision", models.CharField(max_length=200)),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=Now())),
                ("after", models.UUIDField(null=True)),
                ("looked", models.IntegerField(default=0)),
                ("moved", models.IntegerField(default=0)),
                ("refused", models.IntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                ("agency", ForeignKey("identity.Agency", PROTECT, null=True, related_name="+")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["id"], condition=Q(finished_at=None), name="calendar_changes_at_work")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(decision="") & ~Q(reason=""),
                        name="a_change_of_the_calendar_has_its_decision_and_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "MovedDossier",
            fields=[
                ("pk", _key("change_id", "dossier_id")),
                ("old_due_at", models.DateTimeField()),
                ("new_due_at", models.DateTimeField()),
                ("change", ForeignKey("dossiers.CalendarChange", PROTECT, related_name="dossiers")),
                ("dossier", _dossier()),
            ],
        ),
        migrations.RunSQL((SQL / "write.sql").read_text(), elidable=False),
    ]
