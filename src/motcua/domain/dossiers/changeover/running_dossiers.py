"""The dossiers that run on other versions of a procedure, and which of them stand alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from motcua.core.process import State
from motcua.core.process.changeover import shape_of
from motcua.domain.catalogue.lives import versions_of
from motcua.domain.catalogue.types import VersionCard
from motcua.domain.dossiers.changeover.fitting import Fitting, Standing
from motcua.domain.dossiers.types import Phase, WaitingFor

_RUNNING = """
SELECT d.id, d.version_id, d.terms_id, d.case_key, d.phase, d.waiting_for, d.process, d.answers, d.due_at,
    (SELECT array_agg(DISTINCT t.step) FROM dossiers_opentask t WHERE t.dossier_id = d.id AND t.kind = 'opinion')
FROM dossiers_dossier d WHERE d.ended_at IS NULL AND d.version_id = ANY (%s)
"""


class Alike(NamedTuple):
    """All that decides whether and how a dossier fits another version: equal for dossiers that stand alike."""

    version_id: int
    terms_id: int | None
    case_key: str
    phase: Phase
    waiting_for: WaitingFor | None
    shape: State
    asking: frozenset[str]
    outcomes: frozenset[tuple[str, str]]

    @property
    def key(self) -> str:
        """A short name for the group, the same at every look."""
        waits = [list(wait) for wait in self.shape.waits]
        held = [list(token) for token in self.shape.held]
        told = [
            self.version_id,
            self.terms_id,
            self.case_key,
            self.phase,
            self.waiting_for,
            self.shape.definition,
            waits,
            held,
            sorted(self.asking),
            sorted(self.outcomes),
        ]
        return hashlib.sha256(orjson.dumps(told)).hexdigest()[:16]

    @property
    def standing(self) -> Standing:
        """A dossier of the group, as the fitting takes it."""
        answers = {step: {"outcome": outcome} for step, outcome in self.outcomes}
        return Standing(self.case_key, self.shape, answers, self.asking)


@dataclass(slots=True)
class Group:
    """Dossiers that stand alike, by the time they are due."""

    alike: Alike
    dossiers: list[tuple[datetime | None, UUID]]

    @property
    def earliest_due_at(self) -> datetime | None:
        return min((due_at for due_at, _ in self.dossiers if due_at), default=None)


def groups_of(fittings: Mapping[int, Fitting]) -> list[Group]:
    """The running dossiers of these versions, those that stand alike together, the largest group first. `fittings` by
    the version they come from.
    """
    groups: dict[Alike, Group] = {}
    for dossier_id, due_at, alike in _standing(fittings):
        if alike not in groups:
            groups[alike] = Group(alike, [])
        groups[alike].dossiers.append((due_at, dossier_id))
    return sorted(groups.values(), key=lambda group: (-len(group.dossiers), group.alike.key))


def other_versions(code: str, to_version_id: int) -> dict[int, VersionCard]:
    """All versions of the procedure on which dossiers may run, but for the one they would move to."""
    return {card.id: card for card in versions_of(code) if card.published_at and card.id != to_version_id}


def _standing(fittings: Mapping[int, Fitting]) -> Iterator[tuple[UUID, datetime | None, Alike]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_RUNNING, [list(fittings)])
        for dossier_id, version_id, terms_id, case_key, phase, waits, process, answers, due_at, asking in cursor:
            shape, _numbers = shape_of(State.from_json(orjson.loads(process)))
            alike = Alike(
                version_id,
                terms_id,
                case_key,
                Phase(phase),
                WaitingFor(waits) if waits else None,
                shape,
                frozenset(asking or ()),
                fittings[version_id].outcomes_gone(orjson.loads(answers)),
            )
            yield dossier_id, due_at, alike
