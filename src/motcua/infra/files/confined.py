"""Runs a decoder on a stranger's file in a short-lived process of its own, with little memory, time and reach.

Decoders of pictures and PDF are large C programs. A file made to break one must not take the web process, its memory
or its secrets along: the child has an empty environment, the file on its standard input and nothing else, may open no
further file, and is killed when it takes too long.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from enum import IntEnum
from typing import BinaryIO, Final

from motcua.infra.files import limits

_FOLDER_OF_DECODERS: Final = "motcua.infra.files.decoders"

# A hundred bombs at once are decoded a few at a time, so their memory stays bounded too.
_turns: Final = threading.BoundedSemaphore(min(limits.DECODERS_AT_ONCE, os.cpu_count() or 1))


class Ending(IntEnum):
    """How a decoder that did not succeed says why, as its exit code."""

    DAMAGED = 10
    TOO_DEMANDING = 11
    TWO_KINDS = 12


class DecoderError(Exception):
    """The decoder gave no answer: the file is damaged or asks for too much."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending.name.lower())
        self.ending = ending


_ENDINGS: Final = frozenset(Ending)
_OUT_OF_TIME: Final = frozenset({signal.SIGKILL, signal.SIGXCPU})
_LONGEST_COMPLAINT: Final = 2_000
_log: Final = logging.getLogger(__name__)


def run(decoder: str, file: BinaryIO, *arguments: str) -> bytes:
    """What the decoder says about the whole file, which must have a descriptor. Raises `DecoderError`."""
    command = [sys.executable, "-I", "-X", "utf8", "-m", f"{_FOLDER_OF_DECODERS}.{decoder}", *arguments]
    # The child shares the descriptor's position, which a buffered reader's own `seek` may leave where it was.
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    with _turns, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaint:
        with subprocess.Popen(command, stdin=file, stdout=answer, stderr=complaint, env={}) as child:  # noqa: S603
            # A wait with a time limit would ask every 50 ms, as long as most decoders take.
            watchdog = threading.Timer(limits.DECODER_WALL_SECONDS, child.kill)
            watchdog.start()
            child.wait()
            watchdog.cancel()
        if child.returncode:
            raise DecoderError(_ending(decoder, child.returncode, complaint))
        answer.seek(0)
        return answer.read()


def _ending(decoder: str, code: int, complaint: BinaryIO) -> Ending:
    if code in _ENDINGS:
        return Ending(code)
    if -code in _OUT_OF_TIME:
        return Ending.TOO_DEMANDING
    # Broken by the file, or not working on this machine: an operator must be able to tell which.
    complaint.seek(0)
    _log.warning(
        "the %s decoder ended with %d: %s", decoder, code, complaint.read(_LONGEST_COMPLAINT).decode(errors="replace")
    )
    return Ending.DAMAGED
