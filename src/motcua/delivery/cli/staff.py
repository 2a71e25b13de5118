"""`motcua staff`: the cheapest roster that keeps so large a share of dossiers in time.

    motcua staff 1.013225 --on-time 0.95
    motcua staff now.yaml --on-time 0.98 --most specialist=12 --least records_clerk=2
    motcua staff city.yaml --on-time 0.95 --on-time 1.013225=0.9

The share holds for each process by itself, or with --together for all their dossiers.

People are put into the pools of the scenario. Shifts are pools of their own, with their own hours, that a step names
one after the other. What a pool's people cost for an hour stands in the scenario; if no cost does, people are counted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from motcua.core.simulation.calendars import hours_of
from motcua.core.simulation.rosters import Post, Roster, Tried, Verdict
from motcua.core.simulation.scenario import ALWAYS_OPEN, PoolPlan
from motcua.core.simulation.setting import calendars_of
from motcua.core.simulation.spreading import Spread
from motcua.core.simulation.staffing import MOST_ROSTERS, PROOF_RUNS, SEARCH_RUNS, staffing
from motcua.core.simulation.trial import Trial, staffed, warmed
from motcua.core.text import ToldError
from motcua.delivery.cli.played import a_part
from motcua.delivery.cli.staff_report import lines_of
from motcua.delivery.cli.staffed import Staffed, plain_of
from motcua.delivery.cli.tried import a_number, add_options, side_of, tried

_HOUR: Final = 3600.0
_YEAR: Final = 365 * 86_400.0
_ALL_HOURS: Final = 24 * 365 / 12


def staff(arguments: list[str]) -> int:
    """Search, prove and tell; 1 when no roster is proven or it is refused, 130 when it is stopped."""
    wanted = _parser().parse_args(arguments)
    found = tried("motcua staff", wanted, lambda spread: _staffed(wanted, spread))
    if isinstance(found, int):
        return found
    if wanted.json:
        print(json.dumps(plain_of(found), ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines_of(found, english=wanted.english)))
    return 0 if found.found.verdict is Verdict.PROVEN else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="motcua staff", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", metavar="WHAT", help="a package, a BPMN file or a scenario (.yaml, .json)")
    parser.add_argument(
        "--on-time",
        action="append",
        type=_demand,
        required=True,
        metavar="P",
        help="the share in time of each process, such as 0.95, or of one: PROCESS=0.9",
    )
    parser.add_argument("--together", action="store_true", help="the share is that of all dossiers together")
    for name, purpose in (
        ("least", "no fewer people; 1"),
        ("most", "no more people; twice as many as there are, and 2"),
    ):
        parser.add_argument(f"--{name}", action="append", type=_bound, default=[], metavar="POOL=N", help=purpose)
    parser.add_argument(
        "--runs", type=a_number, default=SEARCH_RUNS, metavar="N", help=f"runs of each roster tried; {SEARCH_RUNS}"
    )
    parser.add_argument(
        "--proof", type=a_number, default=PROOF_RUNS, metavar="N", help=f"fresh runs that prove it; {PROOF_RUNS}"
    )
    parser.add_argument(
        "--rosters", type=a_number, default=MOST_ROSTERS, metavar="N", help=f"try no more than these; {MOST_ROSTERS}"
    )
    add_options(parser)
    return parser


def _staffed(wanted: argparse.Namespace, spread: Spread) -> Staffed:
    side = side_of(wanted.what, wanted.of, wanted.begin, wanted.cases)
    limited = [plan.name for plan in side.trial.scenario.processes if plan.limit]
    if not limited:
        raise ToldError(
            f"{wanted.what}: không quy trình nào có thời hạn nên không có đúng hạn hay trễ hạn; hãy ghi limit.",
            f"{wanted.what}: no process has a limit, so nothing is in time or late; write a limit.",
        )
    demands = _demands(wanted.on_time, limited, together=wanted.together)
    posts = _posts(side.trial, dict(wanted.least), dict(wanted.most))
    (trial,), _ = warmed([side.trial.with_people({post.name: post.most for post in posts})], wanted.seed, spread)
    found = staffing(
        staffed(trial, None if wanted.together else tuple(demands)),
        posts,
        tuple(demands.values()),
        seed=wanted.seed,
        runs=max(3, wanted.runs),
        proof=max(3, wanted.proof),
        most_rosters=wanted.rosters,
        spread=spread,
        watch=_watch if wanted.progress else None,
    )
    if wanted.progress:
        print(file=sys.stderr)
    return Staffed(replace(side, trial=replace(side.trial, warm=trial.warm)), tuple(posts), demands, found, wanted.seed)


def _demands(told: Sequence[tuple[str, float]], limited: Sequence[str], *, together: bool) -> dict[str, float]:
    """The share that is asked of each process that has a limit, by its name; of all together under no name."""
    usual = [share for name, share in told if not name]
    of_one = [(name, share) for name, share in told if name]
    if len(usual) > 1 or len(dict(of_one)) < len(of_one):
        raise ToldError(
            "--on-time: một tỷ lệ ghi hai lần; mỗi quy trình và phần còn lại chỉ ghi một lần.",
            "--on-time: a share is told twice; tell it once for each process, and once for the rest.",
        )
    if together:
        if of_one or not usual:
            raise ToldError(
                "--together xét mọi hồ sơ chung, nên chỉ ghi một --on-time P.",
                "--together judges all dossiers as one, so tell one --on-time P alone.",
            )
        return {"": usual[0]}
    for name, _ in of_one:
        if name not in limited:
            raise ToldError(
                f"--on-time: «{name}» không phải là quy trình có thời hạn; có: {', '.join(limited)}.",
                f"--on-time: “{name}” is no process that has a limit; there are: {', '.join(limited)}.",
            )
    asked = {**(dict.fromkeys(limited, usual[0]) if usual else {}), **dict(of_one)}
    return {name: asked[name] for name in limited if name in asked}


def _posts(trial: Trial, least: Mapping[str, int], most: Mapping[str, int]) -> list[Post]:
    pools = trial.scenario.pools
    if not pools:
        raise ToldError("Kịch bản không có nhóm người nào.", "The scenario has no pools of people.")
    for name in (*least, *most):
        if name not in {pool.name for pool in pools}:
            known = ", ".join(pool.name for pool in pools)
            raise ToldError(f"Không có nhóm «{name}»; có: {known}.", f"No pool is called “{name}”; there are: {known}.")
    costs = _costs_a_month(trial)
    found = []
    for pool in pools:
        low = least.get(pool.name, 1)
        high = most.get(pool.name, max(2 * pool.people + 2, low))
        if low > high:
            raise ToldError(
                f"«{pool.name}»: ít nhất {low} nhưng nhiều nhất {high} người; hãy sửa --least hoặc --most.",
                f"“{pool.name}”: at least {low} but at most {high} people; mend --least or --most.",
            )
        found.append(Post(pool.name, costs[pool.name], low, high))
    return found


def _costs_a_month(trial: Trial) -> dict[str, float]:
    """What one person of each pool costs a month, in đồng; 1 for everybody where no cost is stated at all."""
    pools = trial.scenario.pools
    if not any(pool.cost for pool in pools):
        return {pool.name: 1.0 for pool in pools}
    if free := ", ".join(pool.name for pool in pools if not pool.cost):
        raise ToldError(
            f"Chưa ghi tiền công mỗi giờ (cost) của: {free}; hãy ghi cho mọi nhóm, hoặc bỏ hết để đếm số người.",
            f"No cost for an hour is stated of: {free}; state it for all pools, or for none to count people.",
        )
    calendars = calendars_of(trial.scenario, trial.setting)

    def hours(pool: PoolPlan) -> float:
        if pool.calendar == ALWAYS_OPEN:
            return _ALL_HOURS
        shifts = hours_of(calendars[pool.calendar], trial.setting.begin).shifts
        return sum(closes - opens for opens, closes in shifts if opens < _YEAR) / 12 / _HOUR

    return {pool.name: pool.cost * hours(pool) for pool in pools}


def _watch(count: int, best: Tried | None) -> bool:
    cheapest: Roster | str = best.roster if best else "–"
    print(f"\r{count} cách xếp (rosters), rẻ nhất (cheapest) {cheapest} ", end="", file=sys.stderr, flush=True)
    return True


def _demand(text: str) -> tuple[str, float]:
    name, _, share = text.rpartition("=")
    return name, a_part(share)


def _bound(text: str) -> tuple[str, int]:
    name, _, number = text.rpartition("=")
    if not name or not number.isdecimal() or not int(number):
        raise argparse.ArgumentTypeError(
            f"{text!r}: hãy ghi NHÓM=SỐ, ví dụ specialist=12 (write POOL=NUMBER, such as specialist=12)"
        )
    return name, int(number)
