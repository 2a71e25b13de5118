"""What a trial may write, and the way into its space."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from motcua.domain.catalogue.held import holding
from motcua.domain.dossiers.trial.rows import TrialRow, kept_procedure, read_trial
from motcua.infra.postgres.mirror import build_mirror
from motcua.infra.postgres.trial import trial_space

# The apps whose tables acts write. All others are the real ones, and the database refuses to change them from a trial.
_WRITTEN_BY_ACTS = ("dossiers_", "records_", "infra_")


def prepare_trial_space() -> None:
    """Make the tables of trials, or make them anew when a migration has changed the real ones. What lay in them is gone
    then. Called after every migration.
    """
    build_mirror(_WRITTEN_BY_ACTS, (Path(__file__).parent / "tables.sql").read_text("utf-8"))


@contextmanager
def in_trial(trial_id: UUID, *, to_change: bool = False) -> Iterator[TrialRow]:
    """Into the space with one trial, and with the version of its procedure that it began with.

    Raises NoSuchDossierError for a trial that was thrown away.
    """
    with trial_space():
        row = read_trial(trial_id, to_change=to_change)
        with holding({row.version_id: kept_procedure(row.package)}):
            yield row
