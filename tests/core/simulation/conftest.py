"""The compiled loop, which all tests of this folder play."""

import fcntl

import pytest
from django.conf import settings

from motcua.core.simulation.model import Model
from motcua.core.simulation.playing import play


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> None:
    """Of workers that begin without machine code one makes it; the others wait for it, instead of making it too."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / "compiling.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        play(Model(()), 1)
