"""What a scenario for a diagram expected against what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.core.process.graph import GATEWAYS
from motcua.core.process.problems import Text
from motcua.core.process.scenario.plan import Expected
from motcua.core.process.scenario.played import Played

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise than expected."""

    what: Text
    expected: str
    happened: str


def differences(expected: Expected, played: Played) -> tuple[Difference, ...]:
    """All that came out otherwise. Nodes may be expected by id or by name."""
    return tuple(_differences(expected, played))


def _differences(expected: Expected, played: Played) -> Iterator[Difference]:
    path = [(passed.node, passed.label) for passed in played.path if passed.kind not in GATEWAYS]
    if expected.path is not None and not _same(expected.path, path):
        yield Difference(Text("đường đi", "path"), _arrows(expected.path), _arrows([node for node, _ in path]))
    waiting = sorted({(wait.node, wait.label) for wait in played.waiting})
    if expected.waiting is not None and not _same_set(expected.waiting, waiting):
        names = ", ".join(node for node, _ in waiting) or NOTHING
        yield Difference(Text("đang chờ", "waiting"), ", ".join(expected.waiting) or NOTHING, names)
    if expected.end is not None and expected.end not in (played.end, played.ended_at_node):
        happened = f"{played.end} {played.ended_at_node}".strip()
        yield Difference(Text("kết thúc", "end"), expected.end, happened)
    for name, moment in expected.due.items():
        found = [wait.due_at for wait in played.waiting if name in (wait.node, wait.label) and wait.due_at]
        if moment not in found:
            happened = ", ".join(f"{due_at:%Y-%m-%d %H:%M}" for due_at in found) or NOTHING
            what = Text(f"hạn của «{name}»", f"due time of “{name}”")
            yield Difference(what, f"{moment:%Y-%m-%d %H:%M}", happened)


def _same(expected: Sequence[str], found: Sequence[tuple[str, str]]) -> bool:
    return len(expected) == len(found) and all(name in names for name, names in zip(expected, found, strict=True))


def _same_set(expected: Sequence[str], found: Sequence[tuple[str, str]]) -> bool:
    known = {name for names in found for name in names}
    return set(expected) <= known and all(set(names) & set(expected) for names in found)


def _arrows(names: Sequence[str]) -> str:
    return " → ".join(names) or NOTHING
