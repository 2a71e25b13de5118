"""Founding a training city, and what a real one says to it."""

from __future__ import annotations

import pytest
from django.conf import LazySettings

from motcua.delivery.cli import founding
from motcua.delivery.cli.town import TownError
from motcua.domain.dossiers.models import Dossier
from motcua.domain.identity.models import Officer

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
    with pytest.raises(TownError, match="nothing of it is there"):
        founding.remember(print, 10)
    assert not Dossier.objects.exists()


def test_a_city_may_do_without_a_past() -> None:
    founding.remember(print, 0)
    assert not Dossier.objects.exists()
