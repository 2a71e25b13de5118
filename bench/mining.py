"""How fast the graph of a log is made from a Parquet file of ten million events, beside only decoding its columns.

The file is made first: permits of eleven steps on the average in 27 activities, ordered by time over the whole city as
a live log comes. `decode` reads case, activity and time into arrays and does nothing with them; `value` also makes the
graph with counts and times. `memory` is by how much the process grew meanwhile. `ratio` is how many times the decoding
it took: at most 2.

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
from motcua.core.mining.reading import stream_parquet
from motcua.core.mining.running import RunningGraph

ACTIVITIES, STEPS, DAY = 27, 11, 86_400_000_000
GROUP = 1 << 20
TRIES = 3


def main(arguments: list[str]) -> dict[str, object]:
    """Make the file, read it, and read it again with the graph; the best of several tries counts."""
    parser = argparse.ArgumentParser(prog="mining", description=__doc__)
    parser.add_argument("--events", type=int, default=10_000_000)
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
        if wanted.peers:
            part = Path(folder) / "part.parquet"
            make(part, wanted.peer_events)
            seconds = measure_pm4py(part)
            rate = wanted.peer_events / seconds
            figures |= {"peer": PEER, "peer_events_per_second": round(rate)}
            figures["ratio_peer"] = round(wanted.events / graph / rate, 1)
    return figures


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
