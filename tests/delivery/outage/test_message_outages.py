"""Vendors of messages that go away, lose their answers, or are asked by a worker that is killed: on real servers,
nobody is told twice and nothing is lost.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import httpx
import psycopg
import pytest
from psycopg.rows import tuple_row

from motcua.core.workcal import ZONE
from motcua.delivery.cli.player import Player
from motcua.delivery.cli.town import Town
from motcua.infra.postgres import server
from tests.delivery.outage.test_outages import CLERK, filing, open_step, submit
from tests.town import citizen, officer, town, until

__all__ = ["town"]

N = 6
_BY_ZALO = """
INSERT INTO notifications_preference (person_id, channels, language, changed_at)
SELECT id, '["zalo"]', 'vi', now() FROM identity_person WHERE personal_id = '079088910001' ON CONFLICT DO NOTHING
"""
_UNTOLD = "SELECT count(*) FROM notifications_message WHERE channel = 'zalo' AND state NOT IN ('sent', 'delivered')"
_TOLD = "SELECT count(*) FROM notifications_message WHERE channel = 'zalo' AND state IN ('sent', 'delivered')"


@pytest.fixture(scope="module", autouse=True)
def _hasty() -> Iterator[None]:
    """A city that waits a second for its vendors."""
    with mock.patch.dict(os.environ, MOTCUA_MESSAGE_SECONDS="1"):
        yield


def ask(town: Town, statement: str) -> Any:
    """Ask the town's database."""
    with psycopg.connect(server.located(town.data).url(), row_factory=tuple_row) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchone() if cursor.description else None


def misbehave(town: Town, fault: str) -> None:
    httpx.put(f"{town.sandbox_url}/messages/control/zalo/fault/{fault}").raise_for_status()


def behave(town: Town) -> None:
    httpx.delete(f"{town.sandbox_url}/messages/control/zalo/fault/down").raise_for_status()


def arrived(town: Town) -> Counter[str]:
    """How often each text has come to a telephone by Zalo."""
    told = httpx.get(f"{town.sandbox_url}/messages/arrived").json()["arrived"]
    return Counter(each["text"] for each in told if each["vendor"] == "zalo")


def accepted(town: Town, lam: Player, clerk: Player, name: str) -> None:
    for n in range(N):
        answer = submit(lam, filing(lam), f"{name} {n}")
        assert answer is not None
        place = f"/dossiers/{answer.json()['id']}"
        clerk.does(f"{place}/steps/{open_step(lam, place, 'receive')}/acceptance")


def half_an_hour_passes(town: Town) -> None:
    """Past leases and the rest of a vendor, but not past the patience with Zalo."""
    town.run("clock", "+0.02")


def test_everybody_is_told_once_past_an_outage_lost_answers_and_a_killed_worker(town: Town) -> None:
    ask(town, _BY_ZALO)
    tomorrow = datetime.now(ZONE).date() + timedelta(days=1)
    town.run("clock", f"{tomorrow}T09:00")  # at night nothing is sent
    lam, clerk = citizen(town), officer(town, CLERK)
    misbehave(town, "down")
    accepted(town, lam, clerk, "told in spite of all")
    until(lambda: ask(town, _UNTOLD)[0] >= N)
    assert arrived(town) == {}

    misbehave(town, "loses")
    half_an_hour_passes(town)
    until(lambda: len(arrived(town)) >= 1)  # taken, but nobody has heard so
    os.killpg(town.servers["worker"].pid, signal.SIGKILL)
    town.servers["worker"].wait()
    behave(town)
    town.begin("worker")
    half_an_hour_passes(town)

    until(lambda: ask(town, _TOLD)[0] >= N)
    assert ask(town, _UNTOLD) == (0,)
    assert set(arrived(town).values()) == {1}
    assert len(arrived(town)) >= N
    until(lambda: ask(town, "SELECT count(*) FROM infra_outboxentry WHERE consumer = 'messages'") == (0,))
    assert town.has_died() is None
