"""Making the past of a city: planned, played office by office, written in parts; after a kill gone on with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.core.workcal import office_time
from motcua.domain.dossiers.bulk.loading import Written, write_courses
from motcua.domain.dossiers.bulk.material import read_material
from motcua.domain.dossiers.bulk.models import BulkDelivery, BulkPart
from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.bulk.ports import Counts
from motcua.domain.dossiers.bulk.workshop import Workshop
from motcua.domain.dossiers.city.bureaus import Bureaus
from motcua.domain.dossiers.city.courses import Courses
from motcua.domain.dossiers.city.errors import AnotherPastError, NotATrainingCityError
from motcua.domain.dossiers.city.plan import CityPlan, Wanted, plan_of
from motcua.domain.dossiers.city.recipe import CityRecipe, read_city_recipe
from motcua.domain.dossiers.city.sites import Samples
from motcua.domain.dossiers.city.staffing import Recruiting
from motcua.domain.dossiers.history import city as first_history
from motcua.domain.dossiers.history import desks
from motcua.domain.dossiers.history.filings import history_key
from motcua.domain.dossiers.history.recipe import read_recipe
from motcua.domain.dossiers.models import DossierKey
from motcua.domain.records import queries as records
from motcua.domain.records.types import Document

CITY = "city"
"""The delivery whose parts are the bureaus: which past the city has, and how far it is."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a call has made; nothing in a city whose past is whole already."""

    dossiers: int = 0
    events: int = 0
    officers: int = 0
    drafts: int = 0


class Progress(NamedTuple):
    """How far it is. bureau: which of how many is written, none while all was only planned; dossiers: of how many in
    the whole city, with those that a call before has written.
    """

    bureau: str
    n: int
    bureaus: int
    dossiers: int
    of: int


Watch = Callable[[Progress], bool]


def make_city(wanted: Wanted, counts: Counts, watch: Watch = lambda progress: True) -> Made:
    """Give a training city the past that is asked for, or go on where a call before was stopped or killed. A past that
    is whole is left alone. watch: told when all is planned and after each part; it stops when that answers no.

    Raises CityError (not a training city, another past, a plan that cannot be), BulkError, RecipeError.
    """
    if not settings.TRAINING:
        raise NotATrainingCityError
    wanted = replace(wanted, until=office_time(wanted.until))
    folder = Path(settings.CATALOGUE) / "reference"
    return _Making(wanted, read_city_recipe(folder / "city"), folder / "history", counts, watch).go_on()


def end_of_past() -> datetime | None:
    """When the past ends that the city has or that a call has begun; None without one."""
    begun = BulkDelivery.objects.filter(key=CITY).first()
    return datetime.fromisoformat(begun.first["until"]) if begun else None


class _Making:
    def __init__(self, wanted: Wanted, recipe: CityRecipe, people: Path, counts: Counts, watch: Watch) -> None:
        self._wanted, self._recipe, self._counts, self._watch = wanted, recipe, counts, watch
        self._folder, self._people = people, read_recipe(people)
        self._citizens = tuple(self._people.people["citizens"]["may_file"])

    def go_on(self) -> Made:
        begun = self._begun()
        if begun and begun.first["whole"]:
            return Made()
        plan = plan_of(self._recipe, Samples(self._people), self._wanted, len(self._citizens))
        bureaus = Bureaus(self._recipe, plan)
        recruiting = Recruiting(self._recipe.staff, self._wanted.begin.date())
        with transaction.atomic():
            officers = sum(bureaus.introduce(bureau, recruiting) for bureau in bureaus.all)
        upload = self._upload(begun)
        made = Made(officers=officers)
        if not self._watch(Progress("", 0, len(bureaus.all), self._dossiers_so_far(), self._wanted.dossiers)):
            return made
        workshop = self._workshop(upload)
        for n in range(len(bureaus.all)):
            written = self._write(bureaus, plan, n, workshop)
            if written is None:
                return made
            made = replace(made, dossiers=made.dossiers + written.dossiers, events=made.events + written.events)
        return replace(made, drafts=self._end(upload))

    # --- what the city has already

    def _begun(self) -> BulkDelivery | None:
        """The past that a call before has begun, if it is the one that is asked for. Raises AnotherPastError."""
        begun = BulkDelivery.objects.filter(key=CITY).first()
        if begun:
            another = bytes(begun.digest) != self._digest()
        else:
            another = DossierKey.objects.filter(key=history_key(1)).exists()
        if another:
            raise AnotherPastError
        return begun

    def _digest(self) -> bytes:
        said = self._wanted
        named = (said.offices, said.dossiers, said.begin.isoformat(), said.until.isoformat(), said.seed)
        return hashlib.sha256(repr(named).encode()).digest()

    def _upload(self, begun: BulkDelivery | None) -> Document:
        """The paper that stands for every upload: made once, with the beginning of the past."""
        if begun:
            (found,) = records.documents([UUID(begun.first["upload"])]).values()
            return found
        with transaction.atomic():
            upload = desks.specimen(self._people, self._wanted.begin)
            BulkDelivery.objects.create(
                key=CITY,
                digest=self._digest(),
                first={"upload": str(upload.id), "until": self._wanted.until.isoformat(), "whole": False},
            )
        return upload

    # --- what is written

    def _workshop(self, upload: Document) -> Workshop:
        many = max(self._wanted.dossiers * self._recipe.arrivals.inhabitants_for_100 // 100, 1)
        return Workshop(Player(read_material(self._folder, f"city {self._wanted.seed}", many, upload)))

    def _write(self, bureaus: Bureaus, plan: CityPlan, n: int, workshop: Workshop) -> Written | None:
        """All dossiers of a bureau; None if the watcher stopped it before."""
        bureau = bureaus.all[n]
        if BulkPart.objects.filter(delivery_id=CITY, n=n).exists():
            return Written()
        courses = list(Courses(plan, self._recipe.work, bureaus.live(bureau), self._citizens))
        before, goes_on = self._dossiers_so_far(), [True]

        def tell(written: Written) -> bool:
            at = Progress(bureau.name, n + 1, len(bureaus.all), before + written.dossiers, self._wanted.dossiers)
            goes_on[0] = self._watch(at)
            return goes_on[0]

        delivery = f"{CITY}/{bureau.name}"
        written = write_courses(courses, workshop, self._counts, delivery=delivery, watch=tell)
        if not goes_on[0]:
            return None
        BulkPart.objects.create(delivery_id=CITY, n=n, dossiers=len(courses), events=written.events)
        return written

    def _dossiers_so_far(self) -> int:
        deliveries = BulkPart.objects.filter(delivery__key__startswith=f"{CITY}/")
        return sum(deliveries.values_list("dossiers", flat=True))

    def _end(self, upload: Document) -> int:
        """The drafts of the demo city's citizens, and the mark that its past is whole."""
        with transaction.atomic():
            drafts = desks.drafts(first_history.City(self._people, upload), self._wanted.until)
            city = BulkDelivery.objects.select_for_update().get(key=CITY)
            city.first = {**city.first, "whole": True}
            city.save(update_fields=["first"])
        return drafts
