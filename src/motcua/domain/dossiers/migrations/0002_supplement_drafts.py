"""Drafts that answer a supplement request."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("draft", "supplements", models.UUIDField(null=True)),
        migrations.AddConstraint(
            "draft",
            models.UniqueConstraint(
                condition=models.Q(("filed_as", None)),
                fields=("account", "supplements"),
                name="one_open_supplement_for_each_person_and_dossier",
            ),
        ),
    ]
