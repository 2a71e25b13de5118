"""Names of FEEL, which may hold spaces and operators, and how they are found in a text.

FEEL has no quotes around names: whether `days in weekend` is one name or a membership is decided by the names that are
known at that place, the longest first. A name that nobody knows is taken to be the words that follow one another.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from motcua.core.rules.errors import RuleError
from motcua.core.rules.evaluation import STANDARD_LIMITS
from motcua.core.rules.scanner import Token, scan

KEYWORDS = frozenset({"and", "or", "in", "between", "instance", "then", "else", "return", "satisfies"})
"""Words that end an unknown name."""


class NameTable:
    """Known names by their first word."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], str]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Know a name from now on; one that cannot be written in FEEL (say `"`) is left out."""
        words = _words(name)
        if words:
            self._by_first.setdefault(words[0], {})[words] = name

    def match(self, tokens: Sequence[Token], start: int) -> tuple[int, str]:
        """How many tokens the longest known name takes from `start`, and that name; 0 when there is none."""
        longest, found = 0, ""
        for words, name in self._by_first.get(tokens[start].text, {}).items():
            if len(words) > longest and all(
                token.text == word for token, word in zip(tokens[start : start + len(words)], words, strict=False)
            ):
                longest, found = len(words), name
        return longest, found


@lru_cache(maxsize=10_000)
def _words(name: str) -> tuple[str, ...]:
    """The tokens of a name; none for one that cannot be written in FEEL."""
    try:
        return tuple(token.text for token in scan(name, STANDARD_LIMITS)[:-1])
    except RuleError:
        return ()


def longest_match(tables: Iterable[NameTable], tokens: Sequence[Token], start: int) -> tuple[int, str]:
    """The longest name that any of the tables knows at that place."""
    return max((table.match(tokens, start) for table in tables), key=lambda found: found[0], default=(0, ""))


def end_of_words(tokens: Sequence[Token], start: int) -> int:
    """Where the words end that could together be one unknown name."""
    end = start + 1
    while _is_word(tokens[end]):
        end += 1
    return end


def _is_word(token: Token) -> bool:
    if token.kind == "number":
        return not token.text.startswith(".")
    return token.kind == "name" and token.text not in KEYWORDS
