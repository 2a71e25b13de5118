"""What can go wrong at the door. Each problem knows its page: what happened, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Page:
    """What a person reads when the door stays shut."""

    status: int
    title: Words
    what: Words
    next_step: Words


class SignInProblem(Exception):  # noqa: N818 a person reads it, no program catches it by another name
    """Sign-in stops here; `reason` is for the log and names nobody."""

    page: Page

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ProviderDown(SignInProblem):
    """The provider does not answer, or not sensibly."""

    page = Page(
        503,
        _("Chưa kết nối được hệ thống định danh"),
        _("Hệ thống định danh đang bận hoặc tạm ngừng. Việc ông/bà đang làm dở không bị mất."),
        _("Xin chờ vài phút rồi đăng nhập lại. Nếu cần gấp, xin đến bộ phận một cửa gần nhất."),
    )


class LostThread(SignInProblem):
    """The answer belongs to no question of this browser: forged, replayed, too old, or cookies are off."""

    page = Page(
        400,
        _("Phiên đăng nhập không còn hiệu lực"),
        _("Lần đăng nhập này đã được dùng, đã quá lâu, hoặc không bắt đầu từ trình duyệt này."),
        _("Xin đăng nhập lại từ đầu. Nếu vẫn gặp trang này, hãy kiểm tra trình duyệt có cho phép cookie."),
    )


class NotVouchedFor(SignInProblem):
    """What came is not a token of the provider for us, for this sign-in, now."""

    page = Page(
        400,
        _("Không xác nhận được kết quả đăng nhập"),
        _("Kết quả mà hệ thống định danh gửi về không hợp lệ nên hệ thống đã từ chối để bảo vệ ông/bà."),
        _("Xin đăng nhập lại. Nếu vẫn không được, hãy báo cho tổng đài của thành phố."),
    )


class Declined(SignInProblem):
    """The provider says no: the person cancelled, or may not."""

    page = Page(
        403,
        _("Ông/bà chưa đăng nhập"),
        _("Hệ thống định danh cho biết việc đăng nhập đã bị hủy hoặc không được chấp nhận."),
        _("Ông/bà có thể đăng nhập lại bất cứ lúc nào, hoặc tiếp tục xem các trang không cần đăng nhập."),
    )


class NotLetIn(SignInProblem):
    """The provider vouches, the city does not let in; the page says why in the words of the domain."""

    def __init__(self, reason: str, what: str) -> None:
        super().__init__(reason)
        self.page = Page(403, _("Chưa thể vào hệ thống"), what, _("Thông tin của ông/bà không bị thay đổi."))


LEVEL_TOO_LOW = Page(
    403,
    _("Cần định danh điện tử mức 2"),
    _("Ông/bà đã đăng nhập ở mức 1: xem được hồ sơ và thủ tục, nhưng chưa nộp được hồ sơ."),
    _(
        "Để nộp hồ sơ trực tuyến, xin kích hoạt định danh mức 2 tại công an cấp xã rồi đăng nhập lại ở mức 2. "
        "Ông/bà vẫn có thể nộp trực tiếp tại bộ phận một cửa."
    ),
)
