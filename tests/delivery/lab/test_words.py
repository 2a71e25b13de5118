"""Every Vietnamese sentence of the laboratory has an English one."""

from pathlib import Path

from babel.messages.pofile import read_po

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
    # Django looks a sentence up in all catalogues together: the first app would speak for the other.
    said: dict[str, dict[str, str]] = {}
    for catalogue in words.PACKAGE.rglob("locale/en/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as source:
            for each in read_po(source):
                if isinstance(each.id, str) and each.id:
                    said.setdefault(each.id, {})[catalogue.parents[3].name] = str(each.string)
    shared = [each for each in said.values() if "lab" in each]
    assert [english for english in shared if len(set(english.values())) > 1] == []
