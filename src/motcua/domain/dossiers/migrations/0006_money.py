from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("dossiers", "0005_signed_letters"),
    ]
    operations: ClassVar = []
