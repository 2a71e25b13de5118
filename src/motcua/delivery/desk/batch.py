"""One thing done with many dossiers: each by itself, so that one that cannot does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID, uuid5

from motcua.delivery.desk.access import AtWork
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import DossierError
from motcua.domain.dossiers.queries.cards import DossierCard
from motcua.domain.dossiers.queries.lists import cards_of
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.types import TaskKind

BatchAct: TypeAlias = Callable[[UUID, int, TaskKind, ActingOfficer], object]
TaskMark: TypeAlias = tuple[UUID, TaskKind, int]


@dataclass(frozen=True, slots=True)
class Did:
    """What became of one dossier. `why`: why nothing was done, in words."""

    card: DossierCard | None
    done: bool
    why: str = ""


def do_all(act: BatchAct, marks: Sequence[TaskMark], command: UUID, by: AtWork) -> list[Did]:
    """Do the act on each task, in the order given. Sent twice with the same mark, each is done once."""
    tried = [(mark[0], _why_not(act, mark, command, by)) for mark in marks]
    cards = cards_of([dossier for dossier, _ in tried], by.scope, by.now)
    return [Did(cards.get(dossier), done=not why, why=why) for dossier, why in tried]


def _why_not(act: BatchAct, mark: TaskMark, command: UUID, by: AtWork) -> str:
    """Empty when it was done."""
    dossier, kind, n = mark
    try:
        act(dossier, n, kind, by.one_click(uuid5(command, f"{dossier} {kind} {n}")))
    except DossierError as error:
        return in_language(error)
    return ""
