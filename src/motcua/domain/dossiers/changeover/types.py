"""What a changeover is to those who look at it or order it: frozen values, never rows."""

from __future__ import annotations

from enum import StrEnum


class ChangeoverState(StrEnum):
    """How far a changeover is. Running and undoing go on by themselves in the worker until they are through."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class DossierState(StrEnum):
    """What became of one chosen dossier.

    CHOSEN waits for its turn; MOVED is on the new version; REFUSED could not be moved and is as it was; RESTORED is
    again as it was before; STAYED could not be put back, because work has gone on; LEFT was never moved, because the
    changeover was undone before its turn.
    """

    CHOSEN = "chosen"
    MOVED = "moved"
    REFUSED = "refused"
    RESTORED = "restored"
    STAYED = "stayed"
    LEFT = "left"
