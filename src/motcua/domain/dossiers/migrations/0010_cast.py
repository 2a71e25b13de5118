"""How many dossiers of a part that was loaded in bulk were cast."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("dossiers", "0009_bulk"),
    ]
    operations: ClassVar = [
        migrations.AddField("BulkPart", "cast", models.IntegerField(db_default=0)),
    ]
