"""From boxed expressions to trees of FEEL: a box means what FEEL means by the same thing written out.

So boxes have the same scopes, the same limits and the same compiler as texts. What FEEL has no writing for (a decision
table, the fitting of a value to a type) is a `Construct`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from motcua.core.rules.compiler.static import Compile, Static
from motcua.core.rules.decisions import model
from motcua.core.rules.decisions.compiled import CompiledTable, table_node
from motcua.core.rules.decisions.model import Box, ModelError
from motcua.core.rules.decisions.parsing import Surroundings, parse_table
from motcua.core.rules.decisions.types import Fit, fitted_or_null
from motcua.core.rules.errors import Message, Origin, Position, RuleError, whole
from motcua.core.rules.evaluation import Code, Run, Scope
from motcua.core.rules.names import NameTable
from motcua.core.rules.parser import parse_expression
from motcua.core.rules.syntax import (
    Call,
    Construct,
    ContextOf,
    Filter,
    For,
    FunctionOf,
    If,
    Iterator,
    ListOf,
    Node,
    Parameter,
    Path,
    Quantified,
)
from motcua.core.rules.values import Value

_RESULT: Final = ""
"""The key of what a boxed context says as a whole; no entry can be called so."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Makes trees at one place of a model; `where` names it for messages, `noted` is told of each decision table."""

    around: Surroundings
    where: Message
    noted: Callable[[CompiledTable], None]

    def of(self, box: Box) -> Node:
        """The tree of a box, its value fitted to the type of the box. Raises the errors of expressions."""
        return self.fitted(_KINDS[type(box)](self, box), box.type)

    def fitted(self, node: Node, name: str) -> Node:
        """The node with its value fitted to a type."""
        fit, at = self.fit(name), self.at

        def make(static: Static, compile_: Compile) -> Code:
            code = compile_(node, static)
            return lambda scope, run: fitted_or_null(fit, code(scope, run), run, at)

        return node if fit is None else Construct(at, (node,), make)

    @property
    def at(self) -> Position:
        """The place as a whole."""
        return whole(Origin(self.where))

    def fit(self, name: str) -> Fit | None:
        """How values are fitted to the type."""
        try:
            return self.around.types.fit(name)
        except RuleError as error:
            raise ModelError(error.message, self.at) from None

    def inside(self, vi: str, en: str, *names: str) -> "Trees":
        """At a place further in, where these names are known too."""
        return self.knowing(NameTable(names)).at_place(vi, en)

    def knowing(self, *tables: NameTable) -> "Trees":
        """With further names."""
        return replace(self, around=replace(self.around, known=self.around.known.inside(*tables)))

    def at_place(self, vi: str, en: str) -> "Trees":
        """At a place further in."""
        return replace(self, where=Message(f"{self.where.vi}, {vi}", f"{self.where.en}, {en}"))

    def literal(self, box: model.LiteralBox) -> Node:
        """A text of FEEL."""
        return parse_expression(box.text, self.around.known, self.around.limits, Origin(self.where))

    def table(self, box: model.TableBox) -> Node:
        """A decision table."""
        return table_node(parse_table(box.table, self.around, self.where), self.noted)

    def context(self, box: model.ContextBox) -> Node:
        """`{name: value, …}`, or its last entry when that has no name."""
        known = NameTable()
        inner = self.knowing(known)
        entries: list[tuple[str, Node]] = []
        for number, entry in enumerate(box.entries, 1):
            name = entry.variable.name if entry.variable else _RESULT
            if name == _RESULT and number < len(box.entries):
                raise ModelError(
                    Message("chỉ mục cuối của bản ghi được để trống tên", "only the last entry may have no name"),
                    self.at,
                )
            shown = f"mục “{name}”" if name else "kết quả", f"entry “{name}”" if name else "result"
            place = inner.at_place(*shown)
            entries.append((name, place.fitted(place.of(entry.value), entry.variable.type if entry.variable else "")))
            known.add(name)
        made = ContextOf(self.at, tuple(entries))
        return Path(self.at, made, _RESULT) if entries and entries[-1][0] == _RESULT else made

    def invocation(self, box: model.InvocationBox) -> Node:
        """`function(parameter: value, …)`."""
        bindings = [(binding.variable or model.Variable(""), binding.value) for binding in box.bindings]
        arguments = []
        for variable, value in bindings:
            place = self.at_place(f"tham số “{variable.name}”", f"parameter “{variable.name}”")
            arguments.append(place.fitted(place.of(value), variable.type))
        names = tuple(variable.name for variable, _ in bindings)
        return Call(self.at, self.of(box.callee), tuple(arguments), names)

    def function(self, box: model.FunctionBox) -> Node:
        """`function(parameters) body`; an argument that does not fit its type makes the result null."""
        if box.kind != "FEEL":
            raise ModelError(
                Message(
                    f"hàm loại {box.kind} không được hỗ trợ; hãy viết hàm bằng FEEL",
                    f"functions of kind {box.kind} are not supported; write the function in FEEL",
                ),
                self.at,
            )
        names = tuple(parameter.name for parameter in box.parameters)
        inner = self.inside("thân hàm", "function body", *names)
        body = inner.of(box.body or model.LiteralBox("", "null"))
        fits = {parameter.name: self.fit(parameter.type) for parameter in box.parameters if parameter.type}
        parameters = tuple(Parameter(self.at, name, None) for name in names)
        return FunctionOf(self.at, parameters, _with_arguments_fitted(body, fits, self.at) if fits else body)

    def relation(self, box: model.RelationBox) -> Node:
        """A list of contexts."""
        rows: list[Node] = []
        for number, row in enumerate(box.rows, 1):
            place = self.at_place(f"hàng {number}", f"row {number}")
            entries = [
                (column.name, place.fitted(place.of(value), column.type))
                for column, value in zip(box.columns, row, strict=True)
            ]
            rows.append(ContextOf(place.at, tuple(entries)))
        return ListOf(self.at, tuple(rows))

    def list(self, box: model.ListBox) -> Node:
        """`[item, …]`."""
        places = [self.at_place(f"phần tử {number}", f"item {number}") for number in range(1, len(box.items) + 1)]
        return ListOf(self.at, tuple(place.of(item) for place, item in zip(places, box.items, strict=True)))

    def conditional(self, box: model.ConditionalBox) -> Node:
        """`if condition then then else otherwise`."""
        condition = self.at_place("điều kiện", "condition").of(box.condition)
        return If(self.at, condition, self.of(box.then), self.of(box.otherwise))

    def filter(self, box: model.FilterBox) -> Node:
        """`source[match]`, in which the entries of the items are known."""
        place = self.inside("điều kiện lọc", "match", "item").knowing(self.around.known.members)
        return Filter(self.at, self.of(box.source), place.of(box.match))

    def iterator(self, box: model.IteratorBox) -> Node:
        """`for variable in source return body`, and `some` and `every` alike."""
        iterators = (Iterator(self.at, box.variable, self.of(box.source)),)
        if box.kind == "for":
            return For(self.at, iterators, self.inside("thân vòng lặp", "return", box.variable, "partial").of(box.body))
        return Quantified(
            self.at, box.kind, iterators, self.inside("điều kiện", "satisfies", box.variable).of(box.body)
        )


def _with_arguments_fitted(body: Node, fits: dict[str, Fit | None], at: Position) -> Node:
    def make(static: Static, compile_: Compile) -> Code:
        code = compile_(body, static)

        def fitted(scope: Scope, run: Run) -> Value:
            for name, fit in fits.items():
                given = scope[name]
                scope[name] = fitted_or_null(fit, given, run, at)
                if scope[name] is None and given is not None:
                    return None
            return code(scope, run)

        return fitted

    return Construct(at, (body,), make)


_KINDS: Final[dict[type, Callable[[Trees, Any], Node]]] = {
    model.LiteralBox: Trees.literal,
    model.TableBox: Trees.table,
    model.ContextBox: Trees.context,
    model.InvocationBox: Trees.invocation,
    model.FunctionBox: Trees.function,
    model.RelationBox: Trees.relation,
    model.ListBox: Trees.list,
    model.ConditionalBox: Trees.conditional,
    model.FilterBox: Trees.filter,
    model.IteratorBox: Trees.iterator,
}
