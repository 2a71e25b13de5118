"""A whole town of servers for the tests that need one: its own database, web server, worker and outside world.

Import `town` into a module; the tests of one module share it, so each begins by asking for what it needs. Founding
takes long: the first who needs a town founds one for the whole run, and each module gets a copy of its folder.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings

from motcua.delivery.cli.player import Player
from motcua.delivery.cli.town import Town
from motcua.infra.postgres import server

PATIENCE = 60.0
FOUNDED = "town"
"""What the run's founded town is called in its folder."""

_players: list[Player] = []


@pytest.fixture(scope="module")
def town(worker_id: str) -> Iterator[Town]:
    """A founded town whose servers run."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-town-"))
    port = 18000 + 400 * int(worker_id.removeprefix("gw") if worker_id.startswith("gw") else 9)
    with mock.patch.dict(os.environ):
        os.environ.pop("DATABASE_URL", None)  # this town's database is stopped and killed: it must be its own
        _copy(_founded(), folder)
        new = Town(folder, port=port, sandbox_port=port + 200)
        try:
            new.start()
            yield new
        finally:
            while _players:
                _players.pop().close()
            new.stop()
            server.stop(server.located(folder))
            shutil.rmtree(folder, ignore_errors=True)


def _founded() -> Path:
    """The folder of a town that was founded and never opened; made by whichever worker comes first."""
    made = settings.DATA / FOUNDED
    making = made.with_suffix(".new")
    made.parent.mkdir(parents=True, exist_ok=True)
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            server.stop(server.located(making))  # of a run that was killed meanwhile
            shutil.rmtree(making, ignore_errors=True)
            try:
                Town(making).run("found")
            finally:
                server.stop(server.located(making))
            making.rename(made)
    return made


def _copy(made: Path, folder: Path) -> None:
    """All that lies in `made`, with its owners: where root may make no namespaces, the database belongs to nobody."""
    subprocess.run(["cp", "-a", f"{made}/.", str(folder)], check=True)


def citizen(town: Town, personal_id: str = "079088910001") -> Player:
    """A resident at his browser and with a program."""
    return _playing(Player(town.url, f"{town.sandbox_url}/citizens", personal_id))


def officer(town: Town, login: str) -> Player:
    """An officer."""
    return _playing(Player(town.url, f"{town.sandbox_url}/officers", login))


def _playing(player: Player) -> Player:
    _players.append(player)
    return player


def until(comes: Callable[[], bool]) -> None:
    """Wait for something that a server does by itself."""
    end = time.monotonic() + PATIENCE
    while not comes():
        assert time.monotonic() < end, "it did not come to this"
        time.sleep(0.05)
