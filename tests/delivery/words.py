"""Every Vietnamese sentence of an app has its English one.

`said_in(folder)` finds what templates and modules say, `translated_in(folder)` what the app's catalogue translates.
`compiled_words` makes the compiled catalogues that Django reads.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

from motcua.delivery.cli.prepare import compile_messages

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "motcua"
KEYWORDS = ("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext")
VALUE = re.compile(r"%\((\w+)\)s|\{(\w+)\}")


class Said(NamedTuple):
    """A sentence, with its plural where it has one."""

    one: str
    many: str = ""


def said_in(folder: Path) -> set[Said]:
    """What the modules and templates below `folder` say by gettext."""
    modules = (file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    templates = (templatize(file.read_text(encoding="utf-8")) for file in folder.rglob("*.html"))
    return {said for text in (*modules, *templates) for said in _extracted(text)}


def translated_in(folder: Path) -> set[Said]:
    """What the English catalogue of an app translates, and not with nothing."""
    return {said for said, words in _entries(_catalogue(folder)) if all(words)}


def untranslated(folder: Path) -> set[Said]:
    """What an app says without saying it in English. What Django or another app translates is translated there too."""
    return said_in(folder) - translated_in(folder)


def superfluous(folder: Path) -> set[Said]:
    """What is translated and no longer said."""
    return {said for said, _ in _entries(_catalogue(folder))} - said_in(folder)


def odd_placeholders(folder: Path) -> set[str]:
    """Translations that name other values than the sentence does."""
    return {
        said.one for said, words in _entries(_catalogue(folder)) for word in words if _values(word) != _values(said.one)
    }


def said_otherwise(*apps: str) -> list[dict[str, str]]:
    """Sentences of these apps that are put into English in several ways, by app. Django looks a sentence up in all
    catalogues together: the first app would speak for the others.
    """
    said: dict[str, dict[str, str]] = {}
    for catalogue in PACKAGE.rglob("locale/en/LC_MESSAGES/django.po"):
        app = catalogue.parents[3]
        for each, words in _entries(_catalogue(app)):
            if not each.many:
                said.setdefault(each.one, {})[app.name] = "".join(words)
    shared = (each for each in said.values() if set(apps) & set(each))
    return [english for english in shared if len(set(english.values())) > 1]


@pytest.fixture(scope="session")
def compiled_words() -> None:
    """All catalogues compiled as an installation has them, and Django's memory of older ones gone."""
    for source in PACKAGE.rglob("locale/*/LC_MESSAGES/*.po"):
        compile_messages(source)
    trans_real._translations = {}


def _extracted(text: str) -> Iterator[Said]:
    found = extract_python(io.BytesIO(text.encode()), KEYWORDS, (), {"encoding": "utf-8"})
    for _line, function, messages, _comments in found:
        words = [each for each in ([messages] if isinstance(messages, str) else messages) if each]
        if words:
            yield Said(*words[:2]) if function.startswith("ngettext") else Said(words[0])


def _catalogue(folder: Path) -> Catalog:
    with (folder / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as source:
        return read_po(source)


def _entries(catalogue: Catalog) -> Iterator[tuple[Said, Iterable[str]]]:
    for message in catalogue:
        if message.id:
            said = Said(*message.id) if isinstance(message.id, tuple) else Said(message.id)
            yield said, message.string if isinstance(message.string, tuple) else (message.string,)


def _values(words: str) -> set[str]:
    """`%(name)s` and `{name}` of a sentence."""
    return {name for pair in VALUE.findall(words) for name in pair if name}
