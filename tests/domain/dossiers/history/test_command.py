"""`motcua history`: says what it made, makes it once, and says why it does not."""

import pytest

from motcua.delivery.cli.history import history
from motcua.domain.dossiers.models import Dossier
from motcua.domain.reporting.models import DailyCount
from motcua.infra import clock
from tests.city import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def this_morning(monkeypatch, settings):
    """The machine shows the morning of the tests, and nobody changes offices."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.REFERENCE_CACHE_SECONDS = 60


def test_a_history_is_made_once_and_the_leaders_have_their_counts(working_city, capsys):
    assert history(["--dossiers", "8"]) == 0
    assert capsys.readouterr().out.startswith("8 dossiers, ")
    assert DailyCount.objects.exists()
    assert history(["--dossiers", "8"]) == 0
    assert capsys.readouterr().out == "the city has its history already\n"
    assert Dossier.objects.filter(parent_id=None).count() == 8


@pytest.mark.parametrize("arguments", [["--dossiers", "0"], ["--until", "2026-11-24T09:00"]])
def test_no_dossiers_and_a_moment_to_come_are_refused(working_city, arguments, capsys):
    assert history(arguments) == 2
    assert "has come" in capsys.readouterr().err


def test_a_real_city_is_told_why_it_gets_none(working_city, settings, capsys):
    settings.TRAINING = False
    assert history([]) == 1
    assert "MOTCUA_TRAINING=1" in capsys.readouterr().err
