"""From the text of a pattern to the program that the matcher runs."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from motcua.core.rules.patterns.characters import CLASSES, CharacterSet, Predicate, block_or_category, inverse, span

_LONGEST_PROGRAM: Final = 5_000
_DEEPEST_GROUP: Final = 50
_SPECIAL: Final = frozenset("\\|.-^?*+{}()[]$")
_DIGITS: Final = frozenset("0123456789")
_CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t"}
_FLAGS: Final = frozenset("smixq")
_ANY: Final = CharacterSet(())


class PatternError(Exception):
    """The text is no pattern, or one too long."""


class Instruction(NamedTuple):
    """`code` says what to do: take a letter of `letters`, go to both `first` and `second`, keep a place …"""

    code: str
    first: int = 0
    second: int = 0
    letters: CharacterSet = _ANY


@dataclass(frozen=True, slots=True)
class Program:
    """What the matcher runs."""

    instructions: tuple[Instruction, ...]
    groups: int
    ignore_case: bool
    has_back_references: bool


Code = list[Instruction]
"""A piece of a program; the targets of its jumps count from the instruction that jumps."""


def program_of(pattern: str, flags: str) -> Program:
    """The program of a pattern; raises `PatternError`."""
    if not set(flags) <= _FLAGS:
        raise PatternError
    reader = _Reader(pattern, frozenset(flags))
    code = reader.literal() if "q" in flags else reader.whole()
    code = [*code, Instruction("match")]
    back = any(instruction.code == "back" for instruction in code)
    return Program(tuple(code), reader.groups, "i" in flags, back)


class _Reader:
    def __init__(self, pattern: str, flags: frozenset[str]) -> None:
        self.text = pattern
        self.flags = flags
        self.index = 0
        self.groups = 0
        self.closed: set[int] = set()
        self.depth = 0

    @property
    def letter(self) -> str:
        """The present letter, `""` at the end; outside brackets the flag x lets white space be skipped."""
        while "x" in self.flags and self.text[self.index : self.index + 1] in (" ", "\t", "\n", "\r"):
            self.index += 1
        return self.text[self.index : self.index + 1]

    def take(self) -> str:
        letter = self.letter
        if not letter:
            raise PatternError
        self.index += 1
        return letter

    def accept(self, letter: str) -> bool:
        if self.letter != letter:
            return False
        self.index += 1
        return True

    def literal(self) -> Code:
        return self.checked([self.one(letter) for letter in self.text])

    def whole(self) -> Code:
        code = self.alternatives()
        if self.letter:
            raise PatternError
        return code

    def checked(self, code: Code) -> Code:
        if len(code) > _LONGEST_PROGRAM:
            raise PatternError
        return code

    def one(self, letter: str) -> Instruction:
        return Instruction("take", letters=CharacterSet((span(letter, letter, ignore_case="i" in self.flags),)))

    def alternatives(self) -> Code:
        branches = [self.sequence()]
        while self.accept("|"):
            branches.append(self.sequence())
        code = branches.pop()
        for branch in reversed(branches):
            head, end = Instruction("split", 1, len(branch) + 2), Instruction("jump", len(code) + 1)
            code = self.checked([head, *branch, end, *code])
        return code

    def sequence(self) -> Code:
        code: Code = []
        while self.letter not in ("", "|", ")"):
            code = self.checked([*code, *self.quantified(self.atom())])
        return code

    def atom(self) -> Code:
        letter = self.take()
        if letter == "(":
            return self.group()
        if letter == "[":
            return [Instruction("take", letters=self.bracket(0))]
        if letter == ".":
            line_ends = () if "s" in self.flags else ("\n", "\r")
            return [Instruction("take", letters=CharacterSet((lambda each: each not in line_ends,)))]
        if letter in "^$":
            return [Instruction({"^": "line start", "$": "line end"}[letter] if "m" in self.flags else letter)]
        if letter == "\\":
            return self.escape()
        if letter in _SPECIAL and letter != "-":
            raise PatternError
        return [self.one(letter)]

    def group(self) -> Code:
        self.depth += 1
        if self.depth > _DEEPEST_GROUP:
            raise PatternError
        keeps = not (self.text.startswith("?:", self.index))
        number = self.groups + 1 if keeps else 0
        self.groups += int(keeps)
        self.index += 0 if keeps else 2
        code = self.alternatives()
        if not self.accept(")"):
            raise PatternError
        self.depth -= 1
        self.closed.add(number)
        if not keeps:
            return code
        return [Instruction("keep", 2 * number), *code, Instruction("keep", 2 * number + 1)]

    def escape(self) -> Code:
        if self.letter in _DIGITS - {"0"}:
            return [Instruction("back", self.group_number())]
        predicate = self.escaped_class()
        if predicate:
            return [Instruction("take", letters=CharacterSet((predicate,)))]
        return [self.one(self.escaped_letter())]

    def group_number(self) -> int:
        """As many digits as still name a group that is closed."""
        number = int(self.take())
        while self.letter in _DIGITS and number * 10 + int(self.letter) in self.closed:
            number = number * 10 + int(self.take())
        if number not in self.closed:
            raise PatternError
        return number

    def escaped_letter(self) -> str:
        letter = self.take()
        if letter in _CONTROLS:
            return _CONTROLS[letter]
        if letter in _SPECIAL:
            return letter
        raise PatternError

    def escaped_class(self) -> Predicate | None:
        letter = self.letter
        if letter.lower() in CLASSES:
            self.index += 1
            return CLASSES[letter.lower()] if letter.islower() else inverse(CLASSES[letter.lower()])
        if letter not in ("p", "P") or self.text[self.index + 1 : self.index + 2] != "{":
            return None
        self.index += 2
        name = ""
        while not self.accept("}"):
            name += self.take()
        predicate = block_or_category(name)
        if predicate is None:
            raise PatternError
        return predicate if letter == "p" else inverse(predicate)

    def bracket(self, depth: int) -> CharacterSet:
        """What follows `[`; white space counts here even with the flag x."""
        if depth > _DEEPEST_GROUP:
            raise PatternError
        flags, self.flags = self.flags, self.flags - {"x"}
        negated = self.accept("^")
        tests: list[Predicate] = []
        minus = None
        while not self.accept("]"):
            if tests and self.text.startswith("-[", self.index):
                self.index += 2
                minus = self.bracket(depth + 1)
                if self.letter != "]":
                    raise PatternError
            else:
                tests.append(self.bracket_item())
        if not tests:
            raise PatternError
        self.flags = flags
        return CharacterSet(tuple(tests), negated, minus)

    def bracket_item(self) -> Predicate:
        first = self.bracket_letter()
        if not isinstance(first, str):
            return first
        after = self.text[self.index + 1 : self.index + 2]
        if self.letter != "-" or after in ("]", "[", ""):
            return span(first, first, ignore_case="i" in self.flags)
        self.index += 1
        last = self.bracket_letter()
        if not isinstance(last, str) or last < first:
            raise PatternError
        return span(first, last, ignore_case="i" in self.flags)

    def bracket_letter(self) -> str | Predicate:
        letter = self.take()
        if letter == "[":
            raise PatternError
        return (self.escaped_class() or self.escaped_letter()) if letter == "\\" else letter

    def quantified(self, code: Code) -> Code:
        least, most = self.bounds()
        if (least, most) == (1, 1):
            return code
        greedy = not self.accept("?")
        repeats = least + (1 if most is None else most - least)
        if repeats * (len(code) + 2) > _LONGEST_PROGRAM:
            raise PatternError
        repeated = code * least
        if most is None:
            return [*repeated, *_loop(code, greedy=greedy)]
        for _ in range(most - least):
            repeated = [*repeated, _either(1, len(code) + 1, greedy=greedy), *code]
        return repeated

    def bounds(self) -> tuple[int, int | None]:
        for sign, bounds in (("?", (0, 1)), ("*", (0, None)), ("+", (1, None))):
            if self.accept(sign):
                return bounds
        if not self.accept("{"):
            return 1, 1
        least = self.count()
        most: int | None = least
        if self.accept(","):
            most = None if self.letter == "}" else self.count()
        if not self.accept("}") or (most is not None and most < least):
            raise PatternError
        return least, most

    def count(self) -> int:
        digits = ""
        while self.letter in _DIGITS:
            digits += self.take()
        if not digits or len(digits) > 4:
            raise PatternError
        return int(digits)


def _either(first: int, second: int, *, greedy: bool) -> Instruction:
    return Instruction("split", first, second) if greedy else Instruction("split", second, first)


def _loop(code: Code, *, greedy: bool) -> Code:
    return [_either(1, len(code) + 2, greedy=greedy), *code, Instruction("jump", -(len(code) + 1))]
