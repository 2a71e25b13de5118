"""`motcua city`: says how far it is and what it made, goes on with what was begun, and says why it does not."""

import psycopg
import pytest
from django.db import OperationalError, connection

from motcua.delivery.cli.city import _long, city, worth
from motcua.domain.dossiers.models import Dossier
from motcua.domain.reporting.models import DailyCount
from motcua.infra import clock
from tests.city import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def this_morning(monkeypatch):
    """The machine shows the morning of the tests."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_a_past_is_made_once_with_the_leaders_counts(working_city, capsys):
    arguments = ["--dossiers", "12", "--months", "2", "--offices", "2", "--seed", "3", "--processes", "1"]
    assert city(arguments) == 0
    told = capsys.readouterr()
    said = told.out.splitlines()
    assert said[0].strip().startswith("12 hồ sơ (dossiers)")
    assert "/s, còn khoảng " in said[1]
    assert ", còn khoảng 0 s (left)" in said[-2]
    assert "công dân mẫu không có hồ sơ nào: " in told.err  # in a city as small as this
    assert f" s: {Dossier.objects.filter(parent_id=None).count()} dossiers, " in said[-1]
    assert DailyCount.objects.exists()
    assert city(arguments) == 0
    assert capsys.readouterr().out.endswith(" s: the city has this past already\n")


def test_another_past_and_an_office_that_is_none_are_refused_in_both_languages(working_city, capsys):
    assert city(["--dossiers", "5", "--months", "1", "--offices", "H29.99"]) == 1
    said = capsys.readouterr().err
    assert "các cơ quan: " in said
    assert "choose among these: " in said
    assert city(["--dossiers", "5", "--months", "1", "--offices", "99"]) == 1
    assert "There are only 15 offices that decide, not 99" in capsys.readouterr().err
    assert city(["--dossiers", "5", "--months", "1", "--offices", "1", "--processes", "1"]) == 0
    assert city(["--dossiers", "6", "--months", "1", "--offices", "1"]) == 1
    before = f"“motcua city --dossiers 5 --months 1 --seed 1 --until {NOW:%Y-%m-%dT%H:%M:%S} --offices 1”"
    assert capsys.readouterr().err.count(before) == 2


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--dossiers", "0", "từ 1 đến"),
        ("--dossiers", "-3", "write a number of dossiers"),
        ("--dossiers", "99999999999", "write a number of dossiers"),
        ("--months", "0", "write a number of months from 1 to 60"),
        ("--months", "200", "hãy ghi số tháng từ 1 đến 60"),
        ("--seed", "-1", "write a whole number"),
        ("--seed", "một", "hãy ghi số nguyên"),
        ("--offices", "0", "write how many offices"),
        ("--offices", ",", "hãy ghi số cơ quan"),
        ("--processes", "0", "write a number of processes"),
        ("--until", "hôm qua", "write a moment like"),
    ],
)
def test_what_cannot_be_asked_for_is_told_by_its_option(option, value, told, capsys):
    with pytest.raises(SystemExit, match="2"):
        city(["--dossiers", "5", f"{option}={value}"])
    said = capsys.readouterr().err
    assert f"argument {option}: " in said
    assert told in said


def test_a_past_does_not_reach_beyond_this_moment(working_city, capsys):
    assert city(["--dossiers", "5", "--until", "2026-11-24T09:00"]) == 2
    assert "has not come" in capsys.readouterr().err
    assert not Dossier.objects.exists()


def test_the_end_of_a_past_is_that_very_moment_wherever_it_is_told(working_city):
    arguments = ["--dossiers", "1", "--months", "1", "--offices", "1", "--processes", "1", "--until"]
    assert city([*arguments, "2026-11-20T09:00"]) == 0
    assert city([*arguments, "2026-11-20T02:00+00:00"]) == 0


@pytest.mark.parametrize(
    ("problem", "status", "told"),
    [
        (psycopg.errors.DiskFull("could not extend file: No space left on device"), 1, "No space left on device"),
        (OperationalError("server closed the connection unexpectedly"), 1, "does not write any more"),
        (KeyboardInterrupt(), 130, "đã dừng (stopped)"),
    ],
)
def test_what_stops_it_in_the_middle_is_told_with_how_to_go_on(
    working_city, problem, status, told, monkeypatch, capsys
):
    def stopped(*_, **__):
        raise problem

    arguments = ["--dossiers", "5", "--months", "1", "--offices", "1", "--processes", "1"]
    with monkeypatch.context() as then:
        then.setattr("motcua.domain.dossiers.city.writing.write_courses", stopped)
        assert city(arguments) == status
    said = capsys.readouterr().err
    assert told in said
    assert "chạy lại đúng lệnh đó" in said
    assert city(arguments) == 0


def test_where_no_city_was_founded_the_operator_is_told_how(monkeypatch, capsys):
    def ask():
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nothing_is_here")

    monkeypatch.setattr("motcua.delivery.cli.city.begun_past", ask)
    assert city(["--dossiers", "5"]) == 1
    assert "motcua found" in capsys.readouterr().err


@pytest.mark.parametrize(("seconds", "told"), [(0.4, "0 s"), (59, "59 s"), (61, "1 min 01 s"), (7260, "121 min 00 s")])
def test_the_time_left_is_told_as_people_say_it(seconds, told):
    assert _long(seconds) == told


def test_a_real_city_is_told_why_it_gets_none(working_city, settings, capsys):
    settings.TRAINING = False
    assert city(["--dossiers", "5"]) == 1
    assert "MOTCUA_TRAINING=1" in capsys.readouterr().err


@pytest.mark.parametrize(("dossiers", "processes"), [(60, 1), (1999, 1), (3000, 3), (1_000_000, 4)])
def test_a_process_is_begun_for_each_thousand_dossiers_as_far_as_there_are_cores(dossiers, processes, monkeypatch):
    monkeypatch.setattr("motcua.delivery.cli.city.usable_cores", lambda: 4)
    assert worth(dossiers) == processes
