"""A process of its own that pays at the platform and may be killed on the way; started by `test_killed.py`.

It takes orders line by line, `{"charge": 7, "kill_at": 12}`, does each in a fork of itself, and says how that ended.
The fork counts the statements and commits it sends, and ends by SIGKILL before the one that the order names. Nothing of
this is in the product: the driver's methods are wrapped here.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import django
import httpx
import psycopg

django.setup()

from django.db import connections  # noqa: E402

from motcua.domain.dossiers.handlers import DossierMoney  # noqa: E402
from motcua.domain.payments import ports, services  # noqa: E402
from motcua.domain.payments.errors import WrongStateError  # noqa: E402
from motcua.domain.payments.types import By  # noqa: E402
from motcua.infra.payment_platform import PlatformClient, Terms  # noqa: E402


class Counter:
    """Counts what is sent to the database; kills this process before the wanted one."""

    def __init__(self, kill_at: int) -> None:
        self.kill_at = kill_at
        self.sent = 0

    def wrap(self, cls: type, name: str) -> None:
        sends: Callable[..., Any] = getattr(cls, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.sent += 1
            if self.sent == self.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return sends(*args, **kwargs)

        setattr(cls, name, counted)


def exchange(order: dict[str, Any], platform_url: str) -> int:
    """The whole exchange, each part safe to repeat: order, pay, call-back, question; how many statements it took."""
    counter = Counter(order["kill_at"])
    counter.wrap(psycopg.Cursor, "execute")
    counter.wrap(psycopg.Connection, "commit")
    terms = Terms("TEST", "bí mật", timedelta(minutes=5))
    platform = PlatformClient(f"{platform_url}/gateway/{os.getpid()}", terms, 10)
    ports._Joined.platform, ports._Joined.listeners = platform, (DossierMoney(),)
    now = datetime.fromisoformat(order["now"])
    with suppress(WrongStateError):  # it is paid already
        reference = services.begin_platform_payment(order["charge"], By("citizen:payer"), now).url.rpartition("/")[2]
        callback = httpx.post(f"{platform_url}/pay/{reference}").json()
        for _ in range(order["callbacks"]):
            services.take_callback(callback, "127.0.0.1", now)
    services.poll_due(now + timedelta(hours=order["hours"]))
    return counter.sent


def main() -> None:
    platform_url = sys.argv[1]
    for line in sys.stdin:
        order = json.loads(line)
        told, tells = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(tells, str(exchange(order, platform_url)).encode())
            connections.close_all()
            os._exit(0)
        os.close(tells)
        sent = os.read(told, 20)
        os.close(told)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        sys.stdout.write(json.dumps({"killed": killed, "ok": status == 0, "sent": int(sent or 0)}) + "\n")
        sys.stdout.flush()


main()
