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
        "không nơi nào nhắc đến tệp {name}; xóa đi hoặc khai báo nó", "nothing names {name}; delete it or declare it"
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
    "key_unknown": Kind("không có mục {key} ở đây", "there is no {key} here"),
    "comma_unquoted": Kind(
        "chữ có dấu phẩy phải đặt trong ngoặc kép, vì «{key}» bị hiểu là mục khác",
        "put a text with a comma in quotes, for “{key}” is taken for another key",
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
        "{at}: thời hạn thiếu đơn vị; ghi ví dụ working_days: 3",
        "{at}: the limit has no unit; write for example working_days: 3",
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

EXPRESSIONS = {
    "name_unknown": Kind(
        "biểu thức dùng {path}, không có dữ liệu tên đó", "the expression uses {path}, which does not exist"
    ),
    "name_too_early": Kind(
        "biểu thức dùng {path} khi chưa có bước nào xong và chưa tính phí",
        "the expression uses {path} before any step is done or any fee is due",
    ),
    "form_field_unknown": Kind("biểu thức dùng {path}; biểu mẫu không có trường đó", "the form has no field {path}"),
    "step_unknown": Kind("không có bước {path}", "there is no step {path}"),
    "outcome_unknown": Kind(
        "{path} không bao giờ là «{value}»; chỉ có thể là: {known}", "{path} is never “{value}”; it can be: {known}"
    ),
    "value_unknown": Kind(
        "{path} không bao giờ là «{value}»; chỉ có thể là: {known}", "{path} is never “{value}”; it can be: {known}"
    ),
}

STEPS = {
    "node_without_step": Kind(
        "nút {key} «{name}» chưa có trong mục steps", "the node {key} “{name}” is not under steps"
    ),
    "step_name_differs": Kind(
        "bước {key}: sơ đồ ghi «{drawn}», procedure.yaml ghi «{written}»",
        "step {key}: the diagram says “{drawn}”, procedure.yaml “{written}”",
    ),
    "step_kind_and_node": Kind(
        "bước {key} loại {kind} không vẽ bằng nút {node}", "the step {key} of kind {kind} is not drawn as {node}"
    ),
    "own_act_waits": Kind(
        'bước {key} loại {kind} do hệ thống tự làm nên không chờ ai; ghi motcua:wait="false" ở nút',
        'the system does {key} of kind {kind} by itself and waits for nobody; write motcua:wait="false" at the node',
    ),
    "step_repeated": Kind(
        "bước {key} loại {kind} chỉ làm một lần trong một hồ sơ; bỏ dấu lặp, hoặc đưa bước ra ngoài phần lặp",
        "the step {key} of kind {kind} is done once in a dossier; take away the repetition, or draw it outside of it",
    ),
    "signal_never_given": Kind(
        "sự kiện {key} chờ tín hiệu {name} nhưng quy trình không phát tín hiệu này; tín hiệu chỉ có trong một hồ sơ",
        "the event {key} waits for the signal {name}, which the process never gives; signals stay within a dossier",
    ),
    "message_never_brought": Kind(
        "sự kiện {key} chờ thông điệp mà không ai mang tới; vẽ bước chờ riêng (loại wait) và ghi waits_for",
        "the event {key} waits for a message that nobody brings; draw a step of kind wait and say waits_for",
    ),
    "silence_without_timer": Kind(
        "bước {key}: im lặng có nghĩa nhưng sơ đồ không có hẹn giờ",
        "step {key}: silence means something but no timer is drawn",
    ),
    "timer_without_silence": Kind(
        "bước {key}: có hẹn giờ nhưng chưa ghi silence: im lặng là đồng ý hay đi tiếp",
        "step {key}: a timer is drawn; say by silence what no answer means",
    ),
    "timer_differs": Kind(
        "bước {key}: sơ đồ hẹn {drawn}, procedure.yaml ghi {written}; hai nơi phải bằng nhau",
        "step {key}: the diagram says {drawn}, procedure.yaml {written}; they must agree",
    ),
    "wait_without_whom": Kind(
        "bước {key}: waits_for chỉ và luôn dùng cho bước loại wait",
        "step {key}: waits_for is for steps of kind wait, and they need it",
    ),
    "child_unknown": Kind(
        "{key}: không có thủ tục con {name} trong mục children", "{key}: there is no {name} under children"
    ),
    "child_without_step": Kind("thủ tục con {key} không có bước nào", "no step is the linked part {key}"),
    "child_without_end": Kind(
        "thủ tục con {key} có mã thì phải ghi case, ends và without_result",
        "the linked part {key} has a code, so it must state case, ends and without_result",
    ),
    "group_unknown": Kind("không có nhóm bước {name} trong mục groups", "there is no {name} under groups"),
    "group_and_limit": Kind(
        "bước {key} dùng chung thời hạn của nhóm {name} nên không có thời hạn riêng",
        "the step {key} shares the limit of {name} and has none of its own",
    ),
    "limit_unknown": Kind(
        "không có thời hạn phát sinh {name} (limits có when)", "there is no limit {name} with a `when`"
    ),
    "letter_unknown": Kind("không có văn bản {name}", "there is no letter {name}"),
    "letter_value_without_source": Kind(
        "văn bản {name} phải ghi {values} nhưng việc phát hành nó không có nội dung đó: ghi reason: required ở kết quả "
        "dẫn tới nó, hoặc sửa needs của văn bản",
        "the letter {name} must say {values}, and nothing that issues it brings this: write reason: required at the "
        "outcomes that lead to it, or mend its needs",
    ),
    "form_unknown": Kind("không có biểu mẫu {name}", "there is no form {name}"),
    "units_mixed": Kind(
        "bước {key}: thời hạn theo {unit}; các bước tính bằng working_hours, trừ bước có căn cứ riêng (basis)",
        "step {key}: the limit is in {unit}; steps count working_hours, except one with a legal basis of its own",
    ),
    "milestone_missing": Kind("quy trình không có bước loại {kind}", "the process has no step of kind {kind}"),
    "return_without_issue": Kind(
        "có đường tới {key} mà không qua bước phát hành kết quả", "a way leads to {key} without issuing the result"
    ),
    "outcome_leads_nowhere": Kind(
        "kết quả {outcome} của bước {step} không dẫn tới đâu: không nhánh, kết quả hay thời hạn nào hỏi đến",
        "the outcome {outcome} of {step} leads nowhere: no branch, result or limit asks for it",
    ),
    "way_back_not_drawn": Kind(
        "bước {step} trả lại {back} nhưng sơ đồ không có đường đó", "{step} goes back to {back}, but no way is drawn"
    ),
}

PAPERS = {
    "component_without_case": Kind("giấy tờ {key} không thuộc trường hợp nào", "no case asks for the component {key}"),
    "component_without_source": Kind(
        "giấy tờ {key} chưa ghi source: nguồn dữ liệu nào có thể thay, hoặc none",
        "the component {key} does not say by source what could supply it, or none",
    ),
    "component_without_basis": Kind(
        "giấy tờ {key} thiếu căn cứ pháp lý (basis)", "the component {key} has no legal basis"
    ),
    "component_without_quantity": Kind(
        "giấy tờ {key} thiếu số lượng (quantity)", "the component {key} has no quantity"
    ),
    "component_without_file_rule": Kind(
        "giấy tờ {key} nộp trực tuyến được nhưng chưa ghi loại tệp (file)",
        "the component {key} is uploaded but has no file rule",
    ),
    "result_without_case": Kind("kết quả {key} không thuộc trường hợp nào", "no case has the result {key}"),
    "case_without_form": Kind(
        "trường hợp {key} không có giấy tờ nào là {form}", "no component of the case {key} is {form}"
    ),
    "online_reason_missing": Kind(
        "chưa toàn trình thì phải ghi lý do (online_reason)", "less than fully online needs a reason (online_reason)"
    ),
    "online_and_channels": Kind(
        "online: {online} không khớp với channels", "online: {online} does not agree with channels"
    ),
}

TIME = {
    "channel_without_limit": Kind(
        "trường hợp {case}: cách nộp {channel} không có thời hạn", "case {case}: the channel {channel} has no limit"
    ),
    "channel_with_two_limits": Kind(
        "trường hợp {case}: cách nộp {channel} có hai thời hạn", "case {case}: the channel {channel} has two limits"
    ),
    "channels_differ_without_note": Kind(
        "trường hợp {case}: thời hạn khác nhau theo cách nộp; ghi lý do ở note",
        "case {case}: the limits differ by channel; say why in a note",
    ),
    "limit_differs_from_stated": Kind(
        "thời hạn {key} là {amount} {unit} nhưng văn bản ghi «{stated}»",
        "the limit {key} is {amount} {unit}, the text says “{stated}”",
    ),
    "stated_without_unit": Kind(
        "văn bản ghi «{stated}» không có đơn vị", "the text says “{stated}” without a unit", warning=True
    ),
    "path_longer_than_limit": Kind(
        "trường hợp {case}, thời hạn {limit} ({allowed} giờ): các bước dài nhất cộng lại {sum} giờ: {steps}",
        "case {case}, limit {limit} ({allowed} hours): the longest way takes {sum} hours: {steps}",
    ),
    "serial_sum_longer_than_limit": Kind(
        "trường hợp {case}, thời hạn {limit} ({allowed} giờ): nếu một người làm lần lượt các việc song song thì hết "
        "{sum} giờ; bố trí nhiều người cùng làm: {steps}",
        "case {case}, limit {limit} ({allowed} hours): one person who does the parallel work takes {sum} hours; let "
        "several work at once: {steps}",
        warning=True,
    ),
    "path_at_limit": Kind(
        "trường hợp {case}, thời hạn {limit}: các bước dài nhất vừa đúng {allowed} giờ, không còn dự phòng: {steps}",
        "case {case}, limit {limit}: the longest way takes all {allowed} hours, nothing is left: {steps}",
        warning=True,
    ),
    "path_misses_limit_on_days": Kind(
        "trường hợp {case}, thời hạn {limit}: tính theo lịch năm {year}, {share}% trong {tried} ngày tiếp nhận sẽ "
        "trễ hạn nếu các bước dùng hết thời gian: {steps}",
        "case {case}, limit {limit}: on {share}% of the {tried} working days of {year} a dossier would be late "
        "if the steps take all their time: {steps}",
        warning=True,
    ),
}

MONEY = {
    "fee_implausible": Kind(
        "số tiền {amount} đồng không khớp văn bản: «{stated}»",
        "the amount {amount} does not agree with its text: “{stated}”",
    ),
    "fee_free_though_set_by_council": Kind(
        "ghi miễn phí nhưng văn bản nói do Hội đồng nhân dân quy định: «{stated}»",
        "free, although the text says that the council sets it: “{stated}”",
    ),
    "fee_without_text": Kind(
        "khoản thu {amount} đồng chưa ghi nguyên văn (stated)", "the amount {amount} has no quoted text (stated)"
    ),
    "fee_never_told": Kind(
        "khoản {item} thu sau nhưng quy trình không có bước thông báo phí (fee_notice)",
        "{item} is collected later, but no step of kind fee_notice tells the applicant",
    ),
}

WORDING = {
    "markup_left": Kind("còn mã trang web trong chữ: {text}", "markup of a web page is left in: {text}"),
    "outdated": Kind("«{words}»: {vi}", "“{words}”: {en}"),
    "paste_noise": Kind("«{words}»: {vi}", "“{words}”: {en}"),
    "legal_unused": Kind("không phần nào dẫn căn cứ {key}", "nothing rests on {key}", warning=True),
    "legal_not_in_force": Kind("{cited} không có hiệu lực ngày {on}", "{cited} is not in force on {on}", warning=True),
}

SIDE_BY_SIDE = {
    "code_and_folder": Kind("mã {code} nằm trong thư mục {folder}", "the code {code} lies in the folder {folder}"),
    "replaced_still_there": Kind(
        "{code} thay thế {old} nhưng gói {old} vẫn còn", "{code} replaces {old}, but the package {old} is still there"
    ),
    "replaced_twice": Kind("{old} đã được {other} thay thế", "{old} is already replaced by {other}"),
    "linked_procedure_absent": Kind(
        "thủ tục con {code} chưa có trong danh mục", "the linked procedure {code} is not in the catalogue", warning=True
    ),
    "child_misfits": Kind(
        "phần {key} không khớp với thủ tục {code}: {what_vi} «{name}»",
        "the part {key} does not fit the procedure {code}: {what_en} {name}",
    ),
}

SCENARIOS = {
    "case_unknown": Kind("không có trường hợp {name} trong mục cases", "there is no {name} under cases"),
    "case_limit_unknown": Kind(
        "trường hợp của kịch bản không có thời hạn {name}", "the case of the scenario has no limit {name}"
    ),
    "channel_not_offered": Kind(
        "thủ tục không nhận hồ sơ qua kênh {channel}", "the procedure takes no dossiers by the channel {channel}"
    ),
}

DECISIONS = {
    "decision_unreadable": Kind("{vi}", "{en}"),
    "decision_wrong": Kind("{part}: {vi}", "{part}: {en}"),
    "decision_unknown": Kind(
        "bước {key} gọi bảng quyết định {name}, nhưng gói không có tệp decisions/{name}.dmn",
        "the step {key} asks the decision {name}, but the package has no decisions/{name}.dmn",
    ),
    "decision_unclear": Kind(
        "tệp có nhiều quyết định; đặt id {name} cho quyết định mà quy trình gọi",
        "the file holds several decisions; give the one that the process asks the id {name}",
    ),
    "decision_gap": Kind("{part}: {vi}", "{part}: {en}"),
    "decision_overlap": Kind("{part}: {vi}", "{part}: {en}"),
    "decision_reads_unknown": Kind(
        "bảng quyết định đọc {name}, là dữ liệu mà hồ sơ không có; dùng {known}",
        "the decision reads {name}, which no dossier has; use {known}",
    ),
}

KINDS = (
    READING
    | SHAPE
    | NAMES
    | EXPRESSIONS
    | STEPS
    | PAPERS
    | TIME
    | MONEY
    | WORDING
    | SCENARIOS
    | DECISIONS
    | SIDE_BY_SIDE
)
