"""`motcua city`: says how far it is and what it made, goes on with what was begun, and says why it does not."""

import pytest

from motcua.delivery.cli.city import city, worth
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
    said = capsys.readouterr().out.splitlines()
    assert said[0].strip().startswith("12 dossiers planned")
    assert "/s" in said[1]
    assert f" s: {Dossier.objects.filter(parent_id=None).count()} dossiers, " in said[-1]
    assert DailyCount.objects.exists()
    assert city(arguments) == 0
    assert capsys.readouterr().out.endswith(" s: the city has this past already\n")


def test_another_past_and_an_office_that_is_none_are_refused_in_both_languages(working_city, capsys):
    assert city(["--dossiers", "5", "--months", "1", "--offices", "H29.99"]) == 1
    said = capsys.readouterr().err
    assert "các cơ quan: " in said
    assert "choose among these: " in said
    assert city(["--dossiers", "5", "--months", "1", "--offices", "1", "--processes", "1"]) == 0
    assert city(["--dossiers", "6", "--months", "1", "--offices", "1"]) == 1
    assert "another past" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--dossiers", "0"],
        ["--dossiers", "5", "--months", "0"],
        ["--dossiers", "5", "--seed", "-1"],
        ["--dossiers", "5", "--processes", "0"],
        ["--dossiers", "5", "--until", "2026-11-24T09:00"],
    ],
)
def test_what_cannot_be_asked_for_is_told(working_city, arguments, capsys):
    assert city(arguments) == 2
    assert "has come" in capsys.readouterr().err
    assert not Dossier.objects.exists()


def test_a_real_city_is_told_why_it_gets_none(working_city, settings, capsys):
    settings.TRAINING = False
    assert city(["--dossiers", "5"]) == 1
    assert "MOTCUA_TRAINING=1" in capsys.readouterr().err


@pytest.mark.parametrize(("dossiers", "processes"), [(60, 1), (1999, 1), (3000, 3), (1_000_000, 4)])
def test_a_process_is_begun_for_each_thousand_dossiers_as_far_as_there_are_cores(dossiers, processes, monkeypatch):
    monkeypatch.setattr("motcua.delivery.cli.city.usable_cores", lambda: 4)
    assert worth(dossiers) == processes
