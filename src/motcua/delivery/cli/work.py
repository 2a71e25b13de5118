"""`motcua worker`: the process that lets time act."""

from __future__ import annotations

import asyncio
import logging
import threading

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ProcrastinateException

from motcua.delivery.worker.rounds import Rounds

log = logging.getLogger(__name__)
PAUSE_AFTER_FAILURE = 5.0


def worker(arguments: list[str]) -> int:
    """Work until a signal comes: jobs and their timetable by procrastinate, the short rounds in a thread beside it."""
    rounds = Rounds()
    beside = threading.Thread(target=rounds.run, name="rounds", daemon=True)
    beside.start()
    try:
        asyncio.run(_jobs())
    finally:
        rounds.stop()
        beside.join(timeout=10)
    return 0


async def _jobs() -> None:
    """Do jobs until a signal comes; what runs then is finished first. When the database goes away, wait for it."""
    assert isinstance(app.connector, DjangoConnector)
    while True:
        try:
            with app.replace_connector(app.connector.get_worker_connector()) as timetable:
                async with timetable.open_async():
                    return await timetable.run_worker_async(delete_jobs="successful")
        except ProcrastinateException:
            log.exception("the timetable broke off; trying again in %s s", PAUSE_AFTER_FAILURE)
            await asyncio.sleep(PAUSE_AFTER_FAILURE)
