"""Every type of field reads a value in the browser as on the server; and the browser calculates as exactly."""

from decimal import Decimal, Overflow
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.forms import parse_form
from motcua.core.forms.values.numbers import decimal_json, round_half_up
from motcua.core.rules.numbers import CONTEXT
from tests.core.forms.any_form import WITHOUT_A_STOPWATCH, context
from tests.core.forms.any_value import ALL_KINDS, values_of
from tests.delivery.forms.conftest import BROWSER_CONTEXT, Run

pytestmark = pytest.mark.journey

EVERY_KIND = parse_form(ALL_KINDS)
FIELDS = {path: entry for path, entry in EVERY_KIND.fields() if entry.kind != "info"}
ASSESS = """({definition, submitted, context}) => submitted.map((data) => assess(definition, data, context))"""
CALCULATE = """(pairs) => pairs.map(([one, other]) => {
    const [left, right] = [Decimal.of(one), Decimal.of(other)];
    const tried = (calculate) => { try { return calculate().text(); } catch { return "overflow"; } };
    return [tried(() => left.plus(right)), tried(() => left.minus(right)), tried(() => left.times(right)),
        right.isZero() ? "0" : tried(() => left.over(right)), left.compare(right), left.isWhole()];
})"""
ROUND = "(numbers) => numbers.map(([text, places]) => decimalJson(Decimal.of(text).roundedHalfUp(places)))"


@pytest.mark.parametrize("path", FIELDS)
@settings(WITHOUT_A_STOPWATCH, max_examples=12)
@given(st.data())
def test_a_value_is_read_alike(run_in_browser: Run, path: str, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(values_of(FIELDS[path].kind), min_size=20, max_size=60))
    submitted = [{path: value} for value in drawn]
    definition = EVERY_KIND.to_browser("vi")
    browser = run_in_browser(ASSESS, {"definition": definition, "submitted": submitted, "context": BROWSER_CONTEXT})
    for one, said in zip(submitted, browser, strict=True):
        result = EVERY_KIND.validate(one, context=context())
        assert said["values"] == result.values
        assert [error["message"] for error in said["errors"]] == [error.vi for error in result.errors]


numbers = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.builds(lambda digits, scale: Decimal(digits).scaleb(-scale), st.integers(-(10**34), 10**34), st.integers(0, 40)),
    st.builds(
        lambda digit, power: Decimal(digit).scaleb(power), st.integers(1, 9), st.sampled_from([-6170, 6140, 3000])
    ),
    st.sampled_from([Decimal(text) for text in ("0", "0.5", "1", "-1", "3", "7", "5e-34", "1" + "0" * 33 + "5")]),
).map(CONTEXT.plus)


@settings(WITHOUT_A_STOPWATCH, max_examples=25)
@given(st.lists(st.tuples(numbers, numbers), min_size=40, max_size=100))
def test_the_browser_calculates_with_34_digits(run_in_browser: Run, pairs: list[tuple[Decimal, Decimal]]) -> None:
    browser = run_in_browser(CALCULATE, [[str(one), str(other)] for one, other in pairs])
    for (one, other), answers in zip(pairs, browser, strict=True):
        expected = [
            *(_tried(operation, one, other) for operation in (CONTEXT.add, CONTEXT.subtract, CONTEXT.multiply)),
            _tried(CONTEXT.divide, one, other) if other else "0",
        ]
        assert answers == [*expected, int(one.compare(other)), one == one.to_integral_value()], (one, other)


@settings(WITHOUT_A_STOPWATCH, max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.decimals(-(10**15) + 1, 10**15 - 1, allow_nan=False)
            | st.integers(-(10**9), 10**9).map(lambda number: Decimal(number) / 2000),
            st.integers(0, 6),
        ),
        min_size=40,
        max_size=100,
    )
)
def test_the_browser_rounds_half_away_from_zero(run_in_browser: Run, numbers: list[tuple[Decimal, int]]) -> None:
    browser = run_in_browser(ROUND, [[str(number), places] for number, places in numbers])
    for (number, places), text in zip(numbers, browser, strict=True):
        rounded = round_half_up(number, places)
        assert isinstance(rounded, Decimal)
        assert text == decimal_json(rounded)


def _tried(operation: Any, one: Decimal, other: Decimal) -> str:
    try:
        found = operation(one, other)
    except Overflow:
        return "overflow"
    text = f"{found:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
