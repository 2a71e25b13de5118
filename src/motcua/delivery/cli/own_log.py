"""The city's own log, as commands ask for a part of it. Needs Django's models: import it when the database is there."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from motcua.core.mining.traces import Trace
from motcua.core.text import ToldError
from motcua.domain.dossiers.queries.traces import Selection, traces
from motcua.domain.identity import queries as identity


def selected(given: argparse.Namespace, today: date) -> Iterator[Trace]:
    """The dossiers that the options of `add_selection` ask for. Raises ToldError for an office that there is not, and
    for a period that ends before it begins.
    """
    if given.first and given.last and given.last < given.first:
        raise ToldError(
            f"Ngày đầu {given.first:%d/%m/%Y} sau ngày cuối {given.last:%d/%m/%Y}.",
            f"The first day {given.first} lies after the last, {given.last}.",
        )
    office = identity.agency_by_code(given.office, given.last or today).id if given.office else None
    return traces(Selection(given.first, given.last, given.procedure, office), _called(by_name=given.names))


def _called(*, by_name: bool) -> Callable[[int], str]:
    return lru_cache(maxsize=None)(_name) if by_name else str


def _name(officer_id: int) -> str:
    """The name, and the login, because names repeat."""
    officer = identity.officer(officer_id)
    return f"{officer.full_name} ({officer.login})"
