"""A place in the tokens of an expression, the names known there, and how deep it is."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NoReturn

from motcua.core.rules.builtins import BUILTINS
from motcua.core.rules.errors import FeelSyntaxError, LimitExceededError, Message, Origin, Position
from motcua.core.rules.evaluation import Limits
from motcua.core.rules.names import NameTable, end_of_words, longest_match
from motcua.core.rules.scanner import Token, scan

Names = Collection[str | tuple[str, ...]]
"""Known names: a string is a name in the data, a tuple the path to an entry."""

BUILTIN_TYPES: Final = frozenset(
    {
        "Any",
        "Null",
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "list",
        "context",
        "function",
        "range",
    }
)
_BUILTIN_NAMES = NameTable(BUILTINS)
_NAME_TOKENS = frozenset({"name", "number", *"./-+*'’"})
_VALUE = Message("một giá trị", "a value")


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a text may use: those in the data, those of entries, and those of types."""

    roots: tuple[NameTable, ...]
    members: NameTable
    types: NameTable

    @classmethod
    def of(cls, names: Names, types: Iterable[str]) -> "Known":
        """These names, and these types beside the built-in ones."""
        return cls(
            (NameTable(name if isinstance(name, str) else name[0] for name in names),),
            NameTable(part for name in names if isinstance(name, tuple) for part in name[1:]),
            NameTable((*BUILTIN_TYPES, *types)),
        )

    def inside(self, *tables: NameTable) -> "Known":
        """Inside a construct in which further names are known."""
        return Known((*self.roots, *tables), self.members, self.types)


class Cursor:
    """What a parser needs to know of its place."""

    def __init__(self, text: str, known: Known, limits: Limits, origin: Origin | None = None) -> None:
        self.tokens = scan(text, limits, origin)
        self.index = 0
        self.limits = limits
        self.members = NameTable()
        """Names of entries that the text itself gives; those of `known` serve other texts too and stay as they are."""
        self.scopes = [_BUILTIN_NAMES, *known.roots]
        self.known = known
        self.ends_range = False
        self._level = 0

    @property
    def token(self) -> Token:
        """The present token."""
        return self.tokens[self.index]

    @property
    def known_members(self) -> tuple[NameTable, NameTable]:
        """The names of entries known here."""
        return self.known.members, self.members

    def following(self, count: int = 1) -> Token:
        """A token further on; the last one for ever after it."""
        return self.tokens[min(self.index + count, len(self.tokens) - 1)]

    def take(self) -> Token:
        """The present token, and on to the next."""
        token = self.token
        self.index = min(self.index + 1, len(self.tokens) - 1)
        return token

    def accept(self, *texts: str) -> Token | None:
        """The present token, taken, when it is one of these symbols or words."""
        return self.take() if self.token.kind != "string" and self.token.text in texts else None

    def expect(self, text: str) -> Token:
        """The token with this text, which must stand here."""
        return self.accept(text) or self.fail(Message(f"“{text}”", f"“{text}”"))

    def fail(self, expected: Message = _VALUE) -> NoReturn:
        """Raise that something else should stand here."""
        raise FeelSyntaxError(self.token.at, self.token.text, expected)

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level deeper."""
        self._level += 1
        if self._level > self.limits.nesting:
            raise too_deep(self.limits, self.token.at)
        yield
        self._level -= 1

    @contextmanager
    def nested(self, *, ends_range: bool = False) -> Iterator[None]:
        """One level deeper, inside something that has brackets of its own; `ends_range` when those of a range."""
        outer, self.ends_range = self.ends_range, ends_range
        with self.deeper():
            yield
        self.ends_range = outer

    @contextmanager
    def scope(self, *names: str) -> Iterator[NameTable]:
        """A part of the text in which further names are known."""
        table = NameTable(names)
        self.scopes.append(table)
        yield table
        self.scopes.pop()

    def is_label(self) -> bool:
        """Whether a name with a colon after it begins here."""
        count = 0
        while self.following(count).kind in _NAME_TOKENS:
            count += 1
        return count > 0 and self.token.kind == "name" and self.following(count).kind == ":"

    def name(self) -> str:
        """The name that begins here: the longest known one, else the words up to an operator or keyword."""
        count, known = longest_match(self.scopes, self.tokens, self.index)
        return self._taken_name(count, known)

    def member(self) -> str:
        """The name of an entry, after a dot."""
        if self.token.kind != "name":
            self.fail(Message("tên của một mục", "the name of an entry"))
        return self._taken_name(*longest_match(self.known_members, self.tokens, self.index))

    def type_name(self) -> str:
        """The name of a type, with the dots of an imported one."""
        name = self._taken_name(*self.known.types.match(self.tokens, self.index))
        while self.token.kind == "." and self.following().kind == "name":
            self.take()
            name += "." + self._taken_name(0, "")
        return name

    def new_name(self, before: str) -> str:
        """A name that is being given here: all tokens up to the word or symbol `before`."""
        start = self.index
        while self.token.kind in _NAME_TOKENS and self.token.text != before:
            self.take()
        if self.index == start:
            self.fail(Message("một tên", "a name"))
        return _joined(self.tokens[start : self.index])

    def _taken_name(self, count: int, known: str) -> str:
        end = self.index + count
        words_end = end_of_words(self.tokens, max(end - 1, self.index))
        if count and words_end == end:
            self.index = end
            return known
        words = self.tokens[self.index : words_end]
        self.index = words_end
        return _joined(words)


def too_deep(limits: Limits, at: Position | None = None) -> LimitExceededError:
    """The error of a text with too many levels."""
    return LimitExceededError(
        "nesting",
        Message(
            f"biểu thức lồng nhau sâu quá {limits.nesting} cấp",
            f"the expression is nested over {limits.nesting} levels",
        ),
        at,
    )


def _joined(tokens: list[Token]) -> str:
    """The words with one space between them; none around operators, as `a-b` is usually written."""
    text = ""
    previous_is_word = False
    for token in tokens:
        is_word = token.kind in ("name", "number")
        text += (" " if is_word and previous_is_word else "") + token.text
        previous_is_word = is_word
    return text
