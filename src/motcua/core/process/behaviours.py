"""What each kind of node does when a token arrives. A new kind of element is a function and a line in ENTER."""

from __future__ import annotations

from collections.abc import Callable

from motcua.core.process.facts import MessageAwaited, ServiceRequested, SubprocessEntered, TaskEnabled
from motcua.core.process.graph import Kind, Node
from motcua.core.process.run import Run
from motcua.core.process.state import Held

# run, node, the arrow by which the token came, the number of the sub-process around it
Behaviour = Callable[[Run, Node, str, int], None]


def hand_on(run: Run, node: Node, flow: str, scope: int) -> None:
    """The token goes on at once, by the ways that the node chooses."""
    run.leave(node, scope)


def ask_person(run: Run, node: Node, flow: str, scope: int) -> None:
    """A person is to do it; the token waits."""
    number = run.begin(node, scope)
    run.facts.append(TaskEnabled(number, node.id, node.kind, node.role))
    if node.boundary:
        run.guard(node, number)


def receive(run: Run, node: Node, flow: str, scope: int) -> None:
    """A message is awaited; a person may also record that it came."""
    number = run.begin(node, scope)
    run.facts.append(TaskEnabled(number, node.id, node.kind, node.role))
    run.facts.append(MessageAwaited(number, node.id, node.message, number))
    run.guard(node, number)


def ask_service(run: Run, node: Node, flow: str, scope: int) -> None:
    """The driver is to call something; the token waits for the answer unless the drawing says otherwise."""
    number = run.begin(node, scope) if node.waits else run.next_number()
    run.facts.append(ServiceRequested(number, node.id, node.kind, node.service, node.waits))
    if node.waits:
        run.guard(node, number)
    else:
        run.leave(node, scope)


def listen(run: Run, node: Node, flow: str, scope: int) -> None:
    """The token waits for a timer or a message."""
    run.listen(node, scope, host=0)


def enter_scope(run: Run, node: Node, flow: str, scope: int) -> None:
    """The token waits while one of its own runs inside."""
    number = run.begin(node, scope)
    run.facts.append(SubprocessEntered(number, node.id))
    run.guard(node, number)
    run.leave(run.definition.entries[node.id], number)


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
    Kind.TASK: ask_person,
    Kind.USER: ask_person,
    Kind.MANUAL: ask_person,
    Kind.RECEIVE: receive,
    Kind.SERVICE: ask_service,
    Kind.SEND: ask_service,
    Kind.DECISION: ask_service,
    Kind.SUBPROCESS: enter_scope,
    Kind.CALL: enter_scope,
    Kind.EXCLUSIVE: hand_on,
    Kind.PARALLEL: synchronise,
    Kind.INCLUSIVE: gather,
    Kind.PASSAGE: hand_on,
    Kind.MESSAGE_THROW: ask_service,
    Kind.MESSAGE_CATCH: listen,
    Kind.TIMER_CATCH: listen,
    Kind.END: rest,
    Kind.MESSAGE_END: ask_service,
    Kind.TERMINATE_END: terminate,
}
