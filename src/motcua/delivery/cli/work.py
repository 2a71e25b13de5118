"""`motcua worker`: the process that lets time act."""

from __future__ import annotations

import signal
import threading

from procrastinate.contrib.django import app

from motcua.delivery.worker.rounds import Rounds


def worker(arguments: list[str]) -> int:
    """Work until a signal comes: jobs and their timetable by procrastinate, the short rounds in a thread beside it."""
    rounds = Rounds()
    beside = threading.Thread(target=rounds.run, name="rounds", daemon=True)
    beside.start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app.run_worker(concurrency=2, install_signal_handlers=False, listen_notify=True)
    except KeyboardInterrupt:
        return 0
    finally:
        rounds.stop()
        beside.join(timeout=10)
    return 0
