from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.fees import AssessmentError, Channel, Collected, ReliefKind
from tests.core.fees.tables import (
    ADOPTION,
    ADOPTION_RELIEFS,
    COMPANY,
    COPIES,
    EXTRACT,
    HALF,
    LICENCE,
    RESIDENCE,
    assessed,
    hanoi,
    item,
    parsed,
    relief,
)

ONLINE, COUNTER, POST = Channel.ONLINE, Channel.COUNTER, Channel.POST


@pytest.mark.parametrize(
    ("pages", "copies", "fee"), [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (10, 2, 24_000), (300, 1, 200_000)]
)
def test_a_certified_copy_costs_by_the_page_up_to_a_ceiling_for_each_copy(pages, copies, fee):
    assert assessed(parsed(COPIES), pages=pages, copies=copies).payable == fee


@given(st.integers(1, 1000), st.integers(0, 50))
def test_the_page_tiers_are_those_of_the_circular(pages, copies):
    expected = copies * min(200_000, sum(2000 if page <= 2 else 1000 for page in range(1, pages + 1)))
    assert assessed(parsed(COPIES), pages=pages, copies=copies).gross == expected


def test_a_fee_of_the_ministry_is_paid_back_by_hanoi_when_handed_in_online():
    found = assessed(parsed(EXTRACT), ONLINE, copies=3, policy=hanoi())
    (line,) = found.lines
    assert (line.gross, line.waived, line.subsidised, line.payable) == (24_000, 0, 24_000, 0)
    assert line.borne_by == {"ngân sách Thành phố": 24_000}
    assert line.reliefs[0].basis == "nq77"
    assert line.basis == "tt281"
    assert line.stated == "8.000 đồng/bản"


def test_at_the_counter_hanoi_pays_nothing_back():
    found = assessed(parsed(EXTRACT), COUNTER, copies=3, policy=hanoi())
    assert (found.payable, found.borne_by) == (24_000, {})
    assert [each.reason.vi for each in found.not_applied] == ["dành cho kênh nộp hoặc trường hợp khác"]


def test_a_fee_of_the_council_is_nothing_online_and_nobody_pays_it():
    table = parsed(item("permit", {"amount": 75_000}, kind="charge", set_by="council", basis="council"))
    online, counter = assessed(table, ONLINE, policy=hanoi()), assessed(table, COUNTER, policy=hanoi())
    assert (online.payable, online.waived, online.subsidised) == (0, 75_000, 0)
    assert counter.payable == 75_000


@pytest.mark.parametrize("set_by", ["council", "ministry"])
def test_an_appraisal_fee_is_paid_online_too(set_by):
    table = parsed(item("appraisal", {"amount": 700_000}, kind="appraisal_fee", set_by=set_by))
    assert assessed(table, ONLINE, policy=hanoi()).payable == 700_000


def test_before_the_resolution_a_fee_is_what_it_was():
    assert assessed(parsed(EXTRACT), ONLINE, date(2025, 12, 31), copies=1, policy=hanoi()).payable == 8000


@pytest.mark.parametrize(
    ("channel", "on", "fee"),
    [
        (ONLINE, date(2025, 12, 31), 115_000),
        (ONLINE, date(2026, 1, 1), 135_000),
        (COUNTER, date(2025, 12, 31), 135_000),
        (POST, date(2026, 1, 1), 135_000),
    ],
)
def test_a_fee_with_an_end_holds_through_its_last_day(channel, on, fee):
    assert assessed(parsed(LICENCE), channel, on).payable == fee


@pytest.mark.parametrize(("channel", "fee"), [(ONLINE, 10_000), (COUNTER, 20_000), (POST, 20_000)])
def test_a_fee_may_differ_by_channel(channel, fee):
    assert assessed(parsed(RESIDENCE), channel).payable == fee


def test_several_items_add_up_each_with_its_own_line():
    found = assessed(parsed(*COMPANY), COUNTER)
    assert [(line.item, line.payable) for line in found.lines] == [("registration", 50_000), ("publication", 100_000)]
    assert found.payable == 150_000
    assert assessed(parsed(*COMPANY), ONLINE).payable == 100_000


def test_half_a_fee_is_waived_by_condition():
    table = parsed(*COMPANY, reliefs=[HALF])
    found = assessed(table, COUNTER, **{"converted from household": True})
    assert (found.gross, found.waived, found.payable) == (150_000, 75_000, 75_000)
    assert assessed(table, COUNTER, **{"converted from household": False}).payable == 150_000


def test_the_largest_exemption_is_granted_and_the_others_are_told():
    table = parsed(ADOPTION, reliefs=ADOPTION_RELIEFS)
    child = {"disabled": False, "hiv": False, "siblings": 2}
    assert assessed(table, relation="người ngoài", child=child).payable == 200_000
    found = assessed(table, relation="chú", child=child)
    assert found.payable == 0
    assert [relief.code for relief in found.lines[0].reliefs] == ["kin"]
    assert {each.path: each.reason.en for each in found.not_applied} == {
        ("reliefs", 1): "the condition is not met",
        ("reliefs", 2): "a larger one was granted",
    }


def test_a_subsidy_pays_only_what_an_exemption_has_left():
    table = parsed(item("x", {"amount": 1000}), reliefs=[relief("half", "reduction", percent=50)])
    (line,) = assessed(table, ONLINE, policy=hanoi()).lines
    assert [(each.kind, each.amount) for each in line.reliefs] == [
        (ReliefKind.REDUCTION, 500),
        (ReliefKind.SUBSIDY, 500),
    ]


def test_a_relief_may_be_an_amount_reckoned_from_the_gross_fee():
    table = parsed(item("x", {"amount": 75_001}), reliefs=[relief("half", "reduction", amount="floor(gross / 2)")])
    assert assessed(table).payable == 37_501


def test_a_half_that_is_no_whole_amount_does_not_matter_when_all_is_waived():
    reliefs = [relief("half", "reduction", percent=50), relief("all", percent=100)]
    assert assessed(parsed(item("x", {"amount": 75_001}), reliefs=reliefs)).payable == 0


def test_a_relief_touches_only_the_items_and_kinds_it_names():
    fees = [item("a", {"amount": 100}), item("b", {"amount": 100}), item("c", {"amount": 100}, kind="charge")]
    assert assessed(parsed(*fees, reliefs=[relief("r", percent=100, items=["a"])])).payable == 200
    assert assessed(parsed(*fees, reliefs=[relief("r", percent=100, kinds=["charge"])])).payable == 200
    assert assessed(parsed(*fees, reliefs=[relief("r", percent=100, except_kinds=["charge"])])).payable == 100


def test_what_is_collected_before_and_after_is_told_apart():
    table = parsed(item("a", {"amount": 100}), item("b", {"amount": 30}, collected="after"))
    found = assessed(table)
    assert (found.payable_at(Collected.BEFORE), found.payable_at(Collected.AFTER)) == (100, 30)


def test_rows_and_items_may_be_for_cases_and_expressions_know_the_way_of_handing_in():
    table = parsed(
        item(
            "house",
            {"amount": 75_000, "cases": ["house"]},
            {"amount": 150_000, "cases": ["villa"]},
            cases=["house", "villa"],
        ),
        item("speed", {"amount": 'if channel = "online" and case = "house" and on >= @"2026-01-01" then 1 else 2'}),
        cases=("house", "villa", "repair"),
    )
    assert assessed(table, ONLINE, case="house").payable == 75_001
    assert assessed(table, ONLINE, case="villa").payable == 150_002
    assert assessed(table, ONLINE, case="repair").payable == 2


def test_an_item_is_not_charged_outside_its_days():
    table = parsed(item("new", {"amount": 5000}, **{"from": "2026-07-01"}))
    found = assessed(table, on=date(2026, 6, 30))
    assert (found.lines, found.not_applied[0].reason.vi) == ((), "không có hiệu lực vào ngày nộp")
    assert assessed(table, on=date(2026, 7, 1)).payable == 5000


def test_the_same_input_gives_the_same_assessment():
    table = parsed(*COMPANY, reliefs=[HALF])
    assert assessed(table, **{"converted from household": True}) == assessed(
        table, **{"converted from household": True}
    )


@pytest.mark.parametrize(
    ("row", "data", "path", "said"),
    [
        ({"amount": "8000 * pages"}, {}, "items[0].rows[0].amount", "không có dữ liệu nào tên “pages”"),
        ({"amount": "8000 * pages"}, {"pages": None}, "items[0].rows[0].amount", "chưa đủ dữ liệu để tính"),
        ({"amount": "pages / 3"}, {"pages": 10}, "items[0].rows[0].amount", "kết quả 3.333333333 không phải số nguyên"),
        ({"amount": "pages - 10"}, {"pages": 3}, "items[0].rows[0].amount", "kết quả -7 không phải số nguyên"),
        ({"amount": '"8000"'}, {}, "items[0].rows[0].amount", "kết quả string không phải số nguyên"),
        ({"amount": "10 ** 30"}, {}, "items[0].rows[0].amount", "kết quả 1e+30 không phải số nguyên"),
        ({"amount": 8000, "quantity": "copies"}, {"copies": 1.5}, "items[0].rows[0].quantity", "kết quả 1.5"),
        ({"amount": 10**12, "quantity": 10**12}, {}, "items[0].rows[0]", "không phải số nguyên từ 0"),
        ({"amount": 1, "when": "pages > 2"}, {}, "items[0].rows[0].when", "chưa đủ dữ liệu để tính"),
        ({"amount": 1, "when": "pages"}, {"pages": 2}, "items[0].rows[0].when", "điều kiện phải là đúng hoặc sai"),
        ({"amount": 1, "when": "pages > 2"}, {"pages": 1}, "items[0]", "không dòng nào được áp dụng"),
        ({"amount": "count(for i in 1..999999 return i)"}, {}, "items[0].rows[0].amount", "bước tính"),
    ],
)
def test_what_cannot_be_told_is_an_error_that_says_why(row, data, path, said):
    with pytest.raises(AssessmentError) as caught:
        assessed(parsed(item("x", row)), **data)
    assert str(caught.value).startswith(f"{path}: ")
    assert said in caught.value.message.vi
    assert caught.value.message.en


def test_a_channel_that_there_is_not_is_an_error():
    with pytest.raises(AssessmentError, match="không có kênh nộp “fax”"):
        assessed(parsed(RESIDENCE), "fax")


def test_two_rows_that_hold_at_once_are_an_error():
    table = parsed(item("x", {"amount": 1, "when": "pages > 2"}, {"amount": 2, "when": "pages > 5"}))
    assert assessed(table, pages=3).payable == 1
    with pytest.raises(AssessmentError, match="các dòng 1, 2 cùng được áp dụng"):
        assessed(table, pages=6)


@pytest.mark.parametrize(
    ("rule", "said"), [({"percent": 50}, "kết quả 0.5"), ({"amount": 2}, "mức giảm lớn hơn số phải thu")]
)
def test_a_relief_of_half_a_dong_or_of_more_than_is_due_is_an_error(rule, said):
    with pytest.raises(AssessmentError, match=said):
        assessed(parsed(item("x", {"amount": 1}), reliefs=[relief("r", "reduction", **rule)]))


def test_a_relief_whose_condition_reads_what_is_not_there_is_not_granted_and_says_so():
    found = assessed(parsed(item("x", {"amount": 1}), reliefs=[relief("poor", percent=100, when="poor = true")]))
    assert found.payable == 1
    assert "không có dữ liệu nào tên “poor”" in found.not_applied[0].reason.vi


@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 20)), min_size=1, max_size=4),
    st.lists(
        st.tuples(st.sampled_from(["exemption", "reduction", "subsidy"]), st.sampled_from([25, 50, 100])), max_size=4
    ),
)
def test_gross_is_waived_and_subsidised_and_payable_together(fees, grants):
    table = parsed(
        *(item(f"i{n}", {"amount": amount * 16, "quantity": quantity}) for n, (amount, quantity) in enumerate(fees)),
        reliefs=[
            relief(f"r{n}", kind, percent=percent) | ({"borne_by": "city"} if kind == "subsidy" else {})
            for n, (kind, percent) in enumerate(grants)
        ],
    )
    found = assessed(table)
    assert found.gross == sum(amount * 16 * quantity for amount, quantity in fees)
    assert found.waived + found.subsidised + found.payable == found.gross
    assert min(found.waived, found.subsidised, found.payable) >= 0
    assert sum(found.borne_by.values()) == found.subsidised
