"""The work on parts of linked dossiers, counted beside what was filed."""

from __future__ import annotations

from django.db import migrations, models

MEASURES = (
    "submitted",
    "assisted",
    "received",
    "not_accepted",
    "early",
    "on_time",
    "late",
    "returned",
    "withdrawn",
    "stopped",
    "supplement",
    "part_received",
    "part_early",
    "part_on_time",
    "part_late",
)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [
        migrations.AlterField(
            "dailycount", "measure", models.CharField(choices=[(each, each) for each in MEASURES], max_length=20)
        ),
    ]
