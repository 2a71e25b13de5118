"""A fee table: what a procedure costs, on which day, in which way, for whom.

    items:
      - code: certified_copy
        name: {vi: Phí chứng thực bản sao, en: Certification fee}
        kind: fee                     # FeeKind
        collected: before             # Collected
        from: 2016-10-20              # the item is in force from this day; also `to`, `channels`, `cases`
        set_by: ministry              # SetBy  \
        basis: tt226                  #         } for all rows, unless a row says otherwise
        certainty: published          #        /
        rows:                         # exactly one row holds on each day, in each channel, for each case
          - amount: min(200000, 2000 * min(pages, 2) + 1000 * max(pages - 2, 0))
            quantity: copies
            stated: 2.000 đồng/trang …
    reliefs:                          # what is not asked of the payer; see `Relief`
      - code: poor
        name: {vi: Hộ nghèo, en: Poor household}
        kind: exemption
        when: applicant.poor = true
        percent: 100
        basis: lpl

Days are the first and the last day on which something holds. Channels and cases that are not named are all there are.
Amounts are integer đồng or FEEL, quantities integers or FEEL (1 when absent). An item without charge has a row with
`amount: 0`: nothing is free by being forgotten.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from motcua.core.fees.coverage import note_gaps_and_overlaps
from motcua.core.fees.errors import FeeProblem, FeeTableError, Path
from motcua.core.fees.reading import Known, read_items, read_reliefs
from motcua.core.fees.rows import Item, Relief
from motcua.core.fees.section import section_of
from motcua.core.rules import Expression


@dataclass(frozen=True, slots=True)
class FeeTable:
    """All items of a procedure, and the reliefs from them."""

    items: tuple[Item, ...]
    reliefs: tuple[Relief, ...]

    @classmethod
    def parse(cls, data: object, *, legal: Collection[str], cases: Collection[str] = ()) -> "FeeTable":
        """The table in the data of a `fees.yaml`; raises `FeeTableError` with all problems found.

        `legal` are the keys of the procedure's legal list, `cases` those of its cases.
        """
        problems: list[FeeProblem] = []
        section = section_of(data, (), problems)
        section.only("items", "reliefs")
        known = Known(legal, cases)
        items = read_items(section, known)
        reliefs = read_reliefs(section, known, {item.code for item in items})
        if not problems:
            note_gaps_and_overlaps(items, known.cases, problems)
        if problems:
            raise FeeTableError(tuple(problems))
        return cls(items, reliefs)

    def expressions(self) -> Iterator[tuple[Path, Expression]]:
        """Every FEEL expression with its path, for a checker of the names it reads."""
        for item in self.items:
            for row in item.rows:
                yield from _expressions(row.path, when=row.when, amount=row.amount, quantity=row.quantity)
        for relief in self.reliefs:
            yield from _expressions(relief.path, when=relief.when, amount=relief.amount)


def parse_policy(data: object, *, legal: Collection[str]) -> tuple[Relief, ...]:
    """The reliefs that a city grants on all its procedures: `{reliefs: […]}`; raises `FeeTableError`."""
    problems: list[FeeProblem] = []
    section = section_of(data, ("policy",), problems)
    section.only("reliefs")
    reliefs = read_reliefs(section, Known(legal, ()), None)
    if problems:
        raise FeeTableError(tuple(problems))
    return reliefs


def _expressions(path: Path, **parts: Expression | int | None) -> Iterator[tuple[Path, Expression]]:
    for key, part in parts.items():
        if isinstance(part, Expression):
            yield (*path, key), part
