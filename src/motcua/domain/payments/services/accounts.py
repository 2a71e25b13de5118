"""Into which account the money for an agency is paid."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Q

from motcua.core.money import vietqr
from motcua.domain.identity import queries as identity
from motcua.domain.payments.errors import BadAccountsError
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


def load_accounts(file: Path, on: date) -> int:
    """Take the accounts of a file over: those of agencies that had none hold from ever, others from `on`; how many.

    Raises BadAccountsError naming the file, NotFoundError for an agency that there is not.
    """
    try:
        told: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        bank = told["bank"]
        accounts = [
            CollectingAccount(
                identity.agency_by_code(each["agency"], on).id,
                bank["bin"],
                bank["name"],
                each["number"],
                each["holder"],
            )
            for each in told["accounts"]
        ]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as problem:
        raise BadAccountsError(str(file), str(problem)) from problem
    with transaction.atomic():
        for account in accounts:
            is_first = not CollectingAccountRow.objects.filter(agency_id=account.agency_id).exists()
            set_account(account, None if is_first else on)
    return len(accounts)
