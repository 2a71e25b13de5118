"""What the assessment of a fee comes to: lines, totals, and what did not apply and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.core.fees.errors import Path
from motcua.core.fees.terms import Certainty, Channel, Collected, FeeKind, ReliefKind, SetBy
from motcua.core.rules import Message


@dataclass(frozen=True, slots=True)
class Granted:
    """A relief on one line; `borne_by` pays the amount when it is a subsidy, else nobody does."""

    code: str
    name: Message
    kind: ReliefKind
    amount: int
    borne_by: str
    basis: str


@dataclass(frozen=True, slots=True)
class Line:
    """One item: `gross` = unit amount x quantity = waived + subsidised + payable, all in đồng."""

    item: str
    name: Message
    kind: FeeKind
    collected: Collected
    unit_amount: int
    quantity: int
    reliefs: tuple[Granted, ...]
    set_by: SetBy
    basis: str
    certainty: Certainty
    stated: str
    path: Path
    """The row of the table."""

    @property
    def gross(self) -> int:
        """What the item costs before reliefs."""
        return self.unit_amount * self.quantity

    @property
    def waived(self) -> int:
        """What nobody pays."""
        return sum(relief.amount for relief in self.reliefs if relief.kind is not ReliefKind.SUBSIDY)

    @property
    def subsidised(self) -> int:
        """What others pay."""
        return sum(relief.amount for relief in self.reliefs if relief.kind is ReliefKind.SUBSIDY)

    @property
    def payable(self) -> int:
        """What the payer pays."""
        return self.gross - self.waived - self.subsidised

    @property
    def borne_by(self) -> Mapping[str, int]:
        """Who pays what in the payer's place."""
        return _by_bearer(self.reliefs)

    @property
    def bases(self) -> tuple[str, ...]:
        """The basis of the item, then those of its reliefs, each once."""
        return tuple(dict.fromkeys((self.basis, *(relief.basis for relief in self.reliefs))))


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A part of the table that says nothing about this dossier, and why."""

    path: Path
    reason: Message


@dataclass(frozen=True, slots=True)
class Assessment:
    """The fee of one dossier on one day; the same input always gives the same."""

    on: date
    channel: Channel
    case: str | None
    lines: tuple[Line, ...]
    not_applied: tuple[NotApplied, ...]

    @property
    def gross(self) -> int:
        """What everything costs before reliefs."""
        return sum(line.gross for line in self.lines)

    @property
    def waived(self) -> int:
        """What nobody pays."""
        return sum(line.waived for line in self.lines)

    @property
    def subsidised(self) -> int:
        """What others pay."""
        return sum(line.subsidised for line in self.lines)

    @property
    def payable(self) -> int:
        """What the payer pays."""
        return sum(line.payable for line in self.lines)

    @property
    def borne_by(self) -> Mapping[str, int]:
        """Who pays what in the payer's place."""
        return _by_bearer(tuple(relief for line in self.lines for relief in line.reliefs))

    def payable_at(self, moment: Collected) -> int:
        """What the payer pays before the dossier is handled, or when the result is returned."""
        return sum(line.payable for line in self.lines if line.collected is moment)


def _by_bearer(reliefs: tuple[Granted, ...]) -> Mapping[str, int]:
    sums: Counter[str] = Counter()
    for relief in reliefs:
        if relief.borne_by:
            sums[relief.borne_by] += relief.amount
    return dict(sums)
