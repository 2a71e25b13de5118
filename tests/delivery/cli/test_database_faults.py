"""A command without a database that can serve it says what to do, not what Django says."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection

from motcua.delivery.cli import dispatch
from motcua.delivery.cli.database_faults import why

NEED_A_CITY = [
    ["forecast", "--procedure", "1.013225"],
    ["mine", "--live"],
    ["changeover", "status", "1.013225"],
    ["keys", "list"],
]


@pytest.fixture
def without_tables(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "database", lambda: None)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO nowhere")


@pytest.mark.usefixtures("without_tables")
@pytest.mark.parametrize("arguments", NEED_A_CITY, ids=lambda arguments: arguments[0])
def test_a_database_without_tables_is_told_with_how_to_make_them(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispatch.run(arguments) == 1
    out, err = capsys.readouterr()
    assert not out
    assert "chưa có bảng" in err
    assert "motcua migrate" in err
    assert "./run demo" in err


@pytest.mark.django_db
def test_a_city_without_agencies_is_told_how_it_is_founded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dispatch, "database", lambda: None)
    assert dispatch.run(["forecast", "--procedure", "1.013225"]) == 1
    err = capsys.readouterr().err
    assert "hãy lập thành phố" in err
    assert "motcua found" in err


@pytest.mark.django_db
def test_a_server_that_does_not_answer_is_told_with_what_to_check() -> None:
    lost = connection.copy()
    lost.settings_dict = {**connection.settings_dict, "HOST": "127.0.0.1", "PORT": "1", "OPTIONS": {}}
    with pytest.raises(OperationalError) as caught:
        lost.ensure_connection()
    assert "DATABASE_URL" in (why(caught.value) or "")


@pytest.mark.parametrize("fault", [DatabaseError("?"), IntegrityError("a sentence")])
def test_what_is_wrong_with_the_program_itself_is_not_made_up_as_the_databases(fault: DatabaseError) -> None:
    assert why(fault) is None
