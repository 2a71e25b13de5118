"""An application form filled in for an invented person: by the answers of the training city where they know the
field, else by what its kind and its limits allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.core.forms import FormField, FormResult
from motcua.core.procedure import Channel, Procedure
from motcua.domain.dossiers.forms import filing_context
from motcua.domain.dossiers.invention.answers import Answers
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.people import ONCE, Human, address, family_of, invented, years_of
from motcua.domain.dossiers.invention.recipe import Recipe, read_recipe
from motcua.domain.dossiers.parties import applicant_kind
from motcua.domain.dossiers.trial.invention import invent
from motcua.domain.dossiers.trial.types import Sample

_ROUNDS = 8
_PEOPLE, _PEOPLE_OF = 20_000, "trial"
_OTHERWISE = 0.4


@dataclass(frozen=True, slots=True)
class Filer:
    """Who files a test dossier, and what he has filled in."""

    human: Human
    ward: str
    sample: Sample


def recipe() -> Recipe:
    """The people and answers of the training city. Raises RecipeError."""
    return _recipe(Path(settings.CATALOGUE) / "reference" / "invention")


@lru_cache(maxsize=1)
def _recipe(folder: Path) -> Recipe:
    return read_recipe(folder)


def invented_filer(
    procedure: Procedure, case: str, channel: Channel, now: datetime, seed: str, *, varied: bool = False
) -> Filer:
    """The same person with the same answers for each seed. `varied`: questions that are chosen from are answered now
    and then in a way that hardly anybody answers them, so that more ways of the process are gone.
    """
    known, number = recipe(), Chance("trial", seed).randrange(_PEOPLE)
    chance = Chance("trial", seed, "answers")
    ward, years = chance.choice(known.people["home_towns"]), years_of(known.people, procedure.code, now.date())
    home = address(known.people, chance, ward)
    human = invented(known.people, _PEOPLE_OF, ONCE + number, years=years).living_at(home)
    cast = family_of(known.people, _PEOPLE_OF, human, number, now.date())
    typed = Answers(known.answers, cast, chance, now.date()).to(procedure.code, procedure.form)
    filled = _Filled(procedure, case, channel, now, human)
    sample = filled.mended({**typed, **_otherwise(procedure, chance)}) if varied else None
    if sample is None or sample.problems:
        sample = filled.mended(typed)
    return Filer(human, ward, sample)


def _otherwise(procedure: Procedure, chance: Chance) -> dict[str, Any]:
    """Other answers to some of the questions that have a few."""
    found: dict[str, Any] = {}
    for field in _asked(procedure).values():
        if field.kind in ("yes_no", "choice") and chance.happens(_OTHERWISE):
            codes: list[str | bool] = [option.code for option in field.options]
            codes = codes or [True, False]
            found[field.id] = chance.choice(codes)
    return found


def _asked(procedure: Procedure) -> dict[str, FormField]:
    return {field.id: field for section in procedure.form.sections for field in section.fields if field.is_input}


class _Filled:
    """A form in the circumstances of a filing."""

    def __init__(self, procedure: Procedure, case: str, channel: Channel, now: datetime, human: Human) -> None:
        self._procedure = procedure
        self._circumstances = case, channel.value
        self._now = now
        self._human = human
        self._fields = _asked(procedure)

    def mended(self, typed: dict[str, Any]) -> Sample:
        """What was typed, with everything that the form does not accept or still wants invented anew, a few times."""
        typed, tried = dict(typed), dict.fromkeys(self._fields, 0)
        result = self._judged(typed)
        for _ in range(_ROUNDS):
            wrong = set(self._roots(result))
            if not wrong:
                break
            for name in wrong:
                typed[name] = invent(self._fields[name], self._human, self._now.date(), tried[name])
                tried[name] += 1
            result = self._judged(typed)
        kept = {name: value for name, value in typed.items() if value is not None and name not in result.dropped}
        return Sample(kept, tuple((error.path, error.vi, error.en) for error in result.errors))

    def _judged(self, typed: dict[str, Any]) -> FormResult:
        kind = applicant_kind(self._procedure, typed).value
        context = filing_context(*self._circumstances, kind, self._now)
        return self._procedure.form.validate(typed, context=context)

    def _roots(self, result: FormResult) -> Iterator[str]:
        """The fields that are wrong; a wrong sum is mended by what it is made of, which nobody can tell here."""
        for error in result.errors:
            name = error.path.partition(".")[0].partition("[")[0]
            if name in self._fields:
                yield name
