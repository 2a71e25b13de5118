"""A small demo city for tests: the units of Hồ Chí Minh City, three of its old districts, the demo offices and people.

`city` puts it into the test's transaction. It is loaded once a worker by the city's own loaders, then copied, which
takes a few milliseconds.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from pytest_django import DjangoDbBlocker

from motcua.core.workcal import ZONE
from motcua.domain.identity import models, queries
from motcua.domain.identity.cache import change_version
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.reference import load_people, load_reference

REFERENCE = Path(__file__).resolve().parents[1] / "catalogue" / "reference"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)

_HCM_CITY = "79"
_OLD_DISTRICTS = {"760", "765", "769"}
_TABLES = [
    each._meta.db_table
    for each in (
        models.AdminUnit,
        models.UnitSuccession,
        models.Agency,
        models.AgencySuccession,
        models.Person,
        models.Organisation,
        models.Officer,
        models.Posting,
        models.CalendarDay,
        models.OfficeHours,
    )
]


@dataclass(frozen=True)
class City:
    """Looks things up in the demo city by what people call them."""

    today: date = TODAY
    now: datetime = NOW

    def office(self, code: str) -> int:
        """The id of the agency or office with that code."""
        return queries.agency_by_code(code, self.today).id

    def officer(self, login: str) -> int:
        """The id of the officer with that login."""
        return models.Officer.objects.get(login=login).pk

    def who(self, office: str, role: str) -> int:
        """The id of the first officer with that role in the office."""
        return queries.officers_with_role(self.office(office), role, self.today)[0].id

    def scope(self, office: str, role: str) -> Scope:
        """What that officer may do."""
        return queries.scope(self.who(office, role), self.today)


@pytest.fixture
def city(db: None, _copied_city: dict[str, bytes]) -> City:
    """The demo city in this test's database."""
    with connection.cursor() as cursor:
        for table, rows in _copied_city.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(rows)
        restart_numbers(cursor)
    change_version()  # what an earlier test left in the process's cache is not this city's
    return City()


@pytest.fixture(scope="session")
def _copied_city(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    folder = small_reference(tmp_path_factory.mktemp("reference"))
    with django_db_blocker.unblock():
        with transaction.atomic():
            load_reference(folder, TODAY)
            load_people(folder)
            copied = {table: _copy_of(table) for table in _TABLES}
            transaction.set_rollback(True)
        connection.close()
    return copied


def small_reference(folder: Path) -> Path:
    """The reference files cut down to the demo city's surroundings, below `folder`."""
    shutil.copytree(REFERENCE, folder, dirs_exist_ok=True)
    units = folder / "units"
    _keep(units / "communes.csv", "parent", {_HCM_CITY})
    _keep(units / "districts-until-2025-07-01.csv", "code", _OLD_DISTRICTS)
    _keep(units / "communes-until-2025-07-01.csv", "parent", _OLD_DISTRICTS)
    return folder


def _keep(file: Path, column: str, values: set[str]) -> None:
    with file.open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    with file.open("w", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if row[column] in values)


def _copy_of(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy)


def restart_numbers(cursor: CursorWrapper) -> None:
    """Let the next row of each table of the city get the number after its last."""
    for model in (
        models.AdminUnit,
        models.UnitSuccession,
        models.Agency,
        models.AgencySuccession,
        models.Officer,
        models.Posting,
        models.CalendarDay,
        models.OfficeHours,
    ):
        table = model._meta.db_table
        cursor.execute(f"""SELECT setval(pg_get_serial_sequence('"{table}"', 'id'), (SELECT max(id) FROM "{table}"))""")
