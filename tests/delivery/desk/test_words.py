"""Every Vietnamese sentence of the officers' pages has an English one."""

from pathlib import Path

import motcua.delivery.desk
from tests.delivery import words

DESK = Path(motcua.delivery.desk.__file__).parent


def test_the_desk_speaks_english() -> None:
    assert len(words.said_in(DESK)) > 200
    assert words.untranslated(DESK) == set()


def test_nothing_is_translated_that_is_not_said() -> None:
    assert words.superfluous(DESK) == set()


def test_translations_name_the_values_of_their_sentences() -> None:
    assert words.odd_placeholders(DESK) == set()


def test_no_sentence_is_said_otherwise_by_another_app() -> None:
    assert words.said_otherwise("desk", "dashboard") == []
