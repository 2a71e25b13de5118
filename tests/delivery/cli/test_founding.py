"""Founding a training city, and what a real one says to it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings

from motcua.core.workcal import ZONE
from motcua.delivery.cli import founding
from motcua.delivery.cli.town import TownError
from motcua.domain.dossiers.city.making import Begun, begun_past, make_city
from motcua.domain.dossiers.city.plan import Wanted
from motcua.domain.dossiers.models import Dossier
from motcua.domain.identity.models import Officer
from motcua.domain.reporting.services import AtOnce
from motcua.infra import clock
from tests.city import NOW
from tests.office import Office

pytestmark = pytest.mark.django_db


def test_a_real_city_is_never_filled_with_invented_people(
    settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.TRAINING = False
    assert founding.command([]) == 1
    assert "docs/operations.md" in capsys.readouterr().err
    assert not Officer.objects.exists()


def test_a_past_that_cannot_be_made_is_told_in_words_and_leaves_nothing(settings: LazySettings) -> None:
    settings.TRAINING = False
    with pytest.raises(TownError, match="MOTCUA_TRAINING=1"):
        founding.remember(print, 10)
    assert not Dossier.objects.exists()


def test_a_past_that_was_begun_is_gone_on_with_at_the_next_start_and_then_kept(
    working_city: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    wanted = Wanted(None, 20, datetime(2026, 10, 1, tzinfo=ZONE), NOW - timedelta(days=1), seed=4)
    make_city(wanted, AtOnce(), lambda progress: progress.whole < 3)
    said: list[str] = []
    founding.remember(said.append, 10)
    assert begun_past() == Begun(wanted, is_whole=True)
    founding.remember(said.append, 10)
    first, second = (line for line in said if "past: " in line)
    assert "dossiers, " in first
    assert any("begun with 20 dossiers" in line for line in said)
    assert second.endswith("past: the city has this past already")


def test_a_city_may_do_without_a_past() -> None:
    founding.remember(print, 0)
    assert not Dossier.objects.exists()
