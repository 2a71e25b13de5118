"""A town for benches: real servers on a throw-away data folder, people with tokens, plans for the load generators."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from motcua.delivery.cli.town import Town
from motcua.infra.postgres import embedded, server

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class BenchTown:
    """Where the servers of a town are."""

    url: str
    sandbox_url: str
    port: int
    database: str


@contextmanager
def bench_town(workers: int = 2) -> Iterator[BenchTown]:
    """A founded town with its servers running, gone afterwards. Its database keeps every promise of durability."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-bench-"))
    town = Town(folder, port=8800, sandbox_port=8850, workers=workers)
    town.enter()
    database = embedded(folder)
    try:
        django.setup()
        import_module("motcua.delivery.cli.founding").found(lambda line: None)
        town.start(worker=False)
        yield BenchTown(town.url, town.sandbox_url, town.port, database.url())
    finally:
        town.stop()
        server.stop(database)
        shutil.rmtree(folder, ignore_errors=True)


def load(plan: dict[str, Any]) -> dict[str, Any]:
    """Run the HTTP load generator over a plan."""
    return _run("bench._load", plan)


def bare(plan: dict[str, Any]) -> dict[str, Any]:
    """Run the bare database client over a plan."""
    return _run("bench._bare", plan)


def request(method: str, path: str, token: str, body: Any, key: str = "") -> str:
    """An HTTP request as it goes over the wire."""
    content = json.dumps(body, ensure_ascii=False)
    mark = f"Idempotency-Key: {key}\r\n" if key else ""
    return (
        f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n{mark}"
        f"Content-Type: application/json\r\nContent-Length: {len(content.encode())}\r\n\r\n{content}"
    )


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of all lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def figures(name: str, unit: str, measured: dict[str, Any], floor: dict[str, Any], n: int) -> dict[str, object]:
    """The line of a bench that loads the API beside a bare client. Whatever was not done makes it fail."""
    if not all(status.startswith("2") for status in measured["statuses"]) or floor["refused"]:
        raise RuntimeError(f"not all were done: {measured['statuses']}, {floor['refused']}, {measured['bodies'][:1]}")
    rate, least = n / measured["seconds"], n / floor["seconds"]
    return {
        "bench": name,
        "value": round(rate),
        "unit": unit,
        "p50_ms": round(percentile(measured["latencies"], 0.5) * 1000, 1),
        "p99_ms": round(percentile(measured["latencies"], 0.99) * 1000, 1),
        "floor": round(least),
        "ratio": round(rate / least, 3),
        "n": n,
    }


def _run(program: str, plan: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", program], input=json.dumps(plan), stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
