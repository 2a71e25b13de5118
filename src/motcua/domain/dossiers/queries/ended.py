"""Dossiers that have ended, with the way they went: for what is counted by office and step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from django.db import connection

from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Phase
from motcua.infra.ids import first_uuid7

_ENDED = """
SELECT id, procedure_code, channel, phase, competent_id, coalesce(handler_office_id, competent_id), ended_at,
    coalesce(coalesce(resolved_at, ended_at) > original_due_at, false)
FROM dossiers_dossier
WHERE id >= %s AND phase = ANY (%s) AND parent_id IS NULL
ORDER BY id
"""
_WAYS = """
SELECT dossier_id, jsonb_agg(DISTINCT jsonb_build_array(step, office_id))
FROM dossiers_dossierevent
WHERE dossier_id = ANY (%s) AND dossier_id BETWEEN %s AND %s AND kind = %s AND office_id IS NOT NULL
GROUP BY dossier_id
"""
Way = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EndedDossier:
    """One dossier that was filed and has ended. office_id: which had it in charge. late: it was decided after the day
    first told.
    """

    id: UUID
    procedure_code: str
    channel: str
    phase: Phase
    competent_id: int
    office_id: int
    ended_at: datetime
    late: bool


def ended_dossiers(phases: Iterable[Phase], filed_since: datetime) -> Iterator[EndedDossier]:
    """All that were filed since then and have ended so, the oldest first; without the parts of linked ones. They come
    in a stream, however many they are.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ENDED, [first_uuid7(filed_since), list(phases)])
        for dossier_id, code, channel, phase, competent, office, ended_at, late in cursor:
            yield EndedDossier(dossier_id, code, channel, Phase(phase), competent, office, ended_at, late)


def ways_of(dossiers: Collection[UUID]) -> dict[UUID, Way]:
    """The steps of these dossiers that were done, each with the office that did it."""
    if not dossiers:
        return {}
    with connection.cursor() as cursor:
        # The bounds leave out the partitions of other months, which a list alone does not.
        cursor.execute(_WAYS, [list(dossiers), min(dossiers), max(dossiers), EventKind.STEP_COMPLETED])
        found = {each: tuple((step, office) for step, office in sorted(orjson.loads(way))) for each, way in cursor}
    return {each: found.get(each, ()) for each in dossiers}
