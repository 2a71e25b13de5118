"""Lists of dossiers: a person's own, and what an officer finds by words."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from motcua.core.text import fold
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierKey, DossierParty
from motcua.domain.dossiers.policies import may_see
from motcua.domain.dossiers.queries.cards import DossierCard, card_of
from motcua.domain.dossiers.references import normal_key
from motcua.domain.dossiers.types import PartyRole
from motcua.domain.identity.policies import Scope

_DIGITS = re.compile(r"[\d\s.]{9,}")


def dossiers_of_person(person_id: UUID, now: datetime, size: int = 100) -> tuple[DossierCard, ...]:
    """The dossiers in which the person is a party by his own account, newest first."""
    ids = DossierParty.objects.filter(person_id=person_id).order_by("-dossier_id").values_list("dossier_id", flat=True)
    wanted = list(dict.fromkeys(ids[: size * 2]))[:size]
    rows = Dossier.objects.in_bulk(wanted)
    return tuple(card_of(rows[each], now) for each in wanted if each in rows)


def open_dossiers_of_handler(officer_id: int, now: datetime) -> tuple[DossierCard, ...]:
    """The dossiers an officer is in charge of, whether or not anything is in his inbox just now."""
    rows = Dossier.objects.filter(handler_id=officer_id, ended_at=None).order_by("due_at")[:200]
    return tuple(card_of(row, now) for row in rows)


def search_dossiers(text: str, scope: Scope, now: datetime, size: int = 20) -> tuple[DossierCard, ...]:
    """By code, reference, phone, personal id, or the words of a name with or without diacritics; only what the officer
    may see. A search without hits says nothing about what others hold.
    """
    found = _by_key(text) or _by_number(text) or _by_name(text, size * 5)
    rows = Dossier.objects.in_bulk(found)
    seen = [rows[each] for each in found if each in rows and _visible(rows[each], scope)]
    return tuple(card_of(row, now) for row in seen[:size])


def _by_key(text: str) -> list[UUID]:
    return list(DossierKey.objects.filter(key=normal_key(text)).values_list("dossier_id", flat=True))


def _by_number(text: str) -> list[UUID]:
    if not _DIGITS.fullmatch(text.strip()):
        return []
    number = re.sub(r"\D", "", text)
    rows = DossierParty.objects.filter(Q(phone=number) | Q(identifier=number)).order_by("-dossier_id")
    return list(dict.fromkeys(rows.values_list("dossier_id", flat=True)[:200]))


def _by_name(text: str, size: int) -> list[UUID]:
    words = fold(text).split()
    if not words:
        return []
    rows = DossierParty.objects.filter(role=PartyRole.APPLICANT).order_by("-dossier_id")
    for word in words:
        rows = rows.filter(search_name__contains=word)
    return list(dict.fromkeys(rows.values_list("dossier_id", flat=True)[:size]))


def _visible(row: Dossier, scope: Scope) -> bool:
    offices = {row.receiving_id, row.competent_id, row.handler_office_id} - {None}
    return may_see(scope, [office for office in offices if office is not None]) or _worked_on(row.pk, scope)


def _worked_on(dossier_id: UUID, scope: Scope) -> bool:
    return DossierEvent.objects.filter(dossier_id=dossier_id, office_id__in=scope.agencies).exists()
