"""`motcua serve [--host H] [--port N] [--workers N]`: pages and API, by granian."""

from __future__ import annotations

import argparse
import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def serve(arguments: list[str]) -> int:
    """Serve until a signal comes. The workers share nothing but the database and the files."""
    parser = argparse.ArgumentParser(prog="motcua serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=max(2, os.cpu_count() or 1))
    parser.add_argument("--threads", type=int, default=4, help="requests at once in each worker")
    given = parser.parse_args(arguments)
    Granian(
        "motcua.config.wsgi:application",
        interface=Interfaces.WSGI,
        address=given.host,
        port=given.port,
        workers=given.workers,
        blocking_threads=given.threads,
        backpressure=given.threads * 32,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()
    return 0
