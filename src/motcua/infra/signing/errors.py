"""Why something cannot be signed or stamped, told to whoever asked for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from motcua.core.text import ToldError
from motcua.infra.signing.findings import Standing


class SigningError(ToldError):
    """Nothing was signed."""


class WrongPinError(SigningError):
    def __init__(self) -> None:
        super().__init__(
            "Mã PIN không đúng. Hãy nhập lại; nhập sai nhiều lần, thiết bị ký có thể bị khóa.",
            "The PIN is wrong. Enter it again; after several wrong ones the signing device may lock.",
        )


class PinLockedError(SigningError):
    def __init__(self) -> None:
        super().__init__(
            "Thiết bị ký đã bị khóa vì nhập sai mã PIN nhiều lần. Hãy liên hệ đơn vị cấp chứng thư số để mở khóa.",
            "The signing device is locked after too many wrong PINs. Ask who issued the certificate to unlock it.",
        )


class KeyMissingError(SigningError):
    def __init__(self, label: str) -> None:
        super().__init__(
            f"Không tìm thấy khóa ký “{label}”. Hãy kiểm tra tên khóa đã đăng ký và thiết bị ký.",
            f"There is no signing key {label!r}. Check the registered name of the key, and the signing device.",
        )


class StoreUnreachableError(SigningError):
    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Không truy cập được nơi giữ khóa ký: {reason}. Hãy kiểm tra thiết bị ký rồi ký lại.",
            f"The place of the signing keys cannot be reached: {reason}. Check the signing device, then sign again.",
        )


class CertificateRefusedError(SigningError):
    """The certificate may not sign now; `standing` says why."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(*_REFUSED[standing])
        self.standing = standing


class TimestampUnavailableError(SigningError):
    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Máy chủ cấp dấu thời gian không trả lời: {reason}. Chưa có gì được ký; hãy ký lại sau ít phút.",
            f"The time-stamping server gives no answer: {reason}. Nothing was signed; sign again in a few minutes.",
        )


class TimestampRefusedError(SigningError):
    """The server answered, and its answer is not to be relied on."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Dấu thời gian nhận được không hợp lệ: {reason}. Chưa có gì được ký; hãy báo người quản trị hệ thống.",
            f"The time stamp that came is not valid: {reason}. Nothing was signed; tell who operates the system.",
        )


class UntrustedTimestampError(TimestampRefusedError):
    """It is whole, but the certificate of the server that made it is not to be relied on, as `standing` says."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(f"the certificate of the server is {standing}")
        self.standing = standing


class ClockSkewError(SigningError):
    def __init__(self, skew: timedelta) -> None:
        seconds = round(abs(skew.total_seconds()))
        super().__init__(
            f"Đồng hồ máy chủ lệch {seconds} giây so với dấu thời gian. Chưa có gì được ký; "
            "hãy báo người quản trị hệ thống chỉnh lại đồng hồ.",
            f"The server's clock and the time stamp are {seconds} seconds apart. Nothing was signed; "
            "tell who operates the system to set the clock right.",
        )


class UnsignableError(SigningError):
    """The document itself cannot take a signature."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Không ký được văn bản này: {reason}. Hãy tạo lại văn bản rồi ký.",
            f"This document cannot be signed: {reason}. Make it anew, then sign.",
        )


_REFUSED: Final = {
    Standing.EXPIRED: (
        "Chứng thư số đã hết hạn. Hãy gia hạn hoặc đăng ký chứng thư số mới rồi ký lại.",
        "The certificate has expired. Renew it or register a new one, then sign again.",
    ),
    Standing.NOT_YET_VALID: (
        "Chứng thư số chưa đến ngày có hiệu lực. Hãy ký từ ngày đó, hoặc dùng chứng thư số khác.",
        "The certificate is not valid yet. Sign from its first day on, or use another one.",
    ),
    Standing.REVOKED: (
        "Chứng thư số đã bị thu hồi, không được dùng để ký. Hãy đăng ký chứng thư số mới.",
        "The certificate is revoked and may not sign. Register a new one.",
    ),
    Standing.UNKNOWN_ISSUER: (
        "Chứng thư số không do tổ chức được tin cậy cấp để ký số. Hãy dùng chứng thư số chuyên dùng công vụ.",
        "Nobody whom the system trusts issued this certificate for signing. Use the one issued for public duties.",
    ),
    Standing.UNREADABLE: (
        "Không đọc được chứng thư số. Hãy kiểm tra tệp hoặc thiết bị ký, hoặc đăng ký chứng thư số mới.",
        "The certificate cannot be read. Check the file or the signing device, or register a new one.",
    ),
    Standing.WEAK: (
        "Chứng thư số dùng thuật toán không còn an toàn. Hãy đăng ký chứng thư số mới.",
        "The certificate uses an algorithm that is no longer safe. Register a new one.",
    ),
    Standing.NOT_CHECKED: (
        "Chưa hỏi được tổ chức cấp về hiệu lực của chứng thư số. Chưa có gì được ký; hãy ký lại sau ít phút.",
        "Nobody could tell whether the certificate is revoked. Nothing was signed; sign again in a few minutes.",
    ),
}
