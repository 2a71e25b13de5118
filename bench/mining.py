"""How fast the graph of a log is made from a Parquet file of ten million events, beside only decoding its columns.

The file is made first: permits of eleven steps on the average in 27 activities, ordered by time over the whole city as
a live log comes. `decode` reads case, activity and time into arrays and does nothing with them; `value` also makes the
graph with counts and times. `memory` is by how much the process grew meanwhile. `ratio` is how many times the decoding
it took: at most 2.

`report_seconds` is the whole report (waits by cause, hand-overs, batches, variants, rework, workload, durations, drift)
of `--report-events` events in memory: officers of a hundred offices, each permit in one of them, all times recorded but
the enabling, which is estimated. `report_mb` is by how much the process grew for it, the log itself not counted.

With `--peers` pm4py reads the same file and makes its performance graph, in an environment that is thrown away; it is
under the AGPL and never a dependency. It holds the whole log in memory, so it gets the first `--peer-events` of it, and
the rates are compared.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench._pm4py import PEER, measure_pm4py
from motcua.core.mining.log import NO_TIME, NOBODY, EventLog
from motcua.core.mining.reading import Read, stream_parquet
from motcua.core.mining.report import report
from motcua.core.mining.running import RunningGraph

ACTIVITIES, STEPS, DAY = 27, 11, 86_400_000_000
OFFICES, OFFICERS, RARE = 100, 10, 0.05
GROUP = 1 << 20
TRIES = 3


def main(arguments: list[str]) -> dict[str, object]:
    """Make the file, read it, and read it again with the graph; the best of several tries counts."""
    parser = argparse.ArgumentParser(prog="mining", description=__doc__)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--report-events", type=int, default=10_000_000)
    parser.add_argument("--peers", action="store_true", help="measure pm4py beside it; it is installed for that")
    parser.add_argument("--peer-events", type=int, default=1_000_000)
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="motcua-mining-") as folder:
        file = Path(folder) / "log.parquet"
        make(file, wanted.events)
        graph_of(file)  # compiles the loop
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        decode, graph = best(lambda: decoded(file)), best(lambda: graph_of(file))
        figures: dict[str, object] = {
            "bench": "mining",
            "value": round(graph, 3),
            "unit": "s",
            "events": wanted.events,
            "events_per_second": round(wanted.events / graph),
            "decode": round(decode, 3),
            "ratio": round(graph / decode, 2),
            "grown_mb": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown) / 1024, 1),
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }
        figures |= report_of(wanted.report_events)
        if wanted.peers:
            part = Path(folder) / "part.parquet"
            make(part, wanted.peer_events)
            seconds = measure_pm4py(part)
            rate = wanted.peer_events / seconds
            figures |= {"peer": PEER, "peer_events_per_second": round(rate)}
            figures["ratio_peer"] = round(wanted.events / graph / rate, 1)
    return figures


def report_of(events: int) -> dict[str, object]:
    """How long the report of a city's log takes, and what it needs."""
    report(Read(city_log(50 * STEPS), (), 0))  # compiles the loops
    log = city_log(events)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    report(Read(log, (), 0))
    seconds = time.perf_counter() - begin
    return {
        "report_seconds": round(seconds, 2),
        "report_events": len(log),
        "report_mb": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown) / 1024),
    }


def city_log(events: int) -> EventLog:
    """Permits of eleven steps in a hundred offices; of seven kinds of steps each officer does some."""
    chance = np.random.default_rng(2026)
    cases = events // STEPS
    count = cases * STEPS
    case = np.repeat(np.arange(cases), STEPS)
    step = np.tile(np.arange(STEPS), cases)
    activity = np.where(chance.random(count) < RARE, chance.integers(0, ACTIVITIES, count), step)
    officer = chance.integers(0, OFFICES, cases)[case] * OFFICERS + (activity + chance.integers(0, 3, count)) % OFFICERS
    filed = np.sort(chance.integers(0, 365 * DAY, cases))
    waited = np.floor(chance.exponential(DAY / 3, count)).astype(np.int64)
    worked = np.floor(chance.exponential(DAY / 96, count)).astype(np.int64)
    ended = filed[case] + np.cumsum((waited + worked).reshape(cases, STEPS), axis=1).ravel()
    unknown, nobody = np.full(count, NO_TIME, np.int64), np.full(count, NOBODY, np.int64)
    return EventLog(
        cases=tuple(map(str, range(cases))),
        activities=tuple(f"step {n:02}" for n in range(ACTIVITIES)),
        resources=tuple(f"officer {n}" for n in range(OFFICES * OFFICERS)),
        roles=(),
        case=case,
        activity=activity,
        resource=officer,
        role=nobody,
        enabled=unknown,
        claimed=unknown,
        started=ended - worked,
        ended=ended,
        first=np.arange(cases + 1) * STEPS,
        attributes={},
    )


def best(measured: Callable[[], object]) -> float:
    """Seconds of the quickest of several tries."""
    found = []
    for _ in range(TRIES):
        begin = time.perf_counter()
        measured()
        found.append(time.perf_counter() - begin)
    return min(found)


def decoded(file: Path) -> int:
    """Read the three columns as they are streamed; how many rows."""
    with file.open("rb") as stream:
        return sum(len(part.cases) for part in stream_parquet(stream))


def graph_of(file: Path) -> RunningGraph:
    """The graph of the file."""
    running = RunningGraph()
    with file.open("rb") as stream:
        for part in stream_parquet(stream):
            running.feed(part.cases, part.activity, part.ended)
    return running


def make(file: Path, events: int) -> None:
    """The file, group by group: at every moment some thousands of permits are under way."""
    chance = np.random.default_rng(2026)
    names = pa.array([f"step {n:02}" for n in range(ACTIVITIES)])
    schema = pa.schema(
        [
            ("case", pa.int64()),
            ("activity", pa.dictionary(pa.int32(), pa.string())),
            ("ended", pa.timestamp("us", "UTC")),
        ]
    )
    with pq.ParquetWriter(file, schema) as writer:
        for first in range(0, events, GROUP):
            count = min(GROUP, events - first)
            case = first // STEPS + chance.integers(0, 20_000, count) + np.arange(count) // STEPS
            activity = pa.DictionaryArray.from_arrays(
                pa.array(chance.integers(0, ACTIVITIES, count, dtype=np.int32)), names
            )
            ended = pa.array((first + np.arange(count)) * (365 * DAY // max(events, 1))).cast(pa.timestamp("us", "UTC"))
            writer.write_table(pa.table([pa.array(case), activity, ended], schema=schema))
