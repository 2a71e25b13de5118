"""What other processes do in the tests: sent to them, so each stands in a module that they can read."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.db import connection

from motcua.domain.dossiers.city.errors import PlanError

if TYPE_CHECKING:
    from motcua.domain.dossiers.city.writing import Progress

PATIENCE = 60
"""Seconds after which a process that should have been ended gives up, so that its test fails and does not hang."""


def works_until_it_is_ended() -> None:
    """Very much to do: whoever began this process ends it, or is no more."""
    began_it = multiprocessing.parent_process()
    if began_it:
        began_it.join(PATIENCE)


def is_stopped_at_two(order: tuple[int, ...]) -> bool:
    """The watcher stops the process that begins with 2; the others have very much to do."""
    if order[0] != 2:
        works_until_it_is_ended()
    return False


def refuses(order: tuple[int, ...]) -> bool:
    """The plan cannot be."""
    raise PlanError("Không được.", "It cannot be.")


@dataclass(frozen=True)
class Dies:
    """Dies so often, then goes on; never in who began all. marks: where it is kept how often it has died."""

    marks: Path
    times: int

    def __call__(self, *_: object) -> bool:
        """Die, or go on."""
        for n in range(self.times if multiprocessing.parent_process() else 0):
            with suppress(FileExistsError):
                (self.marks / str(n)).touch(exist_ok=False)
                os.kill(os.getpid(), signal.SIGKILL)
        return True


def interrupts(order: tuple[int, ...]) -> bool:
    """Somebody presses Ctrl-C while all processes have very much to do."""
    os.kill(os.getppid(), signal.SIGINT)
    works_until_it_is_ended()
    return True


@dataclass(frozen=True)
class KillsTheCommand:
    """After its first part, one of the processes that write kills the command that began them, alone or with them all.
    marks: where it is kept that this has happened.
    """

    marks: Path
    with_all: bool

    def __call__(self, progress: Progress) -> bool:
        """Kill, or go on."""
        command = os.getpgid(0)
        if progress.bureau and os.getpid() != command:
            with suppress(FileExistsError):
                (self.marks / f"killed {self.with_all}").touch(exist_ok=False)
                kill = os.killpg if self.with_all else os.kill
                kill(command, signal.SIGKILL)
                works_until_it_is_ended()
        return True


def is_a_command(database: str, wanted: bytes, watch: KillsTheCommand) -> None:
    """The command in a process of its own, the first of a group."""
    os.setpgid(0, 0)
    django.setup()
    connection.settings_dict["NAME"] = database
    making = import_module("motcua.domain.dossiers.city.making")
    counts = import_module("motcua.domain.reporting.services").AtOnce()
    making.make_city(pickle.loads(wanted), counts, watch, processes=2)
