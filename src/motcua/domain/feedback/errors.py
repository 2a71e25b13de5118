"""Why a rating or an answer to one was not taken. Each says what to do next, in both languages; nothing was changed."""

from __future__ import annotations

from datetime import datetime

from motcua.core.text import ToldError
from motcua.core.workcal import office_time


class FeedbackError(ToldError):
    """Something about ratings that cannot be done. `vi` and `en` are for people."""

    def __str__(self) -> str:
        return self.en


class NoQuestionsError(FeedbackError):
    """The city has not loaded what it asks."""

    def __init__(self) -> None:
        super().__init__(
            "Thành phố chưa nạp bộ câu hỏi đánh giá (shared/ratings.yaml); hãy chạy motcua catalogue load.",
            "The city has loaded no questions (shared/ratings.yaml); run motcua catalogue load.",
        )


class ForgedLinkError(FeedbackError):
    """The link was not made by this city, or was cut short on its way."""

    def __init__(self) -> None:
        super().__init__(
            "Liên kết đánh giá này không đúng hoặc bị cắt ngắn. Hãy mở lại từ tin nhắn của thành phố, "
            "hoặc đăng nhập và đánh giá ở trang hồ sơ của mình.",
            "This rating link is wrong or was cut short. Open it again from the city's message, "
            "or sign in and rate from the page of your dossier.",
        )


class NotFinishedError(FeedbackError):
    """The dossier has not come to an end that is rated."""

    def __init__(self) -> None:
        super().__init__(
            "Hồ sơ này chưa trả kết quả nên chưa đánh giá được. Xin đánh giá sau khi nhận kết quả.",
            "This dossier has no result yet, so it cannot be rated. Please rate it when you have the result.",
        )


class TooLateError(FeedbackError):
    """The time for rating is over."""

    def __init__(self, until: datetime) -> None:
        day = f"{office_time(until):%d/%m/%Y}"
        super().__init__(
            f"Đã hết hạn đánh giá hồ sơ này (đến ngày {day}). Góp ý thêm xin gửi qua mục phản ánh hoặc gọi tổng đài.",
            f"The time to rate this dossier ended on {day}. To tell us more, call the hotline.",
        )


class AlreadyRatedError(FeedbackError):
    """The voice was heard before, and its rating cannot be changed any more."""

    def __init__(self) -> None:
        super().__init__(
            "Hồ sơ này đã được đánh giá. Xin cảm ơn; mỗi hồ sơ chỉ đánh giá một lần.",
            "This dossier has been rated. Thank you; each dossier is rated once.",
        )


class StaysNamedError(FeedbackError):
    """A rating with the dossier behind it cannot become anonymous: the log would tell whose it was."""

    def __init__(self) -> None:
        super().__init__(
            "Đánh giá đã gắn với hồ sơ thì không đổi thành ẩn danh được. Hãy bỏ chọn ẩn danh rồi gửi lại.",
            "A rating that names its dossier cannot become anonymous. Untick anonymous and send again.",
        )


class UnansweredError(FeedbackError):
    """The one question that everybody answers was left out."""

    def __init__(self) -> None:
        super().__init__(
            "Hãy chọn mức hài lòng chung rồi gửi lại.", "Choose how satisfied you are overall, then send again."
        )


class OutsideScaleError(FeedbackError):
    """An answer to no question of ours, or a level that its scale does not have."""

    def __init__(self) -> None:
        super().__init__(
            "Câu trả lời không nằm trong các mức đã cho. Hãy tải lại trang rồi chọn lại.",
            "An answer is outside the levels offered. Load the page again and choose anew.",
        )


class TooManyWordsError(FeedbackError):
    """The words are longer than a rating takes."""

    def __init__(self, length: int, longest: int) -> None:
        super().__init__(
            f"Lời góp ý dài {length} ký tự, tối đa {longest}. Hãy rút gọn rồi gửi lại.",
            f"Your words have {length} letters, at most {longest} are taken. Shorten them and send again.",
        )


class OwnDossierError(FeedbackError):
    """An officer would rate his own dossier in the session of his office."""

    def __init__(self) -> None:
        super().__init__(
            "Đây là hồ sơ của chính cán bộ đang đăng nhập máy này. Hãy đánh giá bằng tài khoản công dân của mình.",
            "This dossier is the signed-in officer's own. Rate it from your own citizen account.",
        )


class NoSuchFollowUpError(FeedbackError):
    """There is no such dissatisfaction, or this officer leads another office: both look alike."""

    def __init__(self) -> None:
        super().__init__(
            "Không tìm thấy việc này, hoặc thuộc bộ phận khác. Hãy mở lại danh sách.",
            "No such follow-up, or it belongs to another office. Open the list again.",
        )


class FollowUpClosedError(FeedbackError):
    """It was answered and closed before."""

    def __init__(self) -> None:
        super().__init__(
            "Việc này đã được trả lời và đóng. Hãy tải lại trang để xem nội dung trả lời.",
            "This was answered and closed already. Load the page again to see the answer.",
        )


class NoWordsError(FeedbackError):
    """An answer without words."""

    def __init__(self) -> None:
        super().__init__("Hãy ghi nội dung trả lời rồi gửi lại.", "Write what you answer, then send it again.")
