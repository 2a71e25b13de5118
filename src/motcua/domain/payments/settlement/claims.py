"""Fees that the payer did not pay: what a budget bears for him and is claimed from it (NQ 77/2025/NQ-HĐND of Hà Nội is
such a rule), and what nobody pays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from motcua.core.workcal import ZONE, office_time
from motcua.domain.payments.models import ChargeItem
from motcua.domain.payments.settlement.types import ClaimLine
from motcua.domain.payments.types import ChargeState


def claim_lines(agencies: Collection[int], first: date, last: date) -> tuple[ClaimLine, ...]:
    """What others bear of charges that were settled from the first to the last day, by bearer and charge. A charge that
    was cancelled or paid back is claimed from nobody.
    """
    rows = ChargeItem.objects.filter(
        Q(subsidised__gt=0) | Q(waived__gt=0),
        charge__agency_id__in=agencies,
        charge__state=ChargeState.PAID,
        charge__settled_at__gte=datetime.combine(first, time(), ZONE),
        charge__settled_at__lt=datetime.combine(last + timedelta(days=1), time(), ZONE),
    )
    ordered = rows.select_related("charge").order_by("borne_by", "charge__settled_at", "charge_id", "n")
    return tuple(
        ClaimLine(
            bearer=row.borne_by if row.subsidised else "",
            charge_reference=row.charge.reference,
            procedure_code=row.charge.procedure_code,
            item=row.name,
            basis=row.basis,
            settled_on=office_time(row.charge.settled_at).date(),
            gross=row.gross,
            subsidised=row.subsidised,
            waived=row.waived,
        )
        for row in ordered
        if row.charge.settled_at is not None
    )


def sums_by_bearer(lines: Iterable[ClaimLine]) -> Mapping[str, int]:
    """What each bearer is asked for, in đồng."""
    sums: Counter[str] = Counter()
    for line in lines:
        if line.subsidised:
            sums[line.bearer] += line.subsidised
    return dict(sums)
