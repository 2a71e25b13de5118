"""Every Vietnamese sentence of the leaders' page has an English one."""

from pathlib import Path

import motcua.delivery.dashboard
from tests.delivery import words

BOARD = Path(motcua.delivery.dashboard.__file__).parent


def test_the_overview_speaks_english() -> None:
    assert len(words.said_in(BOARD)) > 50
    assert words.untranslated(BOARD) == set()


def test_nothing_is_translated_that_is_not_said() -> None:
    assert words.superfluous(BOARD) == set()


def test_translations_name_the_values_of_their_sentences() -> None:
    assert words.odd_placeholders(BOARD) == set()
