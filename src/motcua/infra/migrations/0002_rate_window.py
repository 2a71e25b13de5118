from django.db import migrations


class Migration(migrations.Migration):
    """Counters of requests. Unlogged: after a crash they may start again at nothing."""

    dependencies = [("infra", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE infra_rate_window (
                key bytea PRIMARY KEY,
                ends timestamptz NOT NULL,
                hits integer NOT NULL CONSTRAINT a_window_was_hit CHECK (hits > 0)
            );
            CREATE INDEX rate_windows_by_end ON infra_rate_window (ends);
            """,
            "DROP TABLE infra_rate_window",
        )
    ]
