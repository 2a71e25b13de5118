"""`{% load money %}`: the words and colours of the pages about money."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template

from motcua.delivery.desk.money import wording
from motcua.domain.payments.receipts import queries

register = template.Library()
register.filter("difference_name", wording.difference_name)
register.filter("what_to_do", wording.what_to_do)
register.filter("method_name", wording.method_name)
register.filter("receipt_state", wording.receipt_state)
register.filter("receipt_colour", wording.receipt_colour)
register.filter("list_state", wording.list_state)
register.filter("payout_state", wording.payout_state)
register.filter("payout_colour", wording.payout_colour)


@register.inclusion_tag("desk/money/receipts_of.html")
def receipts_of(subject_ref: UUID) -> dict[str, Any]:
    """The receipts of a dossier, with their files."""
    return {"receipts": queries.receipts_of(subject_ref)}
