"""The scanner: from the text of an expression to its tokens."""

from typing import Final, NamedTuple

from motcua.core.rules.errors import FeelSyntaxError, LimitExceededError, Message, Origin, Position, position
from motcua.core.rules.evaluation import Limits

_LONG_SYMBOLS: Final = frozenset({"**", "..", "->", "<=", ">=", "!="})
_SYMBOLS: Final = frozenset("()[]{}<>=+-*/,.:@'’")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_DIGITS: Final = frozenset("0123456789")
_NAME_START: Final = (
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x2FF),
    (0x370, 0x37D),
    (0x37F, 0x1FFF),
    (0x200C, 0x200D),
    (0x2070, 0x218F),
    (0x2C00, 0x2FEF),
    (0x3001, 0xD7FF),
    (0xF900, 0xFDCF),
    (0xFDF0, 0xFFFD),
    (0x10000, 0xEFFFF),
)
_NAME_PART: Final = ((0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040))


class Token(NamedTuple):
    """`kind` is `name`, `number`, `string`, `end`, or the symbol itself."""

    kind: str
    text: str
    at: Position
    value: str = ""
    """The content of a string."""


def scan(text: str, limits: Limits, origin: Origin | None = None) -> list[Token]:
    """All tokens of the text, an `end` token last; raises `FeelSyntaxError` for what is none."""
    if len(text) > limits.length:
        raise LimitExceededError(
            "length",
            Message(
                f"biểu thức dài hơn {limits.length} ký tự", f"the expression is longer than {limits.length} characters"
            ),
            position(1, 1, origin) if origin else None,
        )
    return _Scanner(text, origin).tokens()


class _Scanner:
    def __init__(self, text: str, origin: Origin | None) -> None:
        self.text = text
        self.origin = origin
        self.index = 0
        self.line = 1
        self.line_start = 0

    def tokens(self) -> list[Token]:
        found = []
        while self.skip_space():
            found.append(self.token())
        found.append(Token("end", "", self.position()))
        return found

    def position(self) -> Position:
        return position(self.line, self.index - self.line_start + 1, self.origin)

    def skip_space(self) -> bool:
        """Go on to the next token, over white space and comments; false at the end."""
        text = self.text
        while self.index < len(text):
            if text[self.index].isspace() or text[self.index] == "\ufeff":
                self.advance(self.index + 1)
            elif text.startswith("//", self.index):
                end = text.find("\n", self.index)
                self.advance(len(text) if end < 0 else end)
            elif text.startswith("/*", self.index):
                end = text.find("*/", self.index + 2)
                if end < 0:
                    raise FeelSyntaxError(self.position(), "/*", Message("dấu */ kết thúc chú thích", "a closing */"))
                self.advance(end + 2)
            else:
                return True
        return False

    def advance(self, to: int) -> None:
        lines = self.text.count("\n", self.index, to)
        if lines:
            self.line += lines
            self.line_start = self.text.rindex("\n", self.index, to) + 1
        self.index = to

    def token(self) -> Token:
        text, start = self.text, self.index
        letter = text[start]
        if letter == '"':
            return self.string()
        if letter in _DIGITS or (letter == "." and text[start + 1 : start + 2] in _DIGITS):
            return self.taken("number", self.number_end())
        if _starts_name(letter):
            end = start + 1
            while end < len(text) and _continues_name(text[end]):
                end += 1
            return self.taken("name", end)
        symbol = text[start : start + 2] if text[start : start + 2] in _LONG_SYMBOLS else letter
        if symbol in _LONG_SYMBOLS or symbol in _SYMBOLS:
            return self.taken(symbol, start + len(symbol))
        raise FeelSyntaxError(
            self.position(), letter, Message("một giá trị, tên hoặc phép toán", "a value, a name or an operator")
        )

    def taken(self, kind: str, end: int) -> Token:
        token = Token(kind, self.text[self.index : end], self.position())
        self.advance(end)
        return token

    def number_end(self) -> int:
        """`12`, `1.5`, `.5`, `1.2e-3`; the dots of `1..5` are no decimal point."""
        text, end = self.text, self.after_digits(self.index)
        if text[end : end + 1] == "." and text[end + 1 : end + 2] in _DIGITS:
            end = self.after_digits(end + 1)
        if text[end : end + 1] in ("e", "E"):
            exponent = end + 2 if text[end + 1 : end + 2] in ("+", "-") else end + 1
            after = self.after_digits(exponent)
            end = after if after > exponent else end
        return end

    def after_digits(self, index: int) -> int:
        while index < len(self.text) and self.text[index] in _DIGITS:
            index += 1
        return index

    def string(self) -> Token:
        at, start = self.position(), self.index
        content: list[str] = []
        index = start + 1
        while index < len(self.text) and self.text[index] != '"':
            if self.text[index] == "\\":
                piece, index = self.escape(index + 1)
            else:
                piece, index = self.text[index], index + 1
            content.append(piece)
        if index >= len(self.text):
            shown = self.text[start : start + 20]
            raise FeelSyntaxError(at, shown, Message('dấu " kết thúc chuỗi', 'a closing "'))
        self.advance(index + 1)
        value = "".join(content).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return Token("string", self.text[start : index + 1], at, value)

    def escape(self, index: int) -> tuple[str, int]:
        """What the escape after a backslash stands for; an unknown one stands for itself, backslash and all."""
        letter = self.text[index : index + 1]
        width = {"u": 4, "U": 6}.get(letter, 0)
        digits = self.text[index + 1 : index + 1 + width]
        if width and len(digits) == width and all(digit in "0123456789abcdefABCDEF" for digit in digits):
            code = int(digits, 16)
            return (chr(code) if code < 0x110000 else "\ufffd"), index + 1 + width
        return _ESCAPES.get(letter, "\\" + letter), index + 1


def _starts_name(letter: str) -> bool:
    if letter < "\x80":
        return letter.isalpha() or letter in "_?"
    code = ord(letter)
    return any(first <= code <= last for first, last in _NAME_START)


def _continues_name(letter: str) -> bool:
    if letter < "\x80":
        return letter.isalnum() or letter in "_?"
    code = ord(letter)
    return any(first <= code <= last for first, last in (*_NAME_START, *_NAME_PART))
