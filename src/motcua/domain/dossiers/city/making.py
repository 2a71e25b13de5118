"""Making the past of a city: planned, played office by office, written in parts; after a kill gone on with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.core.workcal import office_time
from motcua.domain.dossiers.bulk.models import BulkDelivery
from motcua.domain.dossiers.bulk.ports import Counts
from motcua.domain.dossiers.city.citizens import Fate
from motcua.domain.dossiers.city.errors import AnotherPastError, NotATrainingCityError
from motcua.domain.dossiers.city.plan import Wanted
from motcua.domain.dossiers.city.sharing import Order, orders, write_at_once
from motcua.domain.dossiers.city.staffing import Recruiting
from motcua.domain.dossiers.city.writing import (
    CITY,
    Blueprint,
    Hand,
    Progress,
    Watch,
    Writing,
    blueprint_of,
    parts_so_far,
    progress,
    so_far,
)
from motcua.domain.dossiers.invention import desks
from motcua.domain.dossiers.invention.recipe import read_recipe
from motcua.domain.dossiers.services.partitions import prepare_months
from motcua.domain.records import queries as records
from motcua.domain.records.types import Document


@dataclass(frozen=True, slots=True)
class Made:
    """What a call has made; nothing in a city whose past is whole already. parts: those of linked dossiers at other
    agencies, which are dossiers of their own and not among `dossiers`.
    """

    dossiers: int = 0
    parts: int = 0
    events: int = 0
    officers: int = 0
    drafts: int = 0
    lacking: tuple[Fate, ...] = ()


def unwatched(progress: Progress) -> bool:
    """Lets it go on; a name that other processes know."""
    return True


def make_city(
    wanted: Wanted,
    counts: Counts,
    watch: Watch = unwatched,
    *,
    processes: int = 1,
    tell: Callable[[str], None] = lambda words: None,
) -> Made:
    """Give a training city the past that is asked for, or go on where a call before was stopped or killed. A past that
    is whole is left alone. The result does not depend on the number of processes.

    watch: told when all is planned and after each part; it stops when that answers no. With several processes it is
    asked in each of them, so it must be picklable, and a no to one stops all. tell: told in English when one died.
    Raises CityError (not a training city, another past, a plan that cannot be), BulkError, RecipeError.
    """
    if not settings.TRAINING:
        raise NotATrainingCityError
    return _Making(replace(wanted, until=office_time(wanted.until)), counts, watch, tell).go_on(processes)


@dataclass(frozen=True, slots=True)
class Begun:
    """The past that a city has, or that a call has begun: what was asked for, and whether all of it is there."""

    wanted: Wanted
    is_whole: bool


def begun_past() -> Begun | None:
    """The past that the city has or that a call has begun; None without one."""
    begun = BulkDelivery.objects.filter(key=CITY).first()
    return Begun(_wanted_of(begun.first["wanted"]), begun.first["whole"]) if begun else None


class _Making:
    def __init__(self, wanted: Wanted, counts: Counts, watch: Watch, tell: Callable[[str], None]) -> None:
        self._wanted, self._counts, self._watch, self._tell = wanted, counts, watch, tell
        self._people = read_recipe(Path(settings.CATALOGUE) / "reference" / "invention")

    def go_on(self, processes: int) -> Made:
        begun = self._begun()
        if begun and begun.first["whole"]:
            return Made()
        blueprint, before, parts = blueprint_of(self._wanted), so_far(), parts_so_far()
        recruiting = Recruiting(blueprint.recipe.staff, self._wanted.begin.date())
        with transaction.atomic():
            officers = sum(blueprint.bureaus.introduce(bureau, recruiting) for bureau in blueprint.bureaus.all)
        upload = self._upload(begun)
        goes_on = self._watch(progress("", blueprint))
        lacking = self._written(blueprint, upload, processes) if goes_on else None
        there = so_far()
        return Made(
            there.dossiers - before.dossiers,
            parts_so_far() - parts,
            there.events - before.events,
            officers,
            self._end() if lacking is not None else 0,
            lacking or (),
        )

    def _written(self, blueprint: Blueprint, upload: Document, processes: int) -> tuple[Fate, ...] | None:
        """Write what is not written yet; which fates the citizens lack then. None if the watcher stopped it."""
        writing = Writing(blueprint, upload, self._counts, self._watch)
        encore, lacking = writing.settle()
        todo = orders(blueprint.bureaus.loads(), min(processes, len(blueprint.bureaus.all)))
        hand = Hand(self._wanted, blueprint.samples.versions, upload.id, self._counts, self._watch, encore)
        if len(todo) > 1 and not self._is_written_by_others(hand, todo):
            return None
        # Nothing is left then, but for what the connection of a process that died held to the last.
        return lacking if writing.write(todo[0], waits=True) else None

    def _is_written_by_others(self, hand: Hand, todo: Sequence[Order]) -> bool:
        # A new partition locks its table and those of other months: made now, no process waits for another's.
        with transaction.atomic():
            prepare_months(self._wanted.begin, self._wanted.until)
        return write_at_once(hand, todo, self._tell)

    # --- what the city has already

    def _begun(self) -> BulkDelivery | None:
        """The past that a call before has begun, if it is the one that is asked for. Raises AnotherPastError."""
        begun = BulkDelivery.objects.filter(key=CITY).first()
        if begun and bytes(begun.digest) != self._digest():
            raise AnotherPastError(_asked(_wanted_of(begun.first["wanted"])))
        return begun

    def _digest(self) -> bytes:
        return hashlib.sha256(json.dumps(_plain(self._wanted), sort_keys=True).encode()).digest()

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
                first={"upload": str(upload.id), "wanted": _plain(self._wanted), "whole": False},
            )
        return upload

    def _end(self) -> int:
        """The drafts of the demo city's citizens, and the mark that its past is whole: made by one call only."""
        with transaction.atomic():
            city = BulkDelivery.objects.select_for_update().get(key=CITY)
            if city.first["whole"]:
                return 0
            drafts = desks.drafts(self._people, self._wanted.until)
            city.first = {**city.first, "whole": True}
            city.save(update_fields=["first"])
        return drafts


def _plain(wanted: Wanted) -> dict[str, Any]:
    """What was asked for, as it is kept."""
    return {**asdict(wanted), "begin": wanted.begin.isoformat(), "until": wanted.until.isoformat()}


def _asked(wanted: Wanted) -> str:
    """What was asked for, as the options of the command say it."""
    begin, until = wanted.begin, wanted.until
    months = (until.year - begin.year) * 12 + until.month - begin.month
    offices = ",".join(wanted.offices) if isinstance(wanted.offices, tuple) else wanted.offices
    return (
        f"--dossiers {wanted.dossiers} --months {months} --seed {wanted.seed}"
        f" --until {until.replace(tzinfo=None).isoformat()}{f' --offices {offices}' if offices else ''}"
    )


def _wanted_of(plain: Mapping[str, Any]) -> Wanted:
    offices = plain["offices"]
    return Wanted(
        offices=tuple(offices) if isinstance(offices, list) else offices,
        dossiers=plain["dossiers"],
        begin=office_time(datetime.fromisoformat(plain["begin"])),
        until=office_time(datetime.fromisoformat(plain["until"])),
        seed=plain["seed"],
    )
