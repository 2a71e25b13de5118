"""How many receipts a second sixteen cashiers of one collector are given, beside the bare counter.

A new city is founded on a real database that keeps every promise of durability. Each cashier takes cash for charges of
his own through the services: charge locked, payment written, receipt numbered and its content fixed, listeners told,
all in one transaction that waits for the disk. They all wait for the same series, which has no gap. At the end its
numbers must be 1 to N, each once. The floor is the bare counter: as many connections that do nothing in a transaction
but take the next number of one scope.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from uuid import UUID, uuid4

import django
import psycopg

from motcua.delivery.cli.town import Town
from motcua.infra.postgres import embedded, server

FEE = 75_000
_NEXT = """
INSERT INTO infra_counter AS c (scope, last) VALUES ('bench', 1)
ON CONFLICT (scope) DO UPDATE SET last = c.last + 1 RETURNING last
"""


def main(arguments: list[str]) -> dict[str, object]:
    """Give `--n` receipts through `--writers` connections."""
    parser = argparse.ArgumentParser(prog="receipts", description=__doc__)
    parser.add_argument("--n", type=int, default=2000)
    parser.add_argument("--writers", type=int, default=16)
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="motcua-receipts-"))
    Town(folder).enter()
    database = embedded(folder)
    try:
        django.setup()
        import_module("motcua.delivery.cli.founding").found(lambda line: None)
        return _measured(given.n, given.writers, database.url())
    finally:
        server.stop(database)
        shutil.rmtree(folder, ignore_errors=True)


def _measured(n: int, writers: int, database: str) -> dict[str, object]:
    from motcua.domain.payments.receipts.models import Receipt, ReceiptSeries  # noqa: PLC0415 live in the town entered

    waiting = deque(_charges(n))
    seconds = _at_once(writers, lambda: _cashier(waiting))
    numbers = list(Receipt.objects.order_by("number").values_list("number", flat=True))
    if numbers != list(range(1, n + 1)) or ReceiptSeries.objects.count() != 1:
        raise RuntimeError(f"gaps or duplicates: {len(numbers)} receipts up to {numbers[-1:]}")
    left = deque(range(n))
    bare = _at_once(writers, lambda: _counter(left, database))
    rate, floor = n / seconds, n / bare
    return {
        "bench": "receipts",
        "value": round(rate),
        "unit": "receipts/s",
        "floor": round(floor),
        "ratio": round(rate / floor, 3),
        "n": n,
        "writers": writers,
        "numbers": f"1-{n} without gap or duplicate",
    }


def _charges(n: int) -> list[int]:
    """Charges of one ward, for as many subjects."""
    from motcua.domain.identity import queries as identity  # noqa: PLC0415 live in the town entered
    from motcua.domain.payments.services import open_charge  # noqa: PLC0415
    from motcua.domain.payments.types import ChargeLine, NewCharge, Payer  # noqa: PLC0415
    from motcua.infra import clock  # noqa: PLC0415

    now = clock.now()
    ward = identity.agency_by_code("H29.27094", now.date()).id
    line = ChargeLine("permit", "Lệ phí cấp giấy phép xây dựng", FEE, "Nghị quyết 01/NQ-HĐND")
    payer = Payer("Nguyễn Thị Hằng Phượng", "079188910001")
    return [
        open_charge(
            NewCharge(
                UUID(int=each),
                f"bench:{each}",
                "Lệ phí",
                payer,
                ward,
                (line,),
                f"H29.27094-261124-{each:06}",
                "1.013225",
                "Cấp giấy phép xây dựng",
            ),
            now,
        )
        for each in range(n)
    ]


def _cashier(waiting: deque[int]) -> None:
    from django.db import connection  # noqa: PLC0415 lives in the town entered

    from motcua.domain.identity import queries as identity  # noqa: PLC0415
    from motcua.domain.payments.services import record_cash  # noqa: PLC0415
    from motcua.domain.payments.types import By  # noqa: PLC0415
    from motcua.infra import clock  # noqa: PLC0415

    office = identity.agency_by_code("H29.27094.03", clock.now().date()).id
    officer = identity.officers_with_role(office, "one_stop_officer", clock.now().date())[0].id
    try:
        while waiting:
            try:
                charge = waiting.popleft()
            except IndexError:
                return
            record_cash(charge, FEE, By(f"officer:{officer}", officer, office, uuid4()), clock.now())
    finally:
        connection.close()


def _counter(left: deque[int], database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection, connection.cursor() as cursor:
        while left:
            try:
                left.popleft()
            except IndexError:
                return
            cursor.execute(_NEXT, prepare=True)


def _at_once(writers: int, work: Callable[[], None]) -> float:
    """The seconds until all have done their work; what one of them met, if it failed."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # told below, in the thread that asked
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(writers)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return time.perf_counter() - began
