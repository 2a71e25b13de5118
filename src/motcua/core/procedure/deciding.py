"""Decision tables of a package (`decisions/<key>.dmn`), and what a business-rule step gets when it asks one."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.core.procedure.problems import Findings, Line
from motcua.core.rules import RuleError
from motcua.core.rules.decisions import CompiledModel, Verdict, compile_decisions, read_decisions

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


def decide(decisions: Mapping[str, CompiledModel], key: str, data: Mapping[str, object]) -> Verdict:
    """What the decision says for the data of a dossier, and why: the rules that matched.

    Raises KeyError for a decision that the procedure does not have, and what `CompiledModel.decide` raises.
    """
    model = decisions[key]
    asked = main_decision(key, model)
    if asked is None:
        raise KeyError(key)
    return model.decide(asked, data)
