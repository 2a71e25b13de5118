"""Tables as offices and Excel write them are read, and what was passed over or guessed is told."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.mining.log import NO_TIME, as_moment
from motcua.core.mining.reading import Field, NoLogError, Read, Told, read_log, read_table
from motcua.core.workcal import ZONE


def table(text: str, **mapping: str) -> Read:
    told = Told({Field(name): column for name, column in mapping.items()}, ZONE)
    return read_table(io.BytesIO(text.encode()), told)


def ended(read: Read) -> datetime | None:
    moment = as_moment(int(read.log.ended[0]))
    return moment and moment.astimezone(ZONE).replace(tzinfo=None)


def said(read: Read) -> str:
    return " ".join(guess.en for guess in read.guessed)


def test_titles_above_the_table_are_passed_over_and_told() -> None:
    read = table(
        "UBND PHƯỜNG AN KHÁNH;;;\nBÁO CÁO, THEO DÕI, HỒ SƠ;;;\n;;;\n"
        "Mã hồ sơ;Bước;Kết thúc;Cán bộ\nH29-1;Thẩm định;20/11/2026 08:30;An\n;;Tổng cộng: 1;\n"
    )
    assert (read.log.cases, read.log.resources) == (("H29-1",), ("An",))
    assert "Line 4 was taken for the names of the columns" in said(read)
    assert {each.line for each in read.unread} == {6}


def test_the_line_of_excel_that_names_the_separator_is_followed() -> None:
    assert table("sep=|\ncase|activity|end\n1,2|a;b|20/11/2026\n").log.cases == ("1,2",)


def test_a_separator_within_quotes_separates_nothing() -> None:
    read = table('case;activity;end\n1;"nhận, kiểm tra, ghi sổ, trả phiếu";20/11/2026\n')
    assert read.log.activities == ("nhận, kiểm tra, ghi sổ, trả phiếu",)


def test_a_cell_may_have_lines_and_what_follows_keeps_its_own() -> None:
    read = table('case,activity,end,note\n1,a,20/11/2026,"two\nlines"\n2,a,never,\n')
    assert read.log.attributes["note"] == ("two\nlines",)
    assert [each.line for each in read.unread] == [4]


def test_empty_cells_that_excel_adds_are_no_cells() -> None:
    read = table("case;activity;end\n1;a;20/11/2026;;;\n")
    assert (len(read.log), read.left_out) == (1, 0)


def test_codes_that_excel_must_not_touch_are_read_without_their_wrapping() -> None:
    assert table('case,activity,end\n"=""0012""",a,20/11/2026\n').log.cases == ("0012",)


def test_codes_that_excel_has_rounded_are_left_out_and_told() -> None:
    """Two dossiers would become one in silence."""
    read = table("case;activity;end\n1,23457E+14;a;20/11/2026\n2;a;20/11/2026\n")
    assert read.log.cases == ("2",)
    assert "rounded by Excel" in read.unread[0].en


def test_a_quote_that_is_never_closed_is_told_where_it_begins() -> None:
    read = table('case,activity,end\n1,a,20/11/2026\n2,"a,20/11/2026\n3,a,20/11/2026\n')
    assert read.log.cases == ("1",)
    assert [each.line for each in read.unread] == [3]


def test_months_before_days_are_read_where_they_can_be_nothing_else() -> None:
    read = table("case,activity,end\n1,a,02/11/2026 08:00\n1,b,11/20/2026 08:30\n")
    assert ended(read) == datetime(2026, 2, 11, 8)  # noqa: DTZ001 at the office
    assert "month/day/year" in said(read)
    assert ended(table("case,activity,end\n1,a,02/11/2026 08:00\n")) == datetime(2026, 11, 2, 8)  # noqa: DTZ001 as above


def test_numbers_of_excel_are_days() -> None:
    assert ended(table("case;activity;end\n1;a;46346,3541666667\n")) == datetime(2026, 11, 20, 8, 30)  # noqa: DTZ001


def test_times_with_and_without_a_zone_are_told_apart() -> None:
    read = table("case,activity,end\n1,a,2026-11-20T01:30:00Z\n1,b,2026-11-20 08:30\n")
    assert read.log.ended[0] == read.log.ended[1]
    assert "1 of 2 times name no zone and were read as of Asia/Ho_Chi_Minh" in said(read)
    assert "no zone" not in said(table("case,activity,end\n1,a,2026-11-20T01:30:00Z\n"))


def test_columns_taken_by_their_usual_names_are_told_and_those_that_were_named_are_not() -> None:
    text = "Mã hồ sơ,Công đoạn,Thời gian kết thúc,Người xử lý\n1,a,20/11/2026,An\n"
    assert "case=Mã hồ sơ, activity=Công đoạn, ended=Thời gian kết thúc, resource=Người xử lý" in said(table(text))
    assert "case=" not in said(table(text, case="Mã hồ sơ"))
    assert "Columns" not in said(table("case,activity,ended\n1,a,20/11/2026\n"))


def test_what_is_known_of_a_case_is_a_moment_where_it_is_written_as_one() -> None:
    read = table("case,activity,end,due,code,empty\n1,a,20/11/2026,24/11/2026,20261124083000,\n")
    assert read.log.attributes["due"] == (datetime(2026, 11, 24, tzinfo=ZONE),)
    assert read.log.attributes["code"] == ("20261124083000",)
    assert read.log.attributes["empty"] == (None,)


def test_columns_of_the_case_may_bear_the_names_of_columns_of_events() -> None:
    read = table("case,activity,ended,case:ended,case:role\n1,a,20/11/2026,24/11/2026,applicant\n")
    assert set(read.log.attributes) == {"ended", "role"}
    assert read.log.roles == ()


def test_a_table_whose_columns_nobody_can_guess_names_its_widest_row() -> None:
    with pytest.raises(NoLogError, match=r"--map case=COLUMN.*x, y, z"):
        table("Report\nx,y,z\n1,2,3\n")


def test_a_zipped_table_is_read() -> None:
    packed = gzip.compress(b"case,activity,end\n1,a,20/11/2026\n")
    assert read_log(io.BytesIO(packed)).log.cases == ("1",)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused_in_words(content: bytes) -> None:
    with contextlib.suppress(NoLogError):
        assert read_table(io.BytesIO(content)).left_out >= 0


cells = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6)


@given(st.lists(st.tuples(cells, cells, st.sampled_from(["20/11/2026", "never", ""])), max_size=5))
def test_every_row_is_an_event_or_told(rows: list[tuple[str, str, str]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([("case", "activity", "ended"), *rows])
    read = read_table(io.BytesIO(file.getvalue().encode()), Told(encoding="utf-8"))
    told = {each.line for each in read.unread}
    there = sum(any(map(str.strip, row)) for row in rows)
    assert len(read.log) + len(told) == there
    assert all(time != NO_TIME for time in read.log.ended.tolist())


def test_months_that_come_first_are_seen_however_late_they_show() -> None:
    days = "".join(f"{n},a,{n % 12 + 1:02}/{n % 9 + 1:02}/2026\n" for n in range(1500))
    read = table(f"case,activity,end\n{days}x,a,11/20/2026\n")
    assert read.left_out == 0
    assert ended(read) == datetime(2026, 1, 1)  # noqa: DTZ001 read without its zone
    assert as_moment(int(read.log.ended[1])) == datetime(2026, 2, 2, tzinfo=ZONE)
    assert "month/day/year" in said(read)


def test_a_table_of_both_orders_is_read_with_days_first_and_the_others_are_told() -> None:
    read = table("case,activity,end\n1,a,01/02/2026\n1,b,11/20/2026\n1,c,20/11/2026\n")
    assert [each.line for each in read.unread] == [3]
    assert as_moment(int(read.log.ended[0])) == datetime(2026, 2, 1, tzinfo=ZONE)


def test_where_nothing_shows_what_comes_first_that_is_told() -> None:
    assert "day/month/year; none above 12" in said(table("case,activity,end\n1,a,01/02/2026\n"))
    assert "day/month/year" not in said(table("case,activity,end\n1,a,01/02/2026\n1,b,13/02/2026\n"))


def test_years_of_two_digits_are_told() -> None:
    read = table("case,activity,end\n1,a,20/11/26 08:30\n")
    assert ended(read) == datetime(2026, 11, 20, 8, 30)  # noqa: DTZ001 read without its zone
    assert "two digits" in said(read)


@pytest.mark.parametrize("nothing", ["NULL", "(null)", "NaN", "None", "\\N", "#N/A"])
def test_the_words_that_databases_write_for_nothing_are_nothing(nothing: str) -> None:
    read = table(f"case,activity,start,end,user\n1,a,{nothing},20/11/2026,{nothing}\n")
    assert (read.left_out, read.log.resources, read.log.started.tolist()) == (0, (), [NO_TIME])


def test_of_columns_with_one_name_the_first_counts_and_that_is_told() -> None:
    read = table("case,activity,end,end,note,note\n1,a,20/11/2026,21/11/2026,x,y\n")
    assert ended(read) == datetime(2026, 11, 20)  # noqa: DTZ001 read without its zone
    assert read.log.attributes["note"] == ("x",)
    assert "Several columns are called end, note" in said(read)


def test_a_quote_that_is_not_closed_tells_how_far_it_reaches() -> None:
    read = table('case,activity,end\n1,"a,20/11/2026\n2,b,20/11/2026\n')
    assert "(to line 4)" in read.unread[0].en


def test_what_an_event_lacks_is_named() -> None:
    read = table("case,activity,end\n,a,20/11/2026\n1,,\n")
    assert [each.vi.split(";")[0] for each in read.unread] == [
        "Thiếu mã ca",
        "Thiếu hoạt động, thời điểm kết thúc",
    ]


def test_a_table_of_no_text_is_refused_without_its_noise() -> None:
    with pytest.raises(NoLogError, match="no table of text"):
        table("\0\1\2,\3\n\4")


def test_a_refused_table_leaves_its_stream_open() -> None:
    stream = io.BytesIO(b"a,b,c\n1,2,3\n")
    with pytest.raises(NoLogError):
        read_table(stream)
    assert not stream.closed
