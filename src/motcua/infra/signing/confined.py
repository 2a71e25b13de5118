"""Has the signatures of a stranger's PDF read by a process that a file may break, but not use (see `reader`)."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import tempfile
import threading
from typing import Final

from motcua.infra.signing import wire
from motcua.infra.signing.reading import ReadSignature
from motcua.infra.signing.wire import BEGUN, DONE, READY

_AT_ONCE: Final = 4
_turns: Final = threading.BoundedSemaphore(min(_AT_ONCE, os.cpu_count() or 1))


class UnreadableError(Exception):
    """The file broke its reader, or asked for more time or memory than a signature may."""


class _Reader:
    """The running program; one in each process of the city, started when it is needed first."""

    def __init__(self) -> None:
        self._requests: socket.socket | None = None
        self._program: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def ask(self, descriptors: list[int]) -> None:
        """Hand a file over. A program that has died is started again."""
        with self._turn:
            try:
                socket.send_fds(self._running(), [b"?"], descriptors)
            except OSError:
                self._stop()
                socket.send_fds(self._running(), [b"?"], descriptors)

    def close(self) -> None:
        """End the program."""
        with self._turn:
            self._stop()

    def _running(self) -> socket.socket:
        if self._requests is None:
            self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
            with theirs:
                self._program = subprocess.Popen(
                    [sys.executable, "-I", "-X", "utf8", "-m", "motcua.infra.signing.reader"],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env={},
                )
            if self._requests.recv(1) != READY:
                self._stop()
                raise RuntimeError("the program that reads signatures does not start; its error is in this log")
        return self._requests

    def _stop(self) -> None:
        if self._requests is not None:
            self._requests.close()
        if self._program is not None:
            self._program.kill()
            self._program.wait()
        self._requests = self._program = None


_reader: Final = _Reader()
atexit.register(_reader.close)


def read_confined(content: bytes) -> list[ReadSignature]:
    """What `reading.read_signatures` says of it. Raises UnreadableError."""
    with _turns, tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as answer:
        file.write(content)
        file.flush()
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        if not _ended_well(file.fileno(), answer.fileno()):
            raise UnreadableError
        answer.seek(0)
        try:
            return wire.understood(answer.read())
        except (ValueError, KeyError, TypeError) as wrong:
            raise UnreadableError from wrong


def _ended_well(file: int, answer: int) -> bool:
    """Whether the file was read to its end. When the program died before it began with it, it is asked anew, once."""
    told = _told(file, answer) or _told(file, answer)
    if not told:
        raise RuntimeError("the program that reads signatures dies before it reads any")
    return told == BEGUN + DONE


def _told(file: int, answer: int) -> bytes:
    ours, theirs = os.pipe()
    try:
        _reader.ask([file, answer, theirs])
    finally:
        os.close(theirs)
    with os.fdopen(ours, "rb") as ended:
        return ended.read()
