"""How many times a second compiled FEEL is evaluated, next to Python lambdas that do the same.

`value` is the rate of the commonest fee condition, `ratio` that rate as a share of its lambda's. The lambdas are the
floor of what an interpreter in Python could reach: they know the types of their data and check nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from motcua.core.rules import compile_expression

Data = Mapping[str, Any]
_REPEATS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """One expression, its data, and the lambda that says the same."""

    name: str
    text: str
    data: Data
    floor: Callable[[Data], object]


PEOPLE = [{"age": age} for age in range(50, 70)]
CASES = (
    Measured(
        "condition",
        'channel = "online" and pages > 2',
        {"channel": "online", "pages": 3},
        lambda data: data["channel"] == "online" and data["pages"] > 2,
    ),
    Measured(
        "path",
        "form.house.floors >= 3",
        {"form": {"house": {"floors": 4}}},
        lambda data: data["form"]["house"]["floors"] >= 3,
    ),
    Measured(
        "membership",
        'kind in ("birth", "death", "marriage")',
        {"kind": "marriage"},
        lambda data: data["kind"] in ("birth", "death", "marriage"),
    ),
    Measured(
        "tiers",
        "min(200000, 2000 * min(pages, 2) + 1000 * max(pages - 2, 0))",
        {"pages": 10},
        lambda data: min(200_000, 2000 * min(data["pages"], 2) + 1000 * max(data["pages"] - 2, 0)),
    ),
    Measured(
        "list of twenty",
        "some person in people satisfies person.age > 68",
        {"people": PEOPLE},
        lambda data: any(person["age"] > 68 for person in data["people"]),
    ),
)


def main(arguments: list[str]) -> dict[str, object]:
    """`motcua bench rules [EVALUATIONS]`: each expression is evaluated so many times, 200,000 when not said."""
    count = int(arguments[0]) if arguments else 200_000
    rates = {case.name: _rates(case, count) for case in CASES}
    compiled = _rate(lambda data: compile_expression(CASES[0].text), CASES[0].data, max(count // 200, 1))
    fee, floor = rates["condition"]
    return {
        "bench": "rules",
        "value": round(fee),
        "unit": "evaluations/s",
        "ratio": round(fee / floor, 3),
        "evaluations_per_second": {name: round(rate) for name, (rate, _) in rates.items()},
        "ratios": {name: round(rate / floor, 3) for name, (rate, floor) in rates.items()},
        "compilations_per_second": round(compiled),
    }


def _rates(case: Measured, count: int) -> tuple[float, float]:
    """Of the expression and of its floor; both must give the same answer."""
    expression = compile_expression(case.text)
    if expression.evaluate(case.data) != case.floor(case.data):
        raise SystemExit(f"the lambda of “{case.name}” says something else than its expression")
    return _rate(expression.evaluate, case.data, count), _rate(case.floor, case.data, count)


def _rate(evaluate: Callable[[Data], object], data: Data, count: int) -> float:
    """Calls a second: the best of some rounds, as the others measure the neighbours on the machine."""
    best = 0.0
    for _ in range(_REPEATS):
        start = perf_counter()
        for _ in range(count // _REPEATS or 1):
            evaluate(data)
        best = max(best, (count // _REPEATS or 1) / (perf_counter() - start))
    return best
