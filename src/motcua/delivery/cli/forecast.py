"""`motcua forecast`: which open dossiers are likely to be late, by how the agency has worked so far.

    motcua forecast --procedure 1.013225 --office H29.27094
    motcua forecast --procedure 1.013225 --office H29.27094 --check 2026-09-01

The agency's own log is fitted, all its open dossiers are played on from where they stand, many times, and the chances
are corrected by what such chances meant in the last months. With --check the same is done for every seventh day since a
day of the past, by what was known then, and set beside what happened.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings

from motcua.core.simulation.assumptions import Assumptions, read_assumptions
from motcua.core.simulation.forecast.forecast import RUNS
from motcua.core.simulation.forecast.reliability import NothingToJudgeError
from motcua.core.simulation.spreading import Spread
from motcua.core.text import ToldError
from motcua.delivery.cli.forecast_lines import lines_of, plain_check, plain_of
from motcua.delivery.cli.played import a_day, a_seed, stoppable
from motcua.domain.catalogue.types import CatalogueError
from motcua.domain.dossiers.forecasting.foreseeing import (
    Checked,
    Learnt,
    TooLittleKnownError,
    check,
    foresee,
    learn,
)
from motcua.domain.dossiers.forecasting.present import agencies_with_open
from motcua.domain.identity import queries as identity
from motcua.infra import clock
from motcua.infra.spread.choosing import spread_over

_LOOKED_BACK: Final = timedelta(days=365)
_CORRECTED_BY: Final = timedelta(days=90)
_RUNS_TO_CORRECT: Final = 60
_MOST_RUNS: Final = 10_000
_SHOWN: Final = 20


def forecast_dossiers(arguments: list[str]) -> int:
    """Tell it for one agency, or for all that have open dossiers of the procedure; 1 when it is refused, 130 when it is
    stopped.
    """
    wanted = _parser().parse_args(arguments)
    try:
        with stoppable():
            found = [_of_agency(wanted, office) for office in _offices(wanted)]
    except (ToldError, CatalogueError) as refusal:
        print(f"motcua forecast: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("motcua forecast: đã dừng, chưa có kết quả (stopped, nothing is told)", file=sys.stderr)
        return 130
    if wanted.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print("\n".join(line for each in found for line in lines_of(each, wanted.show, english=wanted.english)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="motcua forecast", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--procedure", required=True, metavar="CODE", help="of which procedure")
    parser.add_argument("--office", default="", metavar="CODE", help="of which agency; all that have open dossiers")
    parser.add_argument(
        "--since", type=a_day, default=None, metavar="DAY", help="learn from what was filed since; a year"
    )
    parser.add_argument(
        "--check", type=a_day, default=None, metavar="DAY", help="judge forecasts of the days since then"
    )
    parser.add_argument("--runs", type=_runs, default=RUNS, metavar="N", help=f"how often it is played; {RUNS}")
    parser.add_argument("--seed", type=a_seed, default=0, metavar="S", help="where chance begins; 0")
    parser.add_argument("--raw", action="store_true", help="as simulated; else corrected by what chances have meant")
    parser.add_argument("--cores", type=_from_nothing, default=1, metavar="N", help="over so many cores; 0 for all")
    parser.add_argument(
        "--show", type=_from_nothing, default=_SHOWN, metavar="N", help=f"so many dossiers in words; {_SHOWN}"
    )
    parser.add_argument("--json", action="store_true", help="all of it as one JSON list, times in seconds")
    parser.add_argument("--english", action="store_true", help="in English")
    return parser


def _runs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_RUNS:
        raise argparse.ArgumentTypeError(
            f"{text!r}: hãy ghi số từ 1 đến {_MOST_RUNS} (write a number from 1 to {_MOST_RUNS})"
        )
    return int(text)


def _from_nothing(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r}: hãy ghi số nguyên từ 0 (write a whole number from 0 up)")
    return int(text)


def _offices(wanted: argparse.Namespace) -> tuple[int, ...]:
    today = clock.now().date()
    if not identity.agencies().by_id:
        raise ToldError(
            "Thành phố chưa có cơ quan nào, nên chưa có hồ sơ để dự báo; hãy lập thành phố: «motcua found» (tập huấn), "
            "«./run demo», hoặc theo docs/operations.md.",
            "The city has no agencies yet, so there are no dossiers to foresee; found it: “motcua found” for training, "
            "“./run demo”, or as docs/operations.md says.",
        )
    if wanted.office:
        return (identity.agency_by_code(wanted.office, today).id,)
    city = identity.agency_by_code(settings.CITY_AGENCY, today).id
    return agencies_with_open(wanted.procedure, identity.agencies().subtree(city))


def _of_agency(wanted: argparse.Namespace, office_id: int) -> dict[str, Any]:
    told: dict[str, Any] = {"office": identity.agency(office_id).code, "procedure": wanted.procedure}
    try:
        learnt = _learnt(wanted, office_id)
        with spread_over(wanted.cores, tell=_warn) as spread:
            if wanted.check:
                found = check(learnt, wanted.check, runs=wanted.runs, seed=wanted.seed, spread=spread)
                return told | plain_check(found)
            meant = None if wanted.raw else _meant(learnt, wanted, spread)
            found_now = foresee(learnt, runs=wanted.runs, seed=wanted.seed, spread=spread)
            return told | plain_of(found_now, learnt.now, meant)
    except ToldError as refusal:
        if wanted.office:
            raise
        return told | {"refused": {"vi": refusal.vi, "en": refusal.en}}  # the other agencies are told all the same


def _warn(words: str) -> None:
    print(f"motcua forecast: {words}", file=sys.stderr)


def _meant(learnt: Learnt, wanted: argparse.Namespace, spread: Spread) -> Checked | None:
    """What forecasts of the last months meant, as far as that can be known; the same seeds as for today."""
    since = (learnt.now - _CORRECTED_BY).date()
    try:
        return check(learnt, since, runs=_RUNS_TO_CORRECT, seed=wanted.seed, spread=spread)
    except (TooLittleKnownError, NothingToJudgeError):
        return None


def _learnt(wanted: argparse.Namespace, office_id: int) -> Learnt:
    now = clock.now()
    since: date = wanted.since or (now - _LOOKED_BACK).date()
    return learn(wanted.procedure, office_id, now, since=since, assumptions=_assumptions())


def _assumptions() -> Assumptions:
    return read_assumptions((settings.CATALOGUE / "shared" / "simulation.yaml").read_text("utf-8"))
