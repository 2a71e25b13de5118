"""Who may see and do what with the books of an agency: by role, as data."""

from __future__ import annotations

import time
from collections.abc import Mapping
from enum import StrEnum

from django.conf import settings

from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import Scope
from motcua.domain.payments.errors import PaymentError
from motcua.domain.payments.receipts.models import MoneyPowerRow


class MoneyPower(StrEnum):
    """What a role may do with the books of its agency and of all below it (catalogue/reference/books)."""

    BOOKS = "books"
    RECEIPTS = "receipts"
    RECONCILE = "reconcile"
    HAND_OVER = "hand_over"
    PREPARE = "prepare"
    APPROVE = "approve"


class NoMoneyPowerError(PaymentError):
    """The officer's roles do not let him do this with these books."""

    def __init__(self) -> None:
        super().__init__(
            "Vị trí công tác của ông/bà không có quyền này trên sổ sách của cơ quan. Hãy nhờ kế toán hoặc thủ quỹ.",
            "Your post has no such power over the books of this agency. Ask its accountant or treasurer.",
        )


def agencies_with(scope: Scope, power: MoneyPower) -> frozenset[int]:
    """The agencies and offices over whose books the officer has the power."""
    roles = {role for role, powers in _powers().items() if power in powers}
    tree = identity.agencies()
    heads = {_head(office) for office, role in scope.roles if role in roles}
    return frozenset(each for head in heads for each in tree.subtree(head))


def must_have(scope: Scope, power: MoneyPower, agency_id: int) -> None:
    """Raises NoMoneyPowerError unless the officer has the power over the books of that agency."""
    if agency_id not in agencies_with(scope, power):
        raise NoMoneyPowerError


class _Kept:
    """The powers as they were last read; every process looks again after REFERENCE_CACHE_SECONDS."""

    powers: Mapping[str, frozenset[str]] = {}
    read_at = float("-inf")


def _powers() -> Mapping[str, frozenset[str]]:
    if time.monotonic() - _Kept.read_at >= settings.REFERENCE_CACHE_SECONDS:
        _Kept.powers, _Kept.read_at = _read(), time.monotonic()
    return _Kept.powers


def _read() -> Mapping[str, frozenset[str]]:
    powers: dict[str, set[str]] = {}
    for role, power in MoneyPowerRow.objects.values_list("role", "power"):
        powers.setdefault(role, set()).add(power)
    return {role: frozenset(each) for role, each in powers.items()}


def _head(office_id: int) -> int:
    """The agency that an office is a part of; an agency is its own."""
    office = identity.agency(office_id)
    return office.parent_id if office.division and office.parent_id is not None else office.id
