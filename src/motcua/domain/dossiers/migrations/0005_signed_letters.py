"""Letters that are signed before they have their number."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.db import migrations, models

SQL = Path(__file__).resolve().parents[1] / "sql"
STATES = [(each, each) for each in ("issued", "prepared", "void", "given_up")]
COLUMN = """
ALTER TABLE dossiers_dossierletter ADD COLUMN state varchar(10) NOT NULL DEFAULT 'issued';
ALTER TABLE dossiers_dossierletter ADD CONSTRAINT a_letter_is_signed_before_it_has_its_number
    CHECK (state IN ('issued', 'prepared', 'void', 'given_up') AND (state = 'issued' OR document_id IS NOT NULL));
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("dossiers", "0004_linked"),
    ]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(COLUMN, elidable=False)],
            state_operations=[
                migrations.AddField(
                    "dossierletter", "state", models.CharField(choices=STATES, default="issued", max_length=10)
                )
            ],
        ),
        migrations.RunSQL((SQL / "write.sql").read_text(), elidable=False),
    ]
