"""The tests stand on a real PostgreSQL."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_each_worker_has_its_own_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_setting('server_encoding')")
        name, encoding = cursor.fetchone()
    assert name.startswith("test_")
    assert encoding == "UTF8"
