"""`motcua compare`: what changes if a procedure, its people or their hours are changed, by how much, and how sure.

    motcua compare 1.013225 ./draft
    motcua compare now.yaml changed.yaml --precision 0.01 --runs 400

Each side is a code of the catalogue, the folder of a package, a BPMN file, or the file of a scenario as `motcua
simulate --write` makes one. Both are played with the same chance: the same cases come at the same moments and take the
same work.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from math import isfinite
from typing import Final

from motcua.core.simulation.contrast import Contrast, contrast
from motcua.core.simulation.experiment import MOST, Aim, Progress
from motcua.core.simulation.spreading import Spread
from motcua.core.simulation.trial import Trial, warmed
from motcua.core.simulation.trial_figures import LATE_SHARE, MEAN, P90
from motcua.core.simulation.warming import Warming
from motcua.delivery.cli.compare_report import lines_of
from motcua.delivery.cli.compared import Compared, plain_of
from motcua.delivery.cli.played import a_part
from motcua.delivery.cli.tried import Side, a_number, add_options, alike, side_of, tried

_FIRST: Final = 10
_DAY: Final = 86_400.0


def compare(arguments: list[str]) -> int:
    """Play both sides and tell what differs; 1 when it is refused, 130 when it is stopped."""
    wanted = _parser().parse_args(arguments)

    def try_both(spread: Spread) -> Compared:
        one = side_of(wanted.one, wanted.of, wanted.begin, wanted.cases)
        return _compared(one, alike(one, side_of(wanted.two, wanted.of, wanted.begin, wanted.cases)), wanted, spread)

    found = tried("motcua compare", wanted, try_both)
    if isinstance(found, int):
        return found
    if wanted.json:
        print(json.dumps(plain_of(found), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines_of(found, english=wanted.english)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="motcua compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("one", metavar="ONE", help="as it is: a package, a BPMN file or a scenario (.yaml, .json)")
    parser.add_argument("two", metavar="TWO", help="as it could be")
    parser.add_argument(
        "--precision",
        type=a_part,
        default=0.02,
        metavar="P",
        help="how sharp differences shall be: of times a part of them, of shares so large a part of all; 0.02",
    )
    parser.add_argument("--runs", type=a_number, default=MOST, metavar="MOST", help=f"no more runs than these; {MOST}")
    parser.add_argument(
        "--warm-up",
        type=_days,
        default=None,
        metavar="DAYS",
        help="days that do not count; found if untold, 0 for none",
    )
    add_options(parser)
    return parser


def _compared(one: Side, other: Side, wanted: argparse.Namespace, spread: Spread) -> Compared:
    trials = (one.trial, other.trial)
    if wanted.warm_up is None:
        trials, warmings = _warmed(trials, wanted.seed, spread)
    else:
        warmings = ()
        trials = (replace(one.trial, warm=wanted.warm_up), replace(other.trial, warm=wanted.warm_up))
    found = _contrast(trials, wanted, spread)
    if wanted.progress:
        print(file=sys.stderr)
    return Compared(
        replace(one, trial=trials[0]), replace(other, trial=trials[1]), found, wanted.seed, wanted.precision, warmings
    )


def _warmed(trials: tuple[Trial, Trial], seed: int, spread: Spread) -> tuple[tuple[Trial, Trial], tuple[Warming, ...]]:
    (one, other), warmings = warmed(trials, seed, spread)
    return (one, other), warmings


def _contrast(trials: tuple[Trial, Trial], wanted: argparse.Namespace, spread: Spread) -> Contrast:
    one, other = trials
    aims = [Aim(name, wanted.precision, of=name) for name in (MEAN, P90)]
    if all(any(plan.limit for plan in trial.scenario.processes) for trial in trials):
        aims.append(Aim(LATE_SHARE, wanted.precision))
    return contrast(
        one,
        other,
        aims=aims,
        seed=wanted.seed,
        first=max(2, min(_FIRST, wanted.runs)),
        most=max(2, wanted.runs),
        spread=spread,
        watch=_watch if wanted.progress else None,
    )


def _watch(progress: Progress) -> bool:
    wide = f", còn rộng gấp {progress.missing:.2f} lần (times too wide) " if isfinite(progress.missing) else ""
    print(f"\r{progress.runs}/{progress.most} lượt (runs){wide}", end="", file=sys.stderr, flush=True)
    return True


def _days(text: str) -> float:
    try:
        found = float(text) * _DAY
    except ValueError:
        found = -1.0
    if not 0 <= found < 1e12:
        raise argparse.ArgumentTypeError(f"{text!r}: hãy ghi số ngày từ 0 (write a number of days from 0 up)")
    return found
