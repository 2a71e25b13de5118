"""What the new process will ask of dossiers that they cannot answer: their form was filled in for another version, and
steps that the new version adds are behind them. Such a question reads null.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from motcua.core.forms import FormDefinition, Text
from motcua.core.process import Definition
from motcua.core.rules import RuleError, compile_expression
from motcua.domain.dossiers.changeover.fitting import Fit, Fitting
from motcua.domain.dossiers.changeover.types import MissingData


def missing_data(fitting: Fitting, fit: Fit, case_key: str, form: FormDefinition) -> tuple[MissingData, ...]:
    """The conditions ahead of a dossier, and of its results, that read what it does not have. `form` is the one that
    its applicant filled in.
    """
    ahead = fitting.ahead(fit.changed.state)
    done = {fit.name(step) for step in fitting.old.steps}
    unknown = _Unknown(
        frozenset(path.partition(".")[0] for path in form.paths()), fitting.new.steps.keys() - done - ahead
    )
    results = (
        MissingData(result.key, result.name, result.when.text, reads)
        for result in fitting.new.cases[case_key].results
        if (reads := unknown.of(result.when.reads.paths))
    )
    return (*_of_arrows(fitting.new.process, ahead, unknown), *results)


class _Unknown:
    """What dossiers lack: fields that their form did not have, steps that are not behind them and will not come."""

    def __init__(self, fields: frozenset[str], steps: Collection[str]) -> None:
        self._fields = fields
        self._steps = steps

    def of(self, paths: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        """The paths of these that read nothing."""
        return tuple(sorted(".".join(path) for path in paths if self._lacks(path)))

    def _lacks(self, path: tuple[str, ...]) -> bool:
        match path:
            case ("form", field, *_):
                return field not in self._fields
            case ("steps", step, *_):
                return step in self._steps
            case _:
                return False


def _of_arrows(process: Definition, ahead: Collection[str], unknown: _Unknown) -> Iterator[MissingData]:
    for flow in process.flows:
        if flow.source not in ahead or flow.condition is None:
            continue
        try:
            reads = unknown.of(compile_expression(flow.condition).reads.paths)
        except RuleError:  # a compiled process has none, whatever language its conditions are in
            continue
        if reads:
            label = flow.name or process.graph.node[flow.source].label
            yield MissingData(flow.id, Text(label, label), flow.condition, reads)
