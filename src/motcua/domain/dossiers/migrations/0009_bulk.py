"""What was loaded in bulk, and how far it is."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("dossiers", "0008_messages"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            "BulkDelivery",
            [
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("digest", models.BinaryField(max_length=32)),
                ("first", models.JSONField()),
                ("recorded_at", models.DateTimeField(db_default=Now())),
            ],
            options={"db_table": "dossiers_bulkdelivery"},
        ),
        migrations.CreateModel(
            "BulkPart",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "delivery_id", "n", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("n", models.IntegerField()),
                ("dossiers", models.IntegerField()),
                ("events", models.IntegerField()),
                ("recorded_at", models.DateTimeField(db_default=Now())),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="dossiers.bulkdelivery",
                    ),
                ),
            ],
            options={"db_table": "dossiers_bulkpart"},
        ),
    ]
