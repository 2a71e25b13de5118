"""What stands in a package, in words that people read, in both languages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from functools import singledispatch

from motcua.core.deadlines import AfterSupplement, LimitUnit, TimeLimit
from motcua.core.fees import Period, Term
from motcua.core.forms import FileRule, Text
from motcua.core.procedure.law import Basis, LegalBasis
from motcua.core.procedure.shared import AgencyKind, Division, Field, Registry, Role
from motcua.core.procedure.vocabulary import (
    Audience,
    Certainty,
    Channel,
    LetterValue,
    Level,
    OnlineService,
    PartyKind,
    PartyRole,
    Silence,
    StepKind,
    WaitsFor,
    WhenAbsent,
)
from motcua.core.process.model import Timer
from motcua.core.rules import Expression, Message

NOTHING = Text("(không có)", "(none)")
_UNITS: Mapping[LimitUnit, Text] = {
    LimitUnit.WORKING_HOURS: Text("giờ làm việc", "working hours"),
    LimitUnit.WORKING_DAYS: Text("ngày làm việc", "working days"),
    LimitUnit.CALENDAR_DAYS: Text("ngày", "calendar days"),
    LimitUnit.MONTHS: Text("tháng", "months"),
}
_WORDS: tuple[tuple[StrEnum, Text], ...] = (
    (Level.MINISTRY, Text("cấp bộ", "ministry")),
    (Level.PROVINCE, Text("cấp tỉnh", "province")),
    (Level.COMMUNE, Text("cấp xã", "commune")),
    (Channel.ONLINE, Text("trực tuyến", "online")),
    (Channel.COUNTER, Text("trực tiếp", "at the counter")),
    (Channel.POST, Text("bưu chính công ích", "public post")),
    (Audience.CITIZEN, Text("công dân", "citizens")),
    (Audience.FOREIGNER, Text("người nước ngoài", "foreigners")),
    (Audience.HOUSEHOLD, Text("hộ gia đình, hộ kinh doanh", "households")),
    (Audience.BUSINESS, Text("doanh nghiệp", "businesses")),
    (Audience.ORGANISATION, Text("tổ chức", "organisations")),
    (Audience.AGENCY, Text("cơ quan nhà nước", "agencies")),
    (OnlineService.FULL, Text("toàn trình", "fully online")),
    (OnlineService.PARTIAL, Text("một phần", "partly online")),
    (OnlineService.NONE, Text("chưa cung cấp trực tuyến", "not online")),
    (StepKind.RECEPTION, Text("tiếp nhận", "reception")),
    (StepKind.ASSIGNMENT, Text("phân công", "assignment")),
    (StepKind.WORK, Text("xử lý", "work")),
    (StepKind.CONSULTATION, Text("lấy ý kiến", "consultation")),
    (StepKind.INSPECTION, Text("kiểm tra thực địa", "inspection")),
    (StepKind.PUBLIC_NOTICE, Text("niêm yết công khai", "public notice")),
    (StepKind.DRAFT, Text("dự thảo", "drafting")),
    (StepKind.REVIEW, Text("xem xét", "review")),
    (StepKind.SIGNATURE, Text("ký duyệt", "signature")),
    (StepKind.FEE_NOTICE, Text("thông báo phí", "fee notice")),
    (StepKind.ISSUE, Text("phát hành", "issue")),
    (StepKind.RETURN, Text("trả kết quả", "return")),
    (StepKind.WAIT, Text("chờ", "wait")),
    (StepKind.CHILD, Text("thủ tục con", "linked part")),
    (StepKind.SYSTEM, Text("hệ thống", "the system")),
    (WaitsFor.AGENCIES, Text("cơ quan được hỏi", "the agencies asked")),
    (WaitsFor.APPLICANT, Text("người nộp", "the applicant")),
    (WaitsFor.PAYMENT, Text("nộp tiền", "the payment")),
    (WaitsFor.REGISTRY, Text("hệ thống dữ liệu khác", "another registry")),
    (WaitsFor.CENTRAL_SYSTEM, Text("hệ thống của bộ", "the ministry's system")),
    (WaitsFor.PUBLIC, Text("hết thời gian niêm yết", "the end of the notice")),
    (Silence.CONSENT, Text("im lặng là đồng ý", "silence is consent")),
    (Silence.PROCEED, Text("đi tiếp", "go on")),
    (Certainty.PUBLISHED, Text("đã công bố", "published")),
    (Certainty.UNVERIFIED, Text("chưa kiểm chứng", "not verified")),
    (Certainty.DESIGN, Text("đề xuất", "a proposal")),
    (WhenAbsent.ASK, Text("hỏi người nộp", "ask the applicant")),
    (WhenAbsent.LOOK_UP, Text("cơ quan tự tra cứu", "the office looks it up")),
    (PartyRole.SUBMITTER, Text("người nộp hồ sơ", "submitter")),
    (PartyRole.APPLICANT, Text("chủ hồ sơ", "applicant")),
    (PartyRole.REPRESENTATIVE, Text("người được ủy quyền", "representative")),
    (PartyRole.BENEFICIARY, Text("đối tượng thụ hưởng", "beneficiary")),
    (PartyKind.CITIZEN, Text("công dân", "citizen")),
    (PartyKind.BUSINESS, Text("doanh nghiệp", "business")),
    (PartyKind.STATE_AGENCY, Text("cơ quan nhà nước", "state agency")),
    (PartyKind.ORGANISATION, Text("tổ chức", "organisation")),
    (LetterValue.REASONS, Text("lý do", "reasons")),
    (LetterValue.WORDS, Text("nội dung do cán bộ viết", "the officer's words")),
    (LetterValue.ITEMS, Text("giấy tờ cần bổ sung", "what is missing")),
    (LetterValue.FEES, Text("khoản phải nộp", "what is to be paid")),
    (LetterValue.QUESTIONS, Text("nội dung hỏi ý kiến", "questions")),
    (LetterValue.MINUTES, Text("biên bản", "minutes")),
    (LetterValue.APPOINTMENT, Text("ngày hẹn mới", "the new appointment")),
    (AfterSupplement.RESTART, Text("tính lại từ đầu", "counted anew")),
    (AfterSupplement.CONTINUE, Text("tính tiếp", "counted on")),
)
# Words of different lists may be spelled alike, and would be one key.
WORDS: Mapping[tuple[type[StrEnum], str], Text] = {(type(word), word.value): text for word, text in _WORDS}


LABELS: Mapping[str, Text] = {
    "acknowledge_within": Text("thời gian xác nhận", "to be acknowledged within"),
    "address": Text("địa chỉ", "address"),
    "after_supplement": Text("sau khi bổ sung", "after a supplement"),
    "amount": Text("mức", "amount"),
    "apology_days_before": Text("xin lỗi trước (ngày)", "days before the apology"),
    "basis": Text("căn cứ", "legal basis"),
    "cases": Text("trường hợp", "cases"),
    "certainty": Text("mức chắc chắn", "certainty"),
    "certified_copies": Text("bản sao chứng thực", "certified copies"),
    "channels": Text("cách nộp", "channels"),
    "child": Text("thủ tục con", "linked part"),
    "component": Text("giấy tờ", "paper"),
    "counting": Text("cách đếm ngày", "counting"),
    "cut_off": Text("giờ chốt nhận", "cut-off"),
    "division": Text("phòng", "division"),
    "email": Text("thư điện tử", "e-mail"),
    "identifier": Text("số định danh", "identifier"),
    "key": Text("mã", "key"),
    "kind": Text("loại", "kind"),
    "letter": Text("văn bản", "letter"),
    "limit": Text("thời hạn", "time limit"),
    "name": Text("tên", "name"),
    "note": Text("ghi chú", "note"),
    "number": Text("số", "number"),
    "originals": Text("bản chính", "originals"),
    "period": Text("thời gian", "period"),
    "phone": Text("điện thoại", "phone"),
    "plain_copies": Text("bản chụp", "plain copies"),
    "publisher": Text("cơ quan ban hành", "publisher"),
    "quantity": Text("số lượng", "quantity"),
    "record": Text("bản ghi", "record"),
    "registry": Text("nguồn dữ liệu", "registry"),
    "reschedules_allowed": Text("số lần hẹn lại", "reschedules allowed"),
    "result": Text("kết quả", "result"),
    "scope": Text("phạm vi", "scope"),
    "set_by": Text("cơ quan quy định", "set by"),
    "show_only": Text("xuất trình", "shown only"),
    "signed_on": Text("ngày ký", "signed on"),
    "signer": Text("người ký", "signer"),
    "source": Text("nguồn", "source"),
    "stated": Text("lời văn công bố", "published words"),
    "supplements_allowed": Text("số lần bổ sung", "supplements allowed"),
    "unit": Text("đơn vị", "unit"),
    "when": Text("khi", "when"),
    "when_absent": Text("khi không có", "when absent"),
}


@singledispatch
def spoken(value: object) -> Text:
    """Anything that a procedure is made of, in words; two values that differ read differently.

    What has no words of its own is told by all that is said of it.
    """
    if value is None:
        return NOTHING
    if not is_dataclass(value):
        raise TypeError(f"{value!r} is no part of a procedure")
    shown = ((each.name, spoken(getattr(value, each.name))) for each in fields(value) if each.name != "path")
    return _named((LABELS.get(name) or _plain(name), words) for name, words in shown if words != NOTHING)


@spoken.register
def _(value: Text) -> Text:
    return value if value.vi else NOTHING


@spoken.register
def _(value: Message) -> Text:
    return Text(value.vi, value.en)


@spoken.register
def _(value: str) -> Text:
    return _plain(value) if value else NOTHING


@spoken.register
def _(value: StrEnum) -> Text:
    return WORDS.get((type(value), value.value)) or _plain(value.value)


@spoken.register
def _(value: Term) -> Text:
    return Text(*value.label)


@spoken.register
def _(value: int) -> Text:
    return _plain(f"{value:,}".replace(",", "."))


@spoken.register
def _(value: bool) -> Text:
    return Text("có", "yes") if value else Text("không", "no")


@spoken.register
def _(value: bytes) -> Text:
    return _plain(f"{len(value)} B, {hashlib.sha256(value).hexdigest()[:8]}")


@spoken.register
def _(value: date) -> Text:
    return Text(f"{value:%d/%m/%Y}", f"{value:%Y-%m-%d}")


@spoken.register
def _(value: time) -> Text:
    return _plain(f"{value:%H:%M}")


@spoken.register
def _(value: Expression) -> Text:
    return _plain(value.text)


@spoken.register
def _(value: frozenset) -> Text:  # type: ignore[type-arg]  # what is registered is the plain class
    return _joined(", ", sorted(map(spoken, value), key=lambda each: each.vi)) if value else NOTHING


@spoken.register
def _(value: tuple) -> Text:  # type: ignore[type-arg]  # the same
    return _joined("; ", map(spoken, value)) if value else NOTHING


@spoken.register(Mapping)
def _(value: Mapping[object, object]) -> Text:
    return _named((spoken(name), spoken(each)) for name, each in value.items())


@spoken.register(Role)
@spoken.register(Division)
@spoken.register(AgencyKind)
@spoken.register(Registry)
@spoken.register(Field)
def _(value: Role | Division | AgencyKind | Registry | Field) -> Text:
    return value.name


@spoken.register(Basis)
@spoken.register(LegalBasis)
def _(value: Basis | LegalBasis) -> Text:
    return _plain(value.cited)


@spoken.register
def _(value: Timer) -> Text:
    return _plain(f"{value.form} {value.value}")


@spoken.register
def _(limit: TimeLimit) -> Text:
    if limit.unit is LimitUnit.SAME_DAY:
        return Text("trong ngày", "the same day")
    unit = _UNITS[limit.unit]
    return Text(f"{limit.amount} {unit.vi}", f"{limit.amount} {unit.en}")


@spoken.register
def _(rule: FileRule) -> Text:
    kinds, size = "/".join(rule.accept), f"{rule.max_bytes / 1_000_000:g}"
    pages = (f", {rule.max_pages} trang", f", {rule.max_pages} pages") if rule.max_pages else ("", "")
    return Text(
        f"{kinds}, {rule.min_files}-{rule.max_files} tệp, tối đa {size} MB{pages[0]}",
        f"{kinds}, {rule.min_files}-{rule.max_files} files, at most {size} MB{pages[1]}",
    )


@spoken.register
def _(period: Period) -> Text:
    if period.first is None and period.last is None:
        return NOTHING
    first, last = spoken(period.first), spoken(period.last)
    if period.last is None:
        return Text(f"từ {first.vi}", f"from {first.en}")
    if period.first is None:
        return Text(f"đến hết {last.vi}", f"until {last.en}")
    return Text(f"từ {first.vi} đến hết {last.vi}", f"from {first.en} until {last.en}")


def _named(pairs: Iterable[tuple[Text, Text]]) -> Text:
    shown = [Text(f"{name.vi}: {words.vi}", f"{name.en}: {words.en}") for name, words in pairs]
    return _joined("; ", shown) if shown else NOTHING


def _joined(mark: str, texts: Iterable[Text]) -> Text:
    listed = list(texts)
    return Text(mark.join(each.vi for each in listed), mark.join(each.en for each in listed))


def _plain(words: str) -> Text:
    return Text(words, words)
