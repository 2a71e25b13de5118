"""Linked procedures: dossiers that are parts of others, and the errands between them."""

from __future__ import annotations

from pathlib import Path

from django.db import migrations, models
from django.db.models import PROTECT, ForeignKey

SQL = Path(__file__).resolve().parents[1] / "sql"
WAITING = [(each, each) for each in ("supplement", "payment", "answer", "part")]
ERRANDS = [(each, each) for each in ("send", "tell", "watch")]
ORIGINS = ("uploaded", "scanned", "reused_component", "reused_result", "registry", "on_paper", "shown", "linked")


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("identity", "0001_initial"),
        ("dossiers", "0003_changeovers"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL((SQL / "linked.sql").read_text(), elidable=False)],
            state_operations=[
                migrations.AddField("dossier", "parent_id", models.UUIDField(null=True)),
                migrations.AddField("dossier", "part_n", models.IntegerField(null=True)),
                migrations.AddField("dossier", "part_key", models.CharField(max_length=40, null=True)),
                migrations.AddField(
                    "dossier",
                    "part_version",
                    ForeignKey("catalogue.ProcedureVersion", PROTECT, null=True, related_name="+"),
                ),
                migrations.AddField("dossier", "acknowledged_at", models.DateTimeField(null=True)),
                migrations.AddField("dossier", "parts_due_at", models.DateTimeField(null=True)),
                migrations.AlterField(
                    "dossier", "waiting_for", models.CharField(choices=WAITING, max_length=20, null=True)
                ),
                migrations.AlterField(
                    "dossierpaper",
                    "origin",
                    models.CharField(choices=[(each, each) for each in ORIGINS], max_length=20),
                ),
                migrations.CreateModel(
                    "DossierPart",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "dossier_id", "n", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("n", models.IntegerField()),
                        ("child", models.CharField(max_length=40)),
                        ("step", models.CharField(max_length=60)),
                        ("part_id", models.UUIDField()),
                        ("sent_at", models.DateTimeField()),
                        ("acknowledge_by", models.DateTimeField(null=True)),
                        ("acknowledged_at", models.DateTimeField(null=True)),
                        ("silent_at", models.DateTimeField(null=True)),
                        ("code", models.CharField(blank=True, max_length=60)),
                        ("due_at", models.DateTimeField(null=True)),
                        ("waiting_for", models.CharField(choices=WAITING, max_length=20, null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("outcome", models.CharField(blank=True, max_length=40)),
                        ("number", models.CharField(blank=True, max_length=120)),
                        ("late", models.BooleanField()),
                        ("called_off_at", models.DateTimeField(null=True)),
                        ("agency", ForeignKey("identity.Agency", PROTECT, related_name="+")),
                        ("dossier", ForeignKey("dossiers.Dossier", PROTECT, related_name="parts")),
                    ],
                ),
            ],
        ),
        migrations.CreateModel(
            "DossierErrand",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "dossier_id", "kind", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=ERRANDS, max_length=10)),
                ("due_at", models.DateTimeField(db_index=True)),
                ("seq", models.IntegerField()),
                ("dossier", ForeignKey("dossiers.Dossier", PROTECT, related_name="+")),
            ],
            options={"db_table": "dossiers_errand"},
        ),
        migrations.RunSQL((SQL / "write.sql").read_text(), elidable=False),
    ]
