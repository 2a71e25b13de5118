"""What people type, and what is kept of it."""

import math
from datetime import date
from typing import Any

import pytest

from motcua.core.forms import FilingContext, MissingListError
from tests.core.forms.made import FILING, field, form, value_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1.250,5", "1250.5"),
        ("1250,5", "1250.5"),
        ("1250.5", "1250.5"),
        ("1 250,5", "1250.5"),
        ("12", "12"),
        ("12,00", "12"),
        ("0,5", "0.5"),
        ("0.5", "0.5"),
        ("00012", "12"),
        (" 7 ", "7"),
        (12, "12"),
        (12.25, "12.25"),
        ("-0", "0"),
        ("", None),
    ],
)
def test_a_decimal_is_read_as_it_is_written_in_vietnam_and_kept_as_plain_text(typed: object, kept: object) -> None:
    assert value_of("decimal", typed) == kept


def test_a_point_before_three_digits_groups_thousands() -> None:
    assert value_of("decimal", "1.250") == "1250"
    assert value_of("decimal", "0.125", decimals=3) == "0.1250"
    assert value_of("decimal", "1250.125", decimals=3) == "1250.1250"
    assert value_of("decimal", "1.25") == "1.25"


@pytest.mark.parametrize("typed", ["0,125", "1,125", "999,999", "0,1", "12", "1.000.000,001"])
def test_the_kept_form_of_a_decimal_means_the_same_when_it_is_read_again(typed: str) -> None:
    kept = value_of("decimal", typed, decimals=3)
    assert value_of("decimal", kept, decimals=3) == kept


@pytest.mark.parametrize(
    "typed", ["mười", "1,2,3", "1.25.5", "1..5", "0x10", "1e5", "९", "12m", True, [], {}, math.nan, "1" * 61]
)
def test_what_is_no_number_is_refused(typed: object) -> None:
    assert value_of("decimal", typed) == "not_a_number"


def test_numbers_keep_to_their_limits() -> None:
    assert value_of("decimal", "0", above=0) == "too_small"
    assert value_of("decimal", "0,01", above=0) == "0.01"
    assert value_of("decimal", "-0,01") == "too_small"
    assert value_of("decimal", "-0,01", min=-5) == "-0.01"
    assert value_of("decimal", "99,51", max="99.5") == "too_big"
    assert value_of("decimal", "1,005") == "too_many_decimals"
    assert value_of("decimal", "1,500") == "1.5"
    assert value_of("integer", 10**5000) == "too_big"
    assert value_of("integer", -(10**5000)) == "too_small"
    assert value_of("integer", math.inf) == "too_big"
    assert value_of("decimal", 1e300) == "too_big"


@pytest.mark.parametrize(
    ("typed", "kept"), [("1.250", 1250), ("12", 12), (7, 7), (7.0, 7), ("7,0", 7), ("7,5", "not_whole")]
)
def test_a_whole_number_is_kept_as_a_json_integer(typed: object, kept: object) -> None:
    found = value_of("integer", typed)
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize("typed", ["75.000", "75000", "75.000 đ", "75.000đ", "75 000 đồng", "75.000 VND", 75000])
def test_money_is_whole_dong(typed: object) -> None:
    assert value_of("money", typed) == 75000


@pytest.mark.parametrize("typed", ["15/12/2026", "15-12-2026", "15.12.2026", "2026-12-15", " 15/12/2026 "])
def test_a_date_is_read_as_it_is_written_in_vietnam_or_as_iso(typed: str) -> None:
    assert value_of("date", typed) == "2026-12-15"


@pytest.mark.parametrize(
    "typed", ["30/02/2026", "29/02/2023", "12/15/2026", "15/12/26", "01/01/0026", "2026-1-5", "hôm nay", 20261215, True]
)
def test_a_day_that_no_calendar_has_is_refused(typed: object) -> None:
    assert value_of("date", typed) == "not_a_date"


def test_a_date_keeps_to_its_limits_of_which_one_may_be_the_day_of_filing() -> None:
    assert value_of("date", "21/11/2026", max="today") == "2026-11-21"
    assert value_of("date", "22/11/2026", max="today") == "too_late"
    assert value_of("date", "20/11/2026", min="today") == "too_early"
    assert value_of("date", "31/12/2019", min="01/01/2020") == "too_early"


def test_a_month_is_kept_as_iso_and_the_month_of_filing_is_not_after_today() -> None:
    assert value_of("month", "1/2026") == "2026-01"
    assert value_of("month", "11/2026", max="today") == "2026-11"
    assert value_of("month", "12/2026", max="today") == "too_late"
    assert value_of("month", "13/2026") == "not_a_month"
    assert value_of("year", "2026") == 2026
    assert value_of("year", "26") == "too_small"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("001085012345", "001085012345"),
        ("001 085 012 345", "001085012345"),
        ("064205012345", "064205012345"),  # the province code of Gia Lai before the mergers
        ("001226012345", "001226012345"),  # born in 2026
        ("001227012345", "impossible_personal_id"),  # born next year
        ("001485012345", "impossible_personal_id"),  # born in the 22nd century
        ("000085012345", "impossible_personal_id"),
        ("00108501234", "not_a_personal_id"),
        ("00108501234a", "not_a_personal_id"),
        (1085012345, "not_text"),
    ],
)
def test_a_personal_number_is_checked_for_its_structure_only(typed: object, kept: str) -> None:
    assert value_of("personal_id", typed) == kept


def test_the_invented_number_of_officials_without_the_real_one_is_refused() -> None:
    assert value_of("former_id", "000000001") == "not_a_former_id"
    assert value_of("former_id", "012345678") == "012345678"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0100109106", "0100109106"),
        ("0300588569", "0300588569"),
        ("0101243150", "0101243150"),
        ("0105231709", "wrong_check_digit"),
        ("0107578570", "wrong_check_digit"),
        ("0100109106-001", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
        ("001085012345", "001085012345"),
        ("01001091", "not_a_tax_code"),
    ],
)
def test_a_tax_code_has_a_check_digit_or_is_a_personal_number(typed: str, kept: str) -> None:
    assert value_of("tax_code", typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("(024) 3825-3536", "02438253536"),
        ("0112345678", "not_a_phone"),
        ("912345678", "not_a_phone"),
    ],
)
def test_a_telephone_number_is_kept_with_its_leading_zero(typed: str, kept: str) -> None:
    assert value_of("phone", typed) == kept


def test_a_mailbox_is_kept_in_lower_case() -> None:
    assert value_of("email", "An.Nguyen@Example.VN") == "an.nguyen@example.vn"
    for wrong in ("an", "an@", "@b.vn", "a b@c.vn", "a..b@c.vn", "a@b", "a@-b.vn", "x" * 65 + "@c.vn"):
        assert value_of("email", wrong) == "not_an_email"


def test_text_is_composed_trimmed_and_free_of_invisible_characters() -> None:
    assert value_of("text", "  Ha\u0300\u00a0 No\u0323\u0302i\u200b\t") == "Hà Nội"
    assert value_of("text", " \u200b ") is None
    assert value_of("paragraph", "một \r\n\r\n\r\n\r\n hai\x0bba") == "một\n\nhai\nba"


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\x85", "\u202e", "\u2066", "\u200f", "\ud800", "\uffff"])
@pytest.mark.parametrize("kind", ["text", "paragraph", "person_name", "personal_id", "email", "date", "decimal"])
def test_characters_that_hide_or_reorder_are_refused(kind: str, hidden: str) -> None:
    assert value_of(kind, f"a{hidden}b") == "hidden_characters"


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn An", "H'Hen Niê", "Y Krơng", "Lê Thị Đậu", "O’Brien-Smith", "Nguyễn Văn A."]
)
def test_names_of_all_peoples_of_the_country_are_names(name: str) -> None:
    assert value_of("person_name", name) == name


@pytest.mark.parametrize("name", ["An 2", "<b>An</b>", "-An", "Ân;", "安"])
def test_what_no_paper_can_hold_is_no_name(name: str) -> None:
    assert value_of("person_name", name) == "not_a_name"


def test_text_keeps_to_its_length_counted_in_characters_as_people_count_them() -> None:
    assert value_of("text", "Hà Nội", max_length=6) == "Hà Nội"
    assert value_of("text", "Ha\u0300 No\u0323\u0302i", max_length=6) == "Hà Nội"
    assert value_of("text", "Hà Nội", max_length=5) == "too_long"
    assert value_of("text", "😀😀", max_length=2) == "😀😀"
    assert value_of("text", "a", min_length=2) == "too_short"
    assert value_of("text", "x" * 10_000_000) == "too_long"


def test_text_matches_the_whole_pattern_or_gets_its_own_sentence() -> None:
    pattern: dict[str, Any] = {
        "matches": r"[A-Z]{2} \d{6,8}",
        "message": {"vi": "viết như CK 123456.", "en": "write it."},
    }
    assert value_of("text", "CK 123456", pattern=pattern) == "CK 123456"
    result = form(field("it", "text", pattern=pattern)).validate({"it": "CK 123456 x"}, context=FILING)
    assert [(error.code, error.vi) for error in result.errors] == [("pattern", "it: viết như CK 123456.")]


def test_a_page_without_javascript_may_send_words_for_yes_and_no() -> None:
    assert value_of("yes_no", "true") is True
    assert value_of("yes_no", "false") is False
    assert value_of("yes_no", False) is False
    assert value_of("yes_no", "có") == "not_yes_or_no"
    assert value_of("yes_no", 1) == "not_yes_or_no"
    assert value_of("confirm", "on") is True


def test_a_commitment_that_is_not_ticked_is_missing() -> None:
    assert value_of("confirm", False) == "required"
    assert value_of("confirm", False, required=False) is None


OPTIONS = {"red": {"vi": "Đỏ", "en": "Red"}, "green": {"vi": "Xanh", "en": "Green"}}


def test_only_options_can_be_chosen_each_once() -> None:
    assert value_of("choice", "red", options=OPTIONS) == "red"
    assert value_of("choice", "Đỏ", options=OPTIONS) == "unknown_option"
    assert value_of("choice", ["red"], options=OPTIONS) == "unknown_option"
    assert value_of("choices", ["green", "red", "green"], options=OPTIONS) == ["green", "red"]
    assert value_of("choices", "red", options=OPTIONS) == ["red"]
    assert value_of("choices", [], options=OPTIONS) is None
    assert value_of("choices", [["red"]], options=OPTIONS) == "unknown_option"


def test_a_named_list_comes_with_the_filing() -> None:
    filing = FilingContext(today=date(2026, 11, 21), lists={"countries": {"VN", "LA"}})
    assert value_of("choice", "VN", list="countries", filing=filing) == "VN"
    assert value_of("choice", "XX", list="countries", filing=filing) == "unknown_option"
    with pytest.raises(MissingListError, match="countries"):
        value_of("choice", "VN", list="countries")


class TwoCommunes:
    """Tràng Tiền went into Cửa Nam on 1 July 2025."""

    def province_of(self, commune: str, on: date) -> str | None:
        ended = date(2025, 7, 1)
        return "01" if commune == "00082" or (commune == "00070" and on < ended) else None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"province": "01", "commune": "00082", "street": "3 Tràng Tiền"}, None),
        ({"province": "01", "commune": "00070", "street": "3 Tràng Tiền"}, ("it.commune", "unknown_commune")),
        ({"province": "79", "commune": "00082", "street": "3 Tràng Tiền"}, ("it.commune", "commune_elsewhere")),
        ({"province": "Hà Nội", "commune": "00082", "street": "3"}, ("it.province", "unknown_province")),
        ({"province": "01", "commune": "00082"}, ("it.street", "street_required")),
        ({"street": "3 Tràng Tiền"}, ("it.province", "province_required")),
        ({"province": "01", "commune": "00082", "street": "x" * 201}, ("it.street", "street_too_long")),
        ({"province": "01", "commune": "00082", "street": "3", "district": "Hoàn Kiếm"}, ("it", "not_an_address")),
        ("3 Tràng Tiền", ("it", "not_an_address")),
    ],
)
def test_an_address_names_a_commune_of_the_day_of_filing(typed: object, found: tuple[str, str] | None) -> None:
    filing = FilingContext(today=date(2026, 11, 21), places=TwoCommunes())
    result = form(field("it", "address", required=True)).validate({"it": typed}, context=filing)
    assert next(((error.path, error.code) for error in result.errors), None) == found


def test_the_words_of_an_older_paper_stay_beside_the_address() -> None:
    typed = {"province": "01", "commune": "00082", "street": "3 Tràng Tiền", "declared": "P. Tràng Tiền, Q. Hoàn Kiếm"}
    assert value_of("address", typed) == typed


def test_an_address_may_do_without_a_street_where_the_form_says_so() -> None:
    typed = {"province": "01", "commune": "00082"}
    assert value_of("address", typed, street="optional") == typed
