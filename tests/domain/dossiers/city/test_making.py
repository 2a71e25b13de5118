"""Making the past of a city: in the real tables, once, and after a kill gone on with where it was."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from motcua.core.workcal import ZONE
from motcua.domain.dossiers.bulk.models import BulkPart
from motcua.domain.dossiers.city.errors import AnotherPastError, NotATrainingCityError
from motcua.domain.dossiers.city.making import Begun, Made, begun_past, make_city
from motcua.domain.dossiers.city.plan import Wanted
from motcua.domain.dossiers.city.writing import CITY
from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.services import AtOnce
from tests.city import NOW
from tests.past import WANTED as OF_PAST

pytestmark = pytest.mark.django_db
WANTED = Wanted(None, 60, datetime(2026, 10, 1, tzinfo=ZONE), NOW, seed=5)
NOON = NOW + timedelta(hours=3)


class KilledError(Exception):
    """What a kill does to a process, as far as its transactions are concerned."""


def whole_log() -> list[tuple[object, ...]]:
    """What happened, without who: officers and people get their ids when they first come to the city."""
    return list(DossierEvent.objects.order_by("pk").values_list("dossier_id", "seq", "at", "kind", "step", "command"))


def wholes() -> int:
    """How many dossiers there are that are not parts of others."""
    return Dossier.objects.filter(parent_id=None).count()


def counts() -> set[tuple[object, ...]]:
    return set(DailyCount.objects.values_list("day", "agency_id", "procedure_code", "channel", "measure", "n"))


def killed_after(parts: int):
    """A watcher under whom the process dies after the plan and so many parts."""
    seen = []

    def watch(progress):
        seen.append(progress)
        if len(seen) > parts:
            raise KilledError
        return True

    return watch


def test_after_a_kill_it_goes_on_and_comes_to_the_same_city(working_city):
    with transaction.atomic():
        make_city(WANTED, AtOnce())
        at_once, counted = whole_log(), counts()
        transaction.set_rollback(True)
    for parts in (1, 3):
        with pytest.raises(KilledError):
            make_city(WANTED, AtOnce(), killed_after(parts))
        assert 0 < wholes() < WANTED.dossiers
    make_city(WANTED, AtOnce())
    assert whole_log() == at_once
    assert counts() == counted
    assert list(verify_log()) == []


def test_a_watcher_may_stop_it_and_it_goes_on_later(working_city):
    make_city(WANTED, AtOnce(), lambda progress: progress.whole < 4)
    assert 0 < wholes() < WANTED.dossiers
    seen = []
    make_city(WANTED, AtOnce(), lambda progress: seen.append(progress) or True)
    assert seen[-1].whole == seen[-1].bureaus - 1
    assert seen[-1].dossiers == wholes()
    assert sum(BulkPart.objects.filter(delivery_id=CITY).values_list("dossiers", flat=True)) == seen[-1].dossiers


def test_a_past_that_is_whole_is_left_alone(past):
    before = whole_log()
    assert make_city(OF_PAST, AtOnce()) == Made()
    assert whole_log() == before
    assert begun_past() == Begun(OF_PAST, is_whole=True)


def test_another_past_is_refused_once_one_has_begun(working_city):
    with pytest.raises(KilledError):
        make_city(WANTED, AtOnce(), killed_after(1))
    before = whole_log()
    with pytest.raises(AnotherPastError):
        make_city(replace(WANTED, dossiers=61), AtOnce())
    assert whole_log() == before
    assert begun_past() == Begun(WANTED, is_whole=False)


@pytest.mark.parametrize(
    "other",
    [{"dossiers": 241}, {"seed": 6}, {"begin": OF_PAST.begin - timedelta(days=30)}, {"offices": 2}, {"until": NOON}],
)
def test_another_past_is_refused_where_one_is_whole(past, other):
    with pytest.raises(AnotherPastError):
        make_city(replace(OF_PAST, **other), AtOnce())


def test_what_was_asked_for_is_known_when_it_has_begun(working_city):
    wanted = replace(WANTED, offices=("H29.27094", "H29.16.10"), dossiers=12)
    assert begun_past() is None
    make_city(wanted, AtOnce(), lambda progress: False)
    assert begun_past() == Begun(wanted, is_whole=False)


def test_a_real_city_has_no_invented_past(working_city, settings):
    settings.TRAINING = False
    with pytest.raises(NotATrainingCityError, match="MOTCUA_TRAINING"):
        make_city(WANTED, AtOnce())
    assert not Dossier.objects.exists()
