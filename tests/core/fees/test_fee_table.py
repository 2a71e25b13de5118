from datetime import date

import pytest
import yaml

from motcua.core.fees import Channel, FeeTable, FeeTableError, assess, parse_policy, path_text
from motcua.core.fees.terms import Certainty, Collected, FeeKind, ReliefKind, SetBy, Term
from tests.core.fees.tables import LEGAL, item, parsed, relief

WRITTEN = """
items:
  - code: certified_copy
    name: {vi: Phí chứng thực bản sao từ bản chính, en: Certification fee}
    kind: fee
    collected: before
    from: 2016-10-20
    set_by: ministry
    basis: tt226
    certainty: published
    rows:
      - amount: min(200000, 2000 * min(số trang, 2) + 1000 * max(số trang - 2, 0))
        quantity: số bản
        stated: 2.000 đồng/trang; từ trang thứ ba 1.000 đồng/trang, tối đa 200.000 đồng/bản
reliefs:
  - code: poor
    name: {vi: Hộ nghèo, en: Poor household}
    kind: exemption
    when: người yêu cầu.hộ nghèo = true
    percent: 100
    basis: law
    certainty: unverified
"""


def test_a_table_is_read_from_what_a_clerk_writes():
    table = FeeTable.parse(yaml.safe_load(WRITTEN), legal=LEGAL)
    data = {"số trang": 10, "số bản": 2, "người yêu cầu": {"hộ nghèo": False}}
    assert assess(table, date(2026, 11, 21), Channel.COUNTER, None, data).payable == 24_000
    assert table.items[0].scope.period.first == date(2016, 10, 20)


def test_a_table_names_its_expressions_for_a_checker():
    table = FeeTable.parse(yaml.safe_load(WRITTEN), legal=LEGAL)
    assert {path_text(path): set(expression.reads.paths) for path, expression in table.expressions()} == {
        "items[0].rows[0].amount": {("số trang",)},
        "items[0].rows[0].quantity": {("số bản",)},
        "reliefs[0].when": {("người yêu cầu", "hộ nghèo")},
    }


def without(data, key):
    return {name: value for name, value in data.items() if name != key}


ROW = {"amount": 1}


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (None, ""),
        ([], ""),
        ({}, "items"),
        ({"items": []}, "items"),
        ({"items": {}}, "items"),
        ({"items": [5]}, "items[0]"),
        ({"items": [item("a", ROW)], "item": 1}, "item"),
        ({"items": [item("a", ROW), item("a", ROW)]}, "items"),
        ({"items": [without(item("a", ROW), "code")]}, "items[0].code"),
        ({"items": [item("a", ROW, name="a")]}, "items[0].name"),
        ({"items": [item("a", ROW, name={"vi": "Phí"})]}, "items[0].name.en"),
        ({"items": [item("a", ROW, kind="tax")]}, "items[0].kind"),
        ({"items": [item("a", ROW, collected="later")]}, "items[0].collected"),
        ({"items": [item("a", ROW, prise=1)]}, "items[0].prise"),
        ({"items": [item("a", ROW, **{"from": "01/02/2026"})]}, "items[0].from"),
        ({"items": [item("a", ROW, **{"from": "2026-02-01", "to": "2026-01-01"})]}, "items[0].to"),
        ({"items": [item("a", ROW, channels=["fax"])]}, "items[0].channels"),
        ({"items": [item("a", ROW, channels="online")]}, "items[0].channels"),
        ({"items": [item("a", ROW, cases=["house"])]}, "items[0].cases"),
        ({"items": [item("a")]}, "items[0].rows"),
        ({"items": [item("a", {})]}, "items[0].rows[0].amount"),
        ({"items": [item("a", {"amount": -5})]}, "items[0].rows[0].amount"),
        ({"items": [item("a", {"amount": 1.5})]}, "items[0].rows[0].amount"),
        ({"items": [item("a", {"amount": True})]}, "items[0].rows[0].amount"),
        ({"items": [item("a", {"amount": "1 +"})]}, "items[0].rows[0].amount"),
        ({"items": [item("a", {"amount": 1, "when": "a >"})]}, "items[0].rows[0].when"),
        ({"items": [item("a", {"amount": 1, "when": 5})]}, "items[0].rows[0].when"),
        ({"items": [item("a", {"amount": 1, "quantity": []})]}, "items[0].rows[0].quantity"),
        ({"items": [item("a", {"amount": 1, "basis": "unknown"})]}, "items[0].rows[0].basis"),
        ({"items": [without(item("a", ROW), "basis")]}, "items[0].rows[0].basis"),
        ({"items": [without(item("a", ROW), "set_by")]}, "items[0].rows[0].set_by"),
        ({"items": [without(item("a", ROW), "certainty")]}, "items[0].rows[0].certainty"),
        ({"items": [item("a", {"amount": 1, "stated": 700})]}, "items[0].rows[0].stated"),
        ({"items": [item("a", ROW)], "reliefs": [relief("r")]}, "reliefs[0].percent"),
        ({"items": [item("a", ROW)], "reliefs": [relief("r", percent=50, amount=1)]}, "reliefs[0].percent"),
        ({"items": [item("a", ROW)], "reliefs": [relief("r", percent=0)]}, "reliefs[0].percent"),
        ({"items": [item("a", ROW)], "reliefs": [relief("r", percent=100, borne_by="city")]}, "reliefs[0].borne_by"),
        ({"items": [item("a", ROW)], "reliefs": [relief("r", "subsidy", percent=100)]}, "reliefs[0].borne_by"),
        ({"items": [item("a", ROW)], "reliefs": [relief("r", percent=100, items=["b"])]}, "reliefs[0].items"),
        ({"items": [item("a", ROW)], "reliefs": [relief("r", percent=100, basis="")]}, "reliefs[0].basis"),
    ],
)
def test_a_mistake_is_named_with_its_place(data, path):
    with pytest.raises(FeeTableError) as caught:
        FeeTable.parse(data, legal=LEGAL)
    (problem,) = caught.value.problems
    assert path_text(problem.path) == path
    assert problem.message.vi
    assert problem.message.en


def test_all_mistakes_are_told_at_once():
    with pytest.raises(FeeTableError) as caught:
        FeeTable.parse({"items": [item("", {"amount": "("}, kind="x")]}, legal=LEGAL)
    assert [path_text(problem.path) for problem in caught.value.problems] == [
        "items[0].code",
        "items[0].kind",
        "items[0].rows[0].amount",
    ]


def test_a_mistake_in_an_expression_is_told_with_line_and_column():
    with pytest.raises(FeeTableError, match=r"items\[0\]\.rows\[0\]\.amount: dòng 1, cột 8: gặp hết biểu thức"):
        parsed(item("a", {"amount": "pages *"}))


ONLINE, OTHERS = {"channels": ["online"]}, {"channels": ["counter", "post"]}


@pytest.mark.parametrize(
    ("rows", "scope", "said"),
    [
        ([{"from": "2026-01-01"}], {}, "trực tuyến, trường hợp house ngay từ đầu"),
        ([{"to": "2025-12-31"}], {}, "trực tuyến, trường hợp house từ ngày 01/01/2026"),
        ([{"to": "2025-12-31"}, {"from": "2026-01-02"}], {}, "từ ngày 01/01/2026"),
        ([ONLINE], {}, "trực tiếp, trường hợp house ngay từ đầu"),
        ([ONLINE, {"channels": ["counter"]}], {}, "qua bưu chính công ích"),
        ([ONLINE | {"to": "2025-12-31"}, OTHERS], {}, "trực tuyến, trường hợp house từ ngày 01/01/2026"),
        ([{"from": "2026-03-01"}], {"from": "2026-01-01"}, "từ ngày 01/01/2026"),
        ([{"cases": ["house"]}], {}, "trường hợp repair"),
    ],
)
def test_a_gap_between_rows_is_found_before_any_dossier_falls_into_it(rows, scope, said):
    with pytest.raises(FeeTableError) as caught:
        parsed(item("a", *(row | ROW for row in rows), **scope), cases=("house", "repair"))
    (problem,) = caught.value.problems
    assert path_text(problem.path) == "items[0].rows"
    assert said in problem.message.vi


@pytest.mark.parametrize(
    ("rows", "scope"),
    [
        ([{}], {}),
        ([{"to": "2025-12-31"}, {"from": "2026-01-01"}], {}),
        ([{"from": "2026-01-01"}, {"to": "2025-12-31"}], {}),
        ([{"from": "2026-01-01", "to": "2026-12-31"}], {"from": "2026-01-01", "to": "2026-12-31"}),
        ([ONLINE], ONLINE),
        ([ONLINE, OTHERS], {}),
        ([{"cases": ["house"]}, {"cases": ["repair"]}], {}),
        ([{"cases": ["house"]}], {"cases": ["house"]}),
        ([{"when": "a"}, {"when": "b"}], {}),
        ([{"when": "a", "to": "2025-12-31"}, {"when": "b"}], {}),
    ],
)
def test_rows_that_cover_the_whole_item_are_well(rows, scope):
    assert parsed(item("a", *(row | ROW for row in rows), **scope), cases=("house", "repair"))


@pytest.mark.parametrize(
    "rows",
    [
        [{}, {}],
        [{"to": "2026-01-01"}, {"from": "2026-01-01"}],
        [ONLINE, OTHERS, {"channels": ["post"], "from": "2026-01-01"}],
        [{}, {"when": "pages > 2"}],
        [{}, {"cases": ["house"]}],
    ],
)
def test_rows_that_could_hold_at_once_are_found(rows):
    with pytest.raises(FeeTableError) as caught:
        parsed(item("a", *(row | ROW for row in rows)), cases=("house", "repair"))
    (problem,) = caught.value.problems
    assert path_text(problem.path) == f"items[0].rows[{len(rows) - 1}]"
    assert "items[0].rows[" in problem.message.vi


def test_a_policy_of_the_city_names_no_items_of_a_procedure():
    with pytest.raises(FeeTableError, match=r"policy\.reliefs\[0\]\.items"):
        parse_policy({"reliefs": [relief("r", percent=100, items=["a"])]}, legal=LEGAL)


def test_every_word_of_a_table_has_a_name_in_both_languages():
    words = [word for terms in (FeeKind, SetBy, Channel, Collected, Certainty, ReliefKind) for word in terms]
    assert len({word.label for word in words}) == len(words)
    assert {type(word) for word in words} == set(Term.__subclasses__())
    assert all(word.label.vi and word.label.en for word in words)
