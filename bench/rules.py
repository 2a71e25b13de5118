"""How many times a second compiled FEEL is evaluated, next to Python lambdas that do the same.

`value` is the rate of the commonest fee condition, `ratio` that rate as a share of its lambda's. The lambdas are the
floor of what an interpreter in Python could reach: they know the types of their data and check nothing.
With `--kit FOLDER` instead: how many cases of a folder laid out like the conformance kit of DMN pass.
"""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from bench._dmn_kit import Outcome, outcomes
from motcua.core.rules import compile_expression
from motcua.core.rules.decisions import DecisionTable, Input, Output, Rule, compile_table

Data = Mapping[str, Any]
_REPEATS = 25


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


KINDS = ("birth", "death", "marriage", "house", "land")
FEES = DecisionTable(
    name="fee",
    inputs=(Input("kind", "string"), Input("pages", "number"), Input("online", "boolean")),
    outputs=(Output("fee", "number"),),
    rules=tuple(
        Rule((f'"{kind}"', pages, online), (f"{1000 * (number + 1)}",))
        for number, (kind, pages, online) in enumerate(
            (kind, pages, online) for kind in KINDS for pages in ("<= 10", "> 10") for online in ("true", "false")
        )
    ),
)
"""Twenty rules over three inputs."""
FEE_OF_ONE = {"kind": "marriage", "pages": 12, "online": True}


def main(arguments: list[str]) -> dict[str, object]:
    """`motcua bench rules [EVALUATIONS]`: each expression is evaluated so many times, 200,000 when not said.

    `motcua bench rules --kit FOLDER`: the cases of a conformance kit, none of which is evaluated for its speed.
    """
    parser = argparse.ArgumentParser(prog="motcua bench rules")
    parser.add_argument("evaluations", nargs="?", type=int, default=200_000)
    parser.add_argument("--kit", type=Path, metavar="FOLDER", help="a folder laid out like the conformance kit of DMN")
    wanted = parser.parse_args(arguments)
    return _conformance(wanted.kit) if wanted.kit else _speed(wanted.evaluations)


def _conformance(kit: Path) -> dict[str, object]:
    start = perf_counter()
    found = list(outcomes(kit))
    if not found:
        raise SystemExit(f"{kit} holds no compliance-level-N folder with test cases")
    passed = sum(not outcome.failures for outcome in found)
    return {
        "bench": "rules",
        "value": round(passed / len(found), 4),
        "unit": "share of all cases passed",
        "passed": passed,
        "total": len(found),
        **{f"level{level}": _of_level(found, level) for level in sorted({outcome.level for outcome in found})},
        "failures": [f"{outcome.model}/{outcome.case}/{failure}" for outcome in found for failure in outcome.failures],
        "seconds": round(perf_counter() - start, 2),
    }


def _of_level(found: list[Outcome], level: int) -> dict[str, int]:
    of_level = [outcome for outcome in found if outcome.level == level]
    return {"passed": sum(not outcome.failures for outcome in of_level), "total": len(of_level)}


def _speed(count: int) -> dict[str, object]:
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
        "table_of_twenty_rules_per_second": round(_table_rate(count)),
        "compilations_per_second": round(compiled),
    }


def _table_rate(count: int) -> float:
    table = compile_table(FEES)
    if table.evaluate(FEE_OF_ONE) != 11_000:
        raise SystemExit("the fee table says something else than it should")
    return _rate(table.evaluate, FEE_OF_ONE, count)


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
