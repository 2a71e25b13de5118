"""Collectors, their symbols and series, and the powers over the books, from `catalogue/reference/books`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from motcua.core.books.receipts import LARGEST_NUMBER, ReceiptError, is_symbol, is_tax_code, series_in
from motcua.domain.identity import queries as identity
from motcua.domain.payments.receipts.models import MoneyPowerRow, ReceiptCollector
from motcua.domain.payments.receipts.policies import MoneyPower


@transaction.atomic
def load_collectors(folder: Path, on: date) -> int:
    """Bring the collectors and powers up to date with the file; how many collectors it names. Receipts that have been
    issued keep what they say. All or nothing: raises ReceiptError, which names the collector.
    """
    stated: dict[str, Any] = yaml.safe_load((folder / "collectors.yaml").read_text(encoding="utf-8"))
    for entry in stated["collectors"]:
        _save(entry, on)
    rows = [
        MoneyPowerRow(role=role, power=MoneyPower(each)) for role, all_of in stated["powers"].items() for each in all_of
    ]
    MoneyPowerRow.objects.all().delete()
    MoneyPowerRow.objects.bulk_create(rows)
    return len(stated["collectors"])


def _save(entry: dict[str, Any], on: date) -> None:
    code, most = entry["agency"], int(entry.get("most", LARGEST_NUMBER))
    series_in(entry["series"], on.year)
    if not (is_tax_code(entry["tax_code"]) and is_symbol(entry["form_symbol"]) and 1 <= most <= LARGEST_NUMBER):
        raise ReceiptError(
            f"collectors.yaml: mã số thuế, mẫu số hoặc số lượng của {code} không đúng.",
            f"collectors.yaml: tax code, form symbol or number of {code} is wrong.",
        )
    ReceiptCollector.objects.update_or_create(
        agency_id=identity.agency_by_code(code, on).id,
        defaults={
            "tax_code": entry["tax_code"],
            "form_symbol": entry["form_symbol"],
            "series_pattern": entry["series"],
            "most": most,
        },
    )
