"""The register of an agency (Thông tư 03/2025/TT-VPCP, Mẫu số 07): the dossiers that it took in or decides, by the day
of their receipt; that of an office inside an agency: those of them that it has worked on. Rows come from the database
as they are asked for, so a year of a city fits into no memory but the reader's.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db import connection

from motcua.core.forms import Text
from motcua.core.workcal import ZONE
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import PartyRole, Phase, ReturnMethod
from motcua.domain.identity import queries as identity
from motcua.infra.ids import first_uuid7

_AT_ONCE: Final = 2_000
_LONGEST_RECEPTION: Final = timedelta(days=366)
"""How long before its receipt a dossier can have been handed in: far longer than the law lets an office think about
it. It keeps the search within the partitions of one year.
"""


class RegisterState(StrEnum):
    """Which of the dossiers."""

    OPEN = "open"
    LATE = "late"
    RESOLVED = "resolved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class RegisterWanted:
    """The dossiers of this agency or office that were received from `since` to `until`, both included."""

    office_id: int
    since: date
    until: date
    procedure_code: str = ""
    state: RegisterState | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dossier. transferred_at: when who took it in passed it on first. late: it ended late, or is overdue.

    procedure: its full name, as the form wants it. called: how it is called every day.
    """

    n: int
    code: str
    procedure_code: str
    procedure: str
    called: Text
    sets: int
    applicant: str
    address: str
    phone: str
    agency: str
    received_at: datetime
    due_at: datetime | None
    transferred_at: datetime | None
    result_at: datetime | None
    returned_at: datetime | None
    method: ReturnMethod | None
    phase: Phase
    late: bool


def register_rows(wanted: RegisterWanted, now: datetime) -> Generator[RegisterRow, None, None]:
    """The register, oldest receipt first. Close the iterator when not all of it is read."""
    with closing(connection.chunked_cursor()) as cursor:
        narrowed = f"{_WITHIN} {_NARROWED[wanted.state]}"
        cursor.execute(f"{_ROWS} {narrowed} ORDER BY d.accepted_at, d.code", _values(wanted, now))
        n = 0
        while rows := cursor.fetchmany(_AT_ONCE):
            for row in rows:
                n += 1
                yield _row(n, row)


def register_size(wanted: RegisterWanted, now: datetime) -> int:
    """How many dossiers it has."""
    with connection.cursor() as cursor:
        counted = _FROM if wanted.state is RegisterState.LATE else _FROM_DOSSIERS
        cursor.execute(f"SELECT count(*) {counted} {_WITHIN} {_NARROWED[wanted.state]}", _values(wanted, now))
        return int(cursor.fetchone()[0])


def register_procedures(wanted: RegisterWanted, now: datetime) -> tuple[tuple[str, Text], ...]:
    """The procedures in it by code and everyday name, however it is narrowed."""
    with connection.cursor() as cursor:
        cursor.execute(_PROCEDURES, _values(replace(wanted, procedure_code="", state=None), now))
        return tuple((code, catalogue.version(version).short_name) for code, version in cursor.fetchall())


# What waits for the applicant is never late.
_LATE = """(e.outcome = 'late'
    OR (d.resolved_at IS NULL AND d.ended_at IS NULL AND d.waiting_for IS NULL AND d.due_at < %(now)s))"""
_FROM_DOSSIERS = "FROM dossiers_dossier d"
_FROM = f"""
{_FROM_DOSSIERS}
LEFT JOIN LATERAL (
    SELECT office_id FROM dossiers_dossierevent
    WHERE dossier_id = d.id AND kind = '{EventKind.STEP_ENABLED}' ORDER BY seq LIMIT 1
) f ON true
LEFT JOIN LATERAL (
    SELECT min(at) FILTER (WHERE kind = '{EventKind.STEP_ENABLED}' AND office_id <> f.office_id) AS transferred_at,
        max(data->>'method') FILTER (WHERE kind = '{EventKind.RESULT_RETURNED}') AS method,
        max(data->>'outcome') FILTER (WHERE kind = '{EventKind.CLOCK_FINISHED}') AS outcome
    FROM dossiers_dossierevent
    WHERE dossier_id = d.id
        AND kind IN ('{EventKind.STEP_ENABLED}', '{EventKind.RESULT_RETURNED}', '{EventKind.CLOCK_FINISHED}')
) e ON true
"""  # noqa: S608 the kinds of events are our own words
_WITHIN = """
WHERE d.id >= %(first)s AND d.id < %(last)s AND d.accepted_at >= %(since)s AND d.accepted_at < %(until)s
    AND (d.receiving_id = %(agency)s OR d.competent_id = %(agency)s)
    AND (%(office)s = %(agency)s OR EXISTS (
        SELECT FROM dossiers_dossierevent WHERE dossier_id = d.id AND office_id = %(office)s
    ))
    AND (%(procedure)s = '' OR d.procedure_code = %(procedure)s)
"""
_NARROWED = {
    None: "",
    RegisterState.OPEN: "AND d.resolved_at IS NULL AND d.ended_at IS NULL",
    RegisterState.RESOLVED: "AND d.resolved_at IS NOT NULL AND d.ended_at IS NULL",
    RegisterState.RETURNED: f"AND d.phase = '{Phase.RETURNED}'",
    RegisterState.LATE: f"AND {_LATE}",
}
_ROWS = f"""
SELECT d.code, d.procedure_code, d.version_id, d.case_key, d.applicant_name, p.address, p.phone, d.competent_id,
    d.accepted_at, d.due_at, e.transferred_at, d.resolved_at, d.ended_at, e.method, d.phase, coalesce({_LATE}, false)
{_FROM}
LEFT JOIN LATERAL (
    SELECT address, phone FROM dossiers_dossierparty WHERE dossier_id = d.id AND role = '{PartyRole.APPLICANT}'
    ORDER BY n LIMIT 1
) p ON true
"""  # noqa: S608 nothing in it comes from outside
_PROCEDURES = f"""
SELECT d.procedure_code, max(d.version_id) FROM dossiers_dossier d {_WITHIN}
GROUP BY d.procedure_code ORDER BY d.procedure_code
"""  # noqa: S608 nothing in it comes from outside


def _values(wanted: RegisterWanted, now: datetime) -> dict[str, UUID | datetime | int | str]:
    office = identity.agency(wanted.office_id)
    since = datetime.combine(wanted.since, time(), ZONE)
    until = datetime.combine(wanted.until + timedelta(days=1), time(), ZONE)
    return {
        "first": first_uuid7(since - _LONGEST_RECEPTION),
        "last": first_uuid7(until),
        "since": since,
        "until": until,
        "office": office.id,
        "agency": office.parent_id if office.division and office.parent_id else office.id,
        "procedure": wanted.procedure_code,
        "now": now,
    }


def _row(n: int, row: tuple[Any, ...]) -> RegisterRow:
    code, procedure_code, version_id, case_key, applicant, address, phone, competent_id, *rest = row
    received_at, due_at, transferred_at, result_at, ended_at, method, phase, late = rest
    procedure = catalogue.version(version_id)
    return RegisterRow(
        n=n,
        code=code,
        procedure_code=procedure_code,
        procedure=procedure.name.vi,
        called=procedure.short_name,
        sets=procedure.cases[case_key].sets,
        applicant=applicant,
        address=address or "",
        phone=phone or "",
        agency=identity.agency(competent_id).name,
        received_at=received_at,
        due_at=due_at,
        transferred_at=transferred_at,
        result_at=result_at,
        returned_at=ended_at if phase == Phase.RETURNED else None,
        method=ReturnMethod(method) if method else None,
        phase=Phase(phase),
        late=late,
    )
