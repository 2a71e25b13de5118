"""Small words: how much, how long, for whom, by which way."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.forms import FileRule, Language
from motcua.core.forms.files import KINDS, megabytes
from motcua.core.procedure import Audience, Channel, Level, OnlineService, Quantity
from motcua.delivery.ui.words import in_language

# What the store of papers can open; a rule may name more, which nobody can upload.
_OPENED = ("pdf", "image")

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


def quantity_in_words(quantity: Quantity) -> str:
    """`1 bản chính, 1 bản sao`."""
    parts = [
        (quantity.originals, ngettext("%(n)s bản chính", "%(n)s bản chính", quantity.originals)),
        (
            quantity.certified_copies,
            ngettext("%(n)s bản sao chứng thực", "%(n)s bản sao chứng thực", quantity.certified_copies),
        ),
        (quantity.plain_copies, ngettext("%(n)s bản sao thường", "%(n)s bản sao thường", quantity.plain_copies)),
        (
            quantity.show_only,
            ngettext("%(n)s bản chính để đối chiếu", "%(n)s bản chính để đối chiếu", quantity.show_only),
        ),
    ]
    return ", ".join(words % {"n": n} for n, words in parts if n)


def files_in_words(rule: FileRule) -> str:
    """`PDF, ảnh (JPG, PNG, WEBP, TIFF); mỗi tệp tối đa 20 MB, nhiều nhất 10 tệp`."""
    kinds = ", ".join(in_language(KINDS[kind][0]) for kind in rule.accept if kind in _OPENED)
    largest = in_language(megabytes(rule.max_bytes))
    most = ngettext("nhiều nhất %(n)s tệp", "nhiều nhất %(n)s tệp", rule.max_files) % {"n": rule.max_files}
    return _("%(kinds)s; mỗi tệp tối đa %(largest)s, %(most)s") % {"kinds": kinds, "largest": largest, "most": most}


def accepted_types(rule: FileRule) -> str:
    """The media types for the `accept` of an input."""
    return ",".join(sorted(kind for name in rule.accept if name in _OPENED for kind in KINDS[name][1]))


def size_in_words(size: int) -> str:
    """`1,2 MB`."""
    return in_language(megabytes(size))
