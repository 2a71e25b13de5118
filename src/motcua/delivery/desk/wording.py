"""The closed lists of words that officers read. Citizens read the same things in fewer of them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.procedure import Channel, PartyRole
from motcua.delivery.desk.frame import office_name
from motcua.domain.dossiers.queries.inbox import Urgency, Whose
from motcua.domain.dossiers.types import PaperOrigin, ReturnMethod, Verdict
from motcua.domain.identity import queries as identity


def whose_name(whose: Whose) -> str:
    """The parts of the inbox."""
    return {Whose.MINE: _("Việc của tôi"), Whose.FREE: _("Chưa ai nhận"), Whose.OFFICE: _("Cả bộ phận")}[whose]


def urgency_name(urgency: Urgency) -> str:
    """The groups of a list."""
    return {
        Urgency.LATE: _("Quá hạn"),
        Urgency.SOON: _("Sắp đến hạn"),
        Urgency.IN_TIME: _("Trong hạn"),
        Urgency.WAITING: _("Chờ người nộp"),
    }[urgency]


def party_role(role: PartyRole) -> str:
    """The four persons that the law tells apart."""
    return {
        PartyRole.APPLICANT: _("Chủ hồ sơ"),
        PartyRole.SUBMITTER: _("Người nộp"),
        PartyRole.REPRESENTATIVE: _("Người được ủy quyền"),
        PartyRole.BENEFICIARY: _("Đối tượng thụ hưởng"),
    }[role]


def channel_name(channel: Channel) -> str:
    """How a dossier came."""
    return {
        Channel.ONLINE: _("Trực tuyến"),
        Channel.COUNTER: _("Trực tiếp tại quầy"),
        Channel.POST: _("Bưu chính công ích"),
    }[channel]


def way_name(way: Channel) -> str:
    """How the counter takes a dossier in."""
    return {
        Channel.COUNTER: _("Tại quầy"),
        Channel.POST: _("Đến qua bưu chính"),
        Channel.ONLINE: _("Nộp trực tuyến giúp người dân"),
    }[way]


def way_hint(way: Channel) -> str:
    """What that leads to."""
    return {
        Channel.COUNTER: _("tiếp nhận ngay, in giấy hẹn"),
        Channel.POST: _("tiếp nhận ngay, gửi giấy hẹn cho người nộp"),
        Channel.ONLINE: _("ghi là nộp hộ, chờ bộ phận một cửa kiểm tra như mọi hồ sơ trực tuyến"),
    }[way]


def origin_name(origin: PaperOrigin) -> str:
    """How a paper came."""
    return {
        PaperOrigin.UPLOADED: _("Đã tải lên"),
        PaperOrigin.SCANNED: _("Đã số hóa tại quầy"),
        PaperOrigin.REUSED_COMPONENT: _("Dùng lại giấy tờ đã nộp"),
        PaperOrigin.REUSED_RESULT: _("Dùng lại kết quả đã có"),
        PaperOrigin.REGISTRY: _("Lấy từ cơ sở dữ liệu"),
        PaperOrigin.ON_PAPER: _("Bản giấy"),
        PaperOrigin.SHOWN: _("Đã xuất trình để đối chiếu"),
        PaperOrigin.LINKED: _("Chuyển từ hồ sơ liên thông"),
    }[origin]


def verdict_name(verdict: Verdict | None) -> str:
    """What a consulted agency said."""
    return {
        None: _("Chưa trả lời"),
        Verdict.AGREE: _("Đồng ý"),
        Verdict.AGREE_WITH_CONDITIONS: _("Đồng ý có điều kiện"),
        Verdict.DISAGREE: _("Không đồng ý"),
        Verdict.SILENT: _("Không trả lời trong hạn"),
    }[verdict]


def method_name(method: ReturnMethod) -> str:
    """How a result reaches the applicant."""
    return {
        ReturnMethod.COUNTER: _("Trả tại quầy"),
        ReturnMethod.POST: _("Gửi qua bưu chính công ích"),
        ReturnMethod.ONLINE: _("Trả trực tuyến"),
        ReturnMethod.LINKED: _("Chuyển về hồ sơ liên thông"),
    }[method]


def office(office_id: int | None) -> str:
    """An office by its name."""
    return office_name(identity.agency(office_id)) if office_id is not None else ""


def officer(officer_id: int | None) -> str:
    """An officer by his name."""
    return identity.officer(officer_id).full_name if officer_id is not None else ""


def limit(value: TimeLimit | None) -> str:
    """`15 ngày làm việc`, `trong ngày`."""
    if value is None:
        return ""
    if value.unit is LimitUnit.SAME_DAY:
        return _("trong ngày")
    words = {
        LimitUnit.WORKING_HOURS: _("%(n)s giờ làm việc"),
        LimitUnit.WORKING_DAYS: _("%(n)s ngày làm việc"),
        LimitUnit.CALENDAR_DAYS: _("%(n)s ngày"),
        LimitUnit.MONTHS: _("%(n)s tháng"),
    }
    return words[value.unit] % {"n": value.amount}
