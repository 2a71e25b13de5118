"""The closed lists of words that a package may use, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.core.forms.kinds import KINDS
from motcua.core.procedure import StepKind, WaitsFor
from motcua.delivery.lab.sheets.model import Words


def step_kinds() -> dict[str, str]:
    """What sort of work a step is."""
    return {
        StepKind.RECEPTION: _("Tiếp nhận hồ sơ"),
        StepKind.ASSIGNMENT: _("Phân công"),
        StepKind.WORK: _("Xử lý chuyên môn"),
        StepKind.CONSULTATION: _("Lấy ý kiến"),
        StepKind.INSPECTION: _("Kiểm tra thực địa"),
        StepKind.PUBLIC_NOTICE: _("Niêm yết công khai"),
        StepKind.DRAFT: _("Dự thảo"),
        StepKind.REVIEW: _("Xem xét"),
        StepKind.SIGNATURE: _("Ký duyệt"),
        StepKind.FEE_NOTICE: _("Thông báo phí"),
        StepKind.ISSUE: _("Phát hành"),
        StepKind.RETURN: _("Trả kết quả"),
        StepKind.WAIT: _("Chờ"),
        StepKind.CHILD: _("Thủ tục con"),
        StepKind.SYSTEM: _("Hệ thống tự làm"),
    }


def units() -> Words:
    """What a limit counts."""
    return (
        ("working_hours", _("giờ làm việc")),
        ("working_days", _("ngày làm việc")),
        ("calendar_days", _("ngày")),
        ("months", _("tháng")),
        ("same_day", _("trong ngày")),
    )


def waits_for() -> Words:
    """Whom a waiting step waits for."""
    return (
        (WaitsFor.AGENCIES.value, _("cơ quan được hỏi")),
        (WaitsFor.APPLICANT.value, _("người nộp")),
        (WaitsFor.PAYMENT.value, _("nộp tiền")),
        (WaitsFor.OBLIGATION.value, _("nghĩa vụ tài chính ở cơ quan khác")),
        (WaitsFor.REGISTRY.value, _("hệ thống dữ liệu khác")),
        (WaitsFor.CENTRAL_SYSTEM.value, _("hệ thống của bộ")),
        (WaitsFor.PUBLIC.value, _("hết thời gian niêm yết")),
    )


def silences() -> Words:
    """What it means that nobody answers in time."""
    return (("consent", _("im lặng là đồng ý")), ("proceed", _("đi tiếp không chờ")))


def channels() -> Words:
    """The ways to file."""
    return (("online", _("trực tuyến")), ("counter", _("trực tiếp")), ("post", _("bưu chính công ích")))


def certainties() -> Words:
    """How sure a part is."""
    return (("published", _("đã công bố")), ("unverified", _("chưa kiểm chứng")), ("design", _("đề xuất")))


def levels() -> Words:
    """Who decides."""
    return (("ministry", _("bộ")), ("province", _("cấp tỉnh")), ("commune", _("cấp xã")))


def audiences() -> Words:
    """Whom a procedure is for."""
    return (
        ("citizen", _("công dân")),
        ("foreigner", _("người nước ngoài")),
        ("household", _("hộ gia đình, hộ kinh doanh")),
        ("business", _("doanh nghiệp")),
        ("organisation", _("tổ chức")),
    )


def online_services() -> Words:
    """How far it can be done online."""
    return (("full", _("toàn trình")), ("partial", _("một phần")), ("none", _("chưa cung cấp")))


def fee_kinds() -> Words:
    """What is collected."""
    return (
        ("fee", _("phí")),
        ("charge", _("lệ phí")),
        ("appraisal_fee", _("phí thẩm định")),
        ("publication_fee", _("phí công bố")),
        ("delivery", _("cước gửi kết quả")),
    )


def collected() -> Words:
    """When it is told."""
    return (("before", _("khi tiếp nhận")), ("after", _("trước khi trả kết quả")))


def set_by() -> Words:
    """Who sets the amount."""
    return (
        ("national_assembly", _("Quốc hội")),
        ("government", _("Chính phủ")),
        ("ministry", _("bộ")),
        ("council", _("Hội đồng nhân dân")),
        ("provider", _("đơn vị cung ứng")),
    )


def field_kinds() -> Words:
    """The types of fields of a form."""
    words = {
        "text": _("một dòng chữ"),
        "paragraph": _("đoạn văn"),
        "person_name": _("họ và tên"),
        "integer": _("số nguyên"),
        "money": _("số tiền"),
        "decimal": _("số thập phân"),
        "date": _("ngày"),
        "month": _("tháng và năm"),
        "year": _("năm"),
        "yes_no": _("có hoặc không"),
        "choice": _("chọn một"),
        "choices": _("chọn nhiều"),
        "personal_id": _("số định danh cá nhân"),
        "former_id": _("số chứng minh nhân dân cũ"),
        "tax_code": _("mã số thuế"),
        "phone": _("số điện thoại"),
        "email": _("thư điện tử"),
        "address": _("địa chỉ"),
        "file": _("tệp đính kèm"),
        "confirm": _("lời cam kết phải đánh dấu"),
        "group": _("bảng nhiều dòng"),
        "info": _("lời giải thích để đọc"),
    }
    return tuple((kind, words.get(kind, kind)) for kind in KINDS)


def field_widths() -> Words:
    """How wide a field stands on the page."""
    return (("full", _("cả dòng")), ("half", _("nửa dòng")), ("third", _("một phần ba")), ("short", _("ngắn")))
