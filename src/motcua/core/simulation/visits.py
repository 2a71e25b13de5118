"""How often a case comes to each step: played once without people and without time, so that only the choices count."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.core.process.steering import Steerable
from motcua.core.simulation.model import Model, Played
from motcua.core.simulation.playing import play
from motcua.core.simulation.tables import compile_model

_CASES = 1_000
_SEED = 1


def visits_of(name: str, process: Steerable, shares: Mapping[str, float]) -> dict[str, float]:
    """By node, how often a case comes to it in the mean. Raises ToldError, by its name, for a process that cannot be
    played.
    """
    compiled = compile_model(Model((Played(name, process, [0.0] * _CASES, shares=shares),)))
    counts = play(compiled, _SEED).node_count.tolist()
    return {node: count / _CASES for (_, node), count in zip(compiled.nodes, counts, strict=True)}
