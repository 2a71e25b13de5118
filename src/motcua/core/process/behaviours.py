"""What each kind of node does when a token arrives. A new kind of element is a function and a line in ENTER."""

from __future__ import annotations

from collections.abc import Callable

from motcua.core.process.activities import BEGIN, ask_service, receive
from motcua.core.process.definition import Path
from motcua.core.process.errors import UncaughtError
from motcua.core.process.events import give_signal
from motcua.core.process.facts import ErrorThrown, EscalationThrown, SignalThrown
from motcua.core.process.graph import ERRORS, ESCALATIONS, Kind, Node
from motcua.core.process.raising import find_catcher, let_catch
from motcua.core.process.run import Run
from motcua.core.process.state import Held

# run, node, the arrow by which the token came, the number of the sub-process around it
Behaviour = Callable[[Run, Node, str, int], None]


def hand_on(run: Run, node: Node, flow: str, scope: int) -> None:
    """The token goes on at once, by the ways that the node chooses."""
    run.leave(node, scope)


def listen(run: Run, node: Node, flow: str, scope: int) -> None:
    """The token waits for a timer, a message or a signal."""
    run.listen(node, scope, host=0)


def race(run: Run, node: Node, flow: str, scope: int) -> None:
    """The token waits for the first of the events behind the gateway."""
    number = run.begin(node, scope)
    for way in node.outgoing:
        event = run.definition.graph.node[run.definition.graph.flow[way].target]
        if event.kind is Kind.RECEIVE:
            receive(run, event, way, number)
        else:
            run.listen(event, number, host=0)


def throw_signal(run: Run, node: Node, flow: str, scope: int) -> None:
    """When all other tokens rest: everybody who waits for the signal hears it, and this token goes on."""
    if run.moving:
        run.late.append((Path((), flow, node), scope))
        return
    run.facts.append(SignalThrown(node.id, node.code))
    run.leave(node, scope)
    give_signal(run, node.code)


def throw_error(run: Run, node: Node, flow: str, scope: int) -> None:
    """The scope ends here, up to where the error is caught."""
    catcher = find_catcher(run, scope, node.code, ERRORS)
    if catcher is None:
        raise UncaughtError(node.id, node.label, node.code)
    run.facts.append(ErrorThrown(node.id, node.code, catcher.event.id))
    let_catch(run, catcher)


def escalate(run: Run, node: Node, flow: str, scope: int) -> None:
    """Somebody above is told, if the drawing names anybody; unless that interrupts, this token goes on."""
    catcher = find_catcher(run, scope, node.code, ESCALATIONS)
    run.facts.append(EscalationThrown(node.id, node.code, catcher.event.id if catcher else ""))
    run.leave(node, scope)
    if catcher:
        let_catch(run, catcher)


def synchronise(run: Run, node: Node, flow: str, scope: int) -> None:
    """The token waits for one on every incoming arrow; then they go on as one."""
    if len(node.incoming) > 1:
        _hold(run, node, flow, scope)
        if not {token.flow for token in run.held if token.parent == scope}.issuperset(node.incoming):
            return
        run.take(node.incoming, scope)
    run.leave(node, scope)


def gather(run: Run, node: Node, flow: str, scope: int) -> None:
    """The token waits until no other can still arrive, which only shows when all have come to rest."""
    if len(node.incoming) > 1:
        _hold(run, node, flow, scope)
    else:
        run.leave(node, scope)


def rest(run: Run, node: Node, flow: str, scope: int) -> None:
    """The token ends here."""
    run.touched[scope] = node.id


def terminate(run: Run, node: Node, flow: str, scope: int) -> None:
    """All other tokens of this sub-process, or of the process, end too."""
    run.clear(scope)
    run.touched[scope] = node.id


def _hold(run: Run, node: Node, flow: str, scope: int) -> None:
    run.held.append(Held(flow, scope))
    run.touched[scope] = node.id


ENTER: dict[Kind, Behaviour] = {
    **BEGIN,
    Kind.EXCLUSIVE: hand_on,
    Kind.PARALLEL: synchronise,
    Kind.INCLUSIVE: gather,
    Kind.EVENT_BASED: race,
    Kind.PASSAGE: hand_on,
    Kind.MESSAGE_THROW: ask_service,
    Kind.SIGNAL_THROW: throw_signal,
    Kind.ESCALATION_THROW: escalate,
    Kind.MESSAGE_CATCH: listen,
    Kind.TIMER_CATCH: listen,
    Kind.SIGNAL_CATCH: listen,
    Kind.END: rest,
    Kind.MESSAGE_END: ask_service,
    Kind.SIGNAL_END: throw_signal,
    Kind.ERROR_END: throw_error,
    Kind.ESCALATION_END: escalate,
    Kind.TERMINATE_END: terminate,
}
