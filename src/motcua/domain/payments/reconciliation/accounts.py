"""Whose money goes into which account, and how its bank writes statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from motcua.core.books.mt940 import read_mt940
from motcua.core.books.statement import BankLine, CsvFormat, read_csv
from motcua.core.rules import Message
from motcua.domain.identity import queries as identity
from motcua.domain.payments.errors import PaymentError
from motcua.domain.payments.models import CollectingAccountRow
from motcua.domain.payments.reconciliation.types import AccountCard


def accounts_of(agencies: Collection[int]) -> tuple[AccountCard, ...]:
    """The accounts into which money for these agencies is paid, or was."""
    rows = CollectingAccountRow.objects.filter(agency_id__in=agencies).order_by("agency_id", "valid_from", "id")
    return tuple(AccountCard(row.pk, row.agency_id, row.bank_name, row.number, row.holder) for row in rows)


def account(account_id: int) -> AccountCard:
    """The account with that id. Raises PaymentError."""
    row = CollectingAccountRow.objects.filter(id=account_id).first()
    if row is None:
        raise PaymentError("Không có tài khoản thu này.", "There is no such collecting account.")
    return AccountCard(row.pk, row.agency_id, row.bank_name, row.number, row.holder)


def agencies_paid_into(account_id: int) -> frozenset[int]:
    """The agencies whose money goes into an account: its own and all below, but those with an account of their own."""
    of = account(account_id).agency_id
    tree = identity.agencies()
    below = tree.subtree(of)
    others = CollectingAccountRow.objects.filter(agency_id__in=below).exclude(agency_id=of)
    taken = [tree.subtree(each) for each in others.values_list("agency_id", flat=True).distinct()]
    return below.difference(*taken)


def bank_formats() -> Mapping[str, Message]:
    """The forms of statements that the city can read, by key."""
    return {key: Message(each["name"]["vi"], each["name"]["en"]) for key, each in _stated()["formats"].items()}


def banks() -> Mapping[str, str]:
    """The names of banks by the six digits of their BIN."""
    found: dict[str, str] = _stated()["banks"]
    return found


def read_statement(content: bytes, form: str) -> tuple[BankLine, ...]:
    """The movements of a bank's file. Raises FileError, and PaymentError for a form that nobody has described."""
    stated = _stated()["formats"].get(form)
    if stated is None:
        raise PaymentError("Chưa khai báo định dạng sao kê này.", "This form of statement is not described.")
    if stated["kind"] == "mt940":
        return read_mt940(content)
    return read_csv(
        content,
        CsvFormat(**stated["columns"], date_format=stated["date_format"], delimiter=stated.get("delimiter", "")),
    )


def _stated() -> dict[str, Any]:
    folder: Path = settings.CATALOGUE
    read: dict[str, Any] = yaml.safe_load((folder / "reference/books/banks.yaml").read_text(encoding="utf-8"))
    return read
