"""Every kind of problem the checker knows, with its two sentences. `{…}` is filled in where the problem is found.

Each kind that is no warning keeps a package out of the catalogue, and has a broken package among the tests.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    vi: str
    en: str
    warning: bool = False


READING = {
    "file_missing": Kind("thiếu tệp {name}", "the file {name} is missing"),
    "file_unused": Kind(
        "không tệp nào nhắc đến {name}; xóa đi hoặc khai báo nó", "nothing names {name}; delete it or declare it"
    ),
    "file_too_large": Kind("tệp dài quá {most} byte", "the file is longer than {most} bytes"),
    "not_utf8": Kind("tệp không phải UTF-8; lưu lại dưới dạng UTF-8", "the file is not UTF-8; save it as UTF-8"),
    "not_nfc": Kind(
        "chữ có dấu rời (chưa chuẩn NFC); gõ lại: {words}", "the text is not composed (NFC); type it again: {words}"
    ),
    "yaml_syntax": Kind("sai cú pháp YAML: {detail}", "YAML syntax: {detail}"),
    "yaml_empty": Kind("tệp trống", "the file is empty"),
    "yaml_documents": Kind("mỗi tệp chỉ có một tài liệu YAML", "a file holds one YAML document"),
    "yaml_anchor": Kind(
        "không dùng neo (&) và tham chiếu (*); viết lại nội dung", "no anchors (&) or aliases (*); write it out"
    ),
    "yaml_tag": Kind("không dùng thẻ kiểu dữ liệu (!)", "no type tags (!)"),
    "yaml_too_deep": Kind("lồng nhau quá {most} tầng", "nested deeper than {most}"),
    "yaml_key": Kind("khóa phải là một từ", "a key must be a word"),
    "yaml_key_twice": Kind("khóa {key} xuất hiện hai lần", "the key {key} appears twice"),
    "diagram_unreadable": Kind("{vi}", "{en}"),
    "form_wrong": Kind("{at}: {vi}", "{at}: {en}"),
    "fees_wrong": Kind("{at}: {vi}", "{at}: {en}"),
}

SHAPE = {
    "shape": Kind("{at}: {detail}", "{at}: {detail}"),
    "key_missing": Kind("{at}: thiếu mục {key}", "{at}: {key} is missing"),
    "key_unknown": Kind("{at}: không có mục {keys}", "{at}: there is no {keys} here"),
    "comma_unquoted": Kind(
        "{at}: chữ có dấu phẩy phải đặt trong ngoặc kép, vì «{keys}» bị hiểu là mục khác",
        "{at}: put a text with a comma in quotes, for “{keys}” is taken for another key",
    ),
    "type": Kind("{at}: {word!r} không đúng loại; cần {types}", "{at}: {word!r} is not {types}"),
    "pattern": Kind("{at}: {word!r} không đúng mẫu {pattern}", "{at}: {word!r} does not match {pattern}"),
    "word_unknown": Kind("{at}: không có giá trị {word!r}; chọn {options}", "{at}: {word!r} is none of {options}"),
    "text_missing": Kind("{at}: thiếu chữ bằng ngôn ngữ {language}", "{at}: the text in {language} is missing"),
    "level_unknown": Kind(
        "{at}: không có cấp {word!r}; từ 01/7/2025 chỉ còn {options}",
        "{at}: there is no level {word!r}; since 1 July 2025 there are {options}",
    ),
    "channel_unknown": Kind("{at}: không có cách nộp {word!r}; chọn {options}", "{at}: {word!r} is none of {options}"),
    "code_pattern": Kind(
        "{at}: mã {word!r} không đúng mẫu; ví dụ 1.013225, 1.009645.H05, KQ.G17.000311",
        "{at}: the code {word!r} does not match; for example 1.013225, 1.009645.H05, KQ.G17.000311",
    ),
    "quantity_unstructured": Kind(
        "{at}: ghi số lượng theo mục originals, certified_copies, plain_copies, show_only, không ghi {word!r}",
        "{at}: write a quantity as originals, certified_copies, plain_copies, show_only, not {word!r}",
    ),
    "limit_without_unit": Kind(
        "{at}: thời hạn {word!r} thiếu đơn vị; ghi ví dụ working_days: 3",
        "{at}: the limit {word!r} has no unit; write for example working_days: 3",
    ),
}

NAMES = {
    "role_unknown": Kind(
        "làn «{name}» không phải là vai trò nào trong shared/roles.yaml",
        "the lane {name} is no role of shared/roles.yaml",
    ),
    "division_unknown": Kind(
        "không có phòng {name} trong shared/roles.yaml", "shared/roles.yaml has no division {name}"
    ),
    "agency_unknown": Kind(
        "không có loại cơ quan {name} trong shared/agencies.yaml", "shared/agencies.yaml has no agency {name}"
    ),
    "agency_without_unit": Kind(
        "mỗi xã có một {name}; ghi unit để biết cơ quan nào", "each commune has its {name}; say which by unit"
    ),
    "registry_unknown": Kind(
        "không có nguồn dữ liệu {name} trong shared/registries.yaml", "shared/registries.yaml has no registry {name}"
    ),
    "record_unknown": Kind("nguồn dữ liệu không có loại thông tin {name}", "the registry has no record {name}"),
    "field_unknown": Kind(
        "không có lĩnh vực {name} trong shared/fields.yaml", "shared/fields.yaml has no field {name}"
    ),
    "legal_unknown": Kind("không có căn cứ {name} trong mục legal", "there is no {name} under legal"),
    "component_unknown": Kind("không có giấy tờ {name} trong mục components", "there is no {name} under components"),
    "result_unknown": Kind("không có kết quả {name} trong mục results", "there is no {name} under results"),
    "step_without_node": Kind("sơ đồ không có nút {key}", "the diagram has no node {key}"),
    "expression_wrong": Kind("biểu thức sai: {vi}", "the expression is wrong: {en}"),
    "file_rule_wrong": Kind("{vi}", "{en}"),
    "date_wrong": Kind("không có ngày {date}; ghi theo dạng 2026-12-15", "there is no day {date}; write 2026-12-15"),
    "legal_without_number": Kind(
        "căn cứ {key} không có số hiệu; ghi số hiệu, hoặc certainty: unverified",
        "the legal basis {key} has no number; write it, or certainty: unverified",
    ),
    "legal_ends_before_it_begins": Kind(
        "căn cứ {key} hết hiệu lực trước khi có hiệu lực", "the legal basis {key} ends before it begins"
    ),
    "legal_replaced_in_a_circle": Kind(
        "chuỗi thay thế quay lại {key}", "the chain of replacements comes back to {key}"
    ),
    "limit_with_two_units": Kind(
        "{at}: một thời hạn chỉ có một đơn vị; bỏ bớt", "{at}: a limit has one unit; take the others away"
    ),
    "limit_without_basis": Kind("thời hạn {key} thiếu căn cứ pháp lý (basis)", "the limit {key} has no legal basis"),
}

KINDS = READING | SHAPE | NAMES
