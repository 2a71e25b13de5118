"""How the choices of a process fall, so that they agree with the ends of its steps: the engine's own conditions say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import product
from typing import Any

from motcua.core.procedure import WaitsFor
from motcua.core.process import Node
from motcua.core.workcal import ZONE
from motcua.domain.dossiers.city.errors import PlanError
from motcua.domain.dossiers.city.recipe import WorkPlan
from motcua.domain.dossiers.city.sorts import Sort, ends_of

_STEP = re.compile(r"\bsteps\.(\w+)\.outcome\b")
_FEES = re.compile(r"\bfees\.outstanding\b")
_ANY_TIME = datetime(2000, 1, 1, tzinfo=ZONE)


def shares_of(sort: Sort, work: WorkPlan) -> dict[str, float]:
    """How large a part of the cases takes each arrow out of a choice."""
    shares: dict[str, float] = {}
    for node in sort.procedure.process.nodes:
        if sort.procedure.process.exits[node.id].guarded:
            shares |= _shares_at(sort, work, node)
    return shares


def _shares_at(sort: Sort, work: WorkPlan, node: Node) -> dict[str, float]:
    found = dict.fromkeys(node.outgoing, 0.0)
    for data, share in _cases_of(sort, work, node):
        found[_taken(sort, node, data)] += share
    return found


def _taken(sort: Sort, node: Node, data: Mapping[str, object]) -> str:
    exits = sort.procedure.process.exits[node.id]
    if not exits.first_only:
        raise PlanError(
            f"Quy trình {sort.offer.code} rẽ nhiều nhánh cùng lúc tại “{node.id}”; thành phố chưa mô phỏng được, hãy "
            "bỏ thủ tục này khỏi reference/city/mix.yaml.",
            f"The process of {sort.offer.code} goes several ways at once at “{node.id}”, which the city cannot play; "
            "take the procedure out of reference/city/mix.yaml.",
        )
    for condition, path in exits.guarded:
        if condition(data, _ANY_TIME) is True:
            return path.facts[0].flow
    return (exits.default or exits.guarded[-1][1]).facts[0].flow


def _cases_of(sort: Sort, work: WorkPlan, node: Node) -> Iterator[tuple[dict[str, object], float]]:
    """All that the conditions of a choice may find, and how often."""
    graph, steps = sort.procedure.process.graph, sort.procedure.steps
    texts = " ".join(graph.flow[flow].condition or "" for flow in node.outgoing)
    asked = sorted(set(_STEP.findall(texts)) & steps.keys())
    owing = _owing(sort, work, node) if _FEES.search(texts) else 0.0
    for ended in product(*(ends_of(sort, steps[step], work).items() for step in asked)):
        share = 1.0
        for _, each in ended:
            share *= each
        answers = {step: {"outcome": key} for step, (key, _) in zip(asked, ended, strict=True)}
        yield data_of(sort, answers, owing=True), share * owing
        yield data_of(sort, answers, owing=False), share * (1 - owing)


def _owing(sort: Sort, work: WorkPlan, node: Node) -> float:
    """How often something is still to be paid when the process asks: always where it asks as soon as it was noticed."""
    if not sort.costs:
        return 0.0
    return 1.0 if node.id in _behind(sort, sort.reception.key) else work.pays_at_the_wait[sort.channel]


def _behind(sort: Sort, node: str) -> set[str]:
    """What is reached from a step without any other step between."""
    graph = sort.procedure.process.graph
    found: set[str] = set()
    coming = [graph.flow[flow].target for flow in graph.node[node].outgoing]
    for each in coming:
        if each not in found and each not in sort.procedure.steps:
            found.add(each)
            coming += [graph.flow[flow].target for flow in graph.node[each].outgoing]
    return found


def data_of(sort: Sort, answers: Mapping[str, Any], *, owing: bool) -> dict[str, object]:
    """What the conditions of the process read, as far as they may ask it (see `acts.working.Working.data`)."""
    return {
        "case": sort.case_key,
        "channel": sort.channel.value,
        "form": {},
        "steps": answers,
        "fees": {"due": int(bool(sort.costs)), "outstanding": int(owing)},
        "applicant": {"kind": "citizen"},
        "province": "",
    }


def waits_for_money(sort: Sort, node: str) -> bool:
    """Whether a node is where the process waits for what this office asks for."""
    step = sort.procedure.steps.get(node)
    return step is not None and step.waits_for is WaitsFor.PAYMENT
