"""`motcua city --dossiers N --months M [--offices N|CODES] [--seed S] [--until MOMENT] [--processes P]`: the past of a
whole city for a training city, played by the simulator. Stopped or killed, it goes on where it was when it is called
again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as hour

from motcua.core.text import ToldError
from motcua.core.workcal import ZONE, months_later, office_time
from motcua.domain.dossiers.city.making import begun_past, make_city, unwatched
from motcua.domain.dossiers.city.plan import Wanted
from motcua.domain.dossiers.city.writing import Progress, Watch
from motcua.domain.dossiers.invention.errors import InventionError
from motcua.domain.feedback.past import make_ratings
from motcua.domain.reporting.services import AtOnce
from motcua.infra import clock
from motcua.infra.spread import usable_cores

MOST_MONTHS = 60
# A process plans the whole city and learns its moulds anew: it takes as long until it writes as one to write so many.
WORTH_A_PROCESS = 1000


def city(arguments: list[str]) -> int:
    """Make the past that is asked for, with a line for each part."""
    given = _parser().parse_args(arguments)
    begun = begun_past()
    until = given.until or (begun.wanted.until if begun else clock.now().replace(microsecond=0))
    processes = worth(given.dossiers) if given.processes is None else given.processes
    if min(given.dossiers, processes) < 1 or not 1 <= given.months <= MOST_MONTHS or given.seed < 0:
        return _refused()
    if until > clock.now():
        return _refused()
    wanted = Wanted(given.offices, given.dossiers, begin_of(until, given.months), until, given.seed)
    began = time.monotonic()
    try:
        said = give_past(wanted, _Teller(), processes=processes, tell=_warn)
    except (ToldError, InventionError) as problem:
        print(f"motcua city: {problem}", file=sys.stderr)
        return 1
    print(f"{time.monotonic() - began:.1f} s: {said}")
    return 0


def give_past(wanted: Wanted, watch: Watch = unwatched, *, processes: int, tell: Callable[[str], None]) -> str:
    """Give the city a past with the leaders' counts and what people said of it, or go on with it; what was made, in
    words. watch, tell: see make_city. Raises ToldError, InventionError.
    """
    made = make_city(wanted, AtOnce(), watch, processes=processes, tell=tell)
    ratings = make_ratings(wanted.until)
    if not made.dossiers:
        return "the city has this past already"
    return (
        f"{made.dossiers:,} dossiers, {made.parts:,} parts at other agencies, {made.events:,} events, "
        f"{made.officers:,} officers introduced, {made.drafts} drafts, {ratings:,} ratings"
    )


def worth(dossiers: int) -> int:
    """How many processes are worth beginning for so many dossiers, at most one a core."""
    return max(1, min(usable_cores(), dossiers // WORTH_A_PROCESS))


def begin_of(until: datetime, months: int) -> datetime:
    """The first midnight of a past of so many months."""
    return datetime.combine(months_later(office_time(until).date(), -months), hour(), ZONE)


def _refused() -> int:
    print(
        f"motcua city: ask for at least one dossier, 1 to {MOST_MONTHS} months, a seed from 0 on, a moment that has "
        "come, and at least one process",
        file=sys.stderr,
    )
    return 2


def _warn(words: str) -> None:
    print(f"motcua city: {words}", file=sys.stderr, flush=True)


class _Teller:
    """Says how far it is, and how many dossiers a second this call writes; each process has a copy that knows when it
    all began.
    """

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._first: int | None = None

    def __call__(self, progress: Progress) -> bool:
        if self._first is None:
            self._first, self._began = progress.dossiers, time.monotonic()
            print(f"  {progress.of:,} dossiers planned for {progress.bureaus} groups of offices", flush=True)
            return True
        rate = (progress.dossiers - self._first) / (time.monotonic() - self._began)
        print(
            f"  {progress.bureau}: {progress.dossiers:,} of {progress.of:,} dossiers, {rate:,.0f}/s; "
            f"{progress.whole} of {progress.bureaus} groups of offices done before",
            flush=True,
        )
        return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua city", description=__doc__)
    parser.add_argument("--dossiers", type=int, required=True, help="how many")
    parser.add_argument("--months", type=int, default=12, help="how many months before the end the first ones come")
    parser.add_argument("--offices", type=_offices, help="how many of the agencies that decide, or their codes: A,B,C")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same city")
    parser.add_argument("--until", type=_moment, help="such as 2026-11-23T09:00; else now, or as before")
    parser.add_argument("--processes", type=int, help="how many write at once; else as many as are worth beginning")
    return parser


def _offices(text: str) -> int | tuple[str, ...]:
    if text.isdecimal():
        return int(text)
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)
