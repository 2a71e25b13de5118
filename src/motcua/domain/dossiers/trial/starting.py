"""Starting a trial."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.core.procedure import Channel
from motcua.domain.catalogue.held import held_package, holding, read_held
from motcua.domain.dossiers.acts.filing import submit
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.services.perform import decide
from motcua.domain.dossiers.store.write import write_act
from motcua.domain.dossiers.trial.courses import StoredCourse
from motcua.domain.dossiers.trial.discarding import discard, wait_for_cleaning
from motcua.domain.dossiers.trial.handing_in import Wanted, hand_in
from motcua.domain.dossiers.trial.hands import Hands
from motcua.domain.dossiers.trial.rows import KEPT_FOR, TrialRow, add_trial, keep_package, trials_before
from motcua.domain.dossiers.trial.sample import invented_filer
from motcua.domain.dossiers.trial.types import Sample
from motcua.domain.dossiers.types import Paper
from motcua.domain.dossiers.world import world_of
from motcua.infra.postgres.trial import trial_space


def sample_form(version_id: int, case: str, channel: Channel, now: datetime, seed: str = "1") -> Sample:
    """An application form as an invented person might fill it in; the same for each seed.

    Raises UnknownVersionError, and BrokenPackageError for a draft that cannot be read.
    """
    return invented_filer(read_held(held_package(version_id)), case, channel, now, seed).sample


def start_trial(
    version_id: int,
    case: str,
    channel: Channel,
    by: int,
    now: datetime,
    *,
    form: Mapping[str, Any] | None = None,
    papers: tuple[Paper, ...] | None = None,
    receiving_id: int | None = None,
    seed: str = "1",
) -> UUID:
    """File a test dossier against a version of any status, as it is at this moment; its id. It waits at the first step,
    also when it came over the counter. Its own clock shows `now`.

    Without a form or papers, invented ones; without an office, the one of the invented applicant's ward.

    Raises UnknownVersionError, BrokenPackageError for a draft that cannot be read, InvalidFilingError with every answer
    that its form refuses, WrongPhaseError for a case, channel or place that it does not have.
    """
    package = held_package(version_id)
    procedure = read_held(package)
    with trial_space(), holding({version_id: procedure}):
        discard(trials_before(now - KEPT_FOR))
        wait_for_cleaning()
        filer = invented_filer(procedure, case, channel, now, seed)
        wanted = Wanted(version_id, case, channel, now, form, papers, receiving_id)
        world = world_of(version_id)
        handed_in = hand_in(world, wanted, filer, Hands(now.date(), by))
        work = Working(handed_in.case, world, handed_in.submitter, now)
        decide(work, lambda work: submit(work, handed_in.filing))
        command = uuid4()
        write_act(work, command, filing_key=f"trial:{command}")
        kept = keep_package(version_id, package)
        add_trial(TrialRow(work.case.id, version_id, kept, seed, by, now, now))
        StoredCourse(work.case.id, by).carries(now)
    return work.case.id
