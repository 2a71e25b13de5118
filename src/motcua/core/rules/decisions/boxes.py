"""The boxed expressions of DMN's XML."""

from collections.abc import Callable, Iterator
from typing import Final, Literal

from lxml import etree

from motcua.core.rules.decisions.model import (
    Box,
    ConditionalBox,
    ContextBox,
    Entry,
    FilterBox,
    FunctionBox,
    InvocationBox,
    IteratorBox,
    ListBox,
    LiteralBox,
    ModelError,
    RelationBox,
    TableBox,
    Variable,
)
from motcua.core.rules.decisions.table import Aggregation, DecisionTable, HitPolicy, Input, Output, Rule
from motcua.core.rules.decisions.typerefs import TypeNames
from motcua.core.rules.errors import Message


class BoxReader:
    """Reads the boxes of one part of a model; a table takes the name of the part, or of the entry that it fills."""

    def __init__(self, prefix: str, types: TypeNames, owner: str) -> None:
        self.prefix = prefix
        self.types = types
        self.owner = owner

    def child(self, element: etree._Element) -> Box | None:
        """The first expression inside an element; nothing when there is none."""
        return next(self.children(element), None)

    def needed(self, element: etree._Element, name: str) -> Box:
        """The expression inside the child of that name; raises `ModelError`."""
        holder = element.find(f"{self.prefix}{name}")
        found = None if holder is None else self.child(holder)
        if found is None:
            vi, en = f"thiếu biểu thức trong “{name}”", f"there is no expression in “{name}”"
            raise ModelError(Message(f"“{self.owner}”: {vi}", f"“{self.owner}”: {en}"))
        return found

    def children(self, element: etree._Element) -> Iterator[Box]:
        """The expressions directly inside an element."""
        for each in element:
            local = each.tag.removeprefix(self.prefix)
            if local in _BOXES:
                yield _BOXES[local](self, each, self.types.of(each))

    def text(self, element: etree._Element, *path: str) -> str:
        """The text below an element, without the blanks around it."""
        return (element.findtext("/".join(f"{self.prefix}{name}" for name in (*path, "text"))) or "").strip()

    def literal(self, element: etree._Element, kind: str) -> Box:
        """`literalExpression`."""
        return LiteralBox(kind, self.text(element))

    def context(self, element: etree._Element, kind: str) -> Box:
        """`context`."""
        return ContextBox(kind, tuple(self.entries(element, "contextEntry", "variable")))

    def invocation(self, element: etree._Element, kind: str) -> Box:
        """`invocation`."""
        callee = self.child(element)
        if callee is None:
            message = Message(f"“{self.owner}”: lời gọi thiếu hàm", f"“{self.owner}”: an invocation without function")
            raise ModelError(message)
        return InvocationBox(kind, callee, tuple(self.entries(element, "binding", "parameter")))

    def entries(self, element: etree._Element, kind: str, name: str) -> Iterator[Entry]:
        """Named expressions; one that is left empty is null."""
        for each in element.iterfind(f"{self.prefix}{kind}"):
            head = each.find(f"{self.prefix}{name}")
            variable = None if head is None else Variable(head.get("name", ""), self.types.of(head))
            inner = BoxReader(self.prefix, self.types, variable.name) if variable else self
            yield Entry(variable, inner.child(each) or LiteralBox("", "null"))

    def function(self, element: etree._Element, kind: str = "") -> FunctionBox:
        """`functionDefinition`, and the logic of business knowledge."""
        parameters = tuple(
            Variable(each.get("name", ""), self.types.of(each))
            for each in element.iterfind(f"{self.prefix}formalParameter")
        )
        return FunctionBox(kind, parameters, self.child(element), element.get("kind", "FEEL"))

    def relation(self, element: etree._Element, kind: str) -> Box:
        """`relation`."""
        columns = tuple(
            Variable(each.get("name", ""), self.types.of(each)) for each in element.iterfind(f"{self.prefix}column")
        )
        rows = tuple(tuple(self.children(row)) for row in element.iterfind(f"{self.prefix}row"))
        if any(len(row) != len(columns) for row in rows):
            vi, en = "mỗi hàng cần một giá trị cho mỗi cột", "each row needs a value for each column"
            raise ModelError(Message(f"“{self.owner}”: {vi}", f"“{self.owner}”: {en}"))
        return RelationBox(kind, columns, rows)

    def list(self, element: etree._Element, kind: str) -> Box:
        """`list`."""
        return ListBox(kind, tuple(self.children(element)))

    def conditional(self, element: etree._Element, kind: str) -> Box:
        """`conditional`."""
        return ConditionalBox(
            kind, self.needed(element, "if"), self.needed(element, "then"), self.needed(element, "else")
        )

    def filter(self, element: etree._Element, kind: str) -> Box:
        """`filter`."""
        return FilterBox(kind, self.needed(element, "in"), self.needed(element, "match"))

    def iterator(self, word: Literal["for", "some", "every"], element: etree._Element, kind: str) -> Box:
        """`for`, `some` and `every`."""
        body = self.needed(element, "return" if word == "for" else "satisfies")
        return IteratorBox(kind, word, element.get("iteratorVariable", ""), self.needed(element, "in"), body)

    def table(self, element: etree._Element, kind: str) -> Box:
        """`decisionTable`."""
        return TableBox(kind, self.decision_table(element))

    def decision_table(self, element: etree._Element) -> DecisionTable:
        """The table as a value; raises `ModelError` for a hit policy that does not exist."""
        try:
            policy = HitPolicy(element.get("hitPolicy", "UNIQUE"))
            aggregation = Aggregation(element.get("aggregation", ""))
        except ValueError as error:
            message = Message(f"“{self.owner}”: hit policy không có: {error}", f"“{self.owner}”: {error}")
            raise ModelError(message) from None
        return DecisionTable(
            name=self.owner,
            inputs=tuple(self.input(each) for each in element.iterfind(f"{self.prefix}input")),
            outputs=tuple(self.output(each) for each in element.iterfind(f"{self.prefix}output")),
            rules=tuple(self.rule(each) for each in element.iterfind(f"{self.prefix}rule")),
            hit_policy=policy,
            aggregation=aggregation,
            annotations=tuple(each.get("name", "") for each in element.iterfind(f"{self.prefix}annotation")),
            output_label=element.get("outputLabel", ""),
            id=element.get("id", ""),
        )

    def input(self, element: etree._Element) -> Input:
        """A column of conditions."""
        expression = element.find(f"{self.prefix}inputExpression")
        return Input(
            expression=self.text(element, "inputExpression"),
            type="" if expression is None else self.types.of(expression),
            allowed=self.text(element, "inputValues"),
            label=element.get("label", ""),
            id=element.get("id", ""),
        )

    def output(self, element: etree._Element) -> Output:
        """A column of results."""
        return Output(
            name=element.get("name", ""),
            type=self.types.of(element),
            allowed=self.text(element, "outputValues"),
            default=self.text(element, "defaultOutputEntry"),
            label=element.get("label", ""),
            id=element.get("id", ""),
        )

    def rule(self, element: etree._Element) -> Rule:
        """A row."""
        tests, results, notes = (
            tuple(self.text(each) for each in element.iterfind(f"{self.prefix}{kind}"))
            for kind in ("inputEntry", "outputEntry", "annotationEntry")
        )
        description = (element.findtext(f"{self.prefix}description") or "").strip()
        return Rule(tests, results, notes, description, element.get("id", ""))


_BOXES: Final[dict[str, Callable[[BoxReader, etree._Element, str], Box]]] = {
    "literalExpression": BoxReader.literal,
    "decisionTable": BoxReader.table,
    "context": BoxReader.context,
    "invocation": BoxReader.invocation,
    "functionDefinition": BoxReader.function,
    "relation": BoxReader.relation,
    "list": BoxReader.list,
    "conditional": BoxReader.conditional,
    "filter": BoxReader.filter,
    "for": lambda reader, element, kind: reader.iterator("for", element, kind),
    "some": lambda reader, element, kind: reader.iterator("some", element, kind),
    "every": lambda reader, element, kind: reader.iterator("every", element, kind),
}
