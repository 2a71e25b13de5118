"""Each act of the desk by the word in its address: what its form says becomes one call of the domain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.core.deadlines import BadNewDueDateError
from motcua.core.workcal import office_time
from motcua.delivery.desk.communes import commune_meant
from motcua.delivery.desk.posted import IncompleteError, Posted, UnreadableError
from motcua.delivery.ui.words import day, money
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.services import apology, counter, replies, signing, steps
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.pens import KeyPen, PaperPen
from motcua.domain.dossiers.services.perform import Done
from motcua.domain.dossiers.types import Minutes, Question, ReturnMethod, SupplementItem, Verdict
from motcua.domain.feedback.services.tablet import invite

Do: TypeAlias = Callable[[UUID, Posted, ActingOfficer], Done]
Say: TypeAlias = Callable[[Done], str]


@dataclass(frozen=True, slots=True)
class DeskAct:
    """How an act is done, and what is said when it is done. `ends`: whether it ends the officer's task."""

    do: Do
    say: Say
    ends: bool = True


def _claim(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    return steps.claim_task(dossier, posted.n, by, posted.kind)


def _start(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    return steps.start_task(dossier, posted.n, by, posted.kind)


def _release(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    return steps.release_task(dossier, posted.n, by, posted.kind)


def _reassign(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    return steps.assign_task(dossier, posted.n, _chosen_officer(posted), by, posted.kind)


def _accept(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    unchecked = len(set(posted.each("component")) - set(posted.each("checked")))
    if unchecked:
        raise IncompleteError(
            f"Còn {unchecked} giấy tờ chưa đánh dấu đã kiểm tra. Hãy xem và đánh dấu rồi tiếp nhận.",
            f"{unchecked} papers are not ticked as checked. Look at them, tick them, then accept.",
        )
    if _items(posted):
        raise IncompleteError(
            "Có nội dung cần bổ sung đang ghi dở. Hãy gửi yêu cầu bổ sung, hoặc xóa nội dung đó rồi tiếp nhận.",
            "A supplement is noted below. Send the request, or clear the note and accept.",
        )
    return steps.accept_dossier(dossier, posted.n, by)


def _refuse(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    return steps.refuse_dossier(dossier, posted.n, posted.words("reason"), by, pen=_pen(posted, by))


def _supplement(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    items = _items(posted)
    if not items or not all(item.what and item.reason for item in items):
        raise IncompleteError(
            "Mỗi mục cần bổ sung phải ghi rõ cần gì và vì sao. Chỉ được yêu cầu một lần, nên hãy ghi đủ.",
            "Each item needs what is missing and why. You may ask only once, so name everything.",
        )
    return steps.request_supplement(dossier, posted.n, items, by, pen=_pen(posted, by))


def _assign(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    role, _colon, officer = posted.words("officer").partition(":")
    if not officer.isdecimal():
        raise _choose_an_officer()
    return steps.assign_dossier(dossier, posted.n, int(officer), role, by)


def _complete(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    outcome, words = posted.words("outcome"), posted.words("reason")
    return steps.complete_step(dossier, posted.n, outcome, words, by, pen=_pen(posted, by))


def _ask(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    shared, on = posted.words("question"), office_time(by.now).date()
    questions = tuple(
        Question(kind, posted.words(f"question.{kind}") or shared, commune_meant(posted.words(f"unit.{kind}"), on))
        for kind in posted.each("agency")
    )
    if not questions:
        raise IncompleteError("Hãy chọn ít nhất một cơ quan để hỏi.", "Choose at least one agency to ask.")
    return steps.ask_opinions(dossier, posted.n, questions, by, pen=_pen(posted, by))


def _answer(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    try:
        verdict = Verdict(posted.words("verdict"))
    except ValueError:
        raise IncompleteError("Hãy chọn một ý kiến.", "Choose an opinion.") from None
    return steps.give_opinion(dossier, posted.n, verdict, posted.words("reason"), by)


def _inspect(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    visited_at = posted.moment("visited_on", "visited_time")
    if visited_at is None or visited_at > office_time(by.now):
        raise IncompleteError(
            "Ngày kiểm tra chưa đúng: hãy chọn một ngày không sau hôm nay.",
            "The day of the visit is missing or lies in the future.",
        )
    people = posted.lines("participants")
    minutes = Minutes(visited_at, posted.words("place"), people, posted.words("findings"), posted.words("conclusion"))
    return steps.record_inspection(dossier, posted.n, minutes, posted.words("outcome"), by, pen=_pen(posted, by))


def _issue(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    pen = _pen(posted, by)
    return steps.issue_result(dossier, posted.n, posted.words("number")[:60], by, posted.words("reason"), pen=pen)


def _sign_again(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    return signing.sign_again(dossier, by, _pen(posted, by))


def _return(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    try:
        method = ReturnMethod(posted.words("method"))
    except ValueError:
        raise UnreadableError("method") from None
    done = steps.return_result(dossier, posted.n, method, posted.words("receiver"), by)
    if method is ReturnMethod.COUNTER:
        invite(dossier, by.scope, by.now)
    return done


def _pay(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    return counter.record_payment(dossier, posted.amount("amount"), posted.words("receipt")[:60], by)


def _pay_elsewhere(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    amount, receipt = posted.amount("amount"), posted.words("receipt")[:60]
    if not amount or not receipt:
        raise IncompleteError(
            "Hãy ghi số tiền đã nộp và số chứng từ nộp tiền.", "State the amount paid and the number of its proof."
        )
    return counter.record_payment_elsewhere(dossier, amount, receipt, by)


def _note_reply(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    return replies.note_reply(dossier, posted.n, by)


def _apologise(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    new_due_at = posted.moment("new_day", "new_time")
    if new_due_at is None:
        raise IncompleteError("Hãy chọn ngày hẹn trả mới.", "Choose the new day.")
    try:
        return apology.apologise(dossier, new_due_at, posted.lines("reason"), by, pen=_pen(posted, by))
    except WrongPhaseError as error:
        if isinstance(error.__cause__, BadNewDueDateError):
            raise IncompleteError(error.vi, error.en) from error
        raise


def _dismiss_apology(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    reason = posted.words("reason")
    if not reason:
        raise IncompleteError(
            "Hãy ghi vì sao không cần xin lỗi và hẹn lại.", "Say why no apology and no new day are needed."
        )
    return apology.dismiss_apology(dossier, posted.n, reason, by)


def _stop(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    return counter.stop_dossier(dossier, posted.words("reason"), by, pen=_pen(posted, by))


def _withdraw(dossier: UUID, posted: Posted, by: ActingOfficer) -> Done:
    return counter.withdraw_for_applicant(dossier, posted.words("reason"), by)


def _pen(posted: Posted, by: ActingOfficer) -> KeyPen:
    """His pen with the PIN that he typed; whoever only looks signs nothing."""
    return PaperPen(by.officer_id) if posted.only_looks else KeyPen(by.officer_id, posted.pin)


def _items(posted: Posted) -> tuple[SupplementItem, ...]:
    """The rows of which anything was filled in."""
    rows = zip(posted.each("item"), posted.each("what"), posted.each("why"), strict=False)
    return tuple(SupplementItem(component, what, why) for component, what, why in rows if what or why)


def _chosen_officer(posted: Posted) -> int:
    chosen = posted.words("officer")
    if not chosen.isdecimal():
        raise _choose_an_officer()
    return int(chosen)


def _choose_an_officer() -> IncompleteError:
    return IncompleteError("Hãy chọn cán bộ được giao.", "Choose the officer.")


def _accepted(done: Done) -> str:
    due = day(done.case.clock.due_at) if done.case.clock else ""
    return _("Đã tiếp nhận. Mã hồ sơ %(code)s, hẹn trả ngày %(due)s.") % {"code": done.case.code, "due": due}


def _paid(done: Done) -> str:
    left = done.case.fees_due - done.case.fees_paid
    return _("Đã ghi nhận tiền nộp, còn phải nộp %(left)s.") % {"left": money(left)} if left else _("Đã nộp đủ.")


def _apologised(done: Done) -> str:
    due = day(done.case.clock.due_at) if done.case.clock else ""
    return _("Đã gửi văn bản xin lỗi. Hẹn trả mới: ngày %(due)s.") % {"due": due}


ACTS: Mapping[str, DeskAct] = {
    "nhan-viec": DeskAct(_claim, lambda done: _("Ông/bà đã nhận việc này."), ends=False),
    "bat-dau": DeskAct(_start, lambda done: _("Đã ghi nhận bắt đầu xử lý."), ends=False),
    "tra-viec": DeskAct(_release, lambda done: _("Đã trả việc về bộ phận.")),
    "giao-lai": DeskAct(_reassign, lambda done: _("Đã giao việc cho cán bộ được chọn.")),
    "tiep-nhan": DeskAct(_accept, _accepted),
    "tu-choi": DeskAct(_refuse, lambda done: _("Đã từ chối tiếp nhận và lập phiếu từ chối.")),
    "bo-sung": DeskAct(
        _supplement, lambda done: _("Đã gửi yêu cầu bổ sung. Thời hạn tạm dừng đến khi người nộp bổ sung.")
    ),
    "phan-cong": DeskAct(_assign, lambda done: _("Đã phân công. Hồ sơ đã vào danh sách việc của người được giao.")),
    "chuyen-buoc": DeskAct(_complete, lambda done: _("Đã xong bước này.")),
    "lay-y-kien": DeskAct(_ask, lambda done: _("Đã gửi lấy ý kiến. Các cơ quan đã thấy việc trong danh sách của họ.")),
    "cho-y-kien": DeskAct(_answer, lambda done: _("Đã gửi ý kiến cho cơ quan giải quyết.")),
    "kiem-tra": DeskAct(_inspect, lambda done: _("Đã lập biên bản kiểm tra thực địa.")),
    "phat-hanh": DeskAct(_issue, lambda done: _("Đã phát hành kết quả. Thời hạn giải quyết kết thúc từ lúc này.")),
    "ky-lai": DeskAct(_sign_again, lambda done: _("Đã ký lại. Văn thư có thể cấp số, đóng dấu và phát hành.")),
    "tra-ket-qua": DeskAct(_return, lambda done: _("Đã trả kết quả. Hồ sơ kết thúc.")),
    "nop-phi": DeskAct(_pay, _paid, ends=False),
    "nop-noi-khac": DeskAct(
        _pay_elsewhere, lambda done: _("Đã ghi nhận nộp ở cơ quan khác. Hồ sơ được giải quyết tiếp."), ends=False
    ),
    "ghi-tra-loi": DeskAct(_note_reply, lambda done: _("Đã ghi nhận trả lời. Hồ sơ được giải quyết tiếp."), ends=False),
    "xin-loi": DeskAct(_apologise, _apologised),
    "bo-xin-loi": DeskAct(
        _dismiss_apology,
        lambda done: _("Đã bỏ đề xuất xin lỗi. Nếu quá hạn, hệ thống sẽ đề xuất lại."),
        ends=False,
    ),
    "rut": DeskAct(_withdraw, lambda done: _("Đã ghi nhận rút hồ sơ. Hãy trả lại giấy tờ đã nộp.")),
    "dung": DeskAct(_stop, lambda done: _("Đã dừng giải quyết và lập thông báo dừng.")),
}

# Acts that write letters and do nothing outside the database: their letters can be read before.
PREVIEWED = frozenset({"tiep-nhan", "tu-choi", "bo-sung", "chuyen-buoc", "lay-y-kien", "kiem-tra", "dung"})
