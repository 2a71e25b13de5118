"""Every Vietnamese sentence of the laboratory has an English one."""

from pathlib import Path

import motcua.delivery.lab
from tests.delivery import words

LAB = Path(motcua.delivery.lab.__file__).parent


def test_the_laboratory_speaks_english() -> None:
    assert len(words.said_in(LAB)) > 300
    assert words.untranslated(LAB) == set()


def test_nothing_is_translated_that_is_not_said() -> None:
    assert words.superfluous(LAB) == set()


def test_translations_name_the_values_of_their_sentences() -> None:
    assert words.odd_placeholders(LAB) == set()


def test_no_sentence_is_said_otherwise_by_another_app() -> None:
    assert words.said_otherwise("lab") == []
