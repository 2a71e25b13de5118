"""What other systems answer by themselves: a registry, or the central system on which the procedure runs."""

from __future__ import annotations

from motcua.core.procedure import WaitsFor, course
from motcua.core.process import Deliver
from motcua.domain.dossiers.acts.drive import drive
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import TaskGoneError

OTHER_SYSTEMS = frozenset({WaitsFor.REGISTRY, WaitsFor.CENTRAL_SYSTEM})


def receive_reply(work: Working, n: int) -> None:
    """The system that wait `n` of the process stands for has answered; the process goes on. TaskGoneError when nobody
    waits for it any more.
    """
    for number, _ in course.awaited_answers(work.world.procedure, work.case.process, *OTHER_SYSTEMS):
        if number == n:
            drive(work, Deliver(n))
            return
    raise TaskGoneError("Hồ sơ không còn chờ trả lời này.", "The dossier no longer waits for this reply.")
