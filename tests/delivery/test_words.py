"""Vietnamese first, English complete: what an app says, its English catalogue says too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.delivery.words import PACKAGE, odd_placeholders, said_in, superfluous, untranslated

APPS = [PACKAGE / name for name in ("delivery/ui", "delivery/signin", "delivery/portal", "infra")]
EVERY_APP = pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)


@EVERY_APP
def test_everything_said_is_said_in_english(app: Path) -> None:
    assert said_in(app)
    assert untranslated(app) == set()


@EVERY_APP
def test_nothing_is_translated_that_nobody_says(app: Path) -> None:
    assert superfluous(app) == set()


@EVERY_APP
def test_a_translation_names_the_values_that_the_sentence_names(app: Path) -> None:
    assert odd_placeholders(app) == set()
