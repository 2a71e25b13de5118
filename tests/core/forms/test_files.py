"""Which files are taken, and what is said of those that are not."""

import pytest

from motcua.core.forms import FileFacts, FileRule, FilingContext, InvalidFormError, parse_file_rule
from motcua.core.forms.files import MEGABYTE
from tests.core.forms.made import FILING, codes, field, form

RULE = FileRule(accept=("pdf", "image"), max_bytes=30 * MEGABYTE, max_files=2, max_pages=100)


def file(**more: object) -> FileFacts:
    return FileFacts(**{"name": "sơ đồ.pdf", "size": 1000, "declared_type": "application/pdf", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (file(), None),
        (file(pages=100), None),
        (file(size=30 * MEGABYTE), None),
        (file(declared_type="image/png", detected_type="image/jpeg"), None),
        (file(size=0), "empty_file"),
        (file(size=30 * MEGABYTE + 1), "file_too_large"),
        (file(detected_type="application/x-dosexec"), "file_kind"),
        (file(declared_type="application/zip"), "file_kind"),
        (file(encrypted=True), "file_encrypted"),
        (file(has_active_content=True), "file_active"),
        (file(pages=101), "file_too_long"),
    ],
)
def test_a_file_is_judged_by_what_it_is_not_by_what_it_is_called(facts: FileFacts, code: str | None) -> None:
    assert next((error.code for error in RULE.check([facts])), None) == code


def test_the_number_of_files_has_its_limits() -> None:
    assert [error.code for error in RULE.check([])] == ["too_few_files"]
    assert [error.code for error in RULE.check([file(size=0)] * 3)] == ["too_many_files"]
    assert RULE.check([file(), file()]) == ()


def test_a_message_names_the_file_its_size_and_the_limit() -> None:
    error = RULE.check([file(), file(size=34_078_720)])[0]
    assert error.index == 1
    assert error.message.vi == (
        "tệp “sơ đồ.pdf” nặng 32,5 MB, quá mức 30 MB. Hãy giảm dung lượng hoặc chia nhỏ rồi tải lại."
    )
    assert error.message.en.startswith("the file “sơ đồ.pdf” has 32.5 MB, more than 30 MB.")


def test_a_file_just_over_the_limit_does_not_read_as_the_limit() -> None:
    assert "nặng 30,1 MB, quá mức 30 MB" in RULE.check([file(size=30 * MEGABYTE + 1)])[0].message.vi


def test_a_hostile_name_is_shown_short_and_without_tricks() -> None:
    shown = RULE.check([file(name="{size}\u202efdp.exe\x00" + "x" * 500, size=0)])[0].message.vi
    assert shown == f"tệp “{{size}}fdp.exe{'x' * 46}…” trống. Hãy kiểm tra rồi tải lại."


def test_all_faults_of_all_files_are_told() -> None:
    found = RULE.check([file(encrypted=True, pages=500), file(size=0)])
    assert [(error.index, error.code) for error in found] == [
        (0, "file_encrypted"),
        (0, "file_too_long"),
        (1, "empty_file"),
    ]


def test_a_rule_is_read_as_packages_write_it() -> None:
    assert parse_file_rule({"accept": ["pdf", "image"], "max_mb": 30, "max_files": 2, "max_pages": 100}) == RULE
    with pytest.raises(InvalidFormError) as caught:
        parse_file_rule({"accept": "exe", "max_mb": 0.5}, ("cases", "house"))
    assert [mistake.path[:2] for mistake in caught.value.mistakes] == [("cases", "house")] * 3


def test_a_field_of_files_holds_ids_of_what_was_uploaded() -> None:
    asked = form(
        field("drawings", "file", required=True, file={"accept": ["pdf"], "max_mb": 30, "max_files": 3, "min_files": 2})
    )
    uploaded = {"a": file(), "b": file(size=0), "c": file(name="c.pdf")}
    filing = FilingContext(today=FILING.today, files=uploaded)
    assert asked.validate({"drawings": ["a", "c", "a"]}, context=filing).values == {"drawings": ["a", "c"]}
    for submitted, found in (
        (None, [("drawings", "required")]),
        ([], [("drawings", "required")]),
        (["a"], [("drawings", "too_few_files")]),
        (["a", "x", "c"], [("drawings[1]", "unknown_file")]),
        (["a", "b"], [("drawings[1]", "empty_file")]),
        (["a", "b", "c", "d"], [("drawings", "too_many_files")]),
        ([5], [("drawings", "not_files")]),
        ({"a": 1}, [("drawings", "not_files")]),
    ):
        assert codes(asked.validate({"drawings": submitted}, context=filing)) == found
    assert asked.validate({"drawings": ["a"]}, context=filing, partial=True).is_valid
