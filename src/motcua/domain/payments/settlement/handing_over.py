"""Statements between collectors, and money handed over.

Centres collect for land offices and hand over every month (QĐ 88/2025 Lai Châu is such a rule).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, Sum

from motcua.core.books.receipts import ReceiptState
from motcua.core.workcal import ZONE
from motcua.domain.payments.errors import PaymentError, WrongAmountError
from motcua.domain.payments.policies import whole
from motcua.domain.payments.receipts.models import Receipt
from motcua.domain.payments.settlement.models import HandOver
from motcua.domain.payments.settlement.types import HandOverCard, Statement
from motcua.domain.payments.types import By, Method

_HOLDS = (ReceiptState.UNSIGNED, ReceiptState.ISSUED)
_CASH = Q(payment__method=Method.CASH)


def statements(agencies: Collection[int], month: date) -> tuple[Statement, ...]:
    """Who collected for whom in a month, as far as one of the two is among these agencies."""
    first = month.replace(day=1)
    found: dict[tuple[int, int], Statement] = {}
    for (agency, through), (receipts, cash, direct) in _collected(agencies, first, _after(first)).items():
        found[agency, through] = Statement(agency, through, first, receipts, cash, direct, 0, 0)
    before = _collected(agencies, None, _after(first))
    handed = _handed_over(agencies, first)
    for pair in sorted({*found, *before, *(pair for pair, _ in handed)}):
        told = found.get(pair, Statement(*pair, first, 0, 0, 0, 0, 0))
        so_far = sum(amount for (whose, month_of), amount in handed.items() if whose == pair and month_of <= first)
        owed = before.get(pair, (0, 0, 0))[1] - so_far
        this_month = handed.get((pair, first), 0)
        if told.receipts or owed or this_month:
            found[pair] = Statement(*pair, first, told.receipts, told.cash, told.direct, this_month, owed)
    return tuple(found[pair] for pair in sorted(found))


@transaction.atomic
def record_hand_over(
    statement: Statement, amount: int, reference: str, *, handed_on: date, by: By, now: datetime
) -> int:
    """Record that cash of a month was handed over under a number (of the bank, or of the paper); its id.

    No more than is owed: two who record at once come one after the other. Raises WrongAmountError, PaymentError.
    """
    if not reference.strip():
        raise PaymentError("Hãy ghi số chứng từ bàn giao.", "State the number of the hand-over's voucher.")
    _lock(statement)
    now_owed = next(
        (
            each.owed
            for each in statements([statement.agency_id], statement.month)
            if each.through_id == statement.through_id
        ),
        0,
    )
    if now_owed <= 0:
        raise WrongAmountError("Không còn khoản nào phải bàn giao.", "Nothing is left to be handed over.")
    try:
        with transaction.atomic():
            return HandOver.objects.create(
                agency_id=statement.agency_id,
                through_id=statement.through_id,
                month=statement.month,
                amount=whole(amount, now_owed),
                reference=reference.strip()[:60],
                handed_on=handed_on,
                recorded_at=now,
                recorded_by=by.actor,
            ).pk
    except IntegrityError as error:
        raise PaymentError(
            f"Chứng từ {reference.strip()} đã được ghi.", f"The voucher {reference.strip()} is recorded already."
        ) from error


def hand_overs(agencies: Collection[int], month: date) -> tuple[HandOverCard, ...]:
    """What was handed over for a month, in the order in which it was recorded."""
    among = Q(agency_id__in=agencies) | Q(through_id__in=agencies)
    return tuple(_card(row) for row in HandOver.objects.filter(among, month=month.replace(day=1)).order_by("id"))


def _collected(agencies: Collection[int], begin: date | None, end: date) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Receipts, cash and direct money by agency and who collected for it."""
    among = Q(agency_id__in=agencies) | Q(through_id__in=agencies)
    rows = Receipt.objects.filter(among, through__isnull=False, state__in=_HOLDS, issued_at__lt=_midnight(end))
    rows = rows.filter(issued_at__gte=_midnight(begin)) if begin else rows
    sums = rows.values_list("agency_id", "through_id").annotate(
        n=Count("id"), cash=Sum("amount", filter=_CASH, default=0), direct=Sum("amount", filter=~_CASH, default=0)
    )
    return {(agency, through): (n, cash, direct) for agency, through, n, cash, direct in sums}


def _handed_over(agencies: Iterable[int], until: date) -> dict[tuple[tuple[int, int], date], int]:
    """What was handed over by pair and month, up to and with a month."""
    wanted = list(agencies)
    among = Q(agency_id__in=wanted) | Q(through_id__in=wanted)
    rows = HandOver.objects.filter(among, month__lte=until).values_list("agency_id", "through_id", "month")
    return {((agency, through), month): amount for agency, through, month, amount in rows.annotate(sum=Sum("amount"))}


def _lock(statement: Statement) -> None:
    """Hold the pair's first receipt until the transaction ends, so that two hand-overs do not both see the same sum."""
    pair = Q(agency_id=statement.agency_id, through_id=statement.through_id)
    first = Receipt.objects.filter(pair).order_by("id").values_list("id", flat=True)[:1]
    list(Receipt.objects.select_for_update().filter(id__in=list(first)).values_list("id"))


def _after(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _card(row: HandOver) -> HandOverCard:
    return HandOverCard(
        id=row.pk,
        agency_id=row.agency_id,
        through_id=row.through_id,
        month=row.month,
        amount=row.amount,
        reference=row.reference,
        handed_on=row.handed_on,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )
