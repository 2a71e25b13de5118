"""Sending approved lists to the bank and reading what became of them. Every step is a row: a worker that is killed
leaves a list that goes on, and the bank carries a reference out once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.core.books.errors import FileError
from motcua.core.books.payouts import (
    Beneficiary,
    Ordered,
    PayoutError,
    batch_file,
    checked_outcomes,
    ordered_in,
    read_outcomes,
)
from motcua.domain.payments.payouts.lists import check_accounts
from motcua.domain.payments.payouts.models import Payout, PayoutBatch, PayoutList
from motcua.domain.payments.payouts.ports import bank
from motcua.domain.payments.payouts.types import ListState, PayoutState
from motcua.infra.bank import BankError

_REST: Final = timedelta(minutes=1)
_NO_ANSWER: Final = "Ngân hàng chưa trả lời; hệ thống tự thử lại."


def carry_on_lists(now: datetime) -> int:
    """Take every list one step on: accounts checked, batches made, handed in, their results read; how many steps."""
    steps = 0
    for list_id in _lists(ListState.DRAFT, ListState.PAYING):
        steps += check_accounts(list_id)
    for list_id in _lists(ListState.PAYING):
        steps += make_batch(list_id, now) is not None
        steps += _end(list_id)
    return steps + _hand_in_batches(now) + _read_results(now)


@transaction.atomic
def make_batch(list_id: int, now: datetime) -> int | None:
    """Put all who can be paid and are in no batch into a new one; its id, None when there is nobody."""
    row = PayoutList.objects.select_for_update().get(id=list_id)
    fit = list(row.payouts.filter(state=PayoutState.FIT).order_by("n"))
    if row.state != ListState.PAYING or not fit:
        return None
    reference = f"MC{row.pk:08d}{row.batches.count() + 1:03d}"
    orders = [Ordered(f"{reference}-{each.n}", _beneficiary(each)) for each in fit]
    batch = PayoutBatch.objects.create(
        of=row, reference=reference, content=batch_file(orders, f"{row.title} {row.period:%m/%Y}"), made_at=now
    )
    Payout.objects.filter(id__in=[each.pk for each in fit]).update(state=PayoutState.ORDERED, batch=batch, problem="")
    return batch.pk


def note_handed_in(batch_id: int, now: datetime) -> None:
    """The file has been given to the bank, by the port or by hand."""
    PayoutBatch.objects.filter(id=batch_id, handed_in_at=None).update(handed_in_at=now, trouble="", try_after=None)


@transaction.atomic
def take_outcomes(batch_id: int, content: bytes, now: datetime) -> int:
    """Write down what the bank says of a batch; for how many that was news. The same file again changes nothing.

    Raises FileError for results of other payments or amounts, PayoutError when the bank takes a payment back.
    """
    batch = PayoutBatch.objects.select_for_update().get(id=batch_id)
    rows = {f"{batch.reference}-{row.n}": row for row in batch.payouts.select_for_update().order_by("n")}
    news = 0
    for each in checked_outcomes(read_outcomes(content), ordered_in(bytes(batch.content))):
        row = rows.get(each.mark)
        if row is None:  # mended since, and in another batch
            continue
        if row.state == PayoutState.PAID and not each.paid:
            raise PayoutError(
                f"Ngân hàng báo hoàn lại khoản đã chi cho {row.name}. Hãy làm việc với ngân hàng.",
                f"The bank takes back what it paid to {row.name}. Talk to the bank.",
            )
        if row.state != PayoutState.ORDERED:
            continue
        row.state = PayoutState.PAID if each.paid else PayoutState.FAILED
        row.problem = "" if each.paid else each.reason or "Ngân hàng không nêu lý do."
        row.bank_reference, row.paid_at = each.reference, now if each.paid else None
        row.save()
        news += 1
    if not batch.payouts.filter(state=PayoutState.ORDERED).exists():
        PayoutBatch.objects.filter(id=batch_id, answered_at=None).update(answered_at=now)
    return news


def _lists(*states: ListState) -> list[int]:
    return list(PayoutList.objects.filter(state__in=states).order_by("id").values_list("id", flat=True))


@transaction.atomic
def _end(list_id: int) -> bool:
    """A list of which everybody has been paid or dropped is done."""
    left = Payout.objects.filter(of_id=list_id).exclude(state__in=[PayoutState.PAID, PayoutState.DROPPED]).exists()
    if left:
        return False
    return bool(PayoutList.objects.filter(id=list_id, state=ListState.PAYING).update(state=ListState.DONE))


def _hand_in_batches(now: datetime) -> int:
    """Hand in what is not handed in. Killed before it is noted, it is handed in again: under the same reference."""
    at, done = bank(), 0
    if at is None:
        return 0
    for batch in _due(now).filter(handed_in_at=None):
        try:
            at.hand_in(batch.reference, bytes(batch.content))
        except BankError:
            _rest(batch.pk, _NO_ANSWER, now)
            continue
        note_handed_in(batch.pk, now)
        done += 1
    return done


def _read_results(now: datetime) -> int:
    at, done = bank(), 0
    if at is None:
        return 0
    for batch in _due(now).filter(handed_in_at__isnull=False, answered_at=None):
        try:
            content = at.outcome(batch.reference)
            if content is not None:
                done += take_outcomes(batch.pk, content, now)
        except BankError:
            _rest(batch.pk, _NO_ANSWER, now)
        except (FileError, PayoutError) as wrong:
            _rest(batch.pk, wrong.vi, now)
        else:
            _rest(batch.pk, "", now)
    return done


def _due(now: datetime) -> QuerySet[PayoutBatch]:
    waits = Q(try_after__isnull=True) | Q(try_after__lte=now)
    return PayoutBatch.objects.filter(waits, answered_at=None).order_by("id")


def _rest(batch_id: int, trouble: str, now: datetime) -> None:
    PayoutBatch.objects.filter(id=batch_id).update(trouble=trouble[:300], try_after=now + _REST)


def _beneficiary(row: Payout) -> Beneficiary:
    return Beneficiary(row.name, row.identifier, row.bank_bin, row.account, row.amount)
