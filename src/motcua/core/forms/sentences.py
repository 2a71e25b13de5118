"""What a citizen is told: for each code what is wrong and what to do, in both languages.

A sentence goes on after the field's label and a colon. The browser gets the same sentences from here.
"""

from decimal import Decimal
from typing import Final

from motcua.core.forms.definition import TODAY, Days, FormField, Limits
from motcua.core.forms.values.places import PARTS
from motcua.core.forms.wording import Text, day_text, number_text

UNKNOWN_ENTRY: Final = Text(
    "Tờ khai không có mục này. Hãy tải lại trang rồi nộp lại.",
    "The form has no such entry. Reload the page and submit again.",
)
NOT_A_FORM: Final = Text(
    "Dữ liệu gửi lên không phải là một tờ khai. Hãy tải lại trang rồi nộp lại.",
    "What was sent is not a form. Reload the page and submit again.",
)
_NOT_TEXT: Final = Text("không phải là chữ. Hãy gõ lại.", "is not text. Type it again.")
_HIDDEN: Final = Text(
    "có ký tự ẩn không dùng được. Hãy xóa đi rồi gõ lại bằng bàn phím.",
    "holds hidden characters that cannot be used. Delete it and type it again.",
)
_PART_TOO_LONG: Final = Text("quá dài. Hãy viết gọn lại.", "is too long. Shorten it.")

SENTENCES: Final = {
    "not_text": _NOT_TEXT,
    "hidden_characters": _HIDDEN,
    "not_a_name": Text(
        "chỉ gồm chữ cái, dấu cách, dấu nháy và gạch nối. Hãy viết như trong giấy tờ.",
        "may hold letters, spaces, apostrophes and hyphens only. Write it as in the papers.",
    ),
    "not_a_number": Text("phải là số. Hãy viết như 1.250,5.", "must be a number. Write it like 1250.5."),
    "not_whole": Text(
        "phải là số nguyên, không có phần sau dấu phẩy. Hãy viết như 1.250.",
        "must be a whole number without decimals. Write it like 1250.",
    ),
    "not_a_date": Text(
        "phải là ngày có thật. Hãy viết như 15/12/2026.", "must be a day of the calendar. Write it like 15/12/2026."
    ),
    "not_a_month": Text(
        "phải là tháng và năm. Hãy viết như 12/2026.", "must be month and year. Write it like 12/2026."
    ),
    "not_yes_or_no": Text("chỉ trả lời Có hoặc Không. Hãy chọn lại.", "takes Yes or No only. Choose again."),
    "unknown_option": Text("mục đã chọn không có trong danh sách. Hãy chọn lại.", "is not in the list. Choose again."),
    "not_a_personal_id": Text(
        "phải đủ 12 chữ số. Hãy xem số trên thẻ căn cước.", "must have 12 digits. Look at the identity card."
    ),
    "impossible_personal_id": Text(
        "không thể là một số định danh có thật. Hãy xem lại số trên thẻ căn cước.",
        "cannot be a real personal number. Look at the identity card again.",
    ),
    "not_a_former_id": Text(
        "phải là số CMND có thật, đủ 9 chữ số. Nếu không còn nhớ, hãy để trống.",
        "must be a real number of 9 digits. Leave it empty when it is not known.",
    ),
    "not_a_tax_code": Text(
        "phải có 10 hoặc 13 chữ số, hoặc là số định danh 12 chữ số. Hãy xem lại.",
        "must have 10 or 13 digits, or be a personal number of 12. Look at it again.",
    ),
    "wrong_check_digit": Text(
        "có chữ số sai (số kiểm tra không khớp). Hãy so lại với giấy chứng nhận đăng ký thuế.",
        "has a wrong digit (the check digit does not fit). Compare it with the tax registration.",
    ),
    "not_a_phone": Text(
        "phải là số điện thoại ở Việt Nam. Hãy viết như 0912 345 678.",
        "must be a telephone number in Vietnam. Write it like 0912 345 678.",
    ),
    "not_an_email": Text(
        "phải là địa chỉ thư điện tử. Hãy viết như ten@example.vn.",
        "must be an e-mail address. Write it like name@example.vn.",
    ),
    "not_an_address": Text("không đọc được địa chỉ. Hãy nhập lại.", "the address cannot be read. Enter it again."),
    "province_required": Text("chưa chọn tỉnh, thành phố. Hãy chọn một mục.", "no province is chosen. Choose one."),
    "commune_required": Text("chưa chọn phường, xã. Hãy chọn một mục.", "no commune is chosen. Choose one."),
    "street_required": Text(
        "chưa có số nhà, đường, thôn. Hãy điền mục này.", "house and street are missing. Fill them in."
    ),
    "unknown_province": Text("không có tỉnh, thành phố này. Hãy chọn lại.", "there is no such province. Choose again."),
    "unknown_commune": Text(
        "không có phường, xã này vào ngày nộp hồ sơ. Hãy chọn tên mới sau sắp xếp.",
        "there is no such commune on the day of filing. Choose its new name after the mergers.",
    ),
    "commune_elsewhere": Text(
        "phường, xã này không thuộc tỉnh, thành phố đã chọn. Hãy chọn lại.",
        "the commune does not belong to the province chosen. Choose again.",
    ),
    "not_files": Text("không đọc được danh sách tệp. Hãy tải lại.", "the list of files cannot be read. Upload again."),
    "unknown_file": Text("không tìm thấy tệp. Hãy tải lên lại.", "the file cannot be found. Upload it again."),
    "not_rows": Text("không đọc được danh sách. Hãy nhập lại.", "the list cannot be read. Enter it again."),
    "not_a_row": Text("có một dòng không đọc được. Hãy nhập lại.", "one row cannot be read. Enter it again."),
    **{f"{part}_not_text": _NOT_TEXT for part in PARTS},
    **{f"{part}_hidden_characters": _HIDDEN for part in PARTS},
    **{f"{part}_too_long": _PART_TOO_LONG for part in PARTS},
}
"""Sentences that are the same for every field."""

_MISSING: Final = Text("chưa có. Hãy điền mục này.", "is missing. Fill it in.")
_MISSING_BY_KIND: Final = {
    "yes_no": Text("chưa trả lời. Hãy chọn Có hoặc Không.", "is not answered. Choose Yes or No."),
    "choice": Text("chưa chọn. Hãy chọn một mục.", "nothing is chosen. Choose one."),
    "choices": Text("chưa chọn. Hãy chọn ít nhất một mục.", "nothing is chosen. Choose at least one."),
    "file": Text("chưa có tệp. Hãy tải tệp lên.", "there is no file. Upload one."),
    "confirm": Text("chưa đánh dấu. Hãy đọc và đánh dấu để cam kết.", "is not ticked. Read it and tick the box."),
}
_TODAY: Final = Text("ngày nộp hồ sơ", "the day of filing")


def sentences_of(field: FormField) -> dict[str, Text]:
    """The sentences that carry this field's own figures and words, by code."""
    found = {"required": _MISSING_BY_KIND.get(field.kind, _MISSING)} if field.is_input else {}
    if field.max_length:
        found |= _of_lengths(field)
    if field.pattern:
        found["pattern"] = field.pattern.message
    if field.limits:
        found |= _of_limits(field.limits, field)
    if field.days:
        found |= _of_days(field.days)
    if field.files:
        found |= field.files.sentences()
    if field.rows:
        found |= _of_rows(field.rows.each, field.rows.minimum, field.rows.maximum)
    return found


def _of_lengths(field: FormField) -> dict[str, Text]:
    least, most = (number_text(Decimal(length)) for length in (field.min_length, field.max_length))
    return {
        "too_short": Text(
            f"phải có ít nhất {least.vi} ký tự. Hãy viết thêm.", f"needs at least {least.en} characters. Write more."
        ),
        "too_long": Text(
            f"chỉ được dài tối đa {most.vi} ký tự. Hãy viết gọn lại.",
            f"may have at most {most.en} characters. Shorten it.",
        ),
    }


def _of_limits(limits: Limits, field: FormField) -> dict[str, Text]:
    least, most = _quantity(limits.minimum, field), _quantity(limits.maximum, field)
    small = Text(f"phải từ {least.vi} trở lên. Hãy xem lại.", f"must be {least.en} or more. Look at it again.")
    if limits.above is not None and limits.above >= limits.minimum:
        over = _quantity(limits.above, field)
        small = Text(f"phải là số lớn hơn {over.vi}. Hãy xem lại.", f"must be more than {over.en}. Look at it again.")
    return {
        "too_small": small,
        "too_big": Text(f"phải từ {most.vi} trở xuống. Hãy xem lại.", f"must be {most.en} or less. Look at it again."),
        "too_many_decimals": Text(
            f"chỉ được có tối đa {field.decimals} chữ số sau dấu phẩy. Hãy làm tròn.",
            f"may have at most {field.decimals} digits after the point. Round it.",
        ),
    }


def _quantity(number: Decimal, field: FormField) -> Text:
    """The number with the field's unit; a year has no thousands."""
    shown = Text(str(number), str(number)) if field.kind == "year" else number_text(number)
    unit = "đồng" if field.kind == "money" else field.unit
    return Text(f"{shown.vi} {unit}".rstrip(), f"{shown.en} {unit}".rstrip())


def _of_days(days: Days) -> dict[str, Text]:
    first, last = (_day(bound) for bound in (days.first, days.last))
    return {
        "too_early": Text(
            f"không được trước {first.vi}. Hãy xem lại.", f"may not be before {first.en}. Look at it again."
        ),
        "too_late": Text(f"không được sau {last.vi}. Hãy xem lại.", f"may not be after {last.en}. Look at it again."),
    }


def _day(bound: str | None) -> Text:
    return _TODAY if bound == TODAY else Text(day_text(str(bound)), day_text(str(bound)))


def _of_rows(each: Text, least: int, most: int) -> dict[str, Text]:
    row = Text(each.vi[:1].lower() + each.vi[1:], each.en[:1].lower() + each.en[1:])
    return {
        "too_few_rows": Text(
            f"cần ít nhất {least} {row.vi}. Hãy thêm.", f"at least {least} × {row.en} needed. Add more."
        ),
        "too_many_rows": Text(
            f"chỉ được tối đa {most} {row.vi}. Hãy bớt đi.", f"at most {most} × {row.en}. Remove some."
        ),
    }
