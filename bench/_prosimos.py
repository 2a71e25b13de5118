"""Prosimos beside our simulation: installed for one run, in an environment that is thrown away, never imported.

Both play the building permit with the same drawing, arrivals, people, hours, shares and times. The peer reads a smaller
BPMN than the engine, so the drawing is the permit's without its silence rule, and its waits for others are events.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from motcua.core.process import read_model
from motcua.core.process.steering import Steerable, steerable
from motcua.core.simulation.intervals import estimate
from motcua.core.simulation.lengths import uniform
from motcua.core.simulation.model import Hours, Model, Played, Pool, Step
from motcua.core.simulation.playing import play
from motcua.core.simulation.tables import compile_model

PEER = "prosimos==2.1.0"
MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
SHIFTS = ((7.5 * HOUR, 11.5 * HOUR), (13 * HOUR, 17 * HOUR))
WORKDAYS, WEEKS = 5, 400
CASES_AN_HOUR = 4.0
OUR_RUNS = 20
"""For each of the peer's, so that only its own chance is left in the comparison."""
PEOPLE = {"officer": 3, "head": 3, "specialist": 28, "chairman": 1}
TASKS = {  # who does it, and how long it takes at least and at most
    "receive": ("officer", 5 * MINUTE, 15 * MINUTE),
    "assign": ("head", 2 * MINUTE, 8 * MINUTE),
    "consult": ("specialist", 10 * MINUTE, 30 * MINUTE),
    "inspect": ("specialist", 60 * MINUTE, 180 * MINUTE),
    "appraise": ("specialist", 60 * MINUTE, 180 * MINUTE),
    "draft": ("specialist", 30 * MINUTE, 90 * MINUTE),
    "review": ("head", 10 * MINUTE, 30 * MINUTE),
    "revise": ("specialist", 20 * MINUTE, 60 * MINUTE),
    "sign": ("chairman", 2 * MINUTE, 10 * MINUTE),
    "register": ("officer", 5 * MINUTE, 15 * MINUTE),
    "return_result": ("officer", 5 * MINUTE, 10 * MINUTE),
}
EVENTS = {"opinions": (2 * DAY, 10 * DAY), "fee_paid": (0.5 * DAY, 4 * DAY)}
GATEWAYS = {"is_accepted": "exclusive", "split": "parallel", "join": "parallel", "again": "exclusive"}
GATEWAYS |= {"is_approved": "exclusive", "is_signed": "exclusive", "is_paid": "exclusive", "paid": "exclusive"}
GATEWAYS |= {"done": "exclusive"}
FLOWS = (
    "filed receive is_accepted",
    "is_accepted assign split consult opinions join",
    "is_accepted done",
    "split inspect appraise draft join again review is_approved",
    "is_approved revise again",
    "is_approved sign is_signed",
    "is_signed revise",
    "is_signed register is_paid",
    "is_paid fee_paid paid",
    "is_paid paid return_result done returned",
)
SHARES = {
    "is_accepted": {"assign": 0.9, "done": 0.1},
    "is_approved": {"sign": 0.85, "revise": 0.15},
    "is_signed": {"register": 0.95, "revise": 0.05},
    "is_paid": {"fee_paid": 0.6, "paid": 0.4},
}
SCRIPT = """
import json, random, sys, time
import numpy
from prosimos.simulation_engine import run_simulation
drawing, parameters, arrivals = sys.argv[1:]
every = json.load(open(arrivals))
def played(n):
    random.seed(n); numpy.random.seed(n)
    begin = time.perf_counter()
    env = run_simulation(drawing, parameters, len(every[n]), None, None, "2026-01-05 07:30:00+00:00",
                         fixed_arrival_times=every[n])
    return time.perf_counter() - begin, env.log_info.trace_list
seconds, waits = [], []
for n in range(len(every)):
    lasted, cases = played(n)
    seconds.append(lasted)
    tasks = [event for case in cases for event in case.event_list if getattr(event, "resource_id", None)]
    waits.append(sum(event.started_at - event.enabled_at for event in tasks) / len(tasks))
print(json.dumps({"seconds": min(seconds), "waits": waits}))
"""


class PeerMissingError(Exception):
    """The peer could not be installed or run; the text says why."""


def compared(cases: int, runs: int) -> dict[str, object]:
    """The figures of both: cases a second, and the mean waits in minutes, the peer's with its interval."""
    process = steerable(read_model(drawing().encode()))
    arrivals = [_arrivals(cases, n) for n in range(runs)]
    _our_wait(process, arrivals[0], 0)  # compiles the loop
    begin = time.perf_counter()
    ours = [_our_wait(process, each, n * OUR_RUNS + k) for n, each in enumerate(arrivals) for k in range(OUR_RUNS)]
    rate = cases * len(ours) / (time.perf_counter() - begin)
    seconds, waits = _their_runs(arrivals)
    theirs = estimate(waits)
    mean = float(np.mean(ours))
    return {
        "peer": PEER,
        "cases_per_second": round(rate),
        "peer_cases_per_second": round(cases / seconds),
        "ratio": round(rate * seconds / cases, 1),
        "mean_wait": round(mean / MINUTE, 2),
        "peer_wait": {each: round(getattr(theirs, each) / MINUTE, 2) for each in ("mean", "low", "high")},
        "peer_runs": runs,
        "within": theirs.low <= mean <= theirs.high,
    }


def drawing() -> str:
    """The permit as both read it."""
    flows = [pair for way in FLOWS for pair in pairwise(way.split())]
    elements = [
        '<startEvent id="filed"/><endEvent id="returned"/>',
        *(f'<task id="{task}" name="{task}"/>' for task in TASKS),
        *(
            f'<intermediateCatchEvent id="{event}"><messageEventDefinition/></intermediateCatchEvent>'
            for event in EVENTS
        ),
        *(f'<{kind}Gateway id="{name}"/>' for name, kind in GATEWAYS.items()),
        *(_flow(source, target) for source, target in flows),
    ]
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
        f'<process id="permit" isExecutable="true">{"".join(elements)}</process></definitions>'
    )


def _flow(source: str, target: str) -> str:
    condition = f'<conditionExpression>to = "{target}"</conditionExpression>' if source in SHARES else ""
    return f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">{condition}</sequenceFlow>'


def _arrivals(cases: int, seed: int) -> list[float]:
    """Cases come by chance while the office is open; seconds from the beginning, a Monday at midnight."""
    worked = np.cumsum(np.random.default_rng(seed).exponential(HOUR / CASES_AN_HOUR, cases))
    shifts = np.array(_hours().shifts)
    ends = np.cumsum(shifts[:, 1] - shifts[:, 0])
    shift = np.searchsorted(ends, worked)
    return (shifts[shift, 1] - (ends[shift] - worked)).tolist()  # type: ignore[no-any-return] # numpy's own


@cache
def _hours() -> Hours:
    days = (DAY * (7 * week + day) for week in range(WEEKS) for day in range(WORKDAYS))
    return Hours(tuple((day + opens, day + closes) for day in days for opens, closes in SHIFTS))


def _our_wait(process: Steerable, arrivals: Sequence[float], seed: int) -> float:
    """How long a step waited for somebody in the mean, in seconds."""
    steps = {task: Step(uniform(least, most), (role,)) for task, (role, least, most) in TASKS.items()}
    steps |= {event: Step(uniform(*length)) for event, length in EVENTS.items()}
    shares = {f"{source}-{target}": share for source, ways in SHARES.items() for target, share in ways.items()}
    pools = tuple(Pool(role, people, _hours()) for role, people in PEOPLE.items())
    compiled = compile_model(Model((Played("permit", process, arrivals, steps, shares),), pools))
    found = play(compiled, seed)
    by_people = [node in TASKS for _, node in compiled.nodes]
    return float(found.node_waited[by_people].sum() / found.node_count[by_people].sum())


def _their_runs(arrivals: Sequence[Sequence[float]]) -> tuple[float, list[float]]:
    """The seconds of one run of the peer, and its mean waits in all. Raises PeerMissingError."""
    with tempfile.TemporaryDirectory(prefix="motcua-peer-") as folder:
        place = Path(folder)
        python = str(place / "environment" / "bin" / "python")
        _run(sys.executable, "-m", "venv", str(place / "environment"))
        _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER)
        (place / "permit.bpmn").write_text(drawing())
        (place / "permit.json").write_text(json.dumps(_parameters()))
        since_opening = [
            [each - SHIFTS[0][0] for each in run] for run in arrivals
        ]  # the peer's time begins as it opens
        (place / "arrivals.json").write_text(json.dumps(since_opening))
        files = [str(place / name) for name in ("permit.bpmn", "permit.json", "arrivals.json")]
        told = json.loads(_run(python, "-I", "-W", "ignore", "-c", SCRIPT, *files).splitlines()[-1])
        return told["seconds"], told["waits"]


def _parameters() -> dict[str, object]:
    """What the engine's model says, in the peer's words."""
    day = {"from": "MONDAY", "to": "FRIDAY"}
    open_at = [
        {**day, "beginTime": "07:30:00", "endTime": "11:30:00"},
        {**day, "beginTime": "13:00:00", "endTime": "17:00:00"},
    ]
    who = {
        role: {"id": role, "name": role, "cost_per_hour": 0, "amount": n, "calendar": "office"}
        for role, n in PEOPLE.items()
    }
    return {
        "resource_profiles": [
            {"id": role, "name": role, "resource_list": [{**each, "assignedTasks": _tasks_of(role)}]}
            for role, each in who.items()
        ],
        "arrival_time_distribution": _fixed(HOUR / CASES_AN_HOUR),
        "arrival_time_calendar": open_at,
        "gateway_branching_probabilities": [
            {
                "gateway_id": gateway,
                "probabilities": [{"path_id": f"{gateway}-{way}", "value": share} for way, share in ways.items()],
            }
            for gateway, ways in SHARES.items()
        ],
        "task_resource_distribution": [
            {"task_id": task, "resources": [{"resource_id": role, **_uniform(least, most)}]}
            for task, (role, least, most) in TASKS.items()
        ],
        "event_distribution": [{"event_id": event, **_uniform(*length)} for event, length in EVENTS.items()],
        "resource_calendars": [{"id": "office", "name": "office", "time_periods": open_at}],
    }


def _tasks_of(role: str) -> list[str]:
    return [task for task, (who, _, _) in TASKS.items() if who == role]


def _uniform(least: float, most: float) -> dict[str, object]:
    return {"distribution_name": "uniform", "distribution_params": [{"value": least}, {"value": most}]}


def _fixed(seconds: float) -> dict[str, object]:
    return {"distribution_name": "fix", "distribution_params": [{"value": seconds}]}


def _run(*command: str) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as fault:
        said = fault.stderr if isinstance(fault, subprocess.CalledProcessError) else str(fault)
        last = next((line for line in reversed(said.splitlines()) if line.strip()), "no reason given")
        raise PeerMissingError(f"{PEER} was not measured: {' '.join(command[:4])} … failed: {last}") from None
