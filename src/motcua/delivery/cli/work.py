"""`motcua worker`: the process that lets time act."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from motcua.delivery.worker.messages import message_rounds
from motcua.delivery.worker.rounds import Rounds

log = logging.getLogger(__name__)
PAUSE_AFTER_FAILURE = 5.0


def worker(arguments: list[str]) -> int:
    """Work until a signal comes: jobs and their timetable by procrastinate, the short rounds in threads beside it."""
    rounds = {"rounds": Rounds(), **message_rounds()}
    beside = [threading.Thread(target=each.run, name=name, daemon=True) for name, each in rounds.items()]
    for thread in beside:
        thread.start()
    try:
        asyncio.run(_jobs())
    finally:
        for each in rounds.values():
            each.stop()
        for thread in beside:
            thread.join(timeout=10)
    return 0


async def _jobs() -> None:
    """Do jobs until a signal comes; what runs then is finished first.

    When the database goes away the timetable breaks off, with an error or, as procrastinate has it, without a word.
    Only a signal ends the worker; all else begins again.
    """
    told_to_stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, told_to_stop.set)
    waiting = asyncio.create_task(told_to_stop.wait())
    while not told_to_stop.is_set():
        timetable = asyncio.create_task(_timetable())
        await asyncio.wait((timetable, waiting), return_when=asyncio.FIRST_COMPLETED)
        if told_to_stop.is_set():
            timetable.cancel()
            await asyncio.wait((timetable,))
        else:
            log.error("the timetable broke off; again in %s s", PAUSE_AFTER_FAILURE, exc_info=timetable.exception())
            await asyncio.wait((waiting,), timeout=PAUSE_AFTER_FAILURE)


async def _timetable() -> None:
    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as timetable:
        async with timetable.open_async():
            await timetable.run_worker_async(delete_jobs="successful", install_signal_handlers=False)
