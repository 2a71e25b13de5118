"""Dossiers that have ended, with the way they went: for what is counted by office and step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from django.db import connection

from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Phase
from motcua.infra.ids import first_uuid7

_ENDED = """
SELECT d.id, d.procedure_code, d.channel, d.phase, d.competent_id, coalesce(d.handler_office_id, d.competent_id),
    d.ended_at, coalesce(coalesce(d.resolved_at, d.ended_at) > d.original_due_at, false),
    coalesce(jsonb_agg(DISTINCT jsonb_build_array(e.step, e.office_id)) FILTER (WHERE e.office_id IS NOT NULL), '[]')
FROM dossiers_dossier d
LEFT JOIN dossiers_dossierevent e ON e.dossier_id = d.id AND e.kind = %s
WHERE d.id >= %s AND d.phase = ANY (%s) AND d.parent_id IS NULL
GROUP BY d.id ORDER BY d.id
"""


@dataclass(frozen=True, slots=True)
class EndedDossier:
    """One dossier that was filed and has ended. office_id: which had it in charge. steps: those that were done, each
    with the office that did it. late: it was decided after the day first told.
    """

    id: UUID
    procedure_code: str
    channel: str
    phase: Phase
    competent_id: int
    office_id: int
    ended_at: datetime
    late: bool
    steps: tuple[tuple[str, int], ...]


def ended_dossiers(phases: Iterable[Phase], filed_since: datetime) -> Iterator[EndedDossier]:
    """All that were filed since then and have ended so, the oldest first; without the parts of linked ones."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ENDED, [EventKind.STEP_COMPLETED, first_uuid7(filed_since), list(phases)])
        for dossier_id, code, channel, phase, competent, office, ended_at, late, steps in cursor:
            way = tuple((step, done_by) for step, done_by in sorted(orjson.loads(steps)))
            yield EndedDossier(dossier_id, code, channel, Phase(phase), competent, office, ended_at, late, way)
