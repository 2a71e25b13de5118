"""The program that reads signed PDFs of strangers. It is started once, learns how to read, and for each file makes a
copy of itself (fork) that has little memory and time, and ends: a copy takes milliseconds, a start most of a second.

On standard input it has a socket, into which it writes a byte when it is ready. A message brings three descriptors: the
file, where the answer goes, and a pipe. The copy writes a byte into the pipe when it begins and one when the answer is
whole; the end of the pipe tells that it has ended.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from typing import Final, NoReturn

from motcua.infra.signing import reading, wire
from motcua.infra.signing.wire import BEGUN, DONE, READY

MEGABYTE: Final = 1024 * 1024
MEMORY: Final = 1024 * MEGABYTE
"""Address space of a copy; 80 MB of it are the program itself."""
CPU_SECONDS: Final = 10
"""A letter with two signatures takes 0.02, one with 32 in as many revisions 0.9."""
WALL_SECONDS: Final = 20
ANSWER_BYTES: Final = 16 * MEGABYTE
OPEN_FILES: Final = 8


def main() -> None:
    """Serve until the city closes the socket."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # copies that ended need no burial
    with socket.socket(fileno=sys.stdin.fileno()) as requests:
        requests.sendall(READY)
        while True:
            message, descriptors, _, _ = socket.recv_fds(requests, 1, 3)
            if not message:
                return
            if os.fork() == 0:
                requests.close()
                _copy(*descriptors)
            for each in descriptors:
                os.close(each)


def _copy(file: int, answer: int, ended: int) -> NoReturn:
    """Read one file, and end."""
    try:
        os.write(ended, BEGUN)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # what a file breaks is no news for the operator
        _confine()
        with open(file, "rb") as content:
            found = wire.written(reading.read_signatures(content.read()))
        with open(answer, "wb") as out:
            out.write(found)
        os.write(ended, DONE)
    finally:
        os._exit(0)  # whatever happened: without the byte in the pipe it did not succeed


def _confine() -> None:
    for what, bound in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, ANSWER_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        resource.setrlimit(what, (bound, bound))
    signal.alarm(WALL_SECONDS)


if __name__ == "__main__":
    main()
