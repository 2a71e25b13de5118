"""What a process of its own does: it takes pieces of work from its pipe and answers them, until the pipe is closed."""

from __future__ import annotations

import os
import pickle
import signal
import traceback
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any, NamedTuple

from motcua.infra.spread.ordering import Done, Failed


class Piece(NamedTuple):
    """work: None where it is that of the piece before."""

    work: Callable[[Any], Any] | None
    item: Any


class WorkFailedError(RuntimeError):
    """The work raised what cannot be sent; the text is its trace."""


def serve(pipe: Connection) -> None:
    """Work until who began this process closes the pipe or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal; who began this one ends it
    Thread(target=_end_with_parent, daemon=True).start()
    work: Callable[[Any], Any] = _nothing
    while True:
        try:
            piece: Piece = pipe.recv()
        except EOFError:
            return
        work = piece.work or work
        try:
            pipe.send(Done(work(piece.item)))
        except Exception as error:  # whatever it is, it belongs to who asked for the work
            pipe.send(Failed(_sendable(error)))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _nothing(_item: Any) -> Any:
    raise WorkFailedError("the first piece came without its work")


def _sendable(error: Exception) -> Exception:
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 its own words
    except (pickle.PicklingError, TypeError, AttributeError, ValueError):
        return WorkFailedError("".join(traceback.format_exception(error)))
    return error
