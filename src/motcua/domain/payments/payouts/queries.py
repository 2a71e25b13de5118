"""Reading lists of people to be paid."""

from __future__ import annotations

from collections.abc import Collection

from motcua.domain.payments.payouts.models import Payout, PayoutBatch, PayoutList
from motcua.domain.payments.payouts.types import BatchCard, ListCard, ListState, PayoutCard, PayoutState


def payout_list(list_id: int) -> ListCard | None:
    """The list with that id."""
    row = PayoutList.objects.prefetch_related("payouts").filter(id=list_id).first()
    return None if row is None else _card(row)


def lists_of(agencies: Collection[int], most: int = 100) -> tuple[ListCard, ...]:
    """The lists of these agencies, the newest first; those that were given up are left out."""
    rows = PayoutList.objects.filter(agency_id__in=agencies).exclude(state=ListState.DROPPED)
    return tuple(_card(row) for row in rows.prefetch_related("payouts").order_by("-id")[:most])


def payouts_of(list_id: int) -> tuple[PayoutCard, ...]:
    """The people of a list: first those who need a hand, then in the order of the list."""
    rows = Payout.objects.filter(of_id=list_id).order_by("n")
    urgent = (PayoutState.UNFIT, PayoutState.FAILED)
    return tuple(_payout(row) for row in sorted(rows, key=lambda row: (row.state not in urgent, row.n)))


def batches_of(list_id: int) -> tuple[BatchCard, ...]:
    """The files of a list for the bank, in order."""
    rows = PayoutBatch.objects.filter(of_id=list_id).order_by("id")
    return tuple(
        BatchCard(row.pk, row.reference, row.made_at, row.handed_in_at, row.answered_at, row.trouble) for row in rows
    )


def batch_content(batch_id: int, list_id: int) -> tuple[str, bytes] | None:
    """Reference and content of a list's batch."""
    row = PayoutBatch.objects.filter(id=batch_id, of_id=list_id).first()
    return None if row is None else (row.reference, bytes(row.content))


def _card(row: PayoutList) -> ListCard:
    people = list(row.payouts.all())
    kept = [each for each in people if each.state != PayoutState.DROPPED]
    return ListCard(
        id=row.pk,
        agency_id=row.agency_id,
        programme=row.programme,
        title=row.title,
        period=row.period,
        state=ListState(row.state),
        prepared_by=row.prepared_by_id,
        approved_by=row.approved_by_id,
        confirmed_by=row.confirmed_by_id,
        people=len(kept),
        total=sum(each.amount for each in kept),
        counts={state: sum(each.state == state for each in people) for state in PayoutState},
        amounts={state: sum(each.amount for each in people if each.state == state) for state in PayoutState},
    )


def _payout(row: Payout) -> PayoutCard:
    return PayoutCard(
        id=row.pk,
        n=row.n,
        name=row.name,
        identifier=row.identifier,
        bank_bin=row.bank_bin,
        account=row.account,
        amount=row.amount,
        state=PayoutState(row.state),
        problem=row.problem,
        named_by_bank=row.named_by_bank,
        bank_reference=row.bank_reference,
        paid_at=row.paid_at,
    )
