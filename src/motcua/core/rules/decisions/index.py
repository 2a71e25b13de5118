"""Which rules match a value, looked up instead of asked.

The constants of a column cut the line of all values of a kind into pieces: each constant, and what lies between two.
All values of a piece pass the same cells, so a set of rules is kept for each piece: an integer with a bit for each
rule. The sets are made by the cells' own tests, each asked for one value of each piece that the test itself cuts.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from operator import xor
from typing import Any, Final

from motcua.core.rules.compiler.operators import Check
from motcua.core.rules.decisions.cells import Cell
from motcua.core.rules.decisions.lines import LINES, Line
from motcua.core.rules.evaluation import Run, Scope
from motcua.core.rules.temporal import Date
from motcua.core.rules.values import Value

_NO_DATA: Final[Scope] = {}
LARGEST: Final = 50_000_000
"""Bits of all the sets of a line: about 6 MB. A column with more is asked cell by cell."""

Find = Callable[[Any], int]
"""The rules that a value of a certain kind passes in a column."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A line cut by its sorted bounds: piece `2i + 1` is the bound `i`, piece `2i` lies before it; a set for each."""

    line: Line
    bounds: tuple[Any, ...]
    rules: tuple[int, ...]

    def find(self, value: Value) -> int:
        """The rules that match the value."""
        index = bisect_left(self.bounds, value)
        return self.rules[2 * index + (index < len(self.bounds) and self.bounds[index] == value)]

    def example(self, piece: int) -> Value:
        """A value in the piece; nothing when it holds none."""
        index, is_bound = divmod(piece, 2)
        if is_bound:
            return self.bounds[index]  # type: ignore[no-any-return]  # bounds are values of the line's kind
        before = self.bounds[index] if index < len(self.bounds) else None
        return self.line.example(self.bounds[index - 1] if index else None, before)


def cut(kind: type, cells: Sequence[Cell]) -> Pieces | None:
    """The line of that kind cut by the constants of all cells that hold only constants.

    Cells that hold more are in no set. Nothing when the sets would be too large.
    """
    bounds = sorted({each for cell in cells for each in cell.mentioned if type(each) is kind}, key=_itself)
    if (2 * len(bounds) + 1) * len(cells) > LARGEST:
        return None
    line = LINES[kind]
    toggles = [0] * (2 * len(bounds) + 2)
    for number, cell in enumerate(cells):
        if cell.constants is not None:
            for first, end in _matched(cell, kind, line, bounds):
                toggles[first] ^= 1 << number
                toggles[end + 1] ^= 1 << number
    return Pieces(line, tuple(bounds), tuple(accumulate(toggles[:-1], xor)))


def rules_for(value: Value, cells: Sequence[Cell]) -> int:
    """The rules whose constant cells the value passes."""
    found = 0
    for number, cell in enumerate(cells):
        if cell.constants is not None and cell.passes(value, _NO_DATA, Run()):
            found |= 1 << number
    return found


def numbers_of(rules: int) -> list[int]:
    """The indexes of the bits that are set."""
    numbers = []
    while rules:
        lowest = rules & -rules
        numbers.append(lowest.bit_length() - 1)
        rules ^= lowest
    return numbers


def finders(cells: Sequence[Cell]) -> Mapping[type, Find]:
    """For each kind of values that the cells speak of and that can be looked up, how."""
    mentioned = {type(constant) for cell in cells for constant in cell.mentioned}
    found: dict[type, Find] = {}
    for kind in mentioned & {Decimal, str, Date}:
        pieces = cut(kind, cells)
        if pieces is not None:
            found[kind] = _texts(pieces) if kind is str else pieces.find
    truths = {value: rules_for(value, cells) for value in (False, True, None)}
    return {**found, bool: truths.__getitem__, type(None): truths.__getitem__}


def _texts(pieces: Pieces) -> Find:
    """Where strings are only asked for equality, a dictionary is quicker."""
    others = set(pieces.rules[::2])
    if len(others) > 1:
        return pieces.find
    (other,) = others
    known: dict[str, int] = dict(zip(pieces.bounds, pieces.rules[1::2], strict=True))

    def find(text: str) -> int:
        return known.get(text, other)

    return find


def _itself(value: Any) -> Any:
    """All bounds are of one kind, which has an order, though their type does not say so."""
    return value


def _matched(cell: Cell, kind: type, line: Line, bounds: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """The runs of pieces, first and last, whose values pass the cell."""
    last = 2 * len(bounds)
    if not cell.checks:
        yield 0, last
        return
    decided = [
        each
        for check, constants in zip(cell.checks, cell.constants or (), strict=True)
        for each in _decided(cell, check, [one for one in constants if type(one) is kind], line, bounds)
    ]
    end = -1
    for first, until in sorted(decided):
        if cell.tree.negated and first > end + 1:
            yield end + 1, first - 1
        if not cell.tree.negated and until > end:
            yield max(first, end + 1), until
        end = max(end, until)
    if cell.tree.negated and end < last:
        yield end + 1, last


def _decided(
    cell: Cell, check: Check, constants: Sequence[Any], line: Line, bounds: Sequence[Any]
) -> Iterator[tuple[int, int]]:
    """The runs of pieces that one test lets through, or, in a negated cell, does not plainly keep out."""
    own = Pieces(line, tuple(sorted(set(constants), key=_itself)), ())
    places = [2 * bisect_left(bounds, bound) + 1 for bound in own.bounds]
    run = Run()
    for piece in range(2 * len(places) + 1):
        example = own.example(piece)
        answer = check(example, _NO_DATA, run, cell.tree.at) if example is not None else None
        if answer is True or (cell.tree.negated and answer is None):
            index, is_bound = divmod(piece, 2)
            first = places[index] if is_bound else (places[index - 1] + 1 if index else 0)
            end = places[index] if is_bound else (places[index] - 1 if index < len(places) else 2 * len(bounds))
            yield first, end
