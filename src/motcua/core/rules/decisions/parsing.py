"""From the texts of a decision table to its parsed parts, each fault with its rule and column."""

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.core.rules.cursor import Known
from motcua.core.rules.decisions.table import Aggregation, DecisionTable, HitPolicy, Input, Output
from motcua.core.rules.decisions.types import Fit, ItemTypes
from motcua.core.rules.errors import LimitExceededError, Message, Origin, Position, RuleError, whole
from motcua.core.rules.evaluation import Limits
from motcua.core.rules.parser import parse_expression, parse_unary_tests
from motcua.core.rules.syntax import AnyOf, Node, Placed


class TableError(RuleError):
    """The table cannot be used; `at.origin` names the rule and the column when there are such."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text in a model may use: the names known at its place, the types, and how much it may ask for."""

    known: Known
    types: ItemTypes
    limits: Limits


@dataclass(frozen=True, slots=True)
class InputColumn:
    """A parsed head of a column of conditions.

    `kind` is the built-in type behind its type, and `domain` what that type itself allows.
    """

    node: Node
    fit: Fit | None
    allowed: AnyOf | None
    kind: str
    domain: tuple[AnyOf, ...]


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """A parsed head of a column of results."""

    name: str
    fit: Fit | None
    allowed: AnyOf | None
    default: Node | None


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """A table whose texts have become trees; `rows` are the cells of each rule, `results` its outputs."""

    table: DecisionTable
    at: Position
    inputs: tuple[InputColumn, ...]
    outputs: tuple[OutputColumn, ...]
    rows: tuple[tuple[AnyOf, ...], ...]
    results: tuple[tuple[Node, ...], ...]

    def parts(self) -> tuple[Placed, ...]:
        """All trees of the table."""
        return tuple(self._parts())

    def _parts(self) -> Iterator[Placed]:
        yield from (column.node for column in self.inputs)
        yield from (column.allowed for column in self.inputs if column.allowed)
        yield from (column.allowed for column in self.outputs if column.allowed)
        yield from (column.default for column in self.outputs if column.default)
        for row in (*self.rows, *self.results):
            yield from row


def parse_table(table: DecisionTable, around: Surroundings, where: Message | None = None) -> ParsedTable:
    """The parsed table; `where` names it in messages. Raises `TableError` and the errors of expressions."""
    parser = _Parser(table, around, where or Message(f"bảng “{table.name}”", f"table “{table.name}”"))
    parser.check_shape()
    return ParsedTable(
        table,
        whole(parser.origin()),
        tuple(parser.input(number, column) for number, column in enumerate(table.inputs, 1)),
        tuple(parser.output(number, column) for number, column in enumerate(table.outputs, 1)),
        tuple(parser.row(number) for number in range(1, len(table.rules) + 1)),
        tuple(parser.results(number) for number in range(1, len(table.rules) + 1)),
    )


class _Parser:
    def __init__(self, table: DecisionTable, around: Surroundings, where: Message) -> None:
        self.table = table
        self.around = around
        self.where = where
        self.tests_read = 0
        self.titles = [*(column.title for column in table.inputs), *(column.title for column in table.outputs)]

    def origin(self, rule: int = 0, column: int = 0) -> Origin:
        vi, en = self.where
        if rule:
            vi, en = f"{vi}, quy tắc {rule}", f"{en}, rule {rule}"
        if column:
            title = f" “{self.titles[column - 1]}”" if self.titles[column - 1] else ""
            vi, en = f"{vi}, cột {column}{title}", f"{en}, column {column}{title}"
        return Origin(Message(vi, en), rule, column)

    def fail(self, message: Message, rule: int = 0, column: int = 0) -> TableError:
        return TableError(message, whole(self.origin(rule, column)))

    def check_shape(self) -> None:
        """Raise `TableError` unless the table is whole."""
        table = self.table
        if not table.outputs:
            raise self.fail(Message("bảng cần ít nhất một cột kết quả", "a table needs an output at least"))
        self.count((len(table.inputs) + len(table.outputs)) * len(table.rules))
        for number, rule in enumerate(table.rules, 1):
            for found, wanted, vi, en in (
                (len(rule.tests), len(table.inputs), "điều kiện", "conditions"),
                (len(rule.results), len(table.outputs), "kết quả", "results"),
            ):
                if found != wanted:
                    raise self.fail(
                        Message(f"có {found} {vi}, cần {wanted}", f"there are {found} {en}, not {wanted}"), number
                    )
        self.check_outputs()

    def count(self, cells: int) -> None:
        """Raise `LimitExceededError` when the table has so many cells."""
        most = self.around.limits.cells
        if cells > most:
            message = Message(f"bảng có hơn {most} ô, hãy chia bảng", f"the table has over {most} cells, split it")
            raise LimitExceededError("cells", message, whole(self.origin()))

    def check_outputs(self) -> None:
        table = self.table
        names = [output.name for output in table.outputs]
        if len(names) > 1 and (len(set(names)) < len(names) or not all(names)):
            raise self.fail(
                Message("mỗi cột kết quả cần một tên riêng", "each of several outputs needs a name of its own")
            )
        if table.aggregation and (table.hit_policy is not HitPolicy.COLLECT or len(names) > 1):
            if table.hit_policy is HitPolicy.COLLECT and table.aggregation is Aggregation.COUNT:
                return
            raise self.fail(
                Message(
                    f"phép gộp {table.aggregation} chỉ dùng cho bảng COLLECT có một cột kết quả",
                    f"the aggregation {table.aggregation} is for COLLECT tables with one output",
                )
            )
        by_priority = table.hit_policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER)
        if by_priority and not any(output.allowed for output in table.outputs):
            raise self.fail(
                Message(
                    f"bảng {table.hit_policy} cần danh sách giá trị cho phép của kết quả, theo thứ tự ưu tiên",
                    f"a {table.hit_policy} table needs the allowed values of an output, by priority",
                )
            )

    def input(self, number: int, column: Input) -> InputColumn:
        origin = self.origin(0, number)
        allowed = self.tests(column.allowed, origin) if column.allowed.strip() else None
        types, nothing = self.around.types, Known.of((), ())
        return InputColumn(
            self.expression(column.expression, origin),
            self.fit(column.type, origin),
            allowed,
            types.base_of(column.type),
            tuple(
                parse_unary_tests(text, nothing, self.around.limits, origin) for text in types.allowed_by(column.type)
            ),
        )

    def output(self, number: int, column: Output) -> OutputColumn:
        origin = self.origin(0, len(self.table.inputs) + number)
        return OutputColumn(
            column.name,
            self.fit(column.type, origin),
            self.tests(column.allowed, origin) if column.allowed.strip() else None,
            self.expression(column.default, origin) if column.default.strip() else None,
        )

    def row(self, rule: int) -> tuple[AnyOf, ...]:
        tests = self.table.rules[rule - 1].tests
        return tuple(self.tests(text, self.origin(rule, column)) for column, text in enumerate(tests, 1))

    def results(self, rule: int) -> tuple[Node, ...]:
        first = len(self.table.inputs) + 1
        texts = self.table.rules[rule - 1].results
        return tuple(self.expression(text, self.origin(rule, column)) for column, text in enumerate(texts, first))

    def tests(self, text: str, origin: Origin) -> AnyOf:
        """A cell left empty is `-`."""
        cell = parse_unary_tests(text if text.strip() else "-", self.around.known, self.around.limits, origin)
        self.tests_read += len(cell.tests)
        self.count(self.tests_read)
        return cell

    def expression(self, text: str, origin: Origin) -> Node:
        return parse_expression(text, self.around.known, self.around.limits, origin)

    def fit(self, name: str, origin: Origin) -> Fit | None:
        try:
            return self.around.types.fit(name)
        except RuleError as error:
            raise TableError(error.message, whole(origin)) from None
