"""Does a decision table answer always, and only once? Its gaps and overlaps, each with an example.

Inputs are taken as given: null counts only in a column that tests for null. A rule whose cell holds more than
constants may match or not; it closes a gap, makes no overlap, and is told as `undecided`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from motcua.core.rules.decisions.compiled import CompiledTable
from motcua.core.rules.decisions.index import numbers_of
from motcua.core.rules.decisions.regions import Region, Regions, regions_of
from motcua.core.rules.decisions.table import HitPolicy
from motcua.core.rules.decisions.types import shown
from motcua.core.rules.errors import Message
from motcua.core.rules.evaluation import Run
from motcua.core.rules.values import Value

MOST_FOUND: Final = 100
"""Gaps, or overlaps, that are told of one table."""
MOST_STEPS: Final = 2_000_000
"""How often a region is looked at for gaps, and how often for overlaps: a second or two."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Inputs that no rule matches: a unary test for each column that describes them all, and one example.

    `harmful` where the table must answer; a table that collects may well find nothing.
    """

    tests: tuple[str, ...]
    example: tuple[Value, ...]
    harmful: bool
    message: Message


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that match the same inputs, with what they share and one example.

    `harmful` when the hit policy does not allow it: always for UNIQUE, and for ANY when the results differ.
    """

    rules: tuple[int, int]
    tests: tuple[str, ...]
    example: tuple[Value, ...]
    harmful: bool
    message: Message


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was found. `complete` is false when the table was too large to look at all of it; `notes` say so."""

    gaps: tuple[Gap, ...]
    overlaps: tuple[Overlap, ...]
    undecided: tuple[tuple[int, int], ...]
    """Rule and column of cells that hold more than constants, or constants whose kind has no line."""
    complete: bool
    notes: tuple[Message, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found that a table in force must not have."""
        harmful = [*(gap.harmful for gap in self.gaps), *(overlap.harmful for overlap in self.overlaps)]
        return self.complete and not any(harmful)


def check_table(compiled: CompiledTable) -> Coverage:
    """The gaps and overlaps of a table. A table with defaults has no gaps: it always answers."""
    columns = _columns(compiled)
    undecided = tuple(_undecided(compiled, columns or []))
    if columns is None:
        return Coverage((), (), undecided, complete=False, notes=(_TOO_LARGE,))
    search = _Search(compiled, columns)
    gaps = () if compiled.rules.answers.defaults else tuple(search.gaps())
    overlaps = tuple(search.overlaps())
    return Coverage(gaps, overlaps, undecided, not search.given_up, (_TOO_LARGE,) if search.given_up else ())


_TOO_LARGE: Final = Message(
    "bảng quá lớn nên chỉ kiểm tra được một phần; hãy chia thành các bảng nhỏ hơn",
    "the table is too large, only a part of it was checked; split it into smaller ones",
)


@dataclass(frozen=True, slots=True)
class _Variable:
    """One expression that inputs read, with the numbers of its columns: two columns may ask the same thing."""

    regions: Regions
    columns: tuple[int, ...]
    shared_by_all_after: int
    """Rules that match whatever this variable and all after it are."""


@dataclass(slots=True)
class _Search:
    compiled: CompiledTable
    variables: list[_Variable]
    given_up: bool = False
    steps: int = 0
    closed: set[tuple[int, int]] = field(default_factory=set)
    """Where the search has been, and found no gap: the number of the variable and the rules alive."""

    def gaps(self) -> Iterator[Gap]:
        self.steps = 0
        every = tuple(variable.regions.every for variable in self.variables)
        all_found: list[tuple[int, ...]] = []
        for found in self.gaps_from(0, self.compiled.rules.all_rules):
            all_found.append(found + every[len(found) :])
            if len(all_found) == MOST_FOUND:
                self.given_up = True
                break
        for found in _joined(all_found):
            tests, example = self.described(found)
            words = self.words(example)
            yield Gap(
                tests,
                example,
                not self.compiled.rules.none_is_empty,
                Message(f"không quy tắc nào khớp khi {words.vi}", f"no rule matches when {words.en}"),
            )

    def gaps_from(self, place: int, alive: int) -> Iterator[tuple[int, ...]]:
        """For each gap the sets of regions of the variables from this place on; what is left out is open."""
        if not alive:
            yield ()
            return
        if place == len(self.variables) or (place, alive) in self.closed:
            return
        variable = self.variables[place]
        if alive & variable.shared_by_all_after:
            return
        self.steps += len(variable.regions.all)
        if self.steps > MOST_STEPS:
            self.given_up = True
            return
        open_here = False
        for still_alive, regions in variable.regions.by_rules(alive).items():
            for rest in self.gaps_from(place + 1, still_alive):
                open_here = True
                yield (regions, *rest)
        if not open_here and not self.given_up:
            self.closed.add((place, alive))

    def overlaps(self) -> Iterator[Overlap]:
        self.steps = found = 0
        for first in range(len(self.compiled.table.rules)):
            others = self.partners(first)
            if self.given_up:
                return
            for second in numbers_of(others >> (first + 1) << (first + 1)):
                if found == MOST_FOUND:
                    self.given_up = True
                    return
                found += 1
                yield self.overlap(first, second)

    def partners(self, rule: int) -> int:
        """The rules that surely match something that this rule matches."""
        bit, partners = 1 << rule, self.compiled.rules.all_rules
        for variable in self.variables:
            shared = 0
            regions = variable.regions
            self.steps += len(regions.all)
            if self.steps > MOST_STEPS or not regions.surely & bit:
                self.given_up = self.given_up or self.steps > MOST_STEPS
                return 0
            for mask in {region.rules for region in regions.all if region.rules & bit}:
                shared |= mask
            partners &= shared & regions.surely
        return partners

    def overlap(self, first: int, second: int) -> Overlap:
        both = 1 << first | 1 << second
        shared = tuple(variable.regions.matching(both) for variable in self.variables)
        tests, example = self.described(shared)
        words = self.words(example)
        policy, results = self.compiled.table.hit_policy, self.compiled.parsed.results
        differ = results[first] != results[second]
        return Overlap(
            (first + 1, second + 1),
            tests,
            example,
            policy is HitPolicy.UNIQUE or (policy is HitPolicy.ANY and differ),
            Message(
                f"quy tắc {first + 1} và {second + 1} cùng khớp khi {words.vi}",
                f"rules {first + 1} and {second + 1} both match when {words.en}",
            ),
        )

    def described(self, found: Sequence[int]) -> tuple[tuple[str, ...], tuple[Value, ...]]:
        """A test and an example for each column of the table."""
        width = len(self.compiled.table.inputs)
        tests = ["-"] * width
        example: list[Value] = [None] * width
        for variable, regions in zip(self.variables, found, strict=True):
            plainest = _plainest(variable.regions.in_set(regions)).example
            for column in variable.columns:
                tests[column], example[column] = variable.regions.written(regions), plainest
        return tuple(tests), tuple(example)

    def words(self, example: Sequence[Value]) -> Message:
        """The example in words, input by input."""
        run = Run()
        pairs = [
            f"{column.title} = {shown(value, run)}"
            for column, value in zip(self.compiled.table.inputs, example, strict=True)
        ]
        return Message(", ".join(pairs) or "không có dữ liệu", ", ".join(pairs) or "there are no data")


def _joined(found: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Gaps that differ in one variable only, made one: a clerk reads fewer lines."""
    joined = list(found)
    for place in range(len(joined[0]) if joined else 0):
        alike: dict[tuple[int, ...], int] = {}
        for gap in joined:
            rest = gap[:place] + gap[place + 1 :]
            alike[rest] = alike.get(rest, 0) | gap[place]
        joined = [(*rest[:place], regions, *rest[place:]) for rest, regions in alike.items()]
    return joined


def _plainest(regions: Sequence[Region]) -> Region:
    """The region with the example that reads best: not the empty string."""
    return next((region for region in regions if region.example not in ("", None)), regions[0])


def _undecided(compiled: CompiledTable, variables: Sequence[_Variable]) -> Iterator[tuple[int, int]]:
    """The cells that may match or not, column by column."""
    without_line = {number for each in variables if each.regions.all[0].kind is object for number in each.columns}
    for number, column in enumerate(compiled.rules.columns):
        asked = set(numbers_of(column.asked))
        if number in without_line:
            asked |= {rule for rule, cell in enumerate(column.cells) if not cell.always}
        yield from ((rule + 1, number + 1) for rule in sorted(asked))


def _columns(compiled: CompiledTable) -> list[_Variable] | None:
    """The variables of the table; nothing when one has too many regions."""
    rules = compiled.rules
    columns: dict[object, list[int]] = {}
    for number, column in enumerate(compiled.parsed.inputs):
        columns.setdefault(column.node, []).append(number)
    variables: list[_Variable] = []
    for numbers in columns.values():
        found = _regions(compiled, numbers)
        if found is None:
            return None
        variables.append(_Variable(found, tuple(numbers), 0))
    shared = rules.all_rules
    complete: list[_Variable] = []
    for variable in reversed(variables):
        for region in variable.regions.all:
            shared &= region.rules
        complete.append(_Variable(variable.regions, variable.columns, shared))
    return complete[::-1]


def _regions(compiled: CompiledTable, numbers: Sequence[int]) -> Regions | None:
    columns = [compiled.rules.columns[number] for number in numbers]
    allowed = [cell for column in columns for cell in (column.allowed, *column.domain) if cell is not None]
    kinds = [compiled.parsed.inputs[number].kind for number in numbers]
    return regions_of([column.cells for column in columns], next(filter(None, kinds), ""), allowed)
