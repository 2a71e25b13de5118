"""A working city with a past, for tests that look back: some hundred dossiers of all its offices, as the generator of
cities makes them, with the leaders' counts.

It is made once a worker in a transaction that is taken back; `past` gives each test a copy in a fraction of a second.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import pytest
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from motcua.core.workcal import ZONE
from motcua.domain.dossiers.city.making import Made, make_city
from motcua.domain.dossiers.city.plan import Wanted
from motcua.domain.dossiers.services.partitions import prepare_months
from motcua.domain.identity.cache import change_version, look_again
from motcua.domain.reporting.services import AtOnce
from tests.city import NOW, City, restart_numbers
from tests.office import Office, look_at_the_catalogue_again
from tests.sheets import Sheet, filled_by, lay

WANTED = Wanted(None, 240, datetime(2026, 7, 1, tzinfo=ZONE), NOW, seed=5)


class Copied(NamedTuple):
    """What was made, and all that stood in the tables then that were empty before."""

    made: Made
    sheets: list[Sheet]


class Past(NamedTuple):
    """The working city, and what its past was made of."""

    office: Office
    made: Made


@pytest.fixture
def past(db: None, _copied_past: Copied) -> Past:
    """The working city with its past, in this test's database."""
    prepare_months(WANTED.begin, WANTED.until)
    lay(_copied_past.sheets)
    with connection.cursor() as cursor:
        restart_numbers(cursor)
    change_version()  # what an earlier test left in the process's cache is not this city's
    look_at_the_catalogue_again()
    return Past(Office(City()), _copied_past.made)


@pytest.fixture(scope="session")
def _copied_past(
    _copied_city: dict[str, bytes], _copied_catalogue: dict[str, bytes], django_db_blocker: DjangoDbBlocker
) -> Copied:
    def make() -> Made:
        lay(Sheet(table, "", rows) for table, rows in {**_copied_city, **_copied_catalogue}.items())
        with connection.cursor() as cursor:
            restart_numbers(cursor)
        change_version()
        look_at_the_catalogue_again()
        return make_city(WANTED, AtOnce())

    with django_db_blocker.unblock():
        with override_settings(REFERENCE_CACHE_SECONDS=60):
            copied = Copied(*filled_by(make))
        connection.close()
    look_again()
    return copied
