"""A bank that a test tells what to say: accounts by number, results by reference, and when it does not answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from motcua.core.books.payouts import ordered_in
from motcua.domain.payments.payouts import ports
from motcua.infra.bank import BankError

HEAD = "MA_GD,SO_TIEN,KET_QUA,LY_DO,SO_CT"


@dataclass
class FakeBank:
    names: dict[str, str] = field(default_factory=dict)
    fails: set[str] = field(default_factory=set)
    batches: dict[str, bytes] = field(default_factory=dict)
    handed_in: list[str] = field(default_factory=list)
    is_down: bool = False

    def name_of(self, bank_bin: str, account: str) -> str | None:
        self._answer()
        return self.names.get(account)

    def hand_in(self, reference: str, content: bytes) -> None:
        self._answer()
        self.handed_in.append(reference)
        self.batches.setdefault(reference, content)

    def outcome(self, reference: str) -> bytes | None:
        self._answer()
        content = self.batches.get(reference)
        if content is None:
            return None
        rows = []
        for line in content.decode().splitlines()[1:-1]:
            _, mark, _, account, _, amount, _ = line.split(",")
            word = "THAT_BAI,tai khoan dong" if account in self.fails else "THANH_CONG,"
            rows.append(f"{mark},{amount},{word},CT-{mark}")
        return "\n".join([HEAD, *rows]).encode()

    def paid_out(self) -> int:
        """Đồng that the bank was ordered to pay and did, each reference once."""
        sums = 0
        for content in self.batches.values():
            for line in content.decode().splitlines()[1:-1]:
                _, _, _, account, _, amount, _ = line.split(",")
                sums += 0 if account in self.fails else int(amount)
        return sums

    def _answer(self) -> None:
        if self.is_down:
            raise BankError


@pytest.fixture
def bank() -> Iterator[FakeBank]:
    before, fake = ports.bank(), FakeBank()
    ports.join(fake)
    yield fake
    ports.join(before)


def amounts_of(content: bytes) -> list[int]:
    return list(ordered_in(content).values())
