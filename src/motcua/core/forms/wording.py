"""Words in both languages, and numbers and days the way a reader of each language writes them."""

from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

Language: TypeAlias = Literal["vi", "en"]


class Text(NamedTuple):
    """The same words in Vietnamese and in English."""

    vi: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


def filled(sentence: Text, name: str, words: Text) -> Text:
    """The sentence with `{name}` replaced, in each language by its own words."""
    return Text(sentence.vi.replace(f"{{{name}}}", words.vi), sentence.en.replace(f"{{{name}}}", words.en))


def number_text(value: Decimal) -> Text:
    """1250.5 as `1.250,5` in Vietnamese and `1,250.5` in English."""
    english = f"{value:,f}"
    return Text(english.translate(_SWAPPED_MARKS), english)


def day_text(iso: str) -> str:
    """2026-12-15 as `15/12/2026`, and 2026-12 as `12/2026`, in both languages."""
    return "/".join(reversed(iso.split("-")))


_SWAPPED_MARKS = str.maketrans(",.", ".,")
