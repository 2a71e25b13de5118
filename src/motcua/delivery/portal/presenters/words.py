"""Small words: how long, for whom, by which way."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.forms import Language
from motcua.core.procedure import Audience, Channel, Level, OnlineService

CHANNELS = {
    Channel.ONLINE: gettext_lazy("Trực tuyến"),
    Channel.COUNTER: gettext_lazy("Trực tiếp tại bộ phận một cửa"),
    Channel.POST: gettext_lazy("Qua bưu chính công ích"),
}
AUDIENCES = {
    Audience.CITIZEN: gettext_lazy("Công dân"),
    Audience.FOREIGNER: gettext_lazy("Người nước ngoài"),
    Audience.HOUSEHOLD: gettext_lazy("Hộ gia đình, hộ kinh doanh"),
    Audience.BUSINESS: gettext_lazy("Doanh nghiệp"),
    Audience.ORGANISATION: gettext_lazy("Tổ chức"),
}
LEVELS = {
    Level.MINISTRY: gettext_lazy("Cấp bộ"),
    Level.PROVINCE: gettext_lazy("Cấp tỉnh"),
    Level.COMMUNE: gettext_lazy("Cấp xã"),
}
ONLINE = {
    OnlineService.FULL: gettext_lazy("Trực tuyến toàn trình"),
    OnlineService.PARTIAL: gettext_lazy("Trực tuyến một phần"),
    OnlineService.NONE: gettext_lazy("Nộp trực tiếp"),
}


def language() -> Language:
    """The reader's language."""
    return "en" if get_language() == "en" else "vi"


def limit_in_words(limit: TimeLimit) -> str:
    """`15 ngày làm việc`, always with its unit: working days and calendar days are never mixed."""
    n = {"n": limit.amount}
    match limit.unit:
        case LimitUnit.SAME_DAY:
            return _("trong ngày")
        case LimitUnit.WORKING_HOURS:
            return ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", limit.amount) % n
        case LimitUnit.WORKING_DAYS:
            return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", limit.amount) % n
        case LimitUnit.CALENDAR_DAYS:
            return ngettext("%(n)s ngày, kể cả ngày nghỉ", "%(n)s ngày, kể cả ngày nghỉ", limit.amount) % n
        case LimitUnit.MONTHS:
            return ngettext("%(n)s tháng", "%(n)s tháng", limit.amount) % n
