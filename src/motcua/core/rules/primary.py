"""What an expression can begin with: literals, names, brackets, and the constructs with a word in front."""

from motcua.core.rules.descent import Descent
from motcua.core.rules.errors import FeelSyntaxError, Message
from motcua.core.rules.names import KEYWORDS, longest_match
from motcua.core.rules.numbers import number_of
from motcua.core.rules.syntax import (
    AtLiteral,
    ContextOf,
    For,
    FunctionOf,
    If,
    Iterator,
    ListOf,
    Literal,
    Name,
    Node,
    OneSided,
    Parameter,
    Quantified,
)
from motcua.core.rules.typenames import parse_type

_CONSTANTS = {"true": True, "false": False, "null": None}


def parse_primary(parser: Descent) -> Node:
    """The value that begins at the parser's place."""
    token = parser.token
    if token.kind == "number":
        return _number(parser)
    if token.kind == "string":
        return Literal(parser.take().at, token.value)
    if token.kind == "name":
        return _word(parser)
    bracketed = {"(": _parenthesis, "[": _list_or_range, "]": _open_range, "{": _context, "@": _at_literal}
    read = bracketed.get(token.kind)
    return read(parser) if read else parser.fail()


def _number(parser: Descent) -> Node:
    token = parser.take()
    try:
        return Literal(token.at, number_of(token.text))
    except ArithmeticError:
        raise FeelSyntaxError(token.at, token.text, Message("số nhỏ hơn 10^6144", "a number below 10^6144")) from None


def _word(parser: Descent) -> Node:
    """A name that is known in several words wins over the keyword it may begin with."""
    token = parser.token
    constructs = {"if": _if, "for": _for, "some": _quantified, "every": _quantified, "function": _function}
    known, _ = longest_match(parser.scopes, parser.tokens, parser.index)
    if known <= 1 and token.text in constructs:
        return constructs[token.text](parser)
    if known <= 1 and token.text in _CONSTANTS:
        return Literal(parser.take().at, _CONSTANTS[token.text])
    if known == 0 and token.text in KEYWORDS:
        parser.fail()
    return Name(token.at, parser.name())


def _at_literal(parser: Descent) -> Node:
    at = parser.take().at
    if parser.token.kind != "string":
        parser.fail(Message("chuỗi sau dấu @", "a string after @"))
    return AtLiteral(at, parser.take().value)


def _parenthesis(parser: Descent) -> Node:
    """`(expression)`, `(start..end]`, `(< end)`."""
    at = parser.take().at
    if sign := parser.accept("<", "<=", ">", ">=", "=", "!="):
        test = OneSided(at, sign.text, parser.expression())
        parser.expect(")")
        return test
    value = parser.expression()
    if parser.accept(".."):
        return parser.range_from(at, value, start_included=False)
    parser.expect(")")
    return value


def _list_or_range(parser: Descent) -> Node:
    at = parser.take().at
    if parser.accept("]"):
        return ListOf(at, ())
    items = [parser.expression()]
    if parser.accept(".."):
        return parser.range_from(at, items[0], start_included=True)
    while parser.accept(","):
        items.append(parser.expression())
    parser.expect("]")
    return ListOf(at, tuple(items))


def _open_range(parser: Descent) -> Node:
    """`]start..end]`."""
    at = parser.take().at
    start = parser.expression()
    parser.expect("..")
    return parser.range_from(at, start, start_included=False)


def _context(parser: Descent) -> Node:
    """`{key: value, …}`; later entries know the names of the earlier ones."""
    at = parser.take().at
    entries: list[tuple[str, Node]] = []
    with parser.scope() as known:
        while parser.token.kind != "}":
            key = parser.take().value if parser.token.kind == "string" else parser.new_name(":")
            parser.expect(":")
            entries.append((key, parser.expression()))
            known.add(key)
            parser.members.add(key)
            if not parser.accept(","):
                break
    parser.expect("}")
    return ContextOf(at, tuple(entries))


def _if(parser: Descent) -> Node:
    at = parser.take().at
    condition = parser.expression()
    parser.expect("then")
    then = parser.expression()
    parser.expect("else")
    return If(at, condition, then, parser.expression())


def _for(parser: Descent) -> Node:
    at = parser.take().at
    with parser.scope():
        iterators = _iterators(parser)
        parser.scopes[-1].add("partial")
        parser.expect("return")
        return For(at, iterators, parser.expression())


def _quantified(parser: Descent) -> Node:
    quantifier = parser.take()
    with parser.scope():
        iterators = _iterators(parser)
        parser.expect("satisfies")
        return Quantified(quantifier.at, quantifier.text, iterators, parser.expression())


def _iterators(parser: Descent) -> tuple[Iterator, ...]:
    """`name in domain, …`; each name is known from the next domain on."""
    found = [_iterator(parser)]
    while parser.accept(","):
        found.append(_iterator(parser))
    return tuple(found)


def _iterator(parser: Descent) -> Iterator:
    at = parser.token.at
    name = parser.new_name("in")
    parser.expect("in")
    domain = parser.expression()
    end = parser.expression() if parser.accept("..") else None
    parser.scopes[-1].add(name)
    return Iterator(at, name, domain, end)


def _function(parser: Descent) -> Node:
    """`function(a, b: number) body`."""
    at = parser.take().at
    parser.expect("(")
    parameters: list[Parameter] = []
    while parser.token.kind != ")":
        place = parser.token.at
        name = parser.new_name(":")
        parameters.append(Parameter(place, name, parse_type(parser) if parser.accept(":") else None))
        if not parser.accept(","):
            break
    parser.expect(")")
    external = parser.accept("external") is not None
    with parser.scope(*(parameter.name for parameter in parameters)):
        return FunctionOf(at, tuple(parameters), parser.expression(), external)
