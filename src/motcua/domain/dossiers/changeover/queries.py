"""How changeovers are getting on, and what became of each dossier."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from motcua.core.procedure import Procedure
from motcua.core.procedure.answering import Answers
from motcua.core.process import State
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.lives import version_card
from motcua.domain.dossiers.changeover.fitting import Fit, Standing, fitting_of
from motcua.domain.dossiers.changeover.moving import renamed
from motcua.domain.dossiers.changeover.services import NoSuchChangeoverError
from motcua.domain.dossiers.changeover.types import (
    ChangeoverState,
    DossierOutcome,
    DossierState,
    Progress,
    Reason,
)
from motcua.domain.dossiers.events import RecordedEvent
from motcua.domain.dossiers.models import ChangedDossier, Changeover, Dossier
from motcua.domain.identity import queries as identity


def progress(changeover_id: int) -> Progress:
    """How far a changeover is. Raises NoSuchChangeoverError."""
    row = Changeover.objects.filter(pk=changeover_id).first()
    if row is None:
        raise NoSuchChangeoverError(changeover_id)
    return _progress(row)


def changeovers_of(code: str) -> tuple[Progress, ...]:
    """The changeovers of a procedure, the latest first."""
    return tuple(_progress(row) for row in Changeover.objects.filter(procedure_code=code).order_by("-planned_at"))


def outcomes(
    changeover_id: int, state: DossierState | None = None, *, first: int = 0, size: int = 50
) -> tuple[DossierOutcome, ...]:
    """What became of the dossiers of a changeover; of those in one state if asked."""
    rows = ChangedDossier.objects.filter(changeover_id=changeover_id).order_by("dossier_id")
    if state is not None:
        rows = rows.filter(state=state.value)
    chosen = list(rows.defer("kept")[first : first + size])
    named: dict[UUID, Dossier] = Dossier.objects.only("code", "reference").in_bulk([row.dossier_id for row in chosen])
    numbers = {each: version_card(each).number for each in {row.from_version_id for row in chosen}}
    return tuple(
        DossierOutcome(
            row.dossier_id,
            named[row.dossier_id].code or named[row.dossier_id].reference,
            numbers[row.from_version_id],
            DossierState(row.state),
            Reason.parse(row.why) if row.why else None,
        )
        for row in chosen
    )


@dataclass(frozen=True, slots=True)
class MovedOn:
    """How a dossier went on after a changeover."""

    procedure: Procedure
    process: State
    answers: Answers


def as_moved(event: RecordedEvent, case_key: str, process: State, answers: Answers) -> MovedOn | None:
    """What became of a dossier that stood so when it was moved, by the event that tells of it; None when a dossier that
    stood so would not have been moved.
    """
    before, after = event.data["from"], event.data["to"]
    mapping = Changeover.objects.get(pk=event.data["changeover"]).mapping.get(str(before), {})
    fit = fitting_of(before, after, mapping).try_on(Standing(case_key, process, answers, frozenset()), event.at)
    if not isinstance(fit, Fit):
        return None
    return MovedOn(catalogue.version(after), fit.changed.state, renamed(answers, fit))


def _progress(row: Changeover) -> Progress:
    by_state = ChangedDossier.objects.filter(changeover_id=row.id).values_list("state").annotate(n=Count("dossier_id"))
    counted = {DossierState(state): n for state, n in by_state}
    return Progress(
        id=row.id,
        code=row.procedure_code,
        to_version_id=row.to_version_id,
        to_version_number=version_card(row.to_version_id).number,
        decision=row.decision,
        reason=row.reason,
        state=ChangeoverState(row.state),
        planned_by=identity.officer(row.planned_by_id).full_name,
        planned_at=row.planned_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        undone_by=identity.officer(row.undone_by_id).full_name if row.undone_by_id else "",
        undone_at=row.undone_at,
        undone_why=row.undone_why,
        counts={state: counted.get(state, 0) for state in DossierState},
    )
