"""Why something about money was refused. Each says what happened and what to do; nothing was changed."""

from __future__ import annotations

from motcua.core.text import ToldError


class PaymentError(ToldError):
    """Something about money cannot be done. `vi` and `en` are for people."""

    def __str__(self) -> str:
        return self.en


class NoSuchChargeError(PaymentError):
    """There is no such charge, refund or proof."""

    def __init__(self) -> None:
        super().__init__(
            "Không tìm thấy khoản thu này. Hãy mở lại từ hồ sơ.",
            "There is no such charge. Open it again from its dossier.",
        )


class WrongAmountError(PaymentError):
    """An amount that is negative, nothing, no whole number of đồng, or more than it may be."""


class WrongStateError(PaymentError):
    """The charge, refund or proof is not where this belongs."""


class MissingReasonError(PaymentError):
    """The law wants a reason and its basis in writing."""

    def __init__(self) -> None:
        super().__init__(
            "Việc này phải nêu rõ lý do và căn cứ bằng văn bản. Hãy ghi rồi gửi lại.",
            "The law wants the reason and its basis in writing. Please state them and send again.",
        )


class FourEyesError(PaymentError):
    """Who asks for money to go back does not approve it."""

    def __init__(self) -> None:
        super().__init__(
            "Người đề nghị hoàn trả không được tự duyệt. Hãy để người khác duyệt.",
            "Who asks for a refund cannot approve it. Let somebody else do it.",
        )


class AlreadyRecordedError(PaymentError):
    """The very bank transfer is in the books already."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Giao dịch {reference} đã được ghi nhận. Hãy kiểm tra lại số giao dịch.",
            f"The transfer {reference} is recorded already. Check its number.",
        )


class BadAccountsError(PaymentError):
    """A file of accounts that is not as it should be."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"Tệp tài khoản {file} không đúng mẫu: {problem}", f"The file of accounts {file}: {problem}")


class PlatformUnreachableError(PaymentError):
    """The platform does not answer, or not as agreed; nothing was lost."""

    def __init__(self) -> None:
        super().__init__(
            "Nền tảng thanh toán quốc gia đang không trả lời. Ông/bà có thể thử lại sau ít phút, "
            "hoặc chuyển khoản bằng mã VietQR.",
            "The national payment platform does not answer. Try again in a few minutes, or pay by VietQR.",
        )


class PlatformMissingError(PaymentError):
    """The city is not joined to the platform."""

    def __init__(self) -> None:
        super().__init__(
            "Hệ thống chưa kết nối nền tảng thanh toán quốc gia. Hãy chuyển khoản hoặc nộp tại bộ phận một cửa.",
            "This city is not connected to the national payment platform. Pay by transfer or at the counter.",
        )
