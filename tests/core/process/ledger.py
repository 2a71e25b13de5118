"""Keeps the books of one dossier by its facts alone: what has begun and not ended."""

from collections.abc import Iterable

from motcua.core.process import (
    Fact,
    InstancesBegun,
    InstancesCancelled,
    InstancesEnded,
    MessageAwaited,
    MessageGivenUp,
    MessageReceived,
    ServiceRequested,
    SignalAwaited,
    SignalCaught,
    SignalGivenUp,
    SubprocessCancelled,
    SubprocessEntered,
    SubprocessLeft,
    TaskCancelled,
    TaskCompleted,
    TaskEnabled,
    TaskFailed,
    TimerArmed,
    TimerDisarmed,
    TimerFired,
)

TASK, TIMER, MESSAGE, SIGNAL, SCOPE, INSTANCES = "task", "timer", "message", "signal", "scope", "instances"
BEGIN = {
    TaskEnabled: TASK,
    ServiceRequested: TASK,
    TimerArmed: TIMER,
    MessageAwaited: MESSAGE,
    SignalAwaited: SIGNAL,
    SubprocessEntered: SCOPE,
    InstancesBegun: INSTANCES,
}
END = {
    TaskCompleted: TASK,
    TaskCancelled: TASK,
    TaskFailed: TASK,
    TimerFired: TIMER,
    TimerDisarmed: TIMER,
    MessageReceived: MESSAGE,
    MessageGivenUp: MESSAGE,
    SignalCaught: SIGNAL,
    SignalGivenUp: SIGNAL,
    SubprocessLeft: SCOPE,
    SubprocessCancelled: SCOPE,
    InstancesEnded: INSTANCES,
    InstancesCancelled: INSTANCES,
}


class Ledger:
    """Each entry is opened once and closed once, by a fact of its own kind."""

    def __init__(self) -> None:
        self.open: dict[tuple[int, str], str] = {}
        self.last = 0

    def post(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            if type(fact) in BEGIN:
                self._begin(fact.number, BEGIN[type(fact)], fact.node)
                if isinstance(fact, ServiceRequested) and not fact.wait:
                    del self.open[fact.number, TASK]
            elif type(fact) in END:
                assert self.open.pop((fact.number, END[type(fact)])) == fact.node

    def _begin(self, number: int, kind: str, node: str) -> None:
        assert (number, kind) not in self.open
        assert number > self.last or (kind == MESSAGE and (number, TASK) in self.open), "numbers are never used twice"
        self.last = max(self.last, number)
        self.open[number, kind] = node

    @property
    def numbers(self) -> dict[int, str]:
        """The nodes of all that is open, by number."""
        return {number: node for (number, _), node in sorted(self.open.items())}
