"""`{% load receipts %}`: the receipts of a dossier, with their files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template

from motcua.domain.payments.receipts import queries

register = template.Library()


@register.inclusion_tag("portal/receipts.html")
def receipts_of(dossier_id: UUID) -> dict[str, Any]:
    """The receipts of a dossier; nothing where there are none."""
    return {"receipts": queries.receipts_of(dossier_id)}
