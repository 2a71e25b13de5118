"""A decision table, compiled: ask it again and again, from any thread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import InvalidOperation

from motcua.core.rules.compiler import compile_tree
from motcua.core.rules.compiler.static import Compile, Static
from motcua.core.rules.cursor import Known, Names
from motcua.core.rules.decisions.cells import Cell, compile_cell
from motcua.core.rules.decisions.hits import AGGREGATIONS, PICKS, Answers, Pick
from motcua.core.rules.decisions.index import Find, finders, numbers_of
from motcua.core.rules.decisions.parsing import InputColumn, ParsedTable, Surroundings, parse_table
from motcua.core.rules.decisions.table import SINGLE_HIT, Aggregation, DecisionTable, HitPolicy
from motcua.core.rules.decisions.types import ItemTypes, fitted_or_null, shown
from motcua.core.rules.errors import Position
from motcua.core.rules.evaluation import STANDARD_LIMITS, Code, Evaluation, EvaluationWarning, Limits, Match, Run, Scope
from motcua.core.rules.expression import begun, guarded, not_a_number, too_deep_to_evaluate
from motcua.core.rules.problems import Problem
from motcua.core.rules.reads import Reads, reads_of
from motcua.core.rules.syntax import Construct
from motcua.core.rules.temporal import DateTime
from motcua.core.rules.values import Value


@dataclass(frozen=True, slots=True)
class Column:
    """An input with the cells below it, one for each rule."""

    read: Code
    find: Mapping[type, Find]
    cells: tuple[Cell, ...]
    always: int
    """The rules whose cell is `-`."""
    asked: int
    """The rules whose cell holds more than constants and must be asked."""
    allowed: Cell | None
    domain: tuple[Cell, ...]
    """What the type of the input allows; values are fitted to it before they come here."""
    at: Position

    def rules_for(self, value: Value, alive: int, scope: Scope, run: Run) -> int:
        """Those of the rules alive whose cell the value passes."""
        look_up = self.find.get(type(value))
        if look_up is None:
            found, asked = alive & self.always, alive & ~self.always
        else:
            found, asked = alive & look_up(value), alive & self.asked
        for number in numbers_of(asked):
            if self.cells[number].passes(value, scope, run):
                found |= 1 << number
        return found


@dataclass(frozen=True, slots=True)
class Rules:
    """The code of a table within any evaluation."""

    name: str
    all_rules: int
    columns: tuple[Column, ...]
    answers: Answers
    pick: Pick
    none_is_empty: bool
    """Whether the table says the empty list when no rule matches."""

    def code(self, scope: Scope, run: Run) -> Value:
        """What the table says; raises `HitPolicyError`."""
        hits = self.matching(scope, run)
        if hits is None:
            return None
        if run.matches is not None:
            run.matches.append(Match(self.name, self.answers.at, tuple(hit + 1 for hit in hits)))
        if hits:
            return self.pick(hits, self.answers, scope, run)
        if self.none_is_empty and not self.answers.defaults:
            return []
        return self.answers.of_none(scope, run)

    def matching(self, scope: Scope, run: Run) -> Sequence[int] | None:
        """The indexes of the rules that match; nothing when an input has a value that is not allowed."""
        alive = self.all_rules
        run.spend(1 + len(self.columns))
        for column in self.columns:
            value = column.read(scope, run)
            if column.allowed is not None and value is not None and not column.allowed.passes(value, scope, run):
                run.null(column.at, Problem.NOT_ALLOWED, shown(value, run), value)
                return None
            alive = column.rules_for(value, alive, scope, run)
            if not alive:
                return ()
        return numbers_of(alive)


def compile_rules(parsed: ParsedTable, static: Static, compile_: Compile) -> Rules:
    """The code of a parsed table at a place."""
    table = parsed.table
    policy, aggregation = table.hit_policy, table.aggregation
    priorities = tuple(
        compile_cell(output.allowed, static, compile_) if output.allowed else None for output in parsed.outputs
    )
    defaults = tuple(compile_(output.default, static) for output in parsed.outputs if output.default)
    answers = Answers(
        parsed.at,
        tuple(output.name for output in parsed.outputs),
        tuple(tuple(compile_(result, static) for result in results) for results in parsed.results),
        tuple(output.fit for output in parsed.outputs),
        defaults if len(defaults) == len(parsed.outputs) else (),
        priorities,
    )
    columns = [
        _column(column, tuple(compile_cell(row[number], static, compile_) for row in parsed.rows), static, compile_)
        for number, column in enumerate(parsed.inputs)
    ]
    return Rules(
        table.name,
        (1 << len(table.rules)) - 1,
        tuple(columns),
        answers,
        AGGREGATIONS[aggregation] if policy is HitPolicy.COLLECT else PICKS[policy],
        policy not in SINGLE_HIT and aggregation is Aggregation.LIST,
    )


def table_node(parsed: ParsedTable, compiled: Callable[["CompiledTable"], None] | None = None) -> Construct:
    """The table as a part of a larger expression; `compiled` is told of it when it has been compiled."""

    def make(static: Static, compile_: Compile) -> Code:
        rules = compile_rules(parsed, static, compile_)
        if compiled:
            compiled(CompiledTable(parsed, rules))
        return rules.code

    return Construct(parsed.at, parsed.parts(), make)


def _column(column: InputColumn, cells: tuple[Cell, ...], static: Static, compile_: Compile) -> Column:
    code, fit, at = compile_(column.node, static), column.fit, column.node.at
    always = sum(1 << number for number, cell in enumerate(cells) if cell.always)
    asked = sum(1 << number for number, cell in enumerate(cells) if cell.constants is None)
    allowed = compile_cell(column.allowed, static, compile_) if column.allowed else None
    domain = tuple(compile_cell(each, Static(), compile_) for each in column.domain)

    def fitted(scope: Scope, run: Run) -> Value:
        return fitted_or_null(fit, code(scope, run), run, at)

    return Column(code if fit is None else fitted, finders(cells), cells, always, asked, allowed, domain, at)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A value with its explanation: the tables that were asked, in order, and what became null on the way."""

    value: Value
    matches: tuple[Match, ...]
    warnings: tuple[EvaluationWarning, ...]


class CompiledTable:
    """One decision table, ready to be asked."""

    __slots__ = ("parsed", "rules", "table")

    def __init__(self, parsed: ParsedTable, rules: Rules) -> None:
        self.table = parsed.table
        self.parsed = parsed
        self.rules = rules

    @property
    def reads(self) -> Reads:
        """What the table reads from the data."""
        return reads_of(table_node(self.parsed))

    def evaluate(self, data: Mapping[str, object], now: DateTime | None = None) -> Value:
        """What the table says for this data.

        Null when no rule matches and there is no default. Raises `HitPolicyError` when several rules match that may
        not, `DataError` and `LimitExceededError` as an expression does.
        """
        run = Run()
        if now is not None:
            run.now = now
        try:
            return self.rules.code(data if type(data) is dict else dict(data), run)
        except RecursionError:
            raise too_deep_to_evaluate() from None
        except InvalidOperation:
            raise not_a_number() from None

    def decide(
        self, data: Mapping[str, object], now: DateTime | None = None, evaluation: Evaluation | None = None
    ) -> Verdict:
        """As `evaluate`, with the explanation; an `evaluation` of yours says how strict to be, and what `now` is."""
        watched = begun(evaluation or Evaluation(now=now))
        watched.matches = []
        with guarded():
            value = self.rules.code(dict(data), watched)
        return Verdict(value, tuple(watched.matches), tuple(watched.warnings))


def compile_table(
    table: DecisionTable, names: Names = (), types: ItemTypes | None = None, limits: Limits = STANDARD_LIMITS
) -> CompiledTable:
    """Compile a table that stands alone.

    `names` are the names in the data, as `compile_expression` takes them. Raises `TableError` for a table that is not
    whole, and the errors of expressions, each with its rule and column.
    """
    known = types or ItemTypes()
    around = Surroundings(Known.of(names, known.parsed), known, limits)
    parsed = parse_table(table, around)
    with guarded():
        return CompiledTable(parsed, compile_rules(parsed, Static(types=known.parsed), compile_tree))
