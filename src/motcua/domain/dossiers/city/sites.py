"""Where a procedure is filed and decided, and whether it costs anything: asked of the real rules, by an example."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from motcua.core.fees import Collected, assess
from motcua.core.procedure import Channel
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import NotOfferedError
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.city.errors import PlanError
from motcua.domain.dossiers.city.recipe import Offer
from motcua.domain.dossiers.invention.answers import Answers
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.papers import receiving_agency
from motcua.domain.dossiers.invention.people import Human, address, family_of, invented, years_of
from motcua.domain.dossiers.invention.recipe import Recipe
from motcua.domain.dossiers.parties import parties_of
from motcua.domain.dossiers.services.filing import Submission, new_case
from motcua.domain.dossiers.types import Actor, ActorKind
from motcua.domain.dossiers.world import world_of
from motcua.domain.identity.types import Person

_NAMESPACE = UUID("5a0c3f8e-6d1b-5e7a-9c43-27b1d0f8a6e3")
_TRIES = 8


class Sample(NamedTuple):
    """A dossier as those of its sort stand on the day of their filing. costs: when something is asked for, if ever."""

    case: Case
    world: World
    costs: frozenset[Collected]


class Wanted(NamedTuple):
    """Of which sort an example is wanted."""

    version_id: int
    offer: Offer
    case_key: str
    channel: Channel
    ward: str
    at: datetime


class Samples:
    """Examples of what is filed in the city, made once each and written nowhere."""

    def __init__(self, people: Recipe, versions: Mapping[tuple[str, date], int] | None = None) -> None:
        """`people`: who lives in the city and how they fill in forms. versions: what another has found already."""
        self._recipe = people
        self._found: dict[tuple[str, str, Channel, str, int], Sample] = {}
        self._versions = dict(versions or {})

    @property
    def versions(self) -> Mapping[tuple[str, date], int]:
        """Which version of a procedure was found for each day, to spare another the asking."""
        return self._versions

    def version(self, code: str, on: date) -> int:
        """The version of a procedure by which somebody files on a day. Raises PlanError."""
        if (code, on) not in self._versions:
            try:
                self._versions[code, on] = catalogue.published(code, on)
            except NotOfferedError as problem:
                raise PlanError(
                    f"Thủ tục {code} chưa có hiệu lực ngày {on:%d/%m/%Y}; hãy giảm --months hoặc bỏ thủ tục này khỏi "
                    "reference/city/mix.yaml.",
                    f"The procedure {code} is not in force on {on}; give fewer --months, or take it out of "
                    "reference/city/mix.yaml.",
                ) from problem
        return self._versions[code, on]

    def of(self, offer: Offer, case_key: str, channel: Channel, ward: str, at: datetime) -> Sample:
        """An example of a sort of dossiers. Of several it is one that costs something, if any does."""
        version_id = self.version(offer.code, at.date())
        key = (offer.code, case_key, channel, ward, version_id)
        if key not in self._found:
            world = world_of(version_id)
            wanted = Wanted(version_id, offer, case_key, channel, ward, at)
            tries = (self._sample(world, wanted, n) for n in range(_TRIES))
            first = next(tries)
            dear = first if first.costs or not _may_cost(world) else max(tries, key=lambda each: len(each.costs))
            self._found[key] = dear
        return self._found[key]

    def _sample(self, world: World, wanted: Wanted, n: int) -> Sample:
        version_id, offer, case_key, channel, ward, at = wanted
        people, on = self._recipe.people, at.date()
        chance = Chance("city", offer.code, case_key, ward, n)
        human = invented(people, "city", n, years=years_of(people, offer.code, on)).living_at(
            address(people, chance, ward)
        )
        cast = family_of(people, "city", human, n, on)
        form = Answers(self._recipe.answers, cast, chance, on).to(offer.code, world.procedure.form)
        parties = parties_of(world.procedure, form, _person(human), on)
        receiving = receiving_agency(world.procedure, ward, on)
        submission = Submission(offer.code, case_key, parties, form, receiving_id=receiving)
        case = new_case(version_id, world, submission, channel, at)
        return Sample(case, world, _costs(case, world))


def _person(human: Human) -> Person:
    born = date.fromisoformat(human.born)
    return Person(uuid5(_NAMESPACE, human.personal_id), human.name, born, human.personal_id, human.phone, human.email)


def _costs(case: Case, world: World) -> frozenset[Collected]:
    data = Working(case, world, Actor(ActorKind.SYSTEM, "city"), case.submitted_at).data()
    on = case.submitted_at.date()
    fees = assess(world.procedure.fees, on, case.channel.value, case.case_key, data, policy=world.fee_policy)
    return frozenset(line.collected for line in fees.lines if line.payable)


def _may_cost(world: World) -> bool:
    return any(row.amount != 0 for item in world.procedure.fees.items for row in item.rows)
