"""What officers read about money: states, kinds of differences, and who must do what about them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.core.books.matching import DifferenceKind
from motcua.core.books.receipts import ReceiptState
from motcua.domain.payments.payouts.types import ListState, PayoutState
from motcua.domain.payments.types import Method


def difference_name(kind: DifferenceKind) -> str:
    """What does not agree."""
    return {
        DifferenceKind.IN_BANK_ONLY: _("Chỉ có ở ngân hàng"),
        DifferenceKind.UNKNOWN_MEMO: _("Không rõ nộp cho hồ sơ nào"),
        DifferenceKind.IN_BOOKS_ONLY: _("Chỉ có trong sổ"),
        DifferenceKind.AMOUNT_DIFFERS: _("Lệch số tiền"),
        DifferenceKind.TWICE: _("Nộp hoặc ghi hai lần"),
        DifferenceKind.WRONG_DAY: _("Khác ngày"),
        DifferenceKind.IN_PLATFORM_ONLY: _("Chỉ có ở nền tảng thanh toán"),
        DifferenceKind.NOT_ON_PLATFORM: _("Nền tảng thanh toán không có"),
    }[kind]


def what_to_do(kind: DifferenceKind) -> str:
    """Who does what about it."""
    return {
        DifferenceKind.IN_BANK_ONLY: _("Kế toán ghi nhận khoản thu cho hồ sơ."),
        DifferenceKind.UNKNOWN_MEMO: _("Thủ quỹ hỏi người chuyển; ghi nhận vào khoản thu hoặc hoàn trả."),
        DifferenceKind.IN_BOOKS_ONLY: _("Người thu kiểm tra chứng từ; chờ sao kê ngày sau hoặc hỏi ngân hàng."),
        DifferenceKind.AMOUNT_DIFFERS: _("Kế toán báo người nộp bổ sung phần thiếu hoặc hoàn phần thừa."),
        DifferenceKind.TWICE: _("Kế toán lập đề nghị hoàn trả lần nộp thừa."),
        DifferenceKind.WRONG_DAY: _("Thủ quỹ xác nhận ngày tiền về; không phải thu thêm."),
        DifferenceKind.IN_PLATFORM_ONLY: _("Kế toán hỏi lại nền tảng; tiền về thì hệ thống tự ghi nhận."),
        DifferenceKind.NOT_ON_PLATFORM: _("Kế toán gửi tra soát cho nền tảng thanh toán."),
    }[kind]


def method_name(method: Method) -> str:
    """How money came."""
    return {
        Method.PLATFORM: _("Qua nền tảng thanh toán"),
        Method.TRANSFER: _("Chuyển khoản"),
        Method.CASH: _("Tiền mặt"),
        Method.PROOF: _("Theo chứng từ người nộp"),
    }[method]


def receipt_state(state: ReceiptState) -> str:
    """Where a receipt stands."""
    return {
        ReceiptState.OWED: _("Chưa có số"),
        ReceiptState.UNSIGNED: _("Chờ ký số"),
        ReceiptState.ISSUED: _("Đã cấp"),
        ReceiptState.REPLACED: _("Đã thay thế"),
        ReceiptState.CANCELLED: _("Đã hủy"),
    }[state]


def receipt_colour(state: ReceiptState) -> str:
    """The colour beside the word."""
    return {ReceiptState.OWED: "late", ReceiptState.UNSIGNED: "soon", ReceiptState.ISSUED: "done"}.get(state, "")


def list_state(state: ListState) -> str:
    """Where a list of people to be paid stands."""
    return {
        ListState.DRAFT: _("Đang kiểm tra tài khoản"),
        ListState.CHECKED: _("Chờ duyệt lần một"),
        ListState.APPROVED: _("Chờ duyệt lần hai"),
        ListState.PAYING: _("Đang chi"),
        ListState.DONE: _("Đã chi xong"),
        ListState.DROPPED: _("Đã bỏ"),
    }[state]


def payout_state(state: PayoutState) -> str:
    """Where one person's money is."""
    return {
        PayoutState.NEW: _("Chưa kiểm tra"),
        PayoutState.FIT: _("Tài khoản đúng"),
        PayoutState.UNFIT: _("Tài khoản phải sửa"),
        PayoutState.ORDERED: _("Đã gửi lệnh chi"),
        PayoutState.PAID: _("Đã nhận tiền"),
        PayoutState.FAILED: _("Ngân hàng trả lại"),
        PayoutState.DROPPED: _("Đã bỏ khỏi danh sách"),
    }[state]


def payout_colour(state: PayoutState) -> str:
    """The colour beside the word."""
    return {
        PayoutState.UNFIT: "late",
        PayoutState.FAILED: "late",
        PayoutState.ORDERED: "waiting",
        PayoutState.PAID: "done",
    }.get(state, "")
