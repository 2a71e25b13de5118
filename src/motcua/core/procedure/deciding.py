"""Decision tables of a package (`decisions/<key>.dmn`), and what a business-rule step gets when it asks one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from motcua.core.procedure.problems import Findings, Line
from motcua.core.rules import DateTime, RuleError, compile_expression, from_python
from motcua.core.rules.decisions import (
    Aggregation,
    CompiledModel,
    DecisionTable,
    ModelError,
    Verdict,
    compile_decisions,
    read_decisions,
)
from motcua.core.rules.decisions.table import SINGLE_HIT
from motcua.core.rules.syntax import Literal
from motcua.core.workcal import office_time

FOLDER, ENDING = "decisions/", ".dmn"


def read_package_decisions(files: Mapping[str, bytes], findings: Findings) -> dict[str, CompiledModel]:
    """The decision models among the files, by key; one that cannot be read is reported and left out."""
    found = {}
    for name, source in files.items():
        if name.startswith(FOLDER) and name.endswith(ENDING):
            try:
                found[name.removeprefix(FOLDER).removesuffix(ENDING)] = compile_decisions(read_decisions(source))
            except RuleError as wrong:
                line = wrong.at.line if wrong.at else 1
                findings.report("decision_unreadable", Line(name, line), **wrong.message._asdict())
    return found


def main_decision(key: str, model: CompiledModel) -> str | None:
    """The decision of a file that the process asks: the one called like the file, or else its only one; None when that
    is not clear.
    """
    named = [each.id for each in model.model.decisions if key in (each.id, each.name)]
    every = [each.id for each in model.model.decisions]
    if named:
        return named[0]
    return every[0] if len(every) == 1 else None


def decide(decisions: Mapping[str, CompiledModel], key: str, data: Mapping[str, object], now: datetime) -> Verdict:
    """What the decision says for the data of a dossier, and why: the rules that matched. `now()` and `today()` are the
    moment of asking, on the office's wall clock.

    Raises ModelError for a decision that the procedure does not have, and what `CompiledModel.decide` raises.
    """
    model = decisions.get(key)
    asked = main_decision(key, model) if model else None
    if model is None or asked is None:
        raise ModelError.said(f"Gói không có bảng quyết định “{key}”.", f"The package has no decision “{key}”.")
    return model.decide(asked, data, cast("DateTime", from_python(office_time(now))))


def said_by(decisions: Mapping[str, CompiledModel], key: str) -> Mapping[str, frozenset[str] | None] | None:
    """What a table says, by the names under which it is kept (see `answering`), and the texts that can come, where
    those are known beforehand. None for what is no table, or is not there.
    """
    model = decisions.get(key)
    asked = main_decision(key, model) if model else None
    decision = next((each for each in model.model.decisions if each.id == asked), None) if model else None
    table = decision.table if decision else None
    if model is None or table is None or model.faults:
        return None
    if table.hit_policy not in SINGLE_HIT and table.aggregation is Aggregation.LIST:
        return {"outcomes": None}
    if len(table.outputs) > 1:
        return {output.name: _texts(table, at) for at, output in enumerate(table.outputs)}
    return {"outcome": _texts(table, 0) if table.hit_policy in SINGLE_HIT else None}


def _texts(table: DecisionTable, output: int) -> frozenset[str] | None:
    """The texts that a column can say; None where it says anything but constant texts."""
    default = table.outputs[output].default
    cells = [*(rule.results[output] for rule in table.rules), *([default] if default else [])]
    trees = [compile_expression(cell).tree for cell in cells]
    texts = [tree.value for tree in trees if isinstance(tree, Literal) and isinstance(tree.value, str)]
    return frozenset(texts) if len(texts) == len(trees) else None
