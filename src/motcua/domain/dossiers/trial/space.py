"""What a trial may write: everything that acts write, in tables of its own."""

from __future__ import annotations

from pathlib import Path

from motcua.infra.postgres.mirror import build_mirror

# The apps whose tables acts write. All others are the real ones, and the database refuses to change them from a trial.
_WRITTEN_BY_ACTS = ("dossiers_", "records_", "infra_")


def prepare_trial_space(**_signal: object) -> None:
    """Make the tables of trials, or make them anew when a migration has changed the real ones. What lay in them is gone
    then. Called after every migration.
    """
    build_mirror(_WRITTEN_BY_ACTS, (Path(__file__).parent / "tables.sql").read_text("utf-8"))
