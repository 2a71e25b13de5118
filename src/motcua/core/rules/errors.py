"""What can go wrong with a rule, said in Vietnamese and in English, with the place in the text."""

from typing import NamedTuple


class Position(NamedTuple):
    """A place in an expression's text; line and column count from 1."""

    line: int
    column: int


class Message(NamedTuple):
    """One sentence in both languages of the system."""

    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.vi} ({self.en})"


class RuleError(ValueError):
    """A rule, or the data given to it, cannot be used.

    `message` says why, `at` where in the text when there is a place, and `sentence` both together.
    """

    def __init__(self, message: Message, at: Position | None = None) -> None:
        self.message = message
        self.at = at
        if at:
            place = Message(f"dòng {at.line}, cột {at.column}: ", f"line {at.line}, column {at.column}: ")
            message = Message(place.vi + message.vi, place.en + message.en)
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
