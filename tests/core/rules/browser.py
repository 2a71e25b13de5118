"""What the browser does with portable expressions, written from the description in `portable` and from nothing else."""

import operator
from datetime import date
from decimal import Decimal

from motcua.core.rules import Date
from motcua.core.rules.temporal_text import parse_date

COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class DifferenceOfDates(Exception):  # noqa: N818
    """The one place where server and browser are said to differ."""


def kind(value):
    return {bool: "boolean", Decimal: "number", str: "string", list: "list", dict: "context", Date: "date"}.get(
        type(value)
    )


def run(node, data, local=None):
    local = local or {}
    name, *parts = node
    return globals()[HANDLERS.get(name, "binary")](name, parts, data, local)


def literal(name, parts, data, local):
    return {"value": lambda x: x, "number": Decimal, "date": parse_date}[name](parts[0])


def name_(name, parts, data, local):
    return local[parts[0]] if parts[0] in local else data.get(parts[0])


def path(name, parts, data, local):
    source = run(parts[0], data, local)
    return entry(source, parts[1])


def entry(source, key):
    if isinstance(source, list):
        return [entry(item, key) for item in source]
    if isinstance(source, Date) and key in ("year", "month", "day", "weekday"):
        day = date(source.year, source.month, source.day)
        return Decimal(day.isoweekday() if key == "weekday" else getattr(day, key))
    return source.get(key) if isinstance(source, dict) else None


def list_(name, parts, data, local):
    return [run(part, data, local) for part in parts]


def neg(name, parts, data, local):
    value = run(parts[0], data, local)
    return -value if kind(value) == "number" else None


def binary(name, parts, data, local):
    return operate(name, run(parts[0], data, local), run(parts[1], data, local))


def operate(sign, a, b):
    if sign in ("=", "!="):
        same = equal(a, b)
        return same if same is None or sign == "=" else not same
    if sign in COMPARE:
        return COMPARE[sign](a, b) if kind(a) == kind(b) and kind(a) in ("number", "string", "date") else None
    if sign == "-" and kind(a) == kind(b) == "date":
        raise DifferenceOfDates
    if sign == "+" and kind(a) == kind(b) == "string":
        return a + b
    if not kind(a) == kind(b) == "number" or (sign == "/" and b == 0):
        return None
    return {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}[sign](a, b)


def equal(a, b):
    if a is None or b is None:
        return a is b
    if kind(a) != kind(b):
        return None
    if kind(a) == "list":
        return len(a) == len(b) and all(equal(x, y) is True for x, y in zip(a, b, strict=True))
    if kind(a) == "context":
        return a.keys() == b.keys() and all(equal(a[key], b[key]) is True for key in a)
    return a == b


def logic(name, parts, data, local):
    values = [run(part, data, local) for part in parts]
    decisive = name == "or"
    if any(value is decisive for value in values):
        return decisive
    return (not decisive) if all(value is not decisive and isinstance(value, bool) for value in values) else None


def not_(name, parts, data, local):
    value = run(parts[0], data, local)
    return not value if isinstance(value, bool) else None


def if_(name, parts, data, local):
    return run(parts[1] if run(parts[0], data, local) is True else parts[2], data, local)


def in_(name, parts, data, local):
    value = run(parts[0], data, local)
    answers = [test(value, part, data, local) for part in parts[1:]]
    return True if True in answers else None if None in answers else False


def test(value, node, data, local):
    if node[0] == "test":
        if value is None and node[1] in ("=", "!="):
            return None
        return operate(node[1], value, run(node[2], data, local))
    if node[0] == "range":
        return in_range(value, node, data, local)
    held = run(node, data, local)
    if isinstance(held, list):
        return any(equal(value, item) is True for item in held) or equal(value, held) is True
    return equal(value, held)


test.__test__ = False


def in_range(value, node, data, local):
    low, high = run(node[1], data, local), run(node[2], data, local)
    if low is not None and high is not None and operate("<=", low, high) is not True:
        return None
    above, below = operate(">=" if node[3] else ">", value, low), operate("<=" if node[4] else "<", value, high)
    return False if False in (above, below) else None if None in (above, below) else True


def quantified(name, parts, data, local):
    variable, domain, condition = parts
    items = run(domain, data, local)
    if items is None:
        return None
    values = [
        run(condition, data, {**local, variable: item}) for item in (items if isinstance(items, list) else [items])
    ]
    decisive = name == "some"
    if any(value is decisive for value in values):
        return decisive
    return (not decisive) if all(isinstance(value, bool) for value in values) else None


def call(name, parts, data, local):
    function, *arguments = parts
    values = [run(argument, data, local) for argument in arguments]
    if function in ("count", "sum", "min", "max"):
        return of_list(function, values[0])
    texts = [value[0] if isinstance(value, list) and len(value) == 1 else value for value in values]
    if not all(isinstance(text, str) for text in texts):
        return None
    return {
        "contains": lambda text, part: part in text,
        "starts with": str.startswith,
        "ends with": str.endswith,
        "string length": lambda text: Decimal(len(text)),
        "upper case": str.upper,
        "lower case": str.lower,
        "date": parse_date,
    }[function](*texts)


def of_list(function, value):
    if value is None:
        return None
    items = value if isinstance(value, list) else [value]
    if function == "count":
        return Decimal(len(items))
    kinds = {kind(item) for item in items}
    if len(kinds) != 1 or not kinds <= ({"number"} if function == "sum" else {"number", "string", "date"}):
        return None
    return {"sum": sum, "min": min, "max": max}[function](items)


HANDLERS = {
    **dict.fromkeys(("value", "number", "date"), "literal"),
    **dict.fromkeys(("and", "or"), "logic"),
    **dict.fromkeys(("some", "every"), "quantified"),
    "name": "name_",
    "path": "path",
    "list": "list_",
    "neg": "neg",
    "not": "not_",
    "if": "if_",
    "in": "in_",
    "call": "call",
}
