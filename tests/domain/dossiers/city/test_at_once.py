"""Several processes make one city: the same as one makes, also when one of them is killed on the way."""

import multiprocessing
import pickle
import signal
from multiprocessing import get_context

import pytest
from django.db import connection, transaction

from motcua.domain.dossiers.city.making import make_city
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.services import AtOnce, rebuild
from tests.domain.dossiers.city.hands import Dies, KillsTheCommand, is_a_command
from tests.domain.dossiers.city.test_making import WANTED, counts, whole_log

pytestmark = pytest.mark.django_db(transaction=True)


def keys() -> set[tuple[object, ...]]:
    return set(Dossier.objects.values_list("id", "reference", "code", "due_at", "phase"))


def is_whole() -> bool:
    """Whether all events in the tables are of parts that were marked, at one moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT sum(events) FROM dossiers_bulkpart WHERE delivery_id LIKE 'city/%') = "
            "(SELECT count(*) FROM dossiers_dossierevent)"
        )
        return bool(cursor.fetchone()[0])


def kill_a_command(watch: KillsTheCommand) -> None:
    """The command with two processes, in one of its own, until the watcher kills it."""
    wanted, database = pickle.dumps(WANTED), str(connection.settings_dict["NAME"])
    command = get_context("spawn").Process(target=is_a_command, args=(database, wanted, watch))
    command.start()
    command.join()
    assert command.exitcode == -signal.SIGKILL


def test_whoever_is_killed_the_same_command_comes_to_the_city_that_one_process_makes(working_city, tmp_path):
    """First the command alone, then all its processes, then one of them."""
    with transaction.atomic():
        make_city(WANTED, AtOnce())
        by_one, named, counted = whole_log(), keys(), counts()
        transaction.set_rollback(True)
    for with_all in (False, True):
        kill_a_command(KillsTheCommand(tmp_path, with_all))
        assert is_whole()
        assert 0 < Dossier.objects.count() < len(named)
        assert list(verify_log()) == []
    told = []
    made = make_city(WANTED, AtOnce(), Dies(tmp_path, 1), processes=2, tell=told.append)
    assert len(told) == 1
    assert whole_log() == by_one
    assert keys() == named
    assert counts() == counted
    assert made.drafts
    assert list(verify_log()) == []
    rebuild()
    assert counts() == counted
    assert DailyCount.objects.exists()
    assert multiprocessing.active_children() == []
