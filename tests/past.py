"""A working city with a past, for tests that look back: some hundred dossiers of all its offices, as the generator of
cities makes them, with the leaders' counts.

It is made once a worker in a transaction that is taken back; `past` gives each test a copy in a fraction of a second.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
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

WANTED = Wanted(None, 240, datetime(2026, 7, 1, tzinfo=ZONE), NOW, seed=5)
_COLUMNS = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND attgenerated = '' AND NOT attisdropped
"""


class Sheet(NamedTuple):
    """The rows of a table."""

    table: str
    columns: str
    rows: bytes


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
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # all that rows point to is among them
        _put(cursor, _copied_past.sheets)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        restart_numbers(cursor)
    change_version()  # what an earlier test left in the process's cache is not this city's
    look_at_the_catalogue_again()
    return Past(Office(City()), _copied_past.made)


@pytest.fixture(scope="session")
def _copied_past(
    _copied_city: dict[str, bytes], _copied_catalogue: dict[str, bytes], django_db_blocker: DjangoDbBlocker
) -> Copied:
    with django_db_blocker.unblock():
        with transaction.atomic(), connection.cursor() as cursor, override_settings(REFERENCE_CACHE_SECONDS=60):
            empty = [table for table in _tables() if not _has_rows(cursor, table)]
            _put(cursor, [Sheet(table, "", rows) for table, rows in {**_copied_city, **_copied_catalogue}.items()])
            restart_numbers(cursor)
            change_version()
            look_at_the_catalogue_again()
            made = make_city(WANTED, AtOnce())
            sheets = [_sheet(cursor, table) for table in empty if _has_rows(cursor, table)]
            transaction.set_rollback(True)
        connection.close()
    look_again()
    return Copied(made, sheets)


def _tables() -> list[str]:
    return sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})


def _has_rows(cursor: CursorWrapper, table: str) -> bool:
    cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')
    return bool(cursor.fetchone()[0])


def _sheet(cursor: CursorWrapper, table: str) -> Sheet:
    cursor.execute(_COLUMNS, [table])
    (columns,) = cursor.fetchone()
    with cursor.copy(f'COPY (SELECT {columns} FROM "{table}") TO STDOUT') as copy:
        return Sheet(table, f"({columns})", b"".join(copy))


def _put(cursor: CursorWrapper, sheets: list[Sheet]) -> None:
    for sheet in sheets:
        with cursor.copy(f'COPY "{sheet.table}" {sheet.columns} FROM STDIN') as copy:
            copy.write(sheet.rows)
