"""Taking in what a bank and the platform say, and recording the transfers that nobody has recorded yet."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time

from django.db import transaction

from motcua.core.books.errors import FileError, FileProblem
from motcua.core.books.memos import Memos
from motcua.core.books.platform_list import read_platform_list
from motcua.core.books.statement import BankLine
from motcua.core.rules import Message
from motcua.core.workcal import ZONE
from motcua.domain.payments.errors import AlreadyRecordedError, PaymentError
from motcua.domain.payments.models import Charge, Payment
from motcua.domain.payments.reconciliation.accounts import agencies_paid_into, read_statement
from motcua.domain.payments.reconciliation.models import BankEntry, BankStatement, PlatformEntry
from motcua.domain.payments.reconciliation.types import BankFile, Taken
from motcua.domain.payments.services.taking import record_transfer
from motcua.domain.payments.types import By, ChargeState, Method

_OPEN = (ChargeState.OPEN, ChargeState.PARTLY)


def take_statement(account_id: int, file: BankFile, by: By, now: datetime) -> Taken:
    """Take a bank's file: all of it or nothing. Lines that an earlier file brought are known again; then each transfer
    that names an open charge with just what it still asks for is recorded. Raises FileError, PaymentError.

    The same file again brings nothing new and goes on recording where it was interrupted.
    """
    lines = read_statement(file.content, file.form)
    days = [line.day for line in lines]
    new = _keep(account_id, file, lines, by, now)
    recorded = record_found(account_id, by, now)
    return Taken(len(lines), new, recorded, min(days), max(days))


def record_found(account_id: int, by: By, now: datetime) -> int:
    """Record every credit of the account that names an open charge and pays just what is outstanding; how many were."""
    charges = Charge.objects.filter(agency_id__in=agencies_paid_into(account_id), state__in=_OPEN)
    by_memo = {charge.memo: charge for charge in charges}
    memos = Memos(by_memo)
    done = 0
    for entry in BankEntry.objects.filter(account_id=account_id, amount__gt=0, payment=None).order_by("day", "id"):
        charge = by_memo.get(memos.found(entry.memo) or "")
        if charge and entry.amount == charge.due - charge.paid and record_entry(entry.pk, charge.pk, by, now):
            by_memo.pop(charge.memo)
            done += 1
    return done


@transaction.atomic
def record_entry(entry_id: int, charge_id: int, by: By, now: datetime) -> bool:
    """Record a credit of the bank as the payment of a charge, once; whether that was done now.

    A transfer that somebody has recorded by its number already is only tied to it. Raises PaymentError.
    """
    entry = BankEntry.objects.select_for_update().get(id=entry_id)
    if entry.payment_id is not None:
        return False
    if entry.amount <= 0:
        raise PaymentError("Giao dịch này là tiền chi ra.", "This movement is money going out.")
    # One click takes in a whole file: its mark would make all payments but the first look done.
    own = replace(by, command=None)
    recorded_before = Payment.objects.filter(method=Method.TRANSFER, reference=entry.reference).first()
    if recorded_before is None:
        with suppress(AlreadyRecordedError):  # at this very moment, at a counter
            record_transfer(charge_id, entry.amount, entry.reference, own, now, paid_at=_noon(entry.day))
    entry.payment = Payment.objects.get(method=Method.TRANSFER, reference=entry.reference)
    entry.save(update_fields=["payment"])
    return recorded_before is None


def _noon(day: date) -> datetime:
    """A moment of a day of which the bank says no more."""
    return datetime.combine(day, time(12), ZONE)


@transaction.atomic
def take_platform_list(content: bytes, now: datetime) -> int:
    """Take the platform's list of payments; how many are new. Raises FileError when one says otherwise than before."""
    lines = read_platform_list(content)
    rows = PlatformEntry.objects.filter(reference__in=[each.reference for each in lines])
    known = {row.reference: row for row in rows}
    for each in lines:
        before = known.get(each.reference)
        if before and (before.amount, before.day) != (each.amount, each.day):
            what = Message(
                f"giao dịch {each.reference} khác với danh sách đã nhận trước",
                f"the payment {each.reference} differs from an earlier list",
            )
            raise FileError([FileProblem(0, what)])
    fresh = [
        PlatformEntry(
            reference=each.reference,
            transaction=each.transaction,
            day=each.day,
            amount=each.amount,
            account_number=each.account,
            listed_at=now,
        )
        for each in lines
        if each.reference not in known
    ]
    return len(PlatformEntry.objects.bulk_create(fresh))


@transaction.atomic
def _keep(account_id: int, file: BankFile, lines: Sequence[BankLine], by: By, now: datetime) -> int:
    """Write the file and its new lines down; how many are new."""
    days = [line.day for line in lines]
    statement, is_new = BankStatement.objects.get_or_create(
        account_id=account_id,
        sha256=hashlib.sha256(file.content).hexdigest(),
        defaults={
            "name": file.name[:120],
            "form": file.form,
            "first_day": min(days),
            "last_day": max(days),
            "lines": len(lines),
            "imported_at": now,
            "imported_by": by.actor,
        },
    )
    if not is_new:
        return 0
    known = _known(account_id, lines)
    fresh = [
        BankEntry(
            account_id=account_id,
            statement=statement,
            reference=line.reference,
            day=line.day,
            amount=line.amount,
            memo=line.memo,
            payer=line.payer,
        )
        for line in lines
        if line.reference not in known
    ]
    return len(BankEntry.objects.bulk_create(fresh))


def _known(account_id: int, lines: Sequence[BankLine]) -> set[str]:
    """References of lines that an earlier file brought. Raises FileError when it said otherwise of them."""
    rows = BankEntry.objects.filter(account_id=account_id, reference__in=[line.reference for line in lines])
    before = {row.reference: (row.day, row.amount) for row in rows}
    problems = [
        FileProblem(
            line.line,
            Message(
                f"giao dịch {line.reference} khác với sao kê đã nhận trước",
                f"the movement {line.reference} differs from an earlier statement",
            ),
        )
        for line in lines
        if before.get(line.reference, (line.day, line.amount)) != (line.day, line.amount)
    ]
    if problems:
        raise FileError(problems)
    return set(before)
