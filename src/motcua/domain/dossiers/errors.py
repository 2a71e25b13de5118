"""Why an act was refused. Each says what happened and what to do, in both languages; nothing was changed."""

from __future__ import annotations

from motcua.core.text import ToldError


class DossierError(ToldError):
    """An act that cannot be done. `vi` and `en` are for people."""

    def __str__(self) -> str:
        return self.en


class NoSuchDossierError(DossierError):
    """There is no such dossier, or this person may not know of it: both look alike."""

    def __init__(self) -> None:
        super().__init__(
            "Không tìm thấy hồ sơ này, hoặc ông/bà không có quyền xem. Hãy kiểm tra lại mã hồ sơ.",
            "No such dossier, or you may not see it. Please check the code.",
        )


class NotAllowedError(DossierError):
    """The actor has not the role or the office for this act."""


class WrongPhaseError(DossierError):
    """The dossier is not where this act belongs."""


class TaskGoneError(DossierError):
    """Somebody was quicker, or the work was overtaken: the task is no longer open."""


class BusyDossierError(DossierError):
    """Too many acts at once on one dossier; nothing was lost."""

    def __init__(self) -> None:
        super().__init__(
            "Hồ sơ đang được nhiều người xử lý cùng lúc. Hãy thử lại sau giây lát.",
            "Several people are working on this dossier right now. Please try again in a moment.",
        )


class InvalidFilingError(DossierError):
    """What was filed does not satisfy the form or the list of papers; `problems` name each field or paper."""

    def __init__(self, problems: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__(
            f"Hồ sơ còn {len(problems)} chỗ cần sửa trước khi nộp.", f"{len(problems)} things to mend before filing."
        )
        self.problems = problems


class EmptySupplementError(DossierError):
    """A supplement was sent without any paper and without a changed answer."""

    def __init__(self) -> None:
        super().__init__(
            "Chưa có gì để bổ sung. Hãy tải giấy tờ lên hoặc sửa nội dung đã khai rồi gửi lại.",
            "There is nothing to add yet. Upload a paper or change an answer, then send it again.",
        )


class MissingWordsError(DossierError):
    """A reason is demanded by law for this act."""

    def __init__(
        self,
        vi: str = "Việc này phải nêu rõ lý do bằng văn bản. Hãy ghi lý do rồi gửi lại.",
        en: str = "The law wants the reason in writing. Please state it and send again.",
    ) -> None:
        super().__init__(vi, en)


class EmptyLetterError(MissingWordsError):
    """A step whose letter is made of the officer's words was to end without any."""

    def __init__(self) -> None:
        super().__init__(
            "Văn bản của bước này in đúng lời ông/bà ghi, nên không để trống được. Hãy ghi nội dung rồi gửi lại.",
            "The letter of this step prints what you write, so it cannot be empty. Please write it and send again.",
        )


class UnprintableError(DossierError):
    """A letter that must be there when the act is done cannot be printed: its template is wrong."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "Mẫu văn bản bị lỗi nên không in được, và việc này chưa được thực hiện. Hãy báo quản trị viên sửa mẫu.",
            f"The template of the letter is wrong, so it cannot be printed and nothing was done: {why}",
        )


class SignatureError(DossierError):
    """Nothing was signed or sealed, and nothing else was done either."""


class PinNeededError(SignatureError):
    """Whoever acts signs with a key, and gave no PIN."""

    def __init__(self) -> None:
        super().__init__(
            "Bước này ký số nên cần mã PIN của khóa ký. Hãy nhập mã PIN rồi gửi lại.",
            "This step signs digitally and needs the PIN of the signing key. Enter it and send again.",
        )


class NoKeyError(SignatureError):
    """Whoever is to sign holds no key in force."""

    def __init__(self) -> None:
        super().__init__(
            "Ông/bà chưa có khóa ký số còn hiệu lực. Hãy báo quản trị viên của cơ quan đăng ký khóa.",
            "You hold no signing key in force. Ask your agency's administrator to register one.",
        )


class NoSealError(SignatureError):
    """The result is signed, and its agency has no key in force to seal it with."""

    def __init__(self) -> None:
        super().__init__(
            "Văn bản đã được ký số nhưng cơ quan chưa có khóa con dấu còn hiệu lực nên chưa phát hành được. "
            "Hãy báo quản trị viên đăng ký khóa con dấu của cơ quan.",
            "The letter is signed, but its agency has no seal key in force, so it cannot be issued. "
            "Ask the administrator to register the key of the agency's seal.",
        )


class SignatureOwedError(SignatureError):
    """The signature under the result does not hold any more."""

    def __init__(self) -> None:
        super().__init__(
            "Văn bản đã ký không còn đúng vì hồ sơ thay đổi sau khi ký, nên chưa phát hành được. "
            "Hãy đề nghị người ký mở hồ sơ và ký lại.",
            "The signed letter no longer holds because the dossier changed after it was signed, so it is not issued. "
            "Ask the signer to open the dossier and sign again.",
        )


class TooLongToPrintError(DossierError):
    """A register with more rows than this kind of file holds."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(
            f"Sổ có {size} dòng, tệp này chỉ chứa được {most} dòng. Hãy chọn khoảng ngày ngắn hơn, lọc bớt, "
            "hoặc tải bản Excel.",
            f"The register has {size} rows, and this kind of file holds {most}. Choose fewer days, narrow it, "
            "or take the Excel file.",
        )
