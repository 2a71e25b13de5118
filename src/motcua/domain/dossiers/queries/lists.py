"""Lists of dossiers: a person's own, and what an officer finds by words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import GreaterThan

from motcua.core.text import fold
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierKey, DossierPart, DossierParty
from motcua.domain.dossiers.queries.cards import DossierCard, card_of
from motcua.domain.dossiers.references import normal_key
from motcua.domain.dossiers.types import PartyRole
from motcua.domain.identity.policies import Scope

_DIGITS = re.compile(r"[\d\s.]{9,}")


def dossiers_of_person(person_id: UUID, now: datetime, size: int = 100) -> tuple[DossierCard, ...]:
    """The dossiers in which the person is a party by his own account, newest first. What was filed once is there once:
    without the parts of linked ones.
    """
    ids = DossierParty.objects.filter(person_id=person_id).order_by("-dossier_id").values_list("dossier_id", flat=True)
    rows = Dossier.objects.filter(parent_id=None).in_bulk(list(dict.fromkeys(ids[: size * 4])))
    wanted = [each for each in dict.fromkeys(ids[: size * 4]) if each in rows][:size]
    asked = asked_by_parts(wanted)
    return tuple(replace(card_of(rows[each], now), asked_by_a_part=each in asked) for each in wanted)


def asked_by_parts(wholes: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the dossiers of which a part waits for the applicant."""
    open_parts = DossierPart.objects.filter(dossier_id__in=list(wholes), ended_at=None, called_off_at=None)
    return frozenset(open_parts.exclude(waiting_for=None).values_list("dossier_id", flat=True))


def open_dossiers_of_handler(officer_id: int, now: datetime) -> tuple[DossierCard, ...]:
    """The dossiers an officer is in charge of, whether or not anything is in his inbox just now."""
    rows = Dossier.objects.filter(handler_id=officer_id, ended_at=None).order_by("due_at")[:200]
    return tuple(card_of(row, now) for row in rows)


def cards_of(ids: Iterable[UUID], scope: Scope, now: datetime) -> dict[UUID, DossierCard]:
    """The cards of those dossiers that the officer may see."""
    rows = Dossier.objects.filter(_seen(scope, "pk", ""), pk__in=list(ids))
    return {row.pk: card_of(row, now) for row in rows}


def search_dossiers(text: str, scope: Scope, now: datetime, size: int = 20) -> tuple[DossierCard, ...]:
    """By code, reference, phone, personal id, or the words of a name with or without diacritics; only what the officer
    may see, newest first. A search without hits says nothing about what others hold.
    """
    found = _by_key(text, scope) or _by_number(text, scope, size) or _by_name(text, scope, size)
    rows = Dossier.objects.in_bulk(found)
    return tuple(card_of(rows[each], now) for each in found if each in rows)


def _by_key(text: str, scope: Scope) -> list[UUID]:
    ids = DossierKey.objects.filter(key=normal_key(text)).values_list("dossier_id", flat=True)
    return list(Dossier.objects.filter(_seen(scope, "pk", ""), pk__in=list(ids)).values_list("pk", flat=True))


def _by_number(text: str, scope: Scope, size: int) -> list[UUID]:
    if not _DIGITS.fullmatch(text.strip()):
        return []
    number = re.sub(r"\D", "", text)
    return _newest(DossierParty.objects.filter(Q(phone=number) | Q(identifier=number)), scope, size)


def _by_name(text: str, scope: Scope, size: int) -> list[UUID]:
    words = fold(text).split()
    if not words:
        return []
    rows = DossierParty.objects.filter(role=PartyRole.APPLICANT)
    for word in words:
        rows = rows.filter(search_name__contains=word)
    return _newest(rows, scope, size)


def _newest(parties: QuerySet[DossierParty], scope: Scope, size: int) -> list[UUID]:
    seen = parties.filter(_seen(scope, "dossier_id", "dossier__")).order_by("-dossier_id")
    return list(seen.values_list("dossier_id", flat=True).distinct()[:size])


def _seen(scope: Scope, key: str, prefix: str) -> Q:
    """What `policies.may_see` says, for the database: an office in the officer's sight had to do with the dossier.

    Asked as a value, not as EXISTS: that, beside an OR, the planner may answer by reading all events ever written.
    """
    offices = [Q(**{f"{prefix}{each}_id__in": scope.agencies}) for each in ("competent", "receiving")]
    worked_on = DossierEvent.objects.filter(dossier_id=OuterRef(key), office_id__in=scope.agencies)
    return reduce(or_, offices) | Q(GreaterThan(Subquery(worked_on.values("seq")[:1]), 0))
