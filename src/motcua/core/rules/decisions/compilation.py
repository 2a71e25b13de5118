"""From a decision model to its compiled form: each part after those that it needs."""

from collections.abc import Iterable, Iterator

from motcua.core.rules.compiler import compile_tree
from motcua.core.rules.compiler.static import Static
from motcua.core.rules.cursor import too_deep
from motcua.core.rules.decisions.compiled import CompiledTable
from motcua.core.rules.decisions.compiled_model import CompiledModel, Fault
from motcua.core.rules.decisions.environment import Environment, environment_of
from motcua.core.rules.decisions.knots import Input, Knot, Need, Plan, Plans, Service, broken
from motcua.core.rules.decisions.model import (
    BusinessKnowledge,
    Decision,
    DecisionModel,
    DecisionService,
    InputData,
    ModelError,
    Part,
    Reference,
)
from motcua.core.rules.decisions.requirements import existing, in_order, needs_of, of_the_right_kind
from motcua.core.rules.decisions.trees import Trees
from motcua.core.rules.decisions.types import Fit, fitted_or_null
from motcua.core.rules.errors import Message, Origin, RuleError, whole
from motcua.core.rules.evaluation import STANDARD_LIMITS, Limits, Run, Scope
from motcua.core.rules.names import NameTable
from motcua.core.rules.values import Function, Value


def compile_decisions(model: DecisionModel, limits: Limits = STANDARD_LIMITS) -> CompiledModel:
    """Compile a model.

    Raises `ModelError` when decisions need one another in a circle, and the errors of the types' allowed values. What
    is wrong with one part is kept as a fault: the other parts can be used.
    """
    compiler = _Compiler(model, limits)
    compiler.compile_all()
    return compiler.compiled()


class _Compiler:
    def __init__(self, model: DecisionModel, limits: Limits) -> None:
        self.model = model
        self.homes: dict[Reference, Environment] = {}
        self.parts: dict[Reference, Part] = {}
        self.faults: list[Fault] = []
        for environment in _environments(model, limits):
            for part in environment.model.parts:
                self.enter(part, environment)
        self.inputs: dict[Reference, Input] = {}
        self.knots: dict[Reference, Knot] = {}
        self.plans = Plans(self.plan)
        self.services: dict[Reference, Service] = {}
        self.functions: dict[Reference, Function] = {}
        self.tables: list[tuple[str, CompiledTable]] = []

    def enter(self, part: Part, home: Environment) -> None:
        """Let others refer to the part; of two with one id only the first can be referred to."""
        reference = Reference(home.model.namespace, part.id)
        if reference in self.parts:
            message = Message(f"mã “{part.id}” được dùng hai lần", f"the id “{part.id}” is used twice")
            self.faults.append(Fault(part.name, ModelError(message, whole(Origin(_words(part))))))
        else:
            self.homes[reference], self.parts[reference] = home, part

    def compile_all(self) -> None:
        for reference in in_order(list(self.parts), self.needs, lambda each: self.parts[each].name):
            part = self.parts[reference]
            try:
                existing(needs_of(part, reference), self.parts, part.name)
                of_the_right_kind(part, self.parts)
                self.compile_part(reference, part)
            except RecursionError:
                self.give_up(reference, part, too_deep(self.homes[reference].around.limits))
            except RuleError as error:
                self.give_up(reference, part, error)

    def compiled(self) -> CompiledModel:
        return CompiledModel(
            self.model,
            tuple(self.faults),
            tuple(self.tables),
            self.plans,
            self.services,
            self.functions,
        )

    def needs(self, reference: Reference) -> list[Reference]:
        return [each for each in needs_of(self.parts[reference], reference) if each in self.parts]

    def compile_part(self, reference: Reference, part: Part) -> None:
        if isinstance(part, InputData):
            self.inputs[reference] = self.input(reference, part)
        elif isinstance(part, Decision):
            self.knots[reference] = self.knot(reference, part)
        elif isinstance(part, BusinessKnowledge):
            self.functions[reference] = self.knowledge(reference, part)
        elif isinstance(part, DecisionService):
            self.services[reference] = self.service(reference, part)
            self.functions[reference] = self.services[reference].as_function()

    def give_up(self, reference: Reference, part: Part, error: RuleError) -> None:
        """Keep the error as a fault, and as what whoever needs the part will meet."""
        self.faults.append(Fault(part.name, error))
        code = broken(error)
        if isinstance(part, InputData):
            at = whole(Origin(_words(part)))
            self.inputs[reference] = Input(reference, (*self.homes[reference].path, part.name), code, at)
        elif isinstance(part, Decision):
            self.knots[reference] = Knot(reference, code, {}, ())
        else:
            self.functions[reference] = Function((), code)
            if isinstance(part, DecisionService):
                at = whole(Origin(_words(part)))
                nothing = Plans(lambda targets, given: Plan((), (Knot(reference, code, {}, ()),)))
                self.services[reference] = Service(part, (), nothing, ((part.name, reference),), None, at)

    def input(self, reference: Reference, part: InputData) -> Input:
        home, at = self.homes[reference], whole(Origin(_words(part)))
        return Input(reference, (*home.path, part.name), self.fit(home, part.type, part), at)

    def knot(self, reference: Reference, part: Decision) -> Knot:
        home = self.homes[reference]
        if part.logic is None:
            raise ModelError(
                Message(f"quyết định “{part.name}” chưa có nội dung", f"the decision “{part.name}” has no logic")
            )
        needs = tuple(self.need(home, each) for each in part.information)
        base = self.callable_from(home, part.knowledge)
        names = [need.imported_as or need.name for need in needs]
        trees = self.trees(home, part, [*names, *base])
        node = trees.fitted(trees.of(part.logic), part.type)
        return Knot(reference, compile_tree(node, self.static(home, [*names, *base])), base, needs)

    def knowledge(self, reference: Reference, part: BusinessKnowledge) -> Function:
        home = self.homes[reference]
        if part.function is None:
            raise ModelError(Message(f"hàm “{part.name}” chưa có nội dung", f"“{part.name}” has no logic"))
        fit = self.fit(home, home.around.types.result_of(part.type), part)
        at = whole(Origin(_words(part)))
        names = tuple(parameter.name for parameter in part.function.parameters)
        made: list[Function] = []

        def call(arguments: list[Value], run: Run) -> Value:
            return fitted_or_null(fit, made[0].call(arguments, run), run, at)

        function = Function(names, call)
        base = self.callable_from(home, part.knowledge) | {part.name: function}
        tree = self.trees(home, part, base).of(part.function)
        value = compile_tree(tree, self.static(home, base))(base, Run())
        made += [value] if isinstance(value, Function) else []
        return function

    def service(self, reference: Reference, part: DecisionService) -> Service:
        home = self.homes[reference]
        parameters = [self.parameter(home, each) for each in (*part.input_data, *part.input_decisions)]
        return Service(
            part,
            tuple(parameters),
            self.plans,
            tuple((self.parts[each].name, each) for each in part.outputs),
            self.fit(home, home.around.types.result_of(part.type), part),
            whole(Origin(_words(part))),
        )

    def parameter(self, home: Environment, reference: Reference) -> Input:
        part = self.parts[reference]
        at = whole(Origin(_words(part)))
        return Input(reference, (part.name,), self.fit(self.homes[reference], part.type, part), at)

    def plan(self, targets: tuple[Reference, ...], given: tuple[Reference, ...]) -> Plan:
        """How the targets are found when some decisions are given."""
        known = set(given)

        def information(reference: Reference) -> list[Reference]:
            part = self.parts[reference]
            references = part.information if isinstance(part, Decision) and reference not in known else ()
            return [each for each in references if each in self.parts]

        order = in_order(targets, information, lambda each: self.parts[each].name)
        return Plan(
            tuple(self.inputs[each] for each in order if each in self.inputs),
            tuple(self.knots[each] for each in order if each in self.knots and each not in known),
        )

    def need(self, home: Environment, reference: Reference) -> Need:
        return Need(self.parts[reference].name, self.imported_as(home, reference), reference)

    def imported_as(self, home: Environment, reference: Reference) -> str:
        name = home.import_of(reference.namespace)
        if name is None:
            raise ModelError(
                Message(
                    f"“{reference.namespace}” không được nhập vào mô hình “{home.model.name}”",
                    f"“{reference.namespace}” is not imported by the model “{home.model.name}”",
                )
            )
        return name

    def callable_from(self, home: Environment, references: Iterable[Reference]) -> Scope:
        """The functions that a part may call, by name; those of an imported model under the name of the import."""
        scope: Scope = {}
        for reference in references:
            function, name = self.functions[reference], self.parts[reference].name
            imported_as = self.imported_as(home, reference)
            if imported_as:
                scope.setdefault(imported_as, {})[name] = function
            else:
                scope[name] = function
        return scope

    def trees(self, home: Environment, part: Part, names: Iterable[str]) -> Trees:
        def noted(table: CompiledTable) -> None:
            self.tables.append((part.name, table))

        return Trees(home.around, _words(part), noted).knowing(NameTable(names))

    def static(self, home: Environment, names: Iterable[str]) -> Static:
        return Static(types=home.around.types.parsed).local(*names)

    def fit(self, home: Environment, name: str, part: Part) -> Fit | None:
        try:
            return home.around.types.fit(name)
        except RuleError as error:
            raise ModelError(error.message, whole(Origin(_words(part)))) from None


def _environments(model: DecisionModel, limits: Limits) -> Iterator[Environment]:
    """The environment of the model, and of each model that it imports on any way, once."""
    seen: set[str] = set()
    waiting: list[tuple[DecisionModel, tuple[str, ...]]] = [(model, ())]
    while waiting:
        each, path = waiting.pop(0)
        if each.namespace in seen:
            continue
        seen.add(each.namespace)
        yield environment_of(each, path, limits)
        waiting += [(one.model, (*path, one.name) if one.name else path) for one in each.imports]


def _words(part: Part) -> Message:
    kinds = {
        InputData: ("dữ liệu vào", "input"),
        Decision: ("quyết định", "decision"),
        BusinessKnowledge: ("hàm", "knowledge"),
        DecisionService: ("dịch vụ quyết định", "decision service"),
    }
    vi, en = kinds[type(part)]
    return Message(f"{vi} “{part.name}”", f"{en} “{part.name}”")
