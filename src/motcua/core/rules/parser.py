"""The parser: operators and what follows a value. What begins an expression is in `primary`.

From loosest to tightest: or; and; comparisons, between, in; + -; * /; **; instance of; negation; path, filter, call.
The standard lets a minus bind tighter than a power: `-3 ** 2` is 9.
"""

from collections.abc import Mapping
from typing import Final, TypeVar

from motcua.core.rules.cursor import Known, too_deep
from motcua.core.rules.descent import Descent
from motcua.core.rules.errors import Message, Origin, Position
from motcua.core.rules.evaluation import Limits
from motcua.core.rules.primary import parse_primary
from motcua.core.rules.syntax import (
    AnyOf,
    Arithmetic,
    Between,
    Call,
    Comparison,
    Filter,
    In,
    InstanceOf,
    Logic,
    Negation,
    Node,
    OneSided,
    Path,
    Placed,
    RangeOf,
    TypeName,
    depth_of,
)
from motcua.core.rules.typenames import parse_type

ONE_SIDED: Final = ("<", "<=", ">", ">=", "=", "!=")
LEVELS: Final = {
    "or": 1,
    "and": 2,
    **dict.fromkeys((*ONE_SIDED, "between", "in"), 3),
    "+": 4,
    "-": 4,
    "*": 5,
    "/": 5,
    "**": 6,
    "instance": 7,
}
NEGATION_LEVEL: Final = 8
_COMPARISON = 3
_AFTER_BRACKET: Final = frozenset({"end", ")", "]", "}", ",", "+", "*", "/", "**", ".", "..", *ONE_SIDED})


def parse_expression(text: str, known: Known, limits: Limits, origin: Origin | None = None) -> Node:
    """The tree of one expression; raises `FeelSyntaxError`, or `LimitExceededError` for one too long or deep."""
    parser = Parser(text, known, limits, origin)
    return parser.whole(parser.expression())


def parse_unary_tests(text: str, known: Known, limits: Limits, origin: Origin | None = None) -> AnyOf:
    """The tree of a decision table's cell: `-`, `> 5, [1..3]`, `not("a", "b")`."""
    parser = Parser(text, known, limits, origin)
    with parser.scope("?"):
        return parser.whole(parser.unary_tests())


def parse_types(types: Mapping[str, str], limits: Limits) -> dict[str, TypeName]:
    """The trees of types such as `list<number>`, which may name one another; raises as `parse_expression`."""
    known = Known.of((), types)
    parsed = {}
    for name, text in types.items():
        parser = Parser(text, known, limits)
        parsed[name] = parser.whole(parse_type(parser))
    return parsed


Tree = TypeVar("Tree", bound=Placed)


class Parser(Descent):
    """One pass over the tokens."""

    def whole(self, tree: Tree) -> Tree:
        """The tree, when the text ends here and the tree is not too deep."""
        if self.token.kind != "end":
            self.fail(Message("phép toán hoặc hết biểu thức", "an operator or the end of the expression"))
        if depth_of(tree) > self.limits.nesting:
            raise too_deep(self.limits, tree.at)
        return tree

    def expression(self) -> Node:
        """An expression with all its operators."""
        with self.nested():
            return self.operation(0)

    def operation(self, loosest: int) -> Node:
        """A value and all operators after it that bind tighter than `loosest`."""
        left = self.negation()
        while (level := self.level()) > loosest:
            left = self.operator(left, level)
        return left

    def level(self) -> int:
        """How tightly the operator that stands here binds; 0 for none."""
        return 0 if self.token.kind in ("string", "end") else LEVELS.get(self.token.text, 0)

    def operator(self, left: Node, level: int) -> Node:
        """An operator with what stands on its right."""
        at, sign = self.token.at, self.take().text
        if sign in ("and", "or"):
            right = self.operation(level)
            operands = left.operands if isinstance(left, Logic) and left.operator == sign else (left,)
            return Logic(at, sign, (*operands, right))
        if sign == "between":
            low = self.operation(_COMPARISON)
            self.expect("and")
            return Between(at, left, low, self.operation(_COMPARISON))
        if sign == "in":
            return In(at, left, self.tests_of_in())
        if sign == "instance":
            self.expect("of")
            return InstanceOf(at, left, parse_type(self))
        if level == _COMPARISON:
            return Comparison(at, sign, left, self.operation(level))
        return Arithmetic(at, sign, left, self.operation(level))

    def negation(self) -> Node:
        """A value with the minus signs before it."""
        if minus := self.accept("-"):
            with self.deeper():
                return Negation(minus.at, self.negation())
        return self.followed(parse_primary(self))

    def followed(self, value: Node) -> Node:
        """The value with the paths, filters and calls after it."""
        while True:
            at = self.token.at
            if self.accept("."):
                value = Path(at, value, self.member())
            elif self.token.kind == "[" and not self.closes_range():
                value = self.filter(value)
            elif self.accept("("):
                value = self.call(value)
            else:
                return value

    def filter(self, value: Node) -> Node:
        """`value[condition]`."""
        at = self.take().at
        with self.scope("item"):
            self.scopes += self.known_members
            condition = self.expression()
            del self.scopes[-len(self.known_members) :]
        self.expect("]")
        return Filter(at, value, condition)

    def closes_range(self) -> bool:
        """Whether the present `[` ends a range such as `[1..10[`, judged by what stands after it."""
        after = self.following()
        words = after.kind == "name" and after.text in ("and", "or", "then", "else", "return", "satisfies", "instance")
        return self.ends_range and (after.kind in _AFTER_BRACKET or words)

    def call(self, callee: Node) -> Node:
        """`value(arguments)`, after the bracket."""
        arguments: list[Node] = []
        names: list[str] = []
        while self.token.kind != ")":
            if self.is_label():
                names.append(self.new_name(":"))
                self.expect(":")
            elif names:
                self.fail(Message("tên tham số", "the name of a parameter"))
            arguments.append(self.expression())
            if not self.accept(","):
                break
        self.expect(")")
        return Call(callee.at, callee, tuple(arguments), tuple(names))

    def tests_of_in(self) -> tuple[Node, ...]:
        """What stands after `in`."""
        if self.token.kind != "(":
            return (self.test(),)
        opening = self.take()
        tests = [self.unary_test()]
        if self.accept(".."):
            return (self.range_from(opening.at, tests[0], start_included=False),)
        while self.accept(","):
            tests.append(self.unary_test())
        self.expect(")")
        return tuple(tests)

    def test(self) -> Node:
        """One unary test: `> 5`, or an expression."""
        at = self.token.at
        if sign := self.accept(*ONE_SIDED):
            return OneSided(at, sign.text, self.operation(_COMPARISON))
        with self.nested():
            return self.operation(_COMPARISON)

    def range_from(self, at: Position, start: Node, *, start_included: bool) -> RangeOf:
        """The rest of a range, after its two dots."""
        with self.nested(ends_range=True):
            end = self.operation(0)
        closing = self.accept("]", ")", "[") or self.fail(Message("dấu ] hoặc )", "] or )"))
        return RangeOf(at, start, end, start_included, closing.kind == "]")

    def unary_tests(self) -> AnyOf:
        """A whole cell of a decision table."""
        at = self.token.at
        if self.token.kind == "-" and self.following().kind == "end":
            self.take()
            return AnyOf(at, ())
        if self.is_negated_whole():
            self.take()
            self.take()
            tests = self.unary_test_list()
            self.expect(")")
            return AnyOf(at, tests, negated=True)
        return AnyOf(at, self.unary_test_list())

    def unary_test_list(self) -> tuple[Node, ...]:
        """Tests with commas between them."""
        tests = [self.unary_test()]
        while self.accept(","):
            tests.append(self.unary_test())
        return tuple(tests)

    def unary_test(self) -> Node:
        """One test, which may be any expression."""
        return self.test() if self.token.kind in ONE_SIDED else self.expression()

    def is_negated_whole(self) -> bool:
        """Whether the text is `not( … )` and nothing after it. The brackets of a range need not be a pair."""
        if self.token.text != "not" or self.following().kind != "(":
            return False
        open_brackets: list[str] = []
        for index in range(self.index + 1, len(self.tokens)):
            kind, after = self.tokens[index].kind, self.tokens[min(index + 1, len(self.tokens) - 1)].kind
            innermost = open_brackets[-1] if open_brackets else ""
            closes_range = innermost == ".." and (kind == "]" or (kind == "[" and after in (",", ")")))
            if kind == ".." and innermost:
                open_brackets[-1] = kind
            elif kind == ")" or closes_range or (kind == "]" and innermost == "["):
                open_brackets.pop()
            elif kind in ("(", "[", "]"):
                open_brackets.append(kind)
            if not open_brackets:
                return after == "end"
        return False
