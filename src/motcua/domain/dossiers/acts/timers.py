"""What happens when a day has come that the process waited for."""

from __future__ import annotations

from motcua.core.procedure import WaitsFor
from motcua.core.process import Fire
from motcua.domain.dossiers.acts.drive import drive
from motcua.domain.dossiers.acts.opinions import lapse
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import TaskGoneError


def fire(work: Working, n: int) -> None:
    """Let the process go on from timer `n`; TaskGoneError when it has fired or is no longer wanted. When it ends
    a wait for opinions, silence first gets its meaning; one that only reminds leaves the wait as it is.
    """
    timer = next((each for each in work.case.timers if each.n == n), None)
    if timer is None:
        raise TaskGoneError("Hẹn giờ này không còn nữa.", "This timer is gone.")
    procedure = work.world.procedure
    node = procedure.process.graph.node[timer.node]
    step = procedure.steps.get(node.host)
    if step and node.interrupting and step.waits_for is WaitsFor.AGENCIES:
        lapse(work, step)
    drive(work, Fire(timer.n))
