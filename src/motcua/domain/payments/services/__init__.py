"""What is done with money. Each service owns its transaction, or joins that of its caller where one is open."""

from motcua.domain.payments.services.accounts import load_accounts, set_account
from motcua.domain.payments.services.charging import cancel_charge, cancel_charges_of, open_charge, waive
from motcua.domain.payments.services.ordering import ask_now, begin_platform_payment, poll_due, take_callback
from motcua.domain.payments.services.proving import check_proof, give_proof
from motcua.domain.payments.services.refunding import ask_refund, decide_refund, pay_refund
from motcua.domain.payments.services.taking import record_cash, record_transfer

__all__ = [
    "ask_now",
    "ask_refund",
    "begin_platform_payment",
    "cancel_charge",
    "cancel_charges_of",
    "check_proof",
    "decide_refund",
    "give_proof",
    "load_accounts",
    "open_charge",
    "pay_refund",
    "poll_due",
    "record_cash",
    "record_transfer",
    "set_account",
    "take_callback",
    "waive",
]
