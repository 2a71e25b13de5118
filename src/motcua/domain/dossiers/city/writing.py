"""Writing the bureaus of a city in one process; others may write other bureaus at the same time.

Nobody hands out the work: a process goes through all bureaus in an order of its own and takes what is neither written
nor being written. Whoever takes a bureau holds a lock in the database, which ends with his connection, however he ends.
Who finds none left helps with one of which much is left: its parts do not wait for each other.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet, Sum

from motcua.domain.dossiers.bulk.loading import PART, write_courses
from motcua.domain.dossiers.bulk.material import read_material
from motcua.domain.dossiers.bulk.models import BulkPart
from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.bulk.ports import Counts
from motcua.domain.dossiers.bulk.workshop import Workshop
from motcua.domain.dossiers.city.bureaus import Bureau, Bureaus
from motcua.domain.dossiers.city.citizens import Citizens
from motcua.domain.dossiers.city.encore import NO_ENCORE, Encore, Settled, filed_in, settled
from motcua.domain.dossiers.city.plan import CityPlan, Wanted, plan_of
from motcua.domain.dossiers.city.recipe import CityRecipe, read_city_recipe
from motcua.domain.dossiers.city.sites import Samples
from motcua.domain.dossiers.invention.recipe import read_recipe
from motcua.domain.dossiers.models import Dossier
from motcua.domain.records import queries as records
from motcua.domain.records.types import Document

CITY = "city"
"""The delivery whose parts are the bureaus: which past the city has, and how far it is."""
# To help, all of a bureau has to be played and told again: that takes about as long as to write a tenth of it.
_WORTH_HELPING = 3
_LOCK = "SELECT pg_advisory_lock(hashtextextended(%s, 0)) IS NOT NULL"
_TRY_LOCK = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
_UNLOCK = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"


class Progress(NamedTuple):
    """How far it is. bureau: which one is being written, none while all was only planned; whole: how many of how many
    bureaus are done; dossiers: of how many in the whole city. Both count what other calls and processes have written.
    """

    bureau: str
    whole: int
    bureaus: int
    dossiers: int
    of: int


Watch = Callable[[Progress], bool]


class Amount(NamedTuple):
    """How much of the past is in the tables."""

    dossiers: int
    events: int


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What the past of a city is made from, the same in each process that writes it."""

    recipe: CityRecipe
    plan: CityPlan
    bureaus: Bureaus
    reference: Path
    samples: Samples


def blueprint_of(wanted: Wanted, versions: Mapping[tuple[str, date], int] | None = None) -> Blueprint:
    """The plan of a city from the files of the catalogue. versions: what another process has asked already.

    Raises PlanError, RecipeError.
    """
    reference = Path(settings.CATALOGUE) / "reference"
    recipe, people = read_city_recipe(reference / "city"), read_recipe(reference / "invention")
    samples = Samples(people, versions)
    plan = plan_of(recipe, samples, wanted)
    return Blueprint(recipe, plan, Bureaus(recipe, plan), reference, samples)


class Writing:
    """Writes bureaus; the moulds that it learns with one serve for the next."""

    def __init__(
        self, blueprint: Blueprint, upload: Document, counts: Counts, watch: Watch, encore: Encore = NO_ENCORE
    ) -> None:
        self._blueprint, self._counts, self._watch, self._encore = blueprint, counts, watch, encore
        self._wanted = blueprint.plan.wanted
        many = max(self._wanted.dossiers * blueprint.recipe.arrivals.inhabitants_for_100 // 100, 1)
        material = read_material(blueprint.reference, f"{CITY} {self._wanted.seed}", many, upload)
        player = Player(material)
        self._workshop, self._citizens = Workshop(player), Citizens(player)

    def settle(self) -> Settled:
        """What is played anew for the sake of the demo's citizens: found before anything is written, and kept to."""
        found = settled(self._blueprint.plan, self._blueprint.bureaus, self._citizens)
        self._encore = found.encore
        return found

    def write(self, order: Sequence[int], *, waits: bool) -> bool:
        """Write all bureaus that nobody has written, in this order; False if the watcher stopped it. waits: for those
        that another is writing, so that all are there at the end; else they are left to him.
        """
        goes_on = all(self._goes_on(n, waits) for n in order)
        return goes_on and (waits or all(self._is_written(n, helps=True) for n in order if self._wants_help(n)))

    def _goes_on(self, n: int, waits: bool) -> bool:
        with _alone(f"{CITY}/{self._bureau(n).name}", waits) as is_free:
            if not is_free or BulkPart.objects.filter(delivery_id=CITY, n=n).exists():
                return True
            return self._is_written(n)

    def _wants_help(self, n: int) -> bool:
        """Whether another has begun with a bureau and much of it is left."""
        delivery = f"{CITY}/{self._bureau(n).name}"
        written = _amount(BulkPart.objects.filter(delivery_id=delivery)).dossiers
        many = self._blueprint.bureaus.loads()[n].many
        return written > 0 and many - written > max(many // _WORTH_HELPING, PART)

    def _bureau(self, n: int) -> Bureau:
        return self._blueprint.bureaus.all[n]

    def _is_written(self, n: int, *, helps: bool = False) -> bool:
        bureau, blueprint = self._bureau(n), self._blueprint
        courses = filed_in(blueprint.plan, blueprint.bureaus, bureau, self._citizens, self._encore)
        delivery, goes_on = f"{CITY}/{bureau.name}", [True]
        gc.freeze()

        def tell(_: object) -> bool:
            # What is planned and learnt stays: looking through it for garbage took a twelfth of the time.
            gc.freeze()
            goes_on[0] = self._watch(progress(bureau.name, self._blueprint))
            return goes_on[0]

        write_courses(courses, self._workshop, self._counts, delivery=delivery, watch=tell, helps=helps)
        if goes_on[0] and not helps:
            written = _amount(BulkPart.objects.filter(delivery_id=delivery))
            BulkPart.objects.create(delivery_id=CITY, n=n, dossiers=written.dossiers, events=written.events)
        return goes_on[0]


@dataclass(frozen=True, slots=True)
class Hand:
    """What another process needs to take part. Called there with its order of bureaus."""

    wanted: Wanted
    versions: Mapping[tuple[str, date], int]
    upload_id: UUID
    counts: Counts
    watch: Watch
    encore: Encore

    def __call__(self, order: Sequence[int]) -> bool:
        """See Writing.write."""
        (upload,) = records.documents([self.upload_id]).values()
        blueprint = blueprint_of(self.wanted, self.versions)
        return Writing(blueprint, upload, self.counts, self.watch, self.encore).write(order, waits=False)


def so_far() -> Amount:
    """How much of the past is there, whoever wrote it."""
    return _amount(BulkPart.objects.filter(delivery__key__startswith=f"{CITY}/"))


def parts_so_far() -> int:
    """How many parts of linked dossiers there are in the city."""
    return Dossier.objects.exclude(parent_id=None).count()


def progress(bureau: str, blueprint: Blueprint) -> Progress:
    """How far it is while a bureau is written."""
    whole = BulkPart.objects.filter(delivery_id=CITY).count()
    return Progress(bureau, whole, len(blueprint.bureaus.all), so_far().dossiers, blueprint.plan.wanted.dossiers)


def _amount(parts: QuerySet[BulkPart]) -> Amount:
    return Amount(**parts.aggregate(dossiers=Sum("dossiers", default=0), events=Sum("events", default=0)))


@contextmanager
def _alone(name: str, waits: bool) -> Generator[bool, None, None]:
    """Whether nobody else holds that name, now or after waiting for him; nobody else does then until the end."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK if waits else _TRY_LOCK, [name])
        is_free = bool(cursor.fetchone()[0])
    try:
        yield is_free
    finally:
        if is_free:
            with connection.cursor() as cursor:
                cursor.execute(_UNLOCK, [name])
