"""Errors and escalations: from where they are thrown up to the nearest event that catches them.

A code is first matched exactly and then by an event that catches all. On the way up each scope is asked for its event
sub-processes, then for its border. An event sub-process does not catch what is thrown inside itself, nor does one
beside it once it has interrupted its scope.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from motcua.core.process.catching import best_match
from motcua.core.process.events import begin_event_subprocess
from motcua.core.process.graph import BOUNDARIES, SCOPES, Kind, Node
from motcua.core.process.run import Run


class Catcher(NamedTuple):
    """The event that catches, and the number of what it watches: of its host, or of the scope of its sub-process."""

    event: Node
    number: int


def find_catcher(run: Run, number: int, code: str, kinds: frozenset[Kind]) -> Catcher | None:
    """Who catches `code` when it is thrown in `number`, a task or a sub-process (0: the process)."""
    graph, below = run.definition.graph, None
    while number:
        wait = run.wait(number)
        node = run.node(wait)
        if node.kind in SCOPES and (wait.place or not node.repeat):
            found = best_match(_watching(run, node.id, below), code, kinds)
            if found:
                return Catcher(found, number)
        if not wait.place:
            found = best_match((graph.node[name] for name in node.boundary), code, kinds)
            if found:
                return Catcher(found, number)
        number, below = wait.parent, node
    found = best_match(_watching(run, "", below), code, kinds)
    return Catcher(found, 0) if found else None


def let_catch(run: Run, catcher: Catcher) -> None:
    """The event happens: it breaks off what it watches, or leaves it alone, and its token goes on."""
    event = catcher.event
    if event.kind not in BOUNDARIES:
        begin_event_subprocess(run, event, catcher.number)
        return
    host = run.wait(catcher.number)
    if event.interrupting:
        run.break_off(host)
    run.leave(event, host.parent)


def _watching(run: Run, scope: str, below: Node | None) -> Iterable[Node]:
    """The event sub-processes of a scope that can catch what comes from `below`, by their start events."""
    starts = run.definition.watchers.get(scope, ())
    if below is None or below.kind is not Kind.EVENT_SUBPROCESS:
        return starts
    if run.definition.entries[below.id].interrupting:
        return ()
    return (start for start in starts if start.scope != below.id)
