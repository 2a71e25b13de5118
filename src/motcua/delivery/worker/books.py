"""Receipts that wait for a number or a signature, and lists of people to be paid."""

from __future__ import annotations

from datetime import datetime

from motcua.domain.payments.payouts.paying import carry_on_lists
from motcua.domain.payments.receipts.issuing import number_owed
from motcua.domain.payments.receipts.signing import sign_waiting
from motcua.infra import clock


def keep_books(now: datetime) -> int:
    """Number what is owed, sign what is numbered, take lists of people a step on; how many of all."""
    return number_owed(now) + sign_waiting(now, clock.machine_now()) + carry_on_lists(now)
