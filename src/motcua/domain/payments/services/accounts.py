"""Into which account the money for an agency is paid."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from motcua.core.money import vietqr
from motcua.domain.payments.models import CollectingAccountRow
from motcua.domain.payments.types import CollectingAccount


def set_account(account: CollectingAccount, since: date | None) -> None:
    """Let the agency collect into this account from `since` on (from ever, without it); the one before ends there.

    The same account again changes nothing. Raises InvalidTransferError for one that no bank's app could read.
    """
    vietqr(account.bank_bin, account.number, 1, "TTHC")
    with transaction.atomic():
        rows = CollectingAccountRow.objects.filter(agency_id=account.agency_id)
        standing = rows.filter(valid_to=None).first()
        if standing and (standing.bank_bin, standing.number) == (account.bank_bin, account.number):
            return
        rows.filter(Q(valid_from__gte=since) if since else Q()).delete()
        rows.filter(valid_to=None).update(valid_to=since)
        CollectingAccountRow.objects.create(
            agency_id=account.agency_id,
            bank_bin=account.bank_bin,
            bank_name=account.bank_name,
            number=account.number,
            holder=account.holder,
            valid_from=since,
        )
