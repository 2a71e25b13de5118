"""Which line of the bank is which payment of the books, and what does not agree. A function of what is known: a day
that is compared again, with nothing new, comes out the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from motcua.core.books.memos import Memos

NO_ID: Final = 0


class DifferenceKind(StrEnum):
    """In which way something does not agree."""

    IN_BANK_ONLY = "in_bank_only"
    UNKNOWN_MEMO = "unknown_memo"
    IN_BOOKS_ONLY = "in_books_only"
    AMOUNT_DIFFERS = "amount_differs"
    TWICE = "twice"
    WRONG_DAY = "wrong_day"
    IN_PLATFORM_ONLY = "in_platform_only"
    NOT_ON_PLATFORM = "not_on_platform"


@dataclass(frozen=True, slots=True)
class Outside:
    """A credit of the bank, or a payment of the platform's list."""

    id: int
    reference: str
    day: date
    amount: int
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment of our own books. `references`: by what it may be known outside (the bank's number, the platform's)."""

    id: int
    charge_id: int
    day: date
    amount: int
    memo: str
    references: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenCharge:
    """A charge that is still to be paid."""

    id: int
    memo: str
    outstanding: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that does not agree; amounts in đồng, ids 0 where there is none. `key` names it for ever."""

    kind: DifferenceKind
    day: date
    outside_id: int = NO_ID
    booked_id: int = NO_ID
    charge_id: int = NO_ID
    outside_amount: int = 0
    booked_amount: int = 0

    @property
    def key(self) -> str:
        """What it is about, the same at every comparison."""
        return f"{self.kind}:{self.outside_id}:{self.booked_id}:{self.charge_id}"


@dataclass(frozen=True, slots=True)
class Compared:
    """What a day came to."""

    matched: int
    matched_amount: int
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class _Pairing:
    """Which line goes with which payment, found step by step from the surest likeness to the least sure."""

    outside: Sequence[Outside]
    booked: Sequence[Booked]
    memo_of: dict[int, str]
    pairs: list[tuple[Outside, Booked]] = field(default_factory=list)

    def find(self) -> None:
        for same_amount, same_day in ((True, True), (True, False), (False, True), (False, False)):
            for same in (self._by_reference, self._by_memo):
                self._pair(same, same_amount=same_amount, same_day=same_day)

    def free_outside(self) -> list[Outside]:
        taken = {line.id for line, _ in self.pairs}
        return [line for line in self.outside if line.id not in taken]

    def free_booked(self) -> list[Booked]:
        taken = {paid.id for _, paid in self.pairs}
        return [paid for paid in self.booked if paid.id not in taken]

    def _pair(self, same: Callable[[Outside, Booked], bool], *, same_amount: bool, same_day: bool) -> None:
        def fits(line: Outside, paid: Booked) -> bool:
            agrees = (line.amount == paid.amount or not same_amount) and (line.day == paid.day or not same_day)
            return agrees and same(line, paid)

        by_mark: dict[str, list[Booked]] = defaultdict(list)
        for paid in self.free_booked():
            for mark in {*paid.references, paid.memo}:
                by_mark[mark].append(paid)
        taken: set[int] = set()
        for line in self.free_outside():
            offered = [*by_mark[line.reference], *by_mark[self.memo_of.get(line.id, "")]]
            found = next((paid for paid in offered if paid.id not in taken and fits(line, paid)), None)
            if found:
                taken.add(found.id)
                self.pairs.append((line, found))

    def _by_reference(self, line: Outside, paid: Booked) -> bool:
        return line.reference in paid.references

    def _by_memo(self, line: Outside, paid: Booked) -> bool:
        return bool(paid.memo) and self.memo_of.get(line.id) == paid.memo


def compare_with_bank(
    day: date, bank: Iterable[Outside], booked: Iterable[Booked], charges: Iterable[OpenCharge]
) -> Compared:
    """Compare the credits of the bank with what the books say came into the account.

    `bank` and `booked` reach some days before and behind `day`, so that what came late is known again. A pair is told
    on the day of the books, a line without a payment on the bank's day.
    """
    lines, paid = _in_order(bank), sorted(booked, key=lambda each: (each.day, each.id))
    open_charges = {each.memo: each for each in charges if each.memo}
    memos = Memos([*(each.memo for each in paid), *open_charges])
    memo_of = {line.id: found for line in lines if (found := memos.found(line.memo))}
    pairing = _Pairing(lines, paid, memo_of)
    pairing.find()
    known = {each.memo for each in paid}
    differences = [
        *_of_pairs(day, pairing.pairs),
        *(_lonely_line(line, memo_of.get(line.id), open_charges, known) for line in _on(day, pairing.free_outside())),
        *_lonely_payments(day, pairing, DifferenceKind.IN_BOOKS_ONLY),
    ]
    return _compared(day, pairing.pairs, differences)


def compare_with_platform(day: date, platform: Iterable[Outside], booked: Iterable[Booked]) -> Compared:
    """Compare the platform's list of payments with those that the books hold as paid through it."""
    lines, paid = _in_order(platform), sorted(booked, key=lambda each: (each.day, each.id))
    pairing = _Pairing(lines, paid, {})
    pairing.find()
    differences = [
        *_of_pairs(day, pairing.pairs),
        *(
            Difference(DifferenceKind.IN_PLATFORM_ONLY, line.day, line.id, outside_amount=line.amount)
            for line in _on(day, pairing.free_outside())
        ),
        *_lonely_payments(day, pairing, DifferenceKind.NOT_ON_PLATFORM),
    ]
    return _compared(day, pairing.pairs, differences)


def _in_order(lines: Iterable[Outside]) -> list[Outside]:
    return sorted(lines, key=lambda each: (each.day, each.id))


def _on(day: date, lines: Iterable[Outside]) -> Iterator[Outside]:
    return (line for line in lines if line.day == day)


def _of_pairs(day: date, pairs: Iterable[tuple[Outside, Booked]]) -> Iterator[Difference]:
    for line, paid in pairs:
        if paid.day != day:
            continue
        if line.amount != paid.amount:
            kind = DifferenceKind.AMOUNT_DIFFERS
        elif line.day != paid.day:
            kind = DifferenceKind.WRONG_DAY
        else:
            continue
        yield Difference(kind, day, line.id, paid.id, paid.charge_id, line.amount, paid.amount)


def _lonely_line(line: Outside, memo: str | None, charges: dict[str, OpenCharge], paid: set[str]) -> Difference:
    charge = charges.get(memo or "")
    if charge is None:
        kind = DifferenceKind.TWICE if memo in paid else DifferenceKind.UNKNOWN_MEMO
        return Difference(kind, line.day, line.id, outside_amount=line.amount)
    kind = DifferenceKind.IN_BANK_ONLY if line.amount == charge.outstanding else DifferenceKind.AMOUNT_DIFFERS
    return Difference(kind, line.day, line.id, NO_ID, charge.id, line.amount, charge.outstanding)


def _lonely_payments(day: date, pairing: _Pairing, otherwise: DifferenceKind) -> Iterator[Difference]:
    """Payments without a line; one whose twin has the line is booked twice."""
    twins = {(paid.charge_id, paid.amount) for _, paid in pairing.pairs}
    for paid in pairing.free_booked():
        if paid.day == day:
            kind = DifferenceKind.TWICE if (paid.charge_id, paid.amount) in twins else otherwise
            yield Difference(kind, day, NO_ID, paid.id, paid.charge_id, 0, paid.amount)


def _compared(day: date, pairs: Sequence[tuple[Outside, Booked]], differences: Iterable[Difference]) -> Compared:
    agreed = [paid.amount for line, paid in pairs if paid.day == line.day == day and line.amount == paid.amount]
    return Compared(len(agreed), sum(agreed), tuple(sorted(differences, key=lambda each: each.key)))
