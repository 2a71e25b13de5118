"""What happens when an awaited event comes: on a border, behind an event-based gateway, before an event sub-process."""

from __future__ import annotations

from motcua.core.process.facts import SignalCaught, SubprocessEntered
from motcua.core.process.graph import BOUNDARIES, SIGNALS, STARTS, Node
from motcua.core.process.run import Run
from motcua.core.process.state import Wait


def trigger(run: Run, wait: Wait, node: Node, *, again: bool) -> None:
    """The event of `wait` came. What it interrupts is broken off; if it interrupts nothing it may come `again`."""
    run.waits.remove(wait)
    if node.kind in BOUNDARIES:
        host = run.wait(wait.parent)
        if node.interrupting:
            run.break_off(host)
        elif again:
            run.listen(node, host.number, host.number, wait.turn + 1)
        run.leave(node, host.parent)
    elif node.kind in STARTS:
        if again and not node.interrupting:
            run.listen(node, wait.parent, wait.parent, wait.turn + 1)
        begin_event_subprocess(run, node, wait.parent)
    else:
        run.leave(node, win_race(run, wait, node) if node.id in run.definition.raced else wait.parent)


def win_race(run: Run, wait: Wait, node: Node) -> int:
    """The first event behind an event-based gateway came: the others are given up. Returns the scope of the gateway."""
    gateway = run.wait(wait.parent)
    run.break_off(gateway)
    run.facts.append(run.definition.raced[node.id])
    return gateway.parent


def begin_event_subprocess(run: Run, start: Node, scope: int) -> None:
    """Begin the event sub-process of this start event in `scope` (0: the process), in place of all that runs there if
    it interrupts.
    """
    if start.interrupting:
        run.clear(scope, border=False)
    node = run.definition.graph.node[start.scope]
    number = run.begin(node, scope)
    run.facts.append(SubprocessEntered(number, node.id, run.place(node, scope)))
    run.watch(node.id, number)
    run.leave(start, number)


def give_signal(run: Run, signal: str) -> None:
    """All that await the signal now hear it, in the order in which they began to wait."""
    hearing = [wait for wait in run.waits if (node := run.node(wait)).kind in SIGNALS and node.code == signal]
    for wait in hearing:
        if wait in run.waits:  # one that heard it before may have broken this one off
            node = run.node(wait)
            run.facts.append(SignalCaught(wait.number, node.id, signal))
            trigger(run, wait, node, again=True)
