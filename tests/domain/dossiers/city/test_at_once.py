"""Several processes make one city: the same as one makes, also when one of them is killed on the way."""

import multiprocessing

import pytest
from django.db import transaction

from motcua.domain.dossiers.city.making import make_city
from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.services import AtOnce, rebuild
from tests.domain.dossiers.city.hands import Dies
from tests.domain.dossiers.city.test_making import WANTED, counts, whole_log

pytestmark = pytest.mark.django_db(transaction=True)


def keys() -> set[tuple[object, ...]]:
    return set(Dossier.objects.values_list("id", "reference", "code", "due_at", "phase"))


def test_two_processes_of_which_one_is_killed_make_the_city_that_one_makes(working_city, tmp_path):
    with transaction.atomic():
        make_city(WANTED, AtOnce())
        by_one, named, counted = whole_log(), keys(), counts()
        transaction.set_rollback(True)
    told = []
    made = make_city(WANTED, AtOnce(), Dies(tmp_path, 1), processes=2, tell=told.append)
    assert len(told) == 1
    assert whole_log() == by_one
    assert keys() == named
    assert counts() == counted
    assert (made.dossiers + made.parts, made.events) == (Dossier.objects.count(), DossierEvent.objects.count())
    assert made.drafts
    assert list(verify_log()) == []
    rebuild()
    assert counts() == counted
    assert DailyCount.objects.exists()
    assert multiprocessing.active_children() == []
