"""How many building permits a second are filed over the real HTTP API, beside the same rows written by a bare client.

Sixteen connections file the same permit again and again, each filing a dossier of its own: token checked, form and
papers checked, agencies found, events chained, all rows written in one transaction that waits for the disk. The floor
sends the same rows, one transaction each, to the same database from as many connections, through the same server-side
function.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from bench._town import bare, bench_town, figures, load, request


def main(arguments: list[str]) -> dict[str, object]:
    """File `--n` dossiers both ways, after some to warm up."""
    parser = argparse.ArgumentParser(prog="submit", description=__doc__)
    parser.add_argument("--n", type=int, default=6000)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args(arguments)
    with bench_town(given.workers) as town:
        from bench._permit import citizen, filing, filings  # noqa: PLC0415 needs the town's settings

        token, account = citizen(town)
        body = filing(account)
        one = request("POST", "/api/v1/dossiers", token, body)
        plan: dict[str, Any] = {"port": town.port, "connections": given.connections}
        load({**plan, "requests": [one] * 400})
        measured = load({**plan, "requests": [one] * given.n})
        database = {"database": town.database, "threads": given.connections}
        bare({**database, "acts": filings(account, 400)})
        floor = bare({**database, "acts": filings(account, given.n)})
    size = len(json.dumps(body, ensure_ascii=False).encode())
    return figures("submit", "dossiers/s", measured, floor, given.n) | {"workers": given.workers, "bytes": size}
