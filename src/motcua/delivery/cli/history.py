"""`motcua history --dossiers N [--until MOMENT]`: an invented past for a training city."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

from motcua.core.workcal import ZONE
from motcua.domain.dossiers.history import HistoryError
from motcua.domain.dossiers.history import make_history as make
from motcua.domain.feedback.history import make_ratings
from motcua.domain.reporting.services import rebuild
from motcua.infra import clock
from motcua.infra.numbering import NumbersMovedError


def history(arguments: list[str]) -> int:
    """Make the history, unless the city has one."""
    parser = argparse.ArgumentParser(prog="motcua history", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=3000, help="how many")
    parser.add_argument("--until", type=_moment, default=None, help="such as 2026-11-23T09:00; now, if it is not given")
    given = parser.parse_args(arguments)
    until = given.until or clock.now()
    if given.dossiers < 1 or until > clock.now():
        print("motcua history: ask for at least one dossier, and for a moment that has come", file=sys.stderr)
        return 2
    try:
        print(make_history(given.dossiers, until))
    except (HistoryError, NumbersMovedError) as problem:
        print(f"motcua history: {problem}", file=sys.stderr)
        return 1
    return 0


def make_history(dossiers: int, until: datetime) -> str:
    """Give the city a past of so many dossiers up to `until`, with the leaders' counts; what was made, in words. A city
    that has one keeps it. Raises HistoryError, NumbersMovedError.
    """
    made = make(dossiers, until)
    if not made.dossiers:
        return "the city has its history already"
    rebuild()
    ratings = make_ratings(until)
    dossiers_made = f"{made.dossiers:,} dossiers, {made.parts:,} parts of them"
    return f"{dossiers_made}, {made.events:,} events, {made.drafts} drafts, {ratings:,} ratings"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)
