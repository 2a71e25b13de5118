"""What can go wrong with a rule, said in Vietnamese and in English, with the place in the text."""

from typing import NamedTuple


class Message(NamedTuple):
    """One sentence in both languages of the system."""

    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.vi} ({self.en})"


class Origin(NamedTuple):
    """Which of many texts a place is in: that of a decision, or the cell of a table.

    `rule` and `column` count from 1, the columns of inputs first; 0 where there is none. A rule without a column is
    the whole row, a column without a rule its head.
    """

    words: Message
    rule: int = 0
    column: int = 0


class _LineAndColumn(NamedTuple):
    line: int
    column: int


class Position(_LineAndColumn):
    """A place in an expression's text; line and column count from 1. Two places are equal when these are.

    A place with an origin and without a line is the origin as a whole.
    """

    origin: Origin | None = None

    @property
    def words(self) -> Message:
        """The place for a reader."""
        if self.origin and not self.line:
            return self.origin.words
        vi, en = self.origin.words if self.origin else ("", "")
        before_vi, before_en = (f"{vi}, ", f"{en}, ") if self.origin else ("", "")
        return Message(
            f"{before_vi}dòng {self.line}, cột {self.column}", f"{before_en}line {self.line}, column {self.column}"
        )


def position(line: int, column: int, origin: Origin | None = None) -> Position:
    """The place, in that text."""
    place = Position(line, column)
    if origin:
        place.origin = origin
    return place


def whole(origin: Origin) -> Position:
    """The place that is all of a text."""
    return position(0, 0, origin)


class RuleError(ValueError):
    """A rule, or the data given to it, cannot be used.

    `message` says why, `at` where in the text when there is a place, and `sentence` both together.
    """

    def __init__(self, message: Message, at: Position | None = None) -> None:
        self.message = message
        self.at = at
        if at:
            message = Message(f"{at.words.vi}: {message.vi}", f"{at.words.en}: {message.en}")
        self.sentence = message
        super().__init__(str(message))


class FeelSyntaxError(RuleError):
    """The text is not FEEL. `found` is the piece of text that does not fit, `expected` what could stand there."""

    def __init__(self, at: Position, found: str, expected: Message) -> None:
        self.found = found
        self.expected = expected
        shown_vi, shown_en = (f"“{found}”", f"“{found}”") if found else ("hết biểu thức", "the end of the expression")
        super().__init__(
            Message(f"gặp {shown_vi}, cần {expected.vi}", f"found {shown_en}, expected {expected.en}"),
            at,
        )


class EvaluationError(RuleError):
    """Strict evaluation met something that the standard would have turned into null."""


class DataError(RuleError):
    """A value handed to a rule is of no FEEL type."""


class LimitExceededError(RuleError):
    """A limit on time or memory was reached; `limit` is its name in `Limits`."""

    def __init__(self, limit: str, message: Message, at: Position | None = None) -> None:
        self.limit = limit
        super().__init__(message, at)


class NotPortableError(RuleError):
    """The expression uses something that the browser's evaluator does not know."""
