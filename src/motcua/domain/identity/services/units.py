from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from motcua.domain.identity.cache import change_version
from motcua.domain.identity.events import UnitEnded, publish
from motcua.domain.identity.models import AdminUnit, Agency, AgencySuccession, Posting, UnitSuccession
from motcua.domain.identity.models.validity import valid_on
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.queries import agencies
from motcua.domain.identity.services.postings import close_posting
from motcua.domain.identity.types import IdentityError, NotAllowedError, Succession


@transaction.atomic
def end_unit(code: str, valid_to: date, successor_codes: Sequence[str], how: Succession, *, by: Scope) -> None:
    """A unit is no more from the day `valid_to` on, and the named units, valid that day, take its place, the main one
    first. Its agencies end with it and pass to the agencies of the same kind in the main successor; the postings there
    end, so that officers without another one can neither sign in nor act any more. Nothing is removed.

    Raises NotAllowedError unless `by` administers all its agencies, IdentityError when a code names no such unit.
    """
    unit = _unit(code, valid_on(valid_to))
    heirs = [_unit(each, valid_on(valid_to)) for each in successor_codes]
    if not heirs or unit in heirs:
        raise IdentityError(
            "Hãy nêu đơn vị kế thừa, khác với đơn vị kết thúc.", "Name the successors, other than the unit that ends."
        )
    if unit.valid_from == valid_to:
        raise IdentityError(
            "Đơn vị mới bắt đầu trong ngày này nên chưa thể kết thúc.",
            "The unit only begins that day and cannot end yet.",
        )
    change_version()  # first, so that the tree of offices below is read anew
    ending = list(Agency.objects.filter(valid_on(valid_to), unit=unit, division=""))
    subtree = frozenset[int]().union(*(agencies().subtree(each.pk) for each in ending))
    if not all(map(by.administers, subtree)):
        raise NotAllowedError(
            "Chỉ quản trị viên của thành phố được kết thúc một đơn vị.", "Only the city's administrator may end a unit."
        )
    unit.valid_to = valid_to
    unit.save(update_fields=["valid_to"])
    UnitSuccession.objects.bulk_create(
        UnitSuccession(predecessor=unit, successor=heir, kind=how.value, main=heir is heirs[0]) for heir in heirs
    )
    _pass_on(ending, heirs[0], valid_to)
    _end_offices(subtree, valid_to, f"{unit.name} kết thúc ngày {valid_to:%d/%m/%Y}")
    change_version()
    publish(UnitEnded(unit.pk, tuple(heir.pk for heir in heirs), tuple(sorted(subtree)), valid_to))


def _pass_on(ending: Sequence[Agency], heir: AdminUnit, valid_to: date) -> None:
    """Each agency to the one of its kind in the successor; its offices are found again by their division."""
    taking_over = {each.kind: each for each in Agency.objects.filter(valid_on(valid_to), unit=heir, division="")}
    AgencySuccession.objects.bulk_create(
        AgencySuccession(predecessor=each, successor=taking_over[each.kind], main=True)
        for each in ending
        if each.kind in taking_over
    )


def _end_offices(subtree: frozenset[int], valid_to: date, reason: str) -> None:
    for posting in Posting.objects.select_for_update().filter(valid_on(valid_to), agency_id__in=subtree):
        close_posting(posting, valid_to, reason)
    Agency.objects.filter(valid_on(valid_to), id__in=subtree).update(valid_to=valid_to)


def _unit(code: str, condition: Q) -> AdminUnit:
    found = AdminUnit.objects.select_for_update(of=["self"]).filter(condition, code=code).first()
    if found is None:
        raise IdentityError(
            f"Không có đơn vị hành chính nào mang mã {code} vào ngày đó.", f"No unit has the code {code} on that day."
        )
    return found
