"""What an activity does when it begins, once or as one instance of several."""

from __future__ import annotations

from typing import Protocol

from motcua.core.process.facts import MessageAwaited, ServiceRequested, SubprocessEntered, TaskEnabled
from motcua.core.process.graph import Kind, Node
from motcua.core.process.run import Run


class Begin(Protocol):
    """Begins an activity at `node` in what has the number `parent`; `place` says which instance it is, 0 the only one.

    `flow` is the arrow by which the token came.
    """

    def __call__(self, run: Run, node: Node, flow: str, parent: int, place: int = 0, /) -> None: ...


def ask_person(run: Run, node: Node, flow: str, parent: int, place: int = 0) -> None:
    """A person is to do it; the token waits."""
    number = run.begin(node, parent, 0, place)
    if node.id in run.repeated:
        run.facts.append(TaskEnabled(number, node.id, node.kind, node.role, run.place(node, parent, place)))
    else:
        run.facts.append(TaskEnabled(number, node.id, node.kind, node.role))
    if node.boundary and not place:
        run.guard(node, number)


def receive(run: Run, node: Node, flow: str, parent: int, place: int = 0) -> None:
    """A message is awaited; a person may also record that it came."""
    number = run.begin(node, parent, 0, place)
    stands = run.place(node, parent, place)
    run.facts.append(TaskEnabled(number, node.id, node.kind, node.role, stands))
    run.facts.append(MessageAwaited(number, node.id, node.message, number, stands))
    if not place:
        run.guard(node, number)


def ask_service(run: Run, node: Node, flow: str, parent: int, place: int = 0) -> None:
    """The driver is to call something; the token waits for the answer unless the drawing says otherwise."""
    number = run.begin(node, parent, 0, place) if node.waits else run.next_number()
    stands = run.place(node, parent, place)
    run.facts.append(ServiceRequested(number, node.id, node.kind, node.service, node.waits, stands))
    if place:
        return
    if node.waits:
        run.guard(node, number)
    else:
        run.leave(node, parent)


def enter_scope(run: Run, node: Node, flow: str, parent: int, place: int = 0) -> None:
    """The token waits while one of its own runs inside."""
    number = run.begin(node, parent, 0, place)
    run.facts.append(SubprocessEntered(number, node.id, run.place(node, parent, place)))
    if not place:
        run.guard(node, number)
    run.watch(node.id, number)
    run.leave(run.definition.entries[node.id], number)


BEGIN: dict[Kind, Begin] = {
    Kind.TASK: ask_person,
    Kind.USER: ask_person,
    Kind.MANUAL: ask_person,
    Kind.RECEIVE: receive,
    Kind.SERVICE: ask_service,
    Kind.SEND: ask_service,
    Kind.DECISION: ask_service,
    Kind.SUBPROCESS: enter_scope,
    Kind.CALL: enter_scope,
}
