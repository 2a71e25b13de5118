"""pm4py beside our mining: installed for one run, in an environment that is thrown away afterwards, never imported."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

PEER = "pm4py==2.7.11.13"
SCRIPT = """
import sys, time
import pandas, pm4py
log = pandas.read_parquet(sys.argv[1])
log = log.rename(columns={"case": "case:concept:name", "activity": "concept:name", "ended": "time:timestamp"})
log["case:concept:name"] = log["case:concept:name"].astype(str)
log["concept:name"] = log["concept:name"].astype(str)
begin = time.perf_counter()
log = pandas.read_parquet(sys.argv[1])
log = pm4py.format_dataframe(log, case_id="case", activity_key="activity", timestamp_key="ended")
pm4py.discover_dfg(log)
pm4py.discover_performance_dfg(log)
print(time.perf_counter() - begin)
"""


class PeerMissingError(Exception):
    """The peer could not be installed or run; the text says why."""


def measure_pm4py(file: Path) -> float:
    """Seconds in which the peer reads the file and makes the graph with counts and times. Raises PeerMissingError."""
    with tempfile.TemporaryDirectory(prefix="motcua-peer-") as folder:
        python = str(Path(folder) / "environment" / "bin" / "python")
        _run(sys.executable, "-m", "venv", str(Path(folder) / "environment"))
        _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER, "pyarrow")
        return float(_run(python, "-I", "-c", SCRIPT, str(file)).split()[-1])


def _run(*command: str) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as fault:
        said = fault.stderr if isinstance(fault, subprocess.CalledProcessError) else str(fault)
        last = next((line for line in reversed(said.splitlines()) if line.strip()), "no reason given")
        raise PeerMissingError(f"{PEER} was not measured: {' '.join(command[:4])} … failed: {last}") from None
