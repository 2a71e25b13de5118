"""Any expression that a browser can evaluate, sensible or not, and data for it."""

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.core.forms.any_form import Names

NAMES = ("n", "m", "t", "u", "b", "d", "e", "list", "rows", "empty", "nothing", "record")

_decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**16), max_value=10**16, places=4)
_numbers = _decimals | st.integers(-1000, 10**15).map(Decimal) | st.sampled_from([Decimal("0.1"), Decimal(3)])
_texts = st.text("aăâAđ 1😀é\uffee", max_size=4) | st.sampled_from(
    ["2026-11-21", "2024-02-29", "2023-02-29", "Hoà", "ß"]
)
_days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
_rows = st.lists(st.fixed_dictionaries({"n": _numbers | st.none(), "t": _texts}, optional={"d": _days}), max_size=4)

scopes = st.fixed_dictionaries(
    {
        "channel": st.just("online"),
        "case": st.just("house"),
        "today": st.just(datetime.date(2026, 11, 21)),
        "n": _numbers,
        "m": _numbers,
        "t": _texts,
        "u": _texts,
        "b": st.booleans(),
        "d": _days,
        "e": _days,
        "list": st.lists(_numbers, max_size=4),
        "rows": _rows,
        "empty": st.just([]),
        "nothing": st.none(),
        "record": st.fixed_dictionaries({"n": _numbers, "list": st.lists(_numbers, max_size=2)}),
    }
)

SENSIBLE = Names(
    numbers=["n", "m", "record.n", "nothing", "d.day"],
    texts=["t", "u", "channel", "nothing"],
    truths=["b", "nothing"],
    dates=["d", "e", "today", "nothing"],
    choices=["t", "u"],
    lists_of_numbers=["list", "rows.n", "record.list", "empty", "nothing"],
    groups=["rows", "list", "empty"],
)
"""Names by the kind of their values; each kind may be missing."""

_LEAVES = (
    *NAMES,
    *("0", "1", "0.1", "-3", "12345678901234567890123456789012345", "0.0000000001", "1000000000000", "true", "null"),
    *('""', '"a"', '"2026-11-21"', '@"2024-02-29"', "rows.n", "rows.t", "record.n", "record.list", "d.year", "[]"),
)
_DEEP = (
    *("(% < %)", "(% <= %)", "(% > %)", "(% >= %)", "(% = %)", "(% != %)", "(% and %)", "(% or %)", "not(%)"),
    *("(if % then % else %)", "(% in (%, %))", "(% in [%..%])", "(% in (%..%))", "(% in (< %, = %, != %))"),
    *("(% between % and %)", "(some x in % satisfies x < %)", "(every x in % satisfies x = %)", "count(%)", "sum(%)"),
    *("min(%)", "max(%)", "min(%, %)", "contains(%, %)", "starts with(%, %)", "ends with(%, %)", "upper case(%)"),
    *(
        "string length(%)",
        "lower case(%)",
        "date(%)",
        "[%, %]",
        "(some x in % satisfies every y in rows.n satisfies x > y)",
    ),
)
_CALCULATED = ("($ + $)", "($ - $)", "($ * $)", "($ / $)", "(-$)")
_CALCULABLE = (
    "n",
    "m",
    "t",
    "b",
    "list",
    "nothing",
    "record",
    "3",
    "0.7",
    '"a"',
    "sum(rows.n)",
    "count(rows)",
    "e.day",
)


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> str:
    """Half of them sensible, in the others kinds are mixed freely.

    Days are not calculated with: what comes of that no form may use, and the browser does not know.
    """
    kind = draw(st.sampled_from(["truth", "number", "text", "mixed", "mixed", "mixed"]))
    return _draw(draw, depth) if kind == "mixed" else getattr(SENSIBLE, kind)(draw, depth)


def _draw(draw: st.DrawFn, depth: int) -> str:
    pieces = draw(st.sampled_from(_LEAVES if depth == 0 else (*_DEEP, *_DEEP, *_LEAVES, *_CALCULATED))).split("%")
    text = pieces[0] + "".join(_draw(draw, depth - 1) + piece for piece in pieces[1:])
    return _calculated(draw, text, depth)


def _calculated(draw: st.DrawFn, text: str, depth: int) -> str:
    pieces = text.split("$")
    made = pieces[0]
    for piece in pieces[1:]:
        made += _calculated(
            draw, draw(st.sampled_from(_CALCULABLE if depth < 2 else (*_CALCULATED, *_CALCULABLE))), depth - 1
        )
        made += piece
    return made


def wire(value: Any) -> Any:
    """A value of FEEL, or data for one, as JSON that says what is a number and what a date."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return {"number": "0" if text == "-0" else text}
    if isinstance(value, list):
        return [wire(item) for item in value]
    if isinstance(value, dict):
        return {"context": {key: wire(entry) for key, entry in value.items()}}
    if value is None or isinstance(value, (bool, str)):
        return value
    return {"date": f"{value.year:04}-{value.month:02}-{value.day:02}"}
