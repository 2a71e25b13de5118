"""The frame around every page of the desk: who is at work, how much lies there, where else he may go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.delivery.desk.access import AtWork
from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.policies import receives_for
from motcua.domain.dossiers.queries.inbox import Whose, inbox_counts
from motcua.domain.feedback.policies import offices_answered_for
from motcua.domain.feedback.queries.follow_ups import open_follow_ups
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Agency
from motcua.domain.notifications.queries import unread
from motcua.domain.payments.receipts.policies import MoneyPower, agencies_with
from motcua.domain.reporting.policies import led_agencies


@dataclass(frozen=True, slots=True)
class Frame:
    """What the head of a page says of the officer. tasks: what he holds and what he may take. reforms: whether he
    drafts, controls or publishes procedures. told: messages that he has not read. dissatisfied: how many people wait
    for an answer from him; None for who leads no office. keeps_books: whether he may look into the books.
    """

    name: str
    office: str
    tasks: int
    at_counter: bool
    leads: bool
    reforms: bool
    told: int
    dissatisfied: int | None
    keeps_books: bool


def desk_page(
    request: HttpRequest, by: AtWork, template: str, words: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """A page of the desk."""
    return render(request, template, {**words, "frame": frame_of(by), "by": by}, status=status)


def frame_of(by: AtWork) -> Frame:
    """The frame for an officer; few questions to the database, for every page asks them."""
    counts = inbox_counts(by.scope)
    return Frame(
        name=identity.officer(by.officer_id).full_name,
        office=_main_office(by),
        tasks=counts[Whose.MINE] + counts[Whose.FREE],
        at_counter=bool(receives_for(by.scope)),
        leads=bool(led_agencies(by.scope, by.now.date())),
        reforms=bool(catalogue.powers_of(by.officer_id, by.now.date())),
        told=unread(officer_id=by.officer_id),
        dissatisfied=open_follow_ups(by.scope, by.now) if offices_answered_for(by.scope) else None,
        keeps_books=bool(agencies_with(by.scope, MoneyPower.BOOKS)),
    )


def office_name(agency: Agency) -> str:
    """How an office is called in the reader's language."""
    return in_language(_Called(agency.name, agency.name_en or agency.name))


@dataclass(frozen=True, slots=True)
class _Called:
    vi: str
    en: str


def _main_office(by: AtWork) -> str:
    offices = sorted({office for office, _ in by.scope.roles})
    return office_name(identity.agency(offices[0]))
