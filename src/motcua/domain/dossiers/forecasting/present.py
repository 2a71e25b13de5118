"""The dossiers that an agency has open at this moment, exactly as the engine and the law's clock hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from math import inf
from typing import Final, NamedTuple
from uuid import UUID

from motcua.core.mining.conformance import Steerable, steerable
from motcua.core.process import read_model
from motcua.core.simulation.forecast.ahead import OpenCases
from motcua.core.simulation.forecast.forecast import OpenCase
from motcua.core.simulation.forecast.owed import Owed, owed
from motcua.core.simulation.model import Limit, Present, PresentWait
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.store.read import read_cases
from motcua.domain.dossiers.tracing import SUPPLEMENT
from motcua.domain.dossiers.types import Phase, TaskKind, WaitingFor
from motcua.domain.identity import queries as identity

AT_A_TIME: Final = 500
_AT_WORK: Final = (Phase.ACCEPTED, Phase.PROCESSING)


class OpenDossier(NamedTuple):
    """code: before it has one, its reference. due_at: the day of the law, as it stands; None before acceptance."""

    id: UUID
    code: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenDossiers:
    """cases: by drawing and limit. known: which dossier each of them is."""

    cases: tuple[OpenCases, ...]
    known: Mapping[OpenCase, OpenDossier]


class _Sort(NamedTuple):
    version_id: int
    limit: Limit | None


def open_dossiers(procedure: str, office_id: int, now: datetime) -> OpenDossiers:
    """The dossiers of a procedure, by its code, that an agency has accepted and not decided. Parts of linked ones are
    among those of the agency that does them.
    """
    calendar = identity.calendar_of(office_id)
    drawings: dict[int, Steerable] = {}
    sorts: dict[_Sort, list[Present]] = {}
    known: dict[tuple[_Sort, int], OpenDossier] = {}
    for key, case in zip(count(), _cases(procedure, office_id), strict=False):
        drawing = drawings.setdefault(case.version_id, _drawing(case.version_id))
        if case.process.definition != drawing.definition.fingerprint:
            continue  # moved by hand to a state of no known drawing: there is nothing to play on
        standing = owed(case.clock, calendar, now) if case.clock else None
        sort = _Sort(case.version_id, standing.limit if standing else None)
        sorts.setdefault(sort, []).append(_present(key, case, standing, now))
        due = case.clock.statutory_due_at if case.clock else None
        known[sort, key] = OpenDossier(case.id, case.code or case.reference, due)
    names = {sort: f"{procedure}@{sort.version_id}#{n}" for n, sort in enumerate(sorts)}
    return OpenDossiers(
        tuple(
            OpenCases(names[sort], drawings[sort.version_id], sort.limit, tuple(present))
            for sort, present in sorts.items()
        ),
        {OpenCase(names[sort], key): dossier for (sort, key), dossier in known.items()},
    )


def _cases(procedure: str, office_id: int) -> Iterator[Case]:
    ids = list(
        Dossier.objects.filter(
            procedure_code=procedure,
            competent_id=office_id,
            phase__in=_AT_WORK,
            resolved_at__isnull=True,
            ended_at__isnull=True,
        )
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    for first in range(0, len(ids), AT_A_TIME):
        found = read_cases(ids[first : first + AT_A_TIME])
        yield from (found[each] for each in ids[first : first + AT_A_TIME] if each in found)


def _drawing(version_id: int) -> Steerable:
    return steerable(read_model(catalogue.version(version_id).diagram))


def _present(key: int, case: Case, standing: Owed | None, now: datetime) -> Present:
    return Present(
        key,
        _past(case.accepted_at or case.submitted_at, now),
        case.process,
        dict(_waits(case, now)),
        standing.used if standing else 0.0,
        standing.since if standing else 0.0,
        standing.kept_until if standing else -inf,
        interrupted={SUPPLEMENT: case.supplements} if case.supplements else {},
    )


def _waits(case: Case, now: datetime) -> Iterator[tuple[int, PresentWait]]:
    tasks = {task.n: task for task in case.tasks if task.kind is TaskKind.STEP}
    timers = {timer.n: timer for timer in case.timers}
    for wait in case.process.waits:
        if task := tasks.get(wait.number):
            started = _past(task.started_at, now) if task.started_at else None
            yield wait.number, _asked(PresentWait(_past(task.enabled_at, now), started), case, now)
        elif (timer := timers.get(wait.number)) and timer.armed_at:
            yield wait.number, PresentWait(_past(timer.armed_at, now), _past(timer.armed_at, now))


def _asked(wait: PresentWait, case: Case, now: datetime) -> PresentWait:
    """The same, or that the applicant was asked for more."""
    pause = case.clock.open_pause if case.clock else None
    if case.waiting_for is not WaitingFor.SUPPLEMENT or pause is None:
        return wait
    return replace(wait, since=_past(pause.since, now), started=None, interruption=SUPPLEMENT)


def _past(moment: datetime, now: datetime) -> float:
    return min(_seconds(moment, now), 0.0)


def _seconds(moment: datetime, now: datetime) -> float:
    return (moment - now).total_seconds()


def agencies_with_open(procedure: str, among: Iterable[int]) -> tuple[int, ...]:
    """Which of these agencies have open dossiers of a procedure."""
    rows = Dossier.objects.filter(procedure_code=procedure, competent_id__in=list(among), phase__in=_AT_WORK)
    return tuple(rows.order_by("competent_id").values_list("competent_id", flat=True).distinct())
