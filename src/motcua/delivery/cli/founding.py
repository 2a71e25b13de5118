"""Founding a training city: tables, map, offices, people, procedures. Each part is safe to do again.

Imported only in a process that lives in its town already (`Town.enter`, `django.setup`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings

from motcua.core.text import ToldError
from motcua.delivery.cli.books import load_books
from motcua.delivery.cli.city import begin_of, give_past, worth
from motcua.delivery.cli.prepare import migrate, prepare
from motcua.delivery.cli.town import TownError, timed
from motcua.domain.catalogue.queries import counts
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.dossiers.city.making import begun_past
from motcua.domain.dossiers.city.plan import Wanted
from motcua.domain.dossiers.invention.errors import InventionError
from motcua.domain.identity import queries as identity
from motcua.domain.identity.reference import load_people, load_reference
from motcua.domain.payments.services import load_accounts
from motcua.infra import clock

# How far back the procedures of a new training city have been in force, so that it can have a past.
IN_FORCE_SINCE = timedelta(days=400)
MONTHS_OF_PAST, SEED = 6, 1

PARTS = {
    "clerk": ("H29.27094.03", "one_stop_officer"),
    "head": ("H29.27094.04", "division_head"),
    "specialist": ("H29.27094.04", "specialist"),
    "chairman": ("H29.27094.01", "commune_chairman"),
    "records": ("H29.27094.02", "records_clerk"),
    "planning_department": ("H29.13.01", "department_leader"),
    "fire_police": ("G01.079.PC07.01", "police_chief"),
}

# Who draws procedures, who controls them and who publishes them.
REFORMERS = {
    "procedure designer": ("H29.02", "procedure_designer"),
    "procedure controller": ("H29.02", "procedure_controller"),
    "publishing leader": ("H29.01", "city_leader"),
}


def command(arguments: list[str]) -> int:
    """`motcua found`: make the database at hand a training city. A real city refuses: its people are not invented."""
    if not settings.TRAINING:
        print(
            "motcua found: this fills a training city with invented people (MOTCUA_TRAINING=1). "
            "A real city begins as docs/operations.md says.",
            file=sys.stderr,
        )
        return 1
    found(print)
    return 0


def found(say: Callable[[str], None]) -> None:
    """Fill the town's database, saying how long each part takes."""
    timed(say, "tables", lambda: migrate([]))
    timed(say, "units, offices, calendar", _reference)
    timed(say, "people", _people)
    timed(say, "accounts to collect into", _accounts)
    timed(say, "receipts", load_books)
    timed(say, "procedures", _catalogue)
    timed(say, "translations and static files", lambda: prepare([]))


def remember(say: Callable[[str], None], dossiers: int) -> None:
    """Give the city a past, or go on with the one that was begun before; with 0 dossiers none. TownError says why there
    can be none.
    """
    if not dossiers:
        return
    try:
        timed(say, "past", lambda: _past(say, dossiers))
    except (ToldError, InventionError) as problem:
        raise TownError(f"the city's past could not be made: {problem}") from problem


def _past(say: Callable[[str], None], dossiers: int) -> str:
    begun, now = begun_past(), clock.now().replace(microsecond=0)
    wanted = begun.wanted if begun else Wanted(None, dossiers, begin_of(now, MONTHS_OF_PAST), now, SEED)
    if wanted.dossiers != dossiers:
        say(f"           its past was begun with {wanted.dossiers:,} dossiers, and stays so; --fresh makes another")
    return give_past(wanted, processes=worth(wanted.dossiers), tell=lambda words: say(f"           {words}"))


def cast() -> dict[str, str]:
    """Who of the demo city plays which part in the building-permit story: logins by part."""
    on = clock.now().date()
    return {part: _first(office, role, on) for part, (office, role) in PARTS.items()}


def introduced() -> list[str]:
    """The players of the story and the reformers with their names, logins and offices, a line each."""
    on = clock.now().date()
    lines = []
    for part, (code, role) in {**PARTS, **REFORMERS}.items():
        login, office = _first(code, role, on), identity.agency_by_code(code, on).name
        name = identity.officer_by_login(login).full_name
        lines.append(f"{part.replace('_', ' '):<20} {name} ({login}), {office}")
    return lines


def _first(office: str, role: str, on: date) -> str:
    agency = identity.agency_by_code(office, on)
    return identity.officers_with_role(agency.id, role, on)[0].login


def _reference() -> str:
    loaded = load_reference(settings.CATALOGUE / "reference", clock.now().date())
    return f"{loaded.units} units, {loaded.agencies} offices"


def _people() -> str:
    return str(load_people(settings.CATALOGUE / "reference"))


def _accounts() -> str:
    file = settings.CATALOGUE / "reference" / "accounts" / "demo.yaml"
    return str(load_accounts(file, clock.now().date()))


def _catalogue() -> str:
    now = clock.now()
    is_new = counts(now.date()).total == 0
    report = load_catalogue(settings.CATALOGUE, now - IN_FORCE_SINCE if is_new else now)
    return f"{len(report.published)} published, {len(report.unchanged)} unchanged"
