"""The hot statements survive a database that went away and came back."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from motcua.infra import prepared

pytestmark = pytest.mark.django_db(transaction=True)


def cut() -> None:
    """End this thread's connection from the server's side."""
    [(pid,)] = prepared.rows("SELECT pg_backend_pid()", [])
    parameters = connection.get_connection_params()
    told = {name: parameters[name] for name in ("dbname", "user", "host") if name in parameters}
    with psycopg.connect(**told) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_a_connection_that_was_cut_is_replaced_before_anything_is_sent() -> None:
    cut()
    assert prepared.rows("SELECT 6 * %s::int", [7]) == [(42,)]


def test_in_the_middle_of_a_transaction_nothing_is_replaced() -> None:
    def change() -> None:
        with transaction.atomic():
            cut()
            prepared.rows("SELECT 1", [])

    with pytest.raises(OperationalError):
        change()
    assert prepared.rows("SELECT 1", []) == [(1,)]
