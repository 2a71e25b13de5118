"""`motcua clock [ISO MOMENT | +DAYS | real]`: the clock of a training city."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

from motcua.infra import clock as infra_clock


def clock(arguments: list[str]) -> int:
    """Show the city's clock, or set it; a city that runs on real time refuses to be set."""
    try:
        if arguments:
            _set(arguments[0])
    except (RuntimeError, ValueError) as problem:
        print(f"motcua clock: {problem}", file=sys.stderr)
        return 1
    print(infra_clock.now().isoformat(timespec="seconds"))
    return 0


def _set(wanted: str) -> None:
    if wanted == "real":
        infra_clock.set_to_real_time()
    elif wanted.startswith("+"):
        infra_clock.set_to(infra_clock.now() + timedelta(days=float(wanted)))
    else:
        moment = datetime.fromisoformat(wanted)
        infra_clock.set_to(moment if moment.tzinfo else moment.replace(tzinfo=infra_clock.OFFICE_ZONE))
