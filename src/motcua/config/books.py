"""Receipts and the bank that pays people, joined to the ports of payments."""

from __future__ import annotations

from django.conf import settings

from motcua.domain.payments import ports
from motcua.domain.payments.payouts import ports as payouts
from motcua.domain.payments.receipts.keeper import ReceiptKeeper
from motcua.infra.bank import bank_from


def join_books() -> None:
    """Give every payment its receipt; let the keeper of receipts hear when money goes back; join the bank."""
    keeper = ReceiptKeeper()
    ports.join(receipts=keeper, listeners=(*(each for each in ports.listeners() if not _is_keeper(each)), keeper))
    payouts.join(bank_from(settings.BANK, settings.BANK_SECONDS))


def _is_keeper(listener: object) -> bool:
    return isinstance(listener, ReceiptKeeper)
