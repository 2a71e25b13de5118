"""A bare database client, run as a process of its own: the same rows in one transaction each, and nothing else.

A JSON plan on standard input: the address of the database, the acts as `dossiers_write` takes them, how many threads.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import deque
from typing import Any

import psycopg

from motcua.infra.postgres.server import PREPARED_ONCE


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Write all acts; the seconds it took, and how many wrote nothing."""
    waiting = deque(plan["acts"])
    refused: list[str] = []
    ready = threading.Barrier(plan["threads"] + 1)

    def write() -> None:
        connected = psycopg.connect(plan["database"], autocommit=True, options=PREPARED_ONCE)
        with connected as connection, connection.cursor() as cursor:
            cursor.execute("SELECT 1", prepare=True)
            ready.wait()
            while True:
                try:
                    act = waiting.popleft()
                except IndexError:
                    return
                cursor.execute("SELECT dossiers_write(%s::jsonb)", (act,), prepare=True)
                row = cursor.fetchone()
                if row is None or row[0] is None:
                    refused.append(act)

    threads = [threading.Thread(target=write) for _ in range(plan["threads"])]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return {"seconds": time.perf_counter() - began, "refused": len(refused)}


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
