"""The values that an input may have, cut into regions of which all values match the same rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from motcua.core.rules.decisions.cells import Cell
from motcua.core.rules.decisions.index import Pieces, cut, numbers_of, rules_for
from motcua.core.rules.decisions.lines import LINES
from motcua.core.rules.text import scalar_text
from motcua.core.rules.values import PYTHON_TYPES, Value

_ANY: Final = "-"


@dataclass(frozen=True, slots=True)
class Region:
    """Values of one kind that match the same rules; `piece` is their place on the line, if the kind has one."""

    kind: type
    piece: int
    rules: int
    example: Value


@dataclass(frozen=True, slots=True)
class Regions:
    """All values that the inputs with one expression may have.

    `surely` are the rules of which nothing is left open; the others match or not, depending on other data.
    """

    all: tuple[Region, ...]
    surely: int
    lines: Mapping[type, Pieces]

    @property
    def every(self) -> int:
        """The set of all regions: a bit for each, in their order."""
        return (1 << len(self.all)) - 1

    def by_rules(self, alive: int) -> dict[int, int]:
        """The sets of regions by which of the rules alive they match."""
        found: dict[int, int] = {}
        for number, region in enumerate(self.all):
            matched = region.rules & alive
            found[matched] = found.get(matched, 0) | 1 << number
        return found

    def matching(self, rules: int) -> int:
        """The set of regions that match all these rules."""
        return sum(1 << number for number, region in enumerate(self.all) if region.rules & rules == rules)

    def in_set(self, numbers: int) -> list[Region]:
        """The regions of a set."""
        return [self.all[number] for number in numbers_of(numbers)]

    def written(self, numbers: int) -> str:
        """A set of regions as a cell of a table would say it."""
        regions = self.in_set(numbers)
        if len(regions) == len(self.all):
            return _ANY
        texts = []
        for kind in dict.fromkeys(region.kind for region in regions):
            pieces = sorted(region.piece for region in regions if region.kind is kind)
            line = self.lines.get(kind)
            if line is None:
                texts += [scalar_text(region.example) for region in regions if region.kind is kind]
            else:
                texts += _written(line, pieces, {region.piece for region in self.all if region.kind is kind})
        return ", ".join(texts)


def regions_of(columns: Sequence[Sequence[Cell]], kind: str, allowed: Sequence[Cell]) -> Regions | None:
    """The regions of an expression with these columns of cells, of that type, of which only the allowed values come.

    A region has a rule when the cells of that rule in all columns let it through. Nothing when there would be too
    many regions.
    """
    return _Cutter(columns, [cell for cell in allowed if cell.constants is not None]).regions(kind)


class _Cutter:
    """Cuts with the cells of all columns at once: those of each column after those of the one before it."""

    def __init__(self, columns: Sequence[Sequence[Cell]], allowed: Sequence[Cell]) -> None:
        self.columns = columns
        self.rules = len(columns[0])
        self.all_rules = (1 << self.rules) - 1
        self.cells = [cell for column in columns for cell in column] + list(allowed)
        self.allowed = (1 << len(allowed)) - 1
        self.asked = [sum(1 << n for n, cell in enumerate(each) if cell.constants is None) for each in columns]

    def regions(self, kind: str) -> Regions | None:
        kinds = _kinds(kind, self.cells)
        if kinds is None:
            always = sum(1 << n for n in range(self.rules) if all(column[n].always for column in self.columns))
            return Regions((Region(object, 0, self.all_rules, None),), always, {})
        lines = {each: cut(each, self.cells) for each in kinds if each in LINES}
        known = {each: line for each, line in lines.items() if line is not None}
        if len(known) < len(lines):
            return None
        surely = self.all_rules
        for asked in self.asked:
            surely &= ~asked
        return Regions(tuple(region for each in kinds for region in self.of_kind(each, known)), surely, known)

    def of_kind(self, kind: type, lines: Mapping[type, Pieces]) -> Iterator[Region]:
        if kind in lines:
            line = lines[kind]
            found = [(mask, line.example(piece)) for piece, mask in enumerate(line.rules)]
        else:
            values: tuple[Value, ...] = (False, True) if kind is bool else (None,)
            found = [(rules_for(value, self.cells), value) for value in values]
        for piece, (mask, example) in enumerate(found):
            exists = example is not None or kind is type(None)
            if exists and mask >> (self.rules * len(self.columns)) == self.allowed:
                yield Region(kind, piece, self.of_all_columns(mask), example)

    def of_all_columns(self, mask: int) -> int:
        """The rules that may match; a cell that must be asked may let everything through."""
        found = self.all_rules
        for number, asked in enumerate(self.asked):
            found &= (mask >> (self.rules * number)) | asked
        return found


def _kinds(kind: str, cells: Iterable[Cell]) -> list[type] | None:
    """The kinds of values that come; nothing when these cannot be told or have no line."""
    mentioned = {type(constant) for cell in cells for constant in cell.mentioned}
    declared = PYTHON_TYPES.get(kind)
    kinds = ({declared} | (mentioned & {type(None)})) if declared else mentioned
    if not kinds - {type(None)} or not kinds <= {*LINES, bool, type(None)}:
        return None
    return sorted(kinds, key=lambda each: each.__name__)


def _written(line: Pieces, pieces: Sequence[int], possible: set[int]) -> list[str]:
    """The pieces as ranges and values; as what they are not, where that is shorter."""
    last = len(line.rules) - 1
    runs = _runs(pieces, possible)
    rest = sorted(possible.difference(pieces))
    if len(runs) > 1 and len(possible) == last + 1 and all(piece % 2 for piece in rest) and runs[0][0] == 0:
        return [f"not({', '.join(_point(line, piece) for piece in rest)})"]
    return [_range(line, first, end, last) for first, end in runs]


def _runs(pieces: Sequence[int], possible: set[int]) -> list[tuple[int, int]]:
    """Pieces that follow one another, taken together; pieces without values do not part them."""
    runs: list[tuple[int, int]] = []
    for piece in pieces:
        if runs and not any(between in possible for between in range(runs[-1][1] + 1, piece)):
            runs[-1] = (runs[-1][0], piece)
        else:
            runs.append((piece, piece))
    return runs


def _point(line: Pieces, piece: int) -> str:
    return line.line.written(line.bounds[piece // 2])


def _range(line: Pieces, first: int, end: int, last: int) -> str:
    if first == end and first % 2:
        return _point(line, first)
    if first == 0 and end == last:
        return f"? instance of {line.line.kind}"
    start = "" if first == 0 else _point(line, first if first % 2 else first - 1)
    stop = "" if end == last else _point(line, end if end % 2 else end + 1)
    if not start:
        return f"{'<=' if end % 2 else '<'} {stop}"
    if not stop:
        return f"{'>=' if first % 2 else '>'} {start}"
    return f"{'[' if first % 2 else '('}{start}..{stop}{']' if end % 2 else ')'}"
