"""What of each part of a procedure is compared, and how it is called. A test sees to it that nothing is left out."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.core.fees import Item, Relief
from motcua.core.forms import Text
from motcua.core.procedure.comparison.change import Part
from motcua.core.procedure.law import LegalBasis
from motcua.core.procedure.types import (
    CaseLimit,
    Child,
    DossierComponent,
    Letter,
    Outcome,
    Procedure,
    ProcedureCase,
    Result,
    Step,
    StepGroup,
)
from motcua.core.process import Node

Names = Mapping[str, Text]

NOUNS: Mapping[Part, Text] = {
    Part.PROCEDURE: Text("thủ tục", "procedure"),
    Part.LAW: Text("văn bản", "legal text"),
    Part.CASE: Text("trường hợp", "case"),
    Part.LIMIT: Text("thời hạn", "time limit"),
    Part.PAPER: Text("giấy tờ", "paper"),
    Part.RESULT: Text("kết quả", "result"),
    Part.STEP: Text("bước", "step"),
    Part.OUTCOME: Text("lựa chọn", "outcome"),
    Part.GROUP: Text("nhóm bước", "group of steps"),
    Part.NODE: Text("nút", "node"),
    Part.FLOW: Text("đường đi", "way"),
    Part.FORM: Text("biểu mẫu", "form"),
    Part.FEE: Text("khoản thu", "fee"),
    Part.RELIEF: Text("khoản miễn giảm", "relief"),
    Part.LETTER: Text("văn bản phát hành", "letter"),
    Part.CHILD: Text("thủ tục con", "linked part"),
    Part.DECISION: Text("bảng quyết định", "decision table"),
}
_NAME = Text("tên", "name")
_CERTAINTY = Text("mức chắc chắn", "certainty")
_BASIS = Text("căn cứ", "legal basis")
_CONDITION = Text("điều kiện", "condition")
_LIMIT = Text("thời hạn", "time limit")
_STATED = Text("lời văn công bố", "published words")
_CODE = Text("mã", "code")

ASPECTS: Mapping[type, Names] = {
    Procedure: {
        "code": _CODE,
        "replaces": Text("mã cũ được thay thế", "replaced codes"),
        "name": _NAME,
        "short_name": Text("tên ngắn", "short name"),
        "keywords": Text("từ khóa", "keywords"),
        "field": Text("lĩnh vực", "field"),
        "levels": Text("cấp thực hiện", "levels"),
        "audience": Text("đối tượng", "audience"),
        "channels": Text("cách nộp", "channels"),
        "online": Text("mức trực tuyến", "online service"),
        "online_reason": Text("lý do chưa toàn trình", "reason for less than fully online"),
        "requirements": Text("yêu cầu, điều kiện", "requirements"),
        "decision": Text("quyết định công bố", "decision of publication"),
        "runs_on": Text("hệ thống của bộ", "ministry's system"),
        "competent": Text("cơ quan giải quyết", "competent agency"),
        "parties": Text("cách nêu người trong hồ sơ", "how the form names people"),
    },
    LegalBasis: {
        "number": Text("số hiệu", "number"),
        "title": _NAME,
        "effective_from": Text("ngày có hiệu lực", "first day"),
        "effective_to": Text("ngày hết hiệu lực", "last day"),
        "replaced_by": Text("văn bản thay thế", "successor"),
        "certainty": _CERTAINTY,
    },
    ProcedureCase: {
        "name": _NAME,
        "sets": Text("số bộ hồ sơ", "number of sets"),
        "clock": Text("quy tắc tính giờ", "rules of the clock"),
    },
    CaseLimit: {
        "channels": Text("cách nộp", "channels"),
        "limit": _LIMIT,
        "when": _CONDITION,
        "basis": _BASIS,
        "stated": _STATED,
        "note": Text("lý do khác nhau", "note"),
        "certainty": _CERTAINTY,
    },
    DossierComponent: {
        "name": _NAME,
        "hint": Text("chỉ dẫn", "hint"),
        "one_of": Text("các giấy tờ thay nhau", "alternatives"),
        "quantity": Text("số lượng", "quantity"),
        "when": _CONDITION,
        "form": Text("biểu mẫu", "form"),
        "file": Text("quy định về tệp", "rule for files"),
        "source": Text("nguồn thay cho người nộp", "source instead of the applicant"),
        "basis": _BASIS,
        "stated": _STATED,
        "certainty": _CERTAINTY,
    },
    Result: {
        "code": _CODE,
        "name": _NAME,
        "when": _CONDITION,
        "letter": Text("văn bản", "letter"),
        "signed_by": Text("người ký", "signer"),
        "child": Text("thủ tục con", "linked part"),
        "certainty": _CERTAINTY,
    },
    Step: {
        "name": _NAME,
        "kind": Text("loại bước", "kind"),
        "role": Text("người thực hiện", "role"),
        "limit": _LIMIT,
        "group": Text("nhóm bước", "group"),
        "only_within": Text("thời hạn mà bước thuộc về", "time limit it belongs to"),
        "letters": Text("văn bản phát hành", "letters"),
        "form": Text("biểu mẫu", "form"),
        "agencies": Text("cơ quan được hỏi", "agencies asked"),
        "asked_where": Text("nơi được hỏi", "places asked"),
        "waits_for": Text("chờ ai", "whom it waits for"),
        "silence": Text("ý nghĩa của im lặng", "meaning of silence"),
        "child": Text("thủ tục con", "linked part"),
        "basis": _BASIS,
        "hint": Text("chỉ dẫn", "hint"),
        "certainty": _CERTAINTY,
    },
    Outcome: {
        "name": _NAME,
        "needs_reason": Text("phải ghi lý do", "reason required"),
        "back_to": Text("trả về bước", "step it goes back to"),
    },
    StepGroup: {"name": _NAME, "limit": _LIMIT, "basis": _BASIS, "certainty": _CERTAINTY},
    Item: {
        "name": _NAME,
        "kind": Text("loại", "kind"),
        "collected": Text("thời điểm thu", "when it is collected"),
        "scope": Text("phạm vi", "scope"),
        "rows": Text("mức thu", "amounts"),
    },
    Relief: {
        "name": _NAME,
        "kind": Text("loại", "kind"),
        "scope": Text("phạm vi", "scope"),
        "when": _CONDITION,
        "items": Text("khoản thu được miễn giảm", "fees concerned"),
        "kinds": Text("loại thu được miễn giảm", "kinds concerned"),
        "except_kinds": Text("loại thu không được miễn giảm", "kinds excepted"),
        "set_by": Text("cơ quan quy định mức thu", "who set the amount"),
        "percent": Text("tỷ lệ", "percentage"),
        "amount": Text("số tiền", "amount"),
        "borne_by": Text("nguồn chi trả", "who bears it"),
        "basis": _BASIS,
        "certainty": _CERTAINTY,
        "stated": _STATED,
    },
    Letter: {
        "name": _NAME,
        "form_number": Text("số mẫu", "form number"),
        "source": Text("nội dung mẫu in", "template"),
        "needs": Text("nội dung phải có", "what it needs"),
        "between_agencies": Text("gửi giữa các cơ quan", "between agencies"),
        "paper": Text("khổ giấy", "paper size"),
        "law": _BASIS,
        "signed": Text("ký số của người ra văn bản", "signed by its issuer"),
    },
    Child: {
        "code": _CODE,
        "name": _NAME,
        "agency": Text("cơ quan thực hiện", "agency"),
        "limits": _LIMIT,
        "send_within_minutes": Text("thời gian chuyển (phút)", "minutes to send"),
        "acknowledge_within": Text("thời gian xác nhận", "time to acknowledge"),
        "case": Text("trường hợp", "case"),
        "form": Text("cách điền biểu mẫu", "how its form is filled"),
        "papers": Text("giấy tờ chuyển sang", "papers passed on"),
        "ends": Text("các cách kết thúc", "ways it ends"),
        "without_result": Text("kết thúc không có kết quả", "end without result"),
        "withdrawable": Text("được rút riêng", "may be withdrawn alone"),
        "basis": _BASIS,
        "certainty": _CERTAINTY,
    },
    Node: {
        "name": _NAME,
        "kind": Text("loại", "kind"),
        "scope": Text("quy trình con", "sub-process"),
        "role": Text("làn", "lane"),
        "host": Text("bước mà sự kiện gắn vào", "activity it sits on"),
        "interrupting": Text("ngắt bước", "interrupting"),
        "waits": Text("chờ", "waits"),
        "timer": Text("thời gian", "timer"),
        "message": Text("thông điệp", "message"),
        "service": Text("dịch vụ", "service"),
        "code": Text("mã sự kiện", "code"),
        "repeat": Text("lặp lại", "repetition"),
    },
}
"""The parts that have entries of their own under another part (steps, limits, rows of arrows) are compared there."""
