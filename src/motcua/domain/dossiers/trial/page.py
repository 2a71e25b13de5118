"""What a page shows of a trial, and the list of trials."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from motcua.core.procedure import Channel, Procedure
from motcua.domain.catalogue.held import held_package
from motcua.domain.catalogue.types import UnknownVersionError
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.models import Dossier, DossierLetter
from motcua.domain.dossiers.procedures import procedure_of
from motcua.domain.dossiers.queries.linked import parts_of
from motcua.domain.dossiers.queries.page import dossier_page
from motcua.domain.dossiers.services.printing import pdf_of
from motcua.domain.dossiers.trial.courses import StoredCourse
from motcua.domain.dossiers.trial.family import moments, next_moment
from motcua.domain.dossiers.trial.foresight import open_work
from motcua.domain.dossiers.trial.rows import TrialRow, kept_procedure, trials_of
from motcua.domain.dossiers.trial.space import in_trial
from motcua.domain.dossiers.trial.types import OpenWork, TrialCard, TrialPage
from motcua.domain.dossiers.types import Phase
from motcua.infra.postgres.trial import trial_space

# Printed across every page: nobody takes the letter of a trial for a real one.
_STAMP = """#set page(foreground: rotate(-35deg, text(54pt, fill: rgb(200, 0, 0, 70), weight: "bold")[BẢN CHẠY THỬ]))
""".encode()


def trial_page(trial_id: UUID) -> TrialPage:
    """A trial as it stands at the moment that its own clock shows. Raises NoSuchDossierError."""
    with in_trial(trial_id) as row:
        family = StoredCourse(trial_id, row.started_by).family(row.shown_at)
        whole, now = family.whole, _now_hash(row.version_id)
        return TrialPage(
            card=_card(row, Dossier.objects.get(pk=trial_id), whole.procedure, now),
            dossier=dossier_page(trial_id, row.shown_at),
            open=tuple(work for stand in family.members for work in open_work(stand)),
            timers=tuple(each.ahead for each in moments(family)),
            fees_due=whole.case.fees_due,
            fees_paid=whole.case.fees_paid,
            next_moment=next_moment(family),
            parts=parts_of(trial_id, whole.procedure, row.shown_at),
        )


def who_could_act(trial_id: UUID) -> tuple[OpenWork, ...]:
    """Everything that can be done with a trial and its parts now, and who could do it."""
    return trial_page(trial_id).open


def list_trials(version_id: int) -> tuple[TrialCard, ...]:
    """The trials that were started with a version, newest first."""
    now = _now_hash(version_id)
    with trial_space():
        rows = trials_of(version_id)
        dossiers = Dossier.objects.in_bulk([row.dossier_id for row in rows])
        return tuple(_card(row, dossiers[row.dossier_id], kept_procedure(row.package), now) for row in rows)


def trial_letter(trial_id: UUID, n: int, part: int = 0) -> bytes:
    """The `n`th letter of a trial, or of its part of that number, as PDF with a stamp that says what it is. Nothing is
    kept.

    Raises NoSuchDossierError, and LetterError when the template of the draft is wrong.
    """
    with in_trial(trial_id):
        of = {"dossier__parent_id": trial_id, "dossier__part_n": part} if part else {"dossier_id": trial_id}
        letter = DossierLetter.objects.filter(**of, n=n).select_related("dossier").first()
        if letter is None:
            raise NoSuchDossierError
        drawn = procedure_of(letter.dossier).letters[letter.key]
    return pdf_of(replace(drawn, source=_STAMP + drawn.source), letter.details, letter.issued_at)


def _now_hash(version_id: int) -> str:
    """What the version consists of now; nothing when it was thrown away."""
    with suppress(UnknownVersionError):
        return held_package(version_id).hash
    return ""


def _card(row: TrialRow, dossier: Any, procedure: Procedure, now: str) -> TrialCard:
    return TrialCard(
        id=row.dossier_id,
        version_id=row.version_id,
        reference=dossier.reference,
        code=dossier.code or "",
        procedure=procedure.short_name,
        case=procedure.cases[dossier.case_key].name,
        channel=Channel(dossier.channel),
        phase=Phase(dossier.phase),
        shown_at=row.shown_at,
        started_by=row.started_by,
        started_at=row.started_at,
        seed=row.seed,
        outdated=now != row.package,
    )
