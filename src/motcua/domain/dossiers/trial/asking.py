"""Whom a consultation asks in a trial: every agency that the step names, and another commune where the form names none
but that of the one that asks.
"""

from __future__ import annotations

from motcua.core.procedure import AgencyKind, Step
from motcua.domain.dossiers.acts.opinions import places_named
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.trial.sample import recipe
from motcua.domain.dossiers.types import Question
from motcua.domain.identity.types import NotFoundError


def questions(work: Working, step: Step, words: str) -> tuple[Question, ...]:
    """One question for each kind of agency that can be asked on this dossier."""
    return tuple(
        Question(kind.key, words, unit) for kind in step.agencies if (unit := _unit(work, step, kind)) is not None
    )


def _unit(work: Working, step: Step, kind: AgencyKind) -> str | None:
    """The place to be named for a kind: none where the procedure tells it, None where nobody can be asked."""
    if kind.key not in step.asked_where:
        return "" if _somebody_else(work, kind) else None
    named = places_named(work, step, kind.key) or []
    if any(_asks_another(work, kind, unit) for unit in named):
        return ""
    return next((ward for ward in recipe().people["home_towns"] if _asks_another(work, kind, ward)), None)


def _somebody_else(work: Working, kind: AgencyKind) -> bool:
    try:
        asked = work.world.agency_of_kind(work.case, kind.key, work.now.date())
    except NotFoundError:
        return False
    return asked != work.case.competent_id


def _asks_another(work: Working, kind: AgencyKind, unit: str) -> bool:
    """An agency that does not work on the city's system is asked by letter."""
    return work.world.agency_in(kind.key, unit, work.now.date()) != work.case.competent_id
