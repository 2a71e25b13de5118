"""How many steps a second officers end over the real HTTP API, beside the same rows written by a bare client.

Each request ends the appraisal of another building permit: token and posting checked, the case read and decided by the
process engine, its events chained, all rows written, guarded by the last event seen. The floor sends the same rows of
as many equal dossiers, one transaction each, from as many connections, through the same server-side function.
"""

from __future__ import annotations

import argparse
from typing import Any

from bench._town import bare, bench_town, figures, load, request


def main(arguments: list[str]) -> dict[str, object]:
    """End `--n` steps both ways, after some to warm up."""
    parser = argparse.ArgumentParser(prog="step", description=__doc__)
    parser.add_argument("--n", type=int, default=4000)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args(arguments)
    warm = 200
    with bench_town(given.workers) as town:
        from bench._permit import appraisals, appraising, citizen, specialist, task_of  # noqa: PLC0415
        from motcua.domain.dossiers.chronicle import write_chronicles  # noqa: PLC0415

        _, account = citizen(town)
        token, officer_id = specialist(town)
        dossiers = appraising(account, officer_id, 2 * (given.n + warm))
        write_chronicles(rows for rows, _ in dossiers)
        over_http, by_hand = dossiers[: given.n + warm], dossiers[given.n + warm :]
        requests = [
            request("POST", f"/api/v1/dossiers/{case.id}/steps/{task_of(case, 'appraise').n}/completion", token, end)
            for _, case in over_http
            for end in [{"outcome": "eligible"}]
        ]
        plan: dict[str, Any] = {"port": town.port, "connections": given.connections}
        load({**plan, "requests": requests[:warm]})
        measured = load({**plan, "requests": requests[warm:]})
        acts = appraisals([case for _, case in by_hand], officer_id)
        database = {"database": town.database, "threads": given.connections}
        bare({**database, "acts": acts[:warm]})
        floor = bare({**database, "acts": acts[warm:]})
    return figures("step", "steps/s", measured, floor, given.n) | {"workers": given.workers}
