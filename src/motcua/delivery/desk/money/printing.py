"""The monthly statement of what was collected for others, as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from motcua.core.workcal import office_time
from motcua.domain.identity import queries as identity
from motcua.domain.payments.settlement.types import Statement
from motcua.infra.letters import render, source


def statement_pdf(statements: Iterable[Statement], month: date, now: datetime) -> bytes:
    """One page of A4 for all collectors of the month. Raises LetterError."""
    rows = [
        {
            "agency": identity.agency(each.agency_id).name,
            "through": identity.agency(each.through_id).name,
            "receipts": each.receipts,
            "cash": each.cash,
            "direct": each.direct,
            "handed_over": each.handed_over,
            "owed": each.owed,
        }
        for each in statements
    ]
    data = {
        "agency": {"name": rows[0]["through"] if rows else "", "place": ""},
        "month": f"{month:%m/%Y}",
        "printed_at": office_time(now).isoformat(timespec="minutes"),
        "statements": rows,
    }
    return render(source("shared/settlement_statement"), data, issued_at=now)
