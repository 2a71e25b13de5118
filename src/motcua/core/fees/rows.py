"""The parts of a fee table: rows that say an amount, items made of rows, and reliefs."""

from dataclasses import dataclass
from datetime import date

from motcua.core.fees.errors import Path
from motcua.core.fees.terms import Certainty, Channel, Collected, FeeKind, ReliefKind, SetBy
from motcua.core.rules import Expression, Message


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included; without an end when that is `None`."""

    first: date | None = None
    last: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the day is in it."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)

    def meets(self, other: "Period") -> bool:
        """Whether there is a day in both."""
        starts_before_end = self.first is None or other.last is None or self.first <= other.last
        return starts_before_end and (other.first is None or self.last is None or other.first <= self.last)


@dataclass(frozen=True, slots=True)
class Scope:
    """When, in which channels and for which cases something holds; no channels or no cases named means all."""

    period: Period
    channels: frozenset[Channel]
    cases: frozenset[str]

    def holds(self, on: date, channel: Channel, case: str | None) -> bool:
        """Whether it holds on that day, in that channel, for that case."""
        return self.period.holds(on) and self.takes(channel, case)

    def takes(self, channel: Channel, case: str | None) -> bool:
        """Whether it holds in that channel and for that case on any day."""
        return (not self.channels or channel in self.channels) and (not self.cases or case in self.cases)


@dataclass(frozen=True, slots=True)
class Row:
    """One amount of an item. `stated` is the text of the publication, whose numbers are sometimes wrong."""

    path: Path
    scope: Scope
    when: Expression | None
    amount: int | Expression
    quantity: int | Expression
    set_by: SetBy
    basis: str
    certainty: Certainty
    stated: str


@dataclass(frozen=True, slots=True)
class Item:
    """One fee with its rows."""

    path: Path
    code: str
    name: Message
    kind: FeeKind
    collected: Collected
    scope: Scope
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Relief:
    """What is not asked of the payer: waived by an exemption or reduction, or paid by `borne_by` as a subsidy.

    It touches the items, kinds and setters it names (all when it names none) but not `except_kinds`. How much is
    `percent` of the amount, or `amount`, an integer or FEEL that may use the name `gross`.
    """

    path: Path
    code: str
    name: Message
    kind: ReliefKind
    scope: Scope
    when: Expression | None
    items: frozenset[str]
    kinds: frozenset[FeeKind]
    except_kinds: frozenset[FeeKind]
    set_by: frozenset[SetBy]
    percent: int | None
    amount: int | Expression | None
    borne_by: str
    basis: str
    certainty: Certainty
    stated: str

    def touches(self, item: Item, row: Row) -> bool:
        """Whether it is meant for this row of this item."""
        if item.kind in self.except_kinds or (self.items and item.code not in self.items):
            return False
        return (not self.kinds or item.kind in self.kinds) and (not self.set_by or row.set_by in self.set_by)
