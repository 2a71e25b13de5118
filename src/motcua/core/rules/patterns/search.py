"""The matcher: runs a pattern's program over a text, step by step, and counts the steps."""

from motcua.core.rules.patterns.characters import same_letter
from motcua.core.rules.patterns.program import Instruction, PatternError, Program, program_of

_DIGITS = frozenset("0123456789")

Places = tuple[int, ...]
"""Where a match and its groups begin and end: places 2n and 2n + 1 for group n, the whole match being group 0; -1 for
a group that took no part."""


class TooManyStepsError(Exception):
    """The search needs more steps than it was given."""


class Search:
    """A pattern at work, with the number of steps it may take."""

    def __init__(self, pattern: str, flags: str, limit: int) -> None:
        self.program: Program = program_of(pattern, flags)
        self.limit = limit
        self.steps = 0
        self.literal = "q" in flags

    def first(self, text: str, start: int) -> Places | None:
        """The first match at or after `start`, the leftmost and then the one the pattern prefers."""
        seen: set[object] = set()
        for place in range(start, len(text) + 1):
            found = self._match(text, place, seen)
            if found:
                return found
        return None

    def pieces(self, text: str) -> list[tuple[str, Places]]:
        """The text before each match with that match, in order; the pattern must not match nothing."""
        if self.first("", 0):
            raise PatternError
        found = []
        end = 0
        while match := self.first(text, end):
            found.append((text[end : match[0]], match))
            end = match[1]
        return found

    def split(self, text: str) -> list[str]:
        """The text between the matches."""
        pieces = self.pieces(text)
        return [*(before for before, _ in pieces), text[pieces[-1][1][1] if pieces else 0 :]]

    def replaced(self, text: str, replacement: str) -> list[str]:
        """The text with its matches replaced, in pieces: `$1` is the first group, `$0` the match."""
        parts = [replacement] if self.literal else self._replacement(replacement)
        pieces = self.pieces(text)
        made: list[str] = []
        for before, match in pieces:
            made.append(before)
            made += [part if isinstance(part, str) else _group(text, match, part) for part in parts]
            self._count(len(parts))
        return [*made, text[pieces[-1][1][1] if pieces else 0 :]]

    def _replacement(self, replacement: str) -> list[str | int]:
        """Its plain pieces, and the numbers of the groups between them."""
        parts: list[str | int] = []
        index = 0
        while index < len(replacement):
            end = min(_found(replacement, mark, index) for mark in "\\$")
            if end > index:
                parts.append(replacement[index:end])
                index = end
            elif replacement[index : index + 2] in ("\\\\", "\\$"):
                parts.append(replacement[index + 1])
                index += 2
            else:
                index, number = self._group_number(replacement, index + 1)
                parts.append(number)
        return parts

    def _group_number(self, replacement: str, index: int) -> tuple[int, int]:
        """The number after a `$`, with as many digits as still name a group; and where it ends."""
        if replacement[index - 1] != "$" or replacement[index : index + 1] not in _DIGITS:
            raise PatternError
        number = int(replacement[index])
        index += 1
        while replacement[index : index + 1] in _DIGITS and number * 10 <= self.program.groups:
            number = number * 10 + int(replacement[index])
            index += 1
        return index, number

    def _match(self, text: str, start: int, seen: set[object]) -> Places | None:
        """A match that begins at `start`. A state that was seen has failed already, whatever led there."""
        instructions = self.program.instructions
        remembers_places = self.program.has_back_references
        pending = [(0, start, (start, start) + (-1,) * (2 * self.program.groups))]
        while pending:
            index, place, places = pending.pop()
            state = (index, place, places) if remembers_places else (index, place)
            if state in seen:
                continue
            seen.add(state)
            self._count(1)
            instruction = instructions[index]
            if instruction.code == "match":
                return (start, place, *places[2:])
            if instruction.code == "split":
                pending.append((index + instruction.second, place, places))
                pending.append((index + instruction.first, place, places))
            elif instruction.code == "jump":
                pending.append((index + instruction.first, place, places))
            elif instruction.code == "keep":
                kept = (*places[: instruction.first], place, *places[instruction.first + 1 :])
                pending.append((index + 1, place, kept))
            else:
                length = self._length(instruction, text, place, places)
                if length is not None:
                    pending.append((index + 1, place + length, places))
        return None

    def _length(self, instruction: Instruction, text: str, place: int, places: Places) -> int | None:
        """How many letters the instruction takes here; nothing when it does not fit."""
        if instruction.code == "take":
            return 1 if place < len(text) and instruction.letters.holds(text[place]) else None
        if instruction.code == "back":
            group = _group(text, places, instruction.first)
            return len(group) if self._same(group, text[place : place + len(group)]) else None
        at_start = place == 0 or (instruction.code == "line start" and text[place - 1] == "\n")
        at_end = place == len(text) or (instruction.code == "line end" and text[place] == "\n")
        return 0 if (at_start if instruction.code in ("^", "line start") else at_end) else None

    def _same(self, group: str, piece: str) -> bool:
        ignore_case = self.program.ignore_case
        self._count(len(group))
        return len(group) == len(piece) and all(
            same_letter(one, other, ignore_case=ignore_case) for one, other in zip(group, piece, strict=True)
        )

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > self.limit:
            raise TooManyStepsError


def _group(text: str, places: Places, number: int) -> str:
    """What the group took; nothing for a group that took no part or does not exist."""
    if 2 * number + 1 >= len(places) or places[2 * number + 1] < 0:
        return ""
    return text[places[2 * number] : places[2 * number + 1]]


def _found(text: str, mark: str, start: int) -> int:
    """Where the mark is next, or the end of the text."""
    found = text.find(mark, start)
    return len(text) if found < 0 else found
