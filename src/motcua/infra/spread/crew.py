"""Processes of this machine that work, each with a pipe of its own, so that it is known who died and on what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Final

from motcua.infra.spread.ordering import Answer, Job, Lost
from motcua.infra.spread.worker import Piece, serve

_PATIENCE: Final = 5.0
"""Seconds that a process gets to end by itself."""
_SPAWN: Final = get_context("spawn")  # never a copy of a process that has threads


@dataclass(eq=False, slots=True)
class _Worker:
    """row: the row of pieces whose work it holds. job: what it works on."""

    process: SpawnProcess
    pipe: Connection
    row: int = -1
    job: Job | None = None


class Crew:
    """Up to so many processes, begun when they are first needed."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._workers: list[_Worker] = []

    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes that were begun."""
        return tuple(worker.process.pid for worker in self._workers if worker.process.pid)

    def give(self, job: Job, work: Callable[[Any], Any], row: int) -> None:
        """Give a piece of a row to somebody who is free; waits for who is still busy with an older row."""
        while True:
            worker = self._free(row)
            try:
                worker.pipe.send(Piece(work if worker.row != row else None, job.item))
            except OSError:  # it died while it had nothing to do
                self._bury(worker)
                continue
            worker.row, worker.job = row, job
            return

    def answers(self, row: int) -> list[tuple[Job, Answer]]:
        """What was answered or lost of a row, at least one; what is left of older rows is thrown away."""
        found: list[tuple[Job, Answer]] = []
        while not found:
            found = [(job, answer) for of, job, answer in self._next(self._workers) if of == row]
        return found

    def close(self) -> None:
        """End all processes, also those that are in the middle of something."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.pipe.close()
            if worker.job:
                worker.process.terminate()
        for worker in workers:
            worker.process.join(_PATIENCE)
            if worker.process.exitcode is None:
                worker.process.kill()
                worker.process.join()
            worker.process.close()

    def _free(self, row: int) -> _Worker:
        while True:
            for worker in self._workers:
                if worker.job is None:
                    return worker
            if len(self._workers) < self.size:
                return self._begin()
            self._next([worker for worker in self._workers if worker.row != row])

    def _begin(self) -> _Worker:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()  # so that the pipe ends with the process
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _next(self, among: Sequence[_Worker]) -> list[tuple[int, Job, Answer]]:
        """Wait for answers or deaths, and take those that are there: row, piece and answer."""
        busy = [(worker, worker.job) for worker in among if worker.job]
        ready = wait([worker.pipe for worker, _ in busy])
        return [(worker.row, job, self._answer(worker)) for worker, job in busy if worker.pipe in ready]

    def _answer(self, worker: _Worker) -> Answer:
        try:
            answer: Answer = worker.pipe.recv()
        except (EOFError, OSError):
            return Lost(self._bury(worker))
        worker.job = None
        return answer

    def _bury(self, worker: _Worker) -> str:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        why = f"exit code {worker.process.exitcode}"
        worker.process.close()
        return why
