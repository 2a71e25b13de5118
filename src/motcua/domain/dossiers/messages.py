"""Telling applicants what happens to their dossiers: reads the outbox, and hands what is to be said to notifications.
The entries go and the messages come in one transaction, so each event is told once, whoever is killed when.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.domain.dossiers.letters import tracking_url
from motcua.domain.dossiers.models import Dossier, DossierParty
from motcua.domain.dossiers.queries.log import LoggedEvent, events_of_entries
from motcua.domain.dossiers.sayings import TOLD, Saying, Standing, sayings
from motcua.domain.dossiers.types import PartyRole
from motcua.domain.identity import queries as identity
from motcua.domain.notifications.queries import is_told
from motcua.domain.notifications.services import notify
from motcua.domain.notifications.types import Recipient, UnknownEventError
from motcua.infra.outbox import Entry, take

log = logging.getLogger(__name__)

CONSUMER = "messages"
RatingPath = Callable[[UUID], str]
_rating_path: list[RatingPath] = []


@dataclass(frozen=True, slots=True)
class _Told:
    """A dossier as its people know it: of a part, the whole that they filed."""

    id: UUID
    code: str
    reference: str
    competent_id: int
    recipients: tuple[Recipient, ...]


def join_rating(path: RatingPath) -> None:
    """Where the applicant of a dossier rates how he was served: a path on this server that nobody can guess."""
    _rating_path[:] = [path]


def tell_of_events(now: datetime, most: int = 200) -> int:
    """Tell what has happened since the last reading; how many entries of the outbox were read."""
    with transaction.atomic():
        entries = take(CONSUMER, most)
        found = sorted(events_of_entries(entries, TOLD), key=lambda event: (event.dossier_id, event.seq))
        dossiers = _dossiers({event.dossier_id for event in found})
        told = _told(dossiers.values())
        for entry in sorted(entries, key=lambda each: (each.subject, each.first)):
            act = [event for event in found if _is_of(event, entry)]
            if act:
                row = dossiers[entry.subject]
                _tell(row, told[row.parent_id or row.id], act, now)
    return len(entries)


def recipients_of(parties: Iterable[DossierParty]) -> tuple[Recipient, ...]:
    """The applicant and whoever handed the dossier in; once, where that is the same person, or where the applicant can
    only be reached through the other.
    """
    by_role = {party.role: party for party in parties}
    applicant, submitter = by_role.get(PartyRole.APPLICANT), by_role.get(PartyRole.SUBMITTER)
    found = [_recipient(party) for party in (applicant, submitter) if party]
    if applicant and submitter and _is_same(applicant, submitter):
        first, second = found
        person_id = first.person_id or second.person_id
        contacts = first.phone or second.phone, first.email or second.email
        return (Recipient(second.name, person_id, None, *contacts),)
    return tuple(found)


def _tell(row: Dossier, told: _Told, act: list[LoggedEvent], now: datetime) -> None:
    standing = Standing(row.id, row.receiving_id, row.competent_id, row.due_at, row.parent_id is not None)
    for saying in sayings(standing, act, _agency_of, _rating_url if _rating_path else None):
        if is_told(saying.event):
            _say(saying, row.id, told, now)


def _say(saying: Saying, dossier_id: UUID, told: _Told, now: datetime) -> None:
    facts = {"code": told.code or told.reference, "url": tracking_url(told.reference), **saying.facts}
    key = f"dossier:{dossier_id}:{saying.event}:{saying.mark}"
    for recipient in told.recipients:
        try:
            notify(saying.event, recipient, facts, subject_ref=told.id, key=key, now=now, agency_id=told.competent_id)
        except UnknownEventError:
            # A template that wants what no dossier can say silences itself, not all the others.
            log.exception("messages.yaml cannot say %s of a dossier", saying.event)


def _dossiers(ids: Iterable[UUID]) -> Mapping[UUID, Dossier]:
    return Dossier.objects.only("receiving_id", "competent_id", "due_at", "parent_id", "code", "reference").in_bulk(
        list(ids)
    )


def _told(rows: Iterable[Dossier]) -> Mapping[UUID, _Told]:
    """The dossiers that people know, with who is told."""
    known = {row.id: row for row in rows if row.parent_id is None}
    known |= _dossiers({row.parent_id for row in rows if row.parent_id} - known.keys())
    parties: dict[UUID, list[DossierParty]] = {}
    for party in DossierParty.objects.filter(dossier_id__in=list(known)):
        parties.setdefault(party.dossier_id, []).append(party)
    return {
        row.id: _Told(row.id, row.code or "", row.reference, row.competent_id, recipients_of(parties.get(row.id, ())))
        for row in known.values()
    }


def _is_of(event: LoggedEvent, entry: Entry) -> bool:
    return event.dossier_id == entry.subject and entry.first <= event.seq <= entry.last


def _recipient(party: DossierParty) -> Recipient:
    return Recipient(party.name, party.person_id, None, party.phone, party.email)


def _is_same(one: DossierParty, other: DossierParty) -> bool:
    if one.person_id and one.person_id == other.person_id:
        return True
    if one.identifier and one.identifier == other.identifier:
        return True
    return one.person_id is None and one.phone in ("", other.phone) and one.email in ("", other.email)


def _agency_of(office_id: int) -> int:
    """The agency that an office is a part of."""
    office = identity.agency(office_id)
    return office.parent_id if office.division and office.parent_id is not None else office.id


def _rating_url(dossier_id: UUID) -> str:
    return f"{settings.PUBLIC_URL}{_rating_path[0](dossier_id)}"
