"""Making the history: all dossiers of the plan, act by act in the order of time, written as they end."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from motcua.core.workcal import office_time
from motcua.domain.dossiers.bulk.models import BulkDelivery
from motcua.domain.dossiers.chronicle import Chronicle, write_chronicles
from motcua.domain.dossiers.history.city import City
from motcua.domain.dossiers.history.family import Family, FamilyMove
from motcua.domain.dossiers.history.filings import history_key
from motcua.domain.dossiers.history.plan import Planned, plan_of
from motcua.domain.dossiers.history.recipe import Recipe, read_recipe
from motcua.domain.dossiers.invention.desks import drafts, specimen
from motcua.domain.dossiers.invention.errors import NotATrainingCityError
from motcua.domain.dossiers.models import DossierKey
from motcua.domain.dossiers.services.partitions import prepare_months
from motcua.domain.identity import queries as identity


@dataclass(frozen=True, slots=True)
class Made:
    """How much was made; nothing in a city that has its history already. parts: dossiers at other agencies that are
    parts of linked ones, beside those that people filed.
    """

    dossiers: int = 0
    events: int = 0
    drafts: int = 0
    parts: int = 0


def make_history(dossiers: int, until: datetime) -> Made:
    """Give a training city so many dossiers that were filed in the months before `until`, with all that happened to
    them until then. All or nothing is made, and only once: a city that has a past, of whatever kind, keeps it.

    Raises NotATrainingCityError, RecipeError, NobodyError; NumbersMovedError when somebody else worked in the city
    meanwhile.
    """
    if not settings.TRAINING:
        raise NotATrainingCityError
    if DossierKey.objects.filter(key=history_key(1)).exists() or BulkDelivery.objects.exists():
        return Made()
    until = office_time(until)
    recipe = read_recipe(Path(settings.CATALOGUE) / "reference" / "history")
    begins = until - timedelta(days=recipe.arrivals.days)
    prepare_months(begins, until)
    calendar = identity.calendar_of(identity.agency_by_code(settings.CITY_AGENCY, until.date()).id)
    plan = plan_of(recipe, dossiers, until, calendar)
    with transaction.atomic():
        return _make(recipe, plan, until, begins)


def _make(recipe: Recipe, plan: tuple[Planned, ...], until: datetime, begins: datetime) -> Made:
    city = City(recipe, specimen(recipe, begins))
    made, events = 0, 0
    for chronicle in _lived(city, plan, until):
        made += write_chronicles([chronicle.rows()])
        events += chronicle.case.seq
    city.numbers.take()
    return Made(len(plan), events, drafts(recipe, until), made - len(plan))


def _lived(city: City, plan: tuple[Planned, ...], until: datetime) -> Iterator[Chronicle]:
    """Each dossier, with its parts, when nothing more happens to any of them before `until`; what happens, happens in
    the order of time.
    """
    queue: list[tuple[datetime, int]] = [(planned.filed_at, planned.n) for planned in plan]
    lives: dict[int, tuple[Family, FamilyMove | None]] = {}
    heapq.heapify(queue)
    while queue:
        _, n = heapq.heappop(queue)
        family, move = lives.get(n) or (Family(city, plan[n - 1], until), None)
        if move:
            family.do(move)
        following = family.next()
        if following and following.at <= until:
            lives[n] = family, following
            heapq.heappush(queue, (following.at, n))
        else:
            lives.pop(n, None)
            yield from family.chronicles()
