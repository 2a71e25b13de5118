"""A whole decision model, compiled: its decisions, its services and its business knowledge, ready to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.core.rules.decisions.compiled import CompiledTable, Verdict
from motcua.core.rules.decisions.knots import Given, Plans, Service
from motcua.core.rules.decisions.model import DecisionModel, ModelError, Reference, found
from motcua.core.rules.errors import Message, RuleError
from motcua.core.rules.evaluation import Evaluation, Run
from motcua.core.rules.expression import begun, guarded
from motcua.core.rules.temporal import DateTime
from motcua.core.rules.values import Function, Value, from_python


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of the model that cannot be used, and why; all the others can."""

    part: str
    error: RuleError


@dataclass(frozen=True, slots=True)
class CompiledModel:
    """A model ready to be asked, from any thread.

    `faults` are the parts that could not be compiled; to ask for one of them, or for what needs it, raises its error.
    `tables` are all decision tables with the name of the part that each stands in.
    """

    model: DecisionModel
    faults: tuple[Fault, ...]
    tables: tuple[tuple[str, CompiledTable], ...]
    plans: Plans
    services: Mapping[Reference, Service]
    functions: Mapping[Reference, Function]

    def evaluate(self, decision: str, data: Mapping[str, object], now: DateTime | None = None) -> Value:
        """What a decision, told by its id or name, says for this data.

        The data are the model's input data by name; those of an imported model stand under the name of the import.
        Raises `ModelError` for an unknown decision, `HitPolicyError`, `DataError` and `LimitExceededError`.
        """
        run = Run()
        run.now = now
        return self._decided(decision, data, run)

    def decide(
        self,
        decision: str,
        data: Mapping[str, object],
        now: DateTime | None = None,
        evaluation: Evaluation | None = None,
    ) -> Verdict:
        """As `evaluate`, with the rules that matched in each table and all that became null on the way.

        An `evaluation` of yours says how strict to be, and what `now` is.
        """
        watched = begun(evaluation or Evaluation(now=now))
        watched.matches = []
        value = self._decided(decision, data, watched)
        return Verdict(value, tuple(watched.matches), tuple(watched.warnings))

    def evaluate_service(self, service: str, data: Mapping[str, object], now: DateTime | None = None) -> Value:
        """What a decision service says, given the values of its input decisions and input data by name."""
        run = Run()
        run.now = now
        return self._served(service, data, run)

    def decide_service(
        self,
        service: str,
        data: Mapping[str, object],
        now: DateTime | None = None,
        evaluation: Evaluation | None = None,
    ) -> Verdict:
        """As `evaluate_service`, with the explanation."""
        watched = begun(evaluation or Evaluation(now=now))
        watched.matches = []
        value = self._served(service, data, watched)
        return Verdict(value, tuple(watched.matches), tuple(watched.warnings))

    def invoke(self, knowledge: str, arguments: Mapping[str, object], now: DateTime | None = None) -> Value:
        """What business knowledge says for these arguments by name; one that is left out is null."""
        part = found(self.model.knowledge, knowledge)
        function = self.functions[self._reference(part.id)]
        unknown = arguments.keys() - set(function.parameters)
        if unknown:
            names = ", ".join(sorted(unknown))
            raise ModelError(
                Message(f"“{part.name}” không có tham số {names}", f"“{part.name}” has no parameter {names}")
            )
        run = Run()
        run.now = now
        with guarded():
            return function.call([from_python(arguments.get(name)) for name in function.parameters], run)

    def _reference(self, identity: str) -> Reference:
        return Reference(self.model.namespace, identity)

    def _decided(self, decision: str, data: Mapping[str, object], run: Run) -> Value:
        reference = self._reference(self.model.decision(decision).id)
        plan = self.plans.of((reference,))
        with guarded():
            given: Given = {each.reference: each.value(data, run) for each in plan.inputs}
            plan.complete(given, run)
        return given[reference]

    def _served(self, service: str, data: Mapping[str, object], run: Run) -> Value:
        compiled = self.services[self._reference(found(self.model.services, service).id)]
        with guarded():
            return compiled.call([parameter.value(data, run) for parameter in compiled.parameters], run)
