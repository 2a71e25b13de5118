"""What a procedure costs, as a table that a citizen understands: each item by each way of filing, with its basis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motcua.core.fees import Certainty, FeeTable, Item, Relief, Row
from motcua.core.fees import Channel as FeeChannel
from motcua.core.procedure import Channel, Procedure
from motcua.delivery.portal.presenters.words import CHANNELS
from motcua.delivery.ui.words import in_language


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One amount. `amount` is None where it depends on the dossier: then `stated` says how in the published words.

    doubt: in words, when the amount was not read in a published text.
    """

    name: str
    channels: tuple[str, ...]
    amount: int | None
    stated: str
    collected: str
    basis: str
    since: date | None
    until: date | None
    doubt: str


@dataclass(frozen=True, slots=True)
class ReliefLine:
    """A relief: who pays less."""

    name: str
    stated: str
    percent: int | None
    basis: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Fees:
    """All amounts of a case on a day. `ways` is how many ways of filing there are: a line for all of them says so."""

    lines: tuple[FeeLine, ...]
    reliefs: tuple[ReliefLine, ...]
    ways: int

    @property
    def is_free(self) -> bool:
        return all(line.amount == 0 for line in self.lines)


def fees_of(procedure: Procedure, case: str, on: date, policy: tuple[Relief, ...] = ()) -> Fees:
    """The tariff of a case on a day, with the reliefs of the city's own policy that touch it."""
    channels = [each for each in Channel if each in procedure.channels]
    lines = tuple(_lines(procedure, case, on, channels))
    reliefs = tuple(_relief(procedure, each) for each in _reliefs(procedure.fees, policy, case, on, channels))
    return Fees(lines, reliefs, len(channels))


def _lines(procedure: Procedure, case: str, on: date, channels: list[Channel]) -> Iterator[FeeLine]:
    for item in procedure.fees.items:
        for row in item.rows:
            ways = [each for each in channels if _holds(item, row, on, each, case)]
            if ways:
                yield _line(procedure, item, row, ways)


def _holds(item: Item, row: Row, on: date, channel: Channel, case: str) -> bool:
    way = _fee_channel(channel)
    return item.scope.holds(on, way, case) and row.scope.holds(on, way, case)


def _line(procedure: Procedure, item: Item, row: Row, ways: list[Channel]) -> FeeLine:
    is_fixed = isinstance(row.amount, int) and row.quantity == 1 and row.when is None
    period = row.scope.period
    return FeeLine(
        name=in_language(item.name),
        channels=tuple(str(CHANNELS[each]) for each in ways),
        amount=row.amount if is_fixed and isinstance(row.amount, int) else None,
        stated=row.stated,
        collected=in_language(item.collected.label),
        basis=_cited(procedure, row.basis),
        since=period.first or item.scope.period.first,
        until=period.last or item.scope.period.last,
        doubt=_doubt(row.certainty),
    )


def _reliefs(
    table: FeeTable, policy: tuple[Relief, ...], case: str, on: date, channels: list[Channel]
) -> Iterator[Relief]:
    touching = (
        each
        for each in policy
        if any(each.touches(item, row) and row.amount for item in table.items for row in item.rows)
    )
    for relief in (*table.reliefs, *touching):
        if any(relief.scope.holds(on, _fee_channel(way), case) for way in channels):
            yield relief


def _relief(procedure: Procedure, relief: Relief) -> ReliefLine:
    return ReliefLine(
        in_language(relief.name),
        relief.stated,
        relief.percent,
        _cited(procedure, relief.basis),
        _doubt(relief.certainty),
    )


def _fee_channel(channel: Channel) -> FeeChannel:
    return FeeChannel(channel.value)


def _doubt(certainty: Certainty) -> str:
    return "" if certainty is Certainty.PUBLISHED else in_language(certainty.label)


def _cited(procedure: Procedure, key: str) -> str:
    legal = procedure.legal.get(key)
    return legal.cited if legal else key
