"""The engine: one pure function. What it is given is all it knows, and what it returns is all that happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from motcua.core.process.behaviours import ENTER
from motcua.core.process.commands import Broadcast, Cancel, Command, Complete, Deliver, Fire, Raise, Start
from motcua.core.process.definition import Definition
from motcua.core.process.errors import (
    EndlessLoopError,
    StaleCommandError,
    StuckError,
    UncaughtError,
    UnreadableStateError,
)
from motcua.core.process.events import give_signal, trigger, win_race
from motcua.core.process.facts import (
    Fact,
    MessageGivenUp,
    MessageReceived,
    ProcessCancelled,
    ProcessEnded,
    ProcessStarted,
    SignalCaught,
    SubprocessLeft,
    TaskCompleted,
    TaskFailed,
    TimerFired,
)
from motcua.core.process.graph import ERRORS, MESSAGES, SIGNALS, TASKS, TIMERS, Kind, Node
from motcua.core.process.inclusive import can_still_arrive
from motcua.core.process.instances import begin_instances, end_instance
from motcua.core.process.raising import find_catcher, let_catch
from motcua.core.process.run import Run
from motcua.core.process.state import State, Wait
from motcua.core.process.timers import fires_again

RECEIVE = Kind.RECEIVE  # looking up a member of an enum is dear, and this one is asked for at every step
DELIVERED = MESSAGES | SIGNALS | {RECEIVE}


def advance(
    definition: Definition, state: State, command: Command, data: Mapping[str, object], now: datetime
) -> tuple[State, tuple[Fact, ...]]:
    """Apply one command: the next state, and what happened, in order.

    Conditions see `data`, which the engine does not keep, and `now`, which is also written into the timers it arms.
    Nothing is changed in place: after an error the old state is still the state.

    Raises StaleCommandError when the command does not fit the state, NoFlowError, EndlessLoopError, StuckError,
    UncaughtError or RepetitionError when the drawing leads nowhere with these data, UnreadableStateError when the state
    belongs to another definition.
    """
    if state.definition != definition.fingerprint:
        raise UnreadableStateError(
            "Trạng thái thuộc một phiên bản quy trình khác; hãy chuyển đổi trước",
            "The state belongs to another version of the process; migrate it first",
        )
    run = Run(definition, state, data, now)
    ANSWERS[type(command)](run, command)
    _settle(run)
    return run.state(), tuple(run.facts)


def _start(run: Run, command: Start) -> None:
    if run.status != "new":
        raise StaleCommandError("over", "Quy trình đã bắt đầu rồi", "The process has already started")
    starts = run.definition.starts
    plain = [node for node in starts if node.kind is Kind.START]
    if command.at:
        found = [node for node in starts if node.id == command.at]
    else:
        found = plain if len(plain) == 1 else list(starts)
    if len(found) != 1:
        listed = ", ".join(node.id for node in starts)
        raise StaleCommandError(
            "unknown", f"Hãy nêu đúng một sự kiện bắt đầu trong: {listed}", f"Name one start event of: {listed}"
        )
    run.status = "running"
    run.facts.append(ProcessStarted(found[0].id))
    run.watch("", 0)
    run.leave(found[0], 0)


def _complete(run: Run, command: Complete) -> None:
    wait, node = _answered(run, command.number, TASKS)
    if node.kind is RECEIVE:
        run.facts.append(MessageGivenUp(wait.number, node.id, node.message))
    _finish_task(run, wait, node)


def _finish_task(run: Run, wait: Wait, node: Node) -> None:
    run.waits.remove(wait)
    run.facts.append(TaskCompleted(wait.number, node.id))
    if node.boundary and not wait.place:
        run.clear(wait.number)
    _go_on(run, wait, node)


def _go_on(run: Run, wait: Wait, node: Node) -> None:
    """The activity is done and no longer waits: its token goes on."""
    if wait.place:
        end_instance(run, wait, node)
    elif node.kind is RECEIVE and node.id in run.definition.raced:
        run.leave(node, win_race(run, wait, node))
    else:
        run.leave(node, wait.parent)


def _raise(run: Run, command: Raise) -> None:
    wait, node = _answered(run, command.number, TASKS)
    catcher = find_catcher(run, wait.number, command.code, ERRORS)
    if catcher is None:
        raise UncaughtError(node.id, node.label, command.code)
    if node.kind is RECEIVE:
        run.facts.append(MessageGivenUp(wait.number, node.id, node.message))
    run.facts.append(TaskFailed(wait.number, node.id, command.code, catcher.event.id))
    run.waits.remove(wait)
    run.clear(wait.number)
    if catcher.number == wait.number:
        run.leave(catcher.event, wait.parent)
    else:
        let_catch(run, catcher)


def _fire(run: Run, command: Fire) -> None:
    wait, node = _answered(run, command.number, TIMERS)
    run.facts.append(TimerFired(wait.number, node.id))
    trigger(run, wait, node, again=node.timer is not None and fires_again(node.timer, wait.turn + 1))


def _deliver(run: Run, command: Deliver) -> None:
    wait, node = _answered(run, command.number, DELIVERED)
    if node.kind in SIGNALS:
        run.facts.append(SignalCaught(wait.number, node.id, node.code))
    else:
        run.facts.append(MessageReceived(wait.number, node.id, node.message))
    if node.kind is RECEIVE:
        _finish_task(run, wait, node)
    else:
        trigger(run, wait, node, again=True)


def _broadcast(run: Run, command: Broadcast) -> None:
    if run.status != "running":
        raise _not_running(run)
    give_signal(run, command.signal)


def _cancel(run: Run, command: Cancel) -> None:
    if run.status != "running":
        raise _not_running(run)
    run.clear(0)
    run.status = "cancelled"
    run.facts.append(ProcessCancelled())


ANSWERS: dict[type[Command], Callable[[Run, Any], None]] = {
    Start: _start,
    Complete: _complete,
    Fire: _fire,
    Deliver: _deliver,
    Raise: _raise,
    Broadcast: _broadcast,
    Cancel: _cancel,
}


def _answered(run: Run, number: int, kinds: frozenset[Kind]) -> tuple[Wait, Node]:
    """The wait of that number, which must be of a kind that understands the command."""
    for wait in run.waits:
        if wait.number == number:
            node = run.node(wait)
            if node.kind in kinds and (wait.place or not node.repeat):
                return wait, node
            vi = f"Số {number} («{node.label}») chờ một lệnh khác"
            raise StaleCommandError("unfit", vi, f"Number {number} (“{node.label}”) wants another command")
    if 0 < number <= run.last:
        vi = f"Việc số {number} đã xong hoặc không còn nữa; hãy tải lại trang"
        raise StaleCommandError("over", vi, f"Number {number} is done or gone; reload")
    if run.status != "running":
        raise _not_running(run)
    raise StaleCommandError("unknown", f"Không có việc số {number}", f"There is no number {number}")


def _not_running(run: Run) -> StaleCommandError:
    if run.status == "new":
        return StaleCommandError("unknown", "Quy trình chưa bắt đầu", "The process has not started")
    return StaleCommandError("over", "Quy trình đã kết thúc", "The process is over")


def _settle(run: Run) -> None:
    """Move every token until all rest: they wait, are held before a join, or have ended."""
    passes = run.definition.pass_limit
    moving, facts = run.moving, run.facts
    while True:
        while moving:
            (taken, flow, node), scope = moving.pop()
            passes -= 1
            if passes < 0:
                raise EndlessLoopError(node.id, node.label)
            facts.extend(taken)
            if node.repeat is None:
                ENTER[node.kind](run, node, flow, scope)
            else:
                begin_instances(run, node, scope)
        if run.late:
            moving.append(run.late.pop(0))
        elif not (run.held and _open_inclusive_join(run)) and not (run.touched and _close_scope(run)):
            return


def _open_inclusive_join(run: Run) -> bool:
    """Open one inclusive join at which nothing more can arrive; whether there was one."""
    graph = run.definition.graph
    for token in run.held:
        join = graph.node[graph.flow[token.flow].target]
        if join.kind is not Kind.INCLUSIVE:
            continue
        held = [other.flow for other in run.held if other.parent == token.parent]
        resting = [run.node(wait) for wait in run.waits if wait.parent == token.parent]
        if not can_still_arrive(graph, run.definition.rank, join, held, resting):
            run.take(join.incoming, token.parent)
            run.leave(join, token.parent)
            return True
    return False


def _close_scope(run: Run) -> bool:
    """End one sub-process, or the process, in which nothing is left; whether there was one."""
    while run.touched:
        scope, node = run.touched.popitem()
        if run.is_alive(scope):
            continue
        stranded = [token.flow for token in run.held if token.parent == scope]
        if stranded:
            raise _stuck(run, stranded)
        if scope == 0:
            if run.waits:
                run.clear(0)
            run.status = "ended"
            run.facts.append(ProcessEnded(node))
            return False
        _leave_scope(run, scope)
        return True
    return False


def _leave_scope(run: Run, number: int) -> None:
    wait = run.wait(number)
    node = run.node(wait)
    run.waits.remove(wait)
    run.facts.append(SubprocessLeft(number, node.id))
    run.clear(number)
    _go_on(run, wait, node)


def _stuck(run: Run, stranded: list[str]) -> StuckError:
    graph = run.definition.graph
    joins = list(dict.fromkeys(graph.flow[flow].target for flow in stranded))
    return StuckError(joins, [graph.node[join].label for join in joins])
