"""The bank that carries out payments to people. `config/wiring.py` joins an adapter; without one, files go by hand."""

from __future__ import annotations

from typing import Protocol


class Bank(Protocol):
    """Every call may be repeated. All raise BankError."""

    def name_of(self, bank_bin: str, account: str) -> str | None:
        """In whose name an account is kept; None when there is no such account."""

    def hand_in(self, reference: str, content: bytes) -> None:
        """Hand a batch in. Under the same reference it is carried out once, however often it comes."""

    def outcome(self, reference: str) -> bytes | None:
        """The file of results of a batch; None while there is none."""


class _Joined:
    bank: Bank | None = None


def join(bank: Bank | None) -> None:
    """Put a bank behind the port."""
    _Joined.bank = bank


def bank() -> Bank | None:
    """The bank, where the city is joined to one."""
    return _Joined.bank
