"""Why an act in the life of a version is refused, told so that one knows what to do next."""

from __future__ import annotations

from datetime import datetime

from motcua.core.forms import Text
from motcua.core.procedure import Power
from motcua.core.workcal import ZONE
from motcua.domain.catalogue.types import CatalogueError, Judgement, VersionStatus

STATUS_WORDS = {
    VersionStatus.DRAFT: Text("đang soạn", "a draft"),
    VersionStatus.CHECKED: Text("đã kiểm tra", "checked"),
    VersionStatus.SUBMITTED: Text("đã trình", "submitted"),
    VersionStatus.APPROVED: Text("đã phê duyệt", "approved"),
    VersionStatus.PUBLISHED: Text("đã ban hành", "published"),
    VersionStatus.SUSPENDED: Text("đang tạm ngừng", "suspended"),
    VersionStatus.RETIRED: Text("đã bãi bỏ", "retired"),
    VersionStatus.DISCARDED: Text("đã hủy", "discarded"),
}
_NEXT = {
    VersionStatus.DRAFT: Text("hãy kiểm tra bản soạn trước", "check the draft first"),
    VersionStatus.CHECKED: Text("hãy trình bản soạn để phê duyệt", "submit it for approval"),
    VersionStatus.SUBMITTED: Text("hãy phê duyệt hoặc trả lại", "approve it or return it"),
    VersionStatus.APPROVED: Text("hãy ban hành, hoặc mở một bản soạn mới", "publish it, or open another draft"),
    VersionStatus.PUBLISHED: Text("hãy mở một bản soạn mới", "open another draft"),
    VersionStatus.SUSPENDED: Text("hãy cho thủ tục hoạt động lại", "resume the procedure"),
    VersionStatus.RETIRED: Text("hãy dùng thủ tục thay thế", "use the procedure that took its place"),
    VersionStatus.DISCARDED: Text("hãy mở một bản soạn mới", "open another draft"),
}
_POWER_WORDS = {
    Power.DESIGN: Text("soạn thủ tục", "draft procedures"),
    Power.CONTROL: Text("kiểm soát thủ tục", "control procedures"),
    Power.PUBLISH: Text("ban hành thủ tục", "publish procedures"),
}


class StaleRevisionError(CatalogueError):
    """Another saved the draft first. `who` did so, `at` that moment; `revision` is the newest."""

    def __init__(self, revision: int, who: str, at: datetime | None) -> None:
        self.revision = revision
        self.who = who
        self.at = at
        when = f"{at.astimezone(ZONE):%H:%M %d/%m/%Y}" if at else ""
        super().__init__(
            f"{who or 'Người khác'} đã lưu bản soạn này lúc {when}; hãy tải lại rồi sửa tiếp trên bản mới.",
            f"{who or 'Somebody else'} saved this draft at {when}; load it again and go on from there.",
        )


class WrongStatusError(CatalogueError):
    """The version is not where this act begins; says where it is and what comes next."""

    def __init__(self, status: VersionStatus, act: Text) -> None:
        self.status = status
        now, then = STATUS_WORDS[status], _NEXT[status]
        super().__init__(
            f"Không thể {act.vi}: phiên bản này {now.vi}; {then.vi}.",
            f"Cannot {act.en}: this version is {now.en}; {then.en}.",
        )


class NoPowerError(CatalogueError):
    """The officer holds no role that may do this."""

    def __init__(self, *needed: Power) -> None:
        self.needed = needed
        vi = " hoặc ".join(_POWER_WORDS[each].vi for each in needed)
        en = " or ".join(_POWER_WORDS[each].en for each in needed)
        super().__init__(
            f"Vai trò của ông/bà không có quyền {vi}; quản trị viên phân công vai trò theo shared/roles.yaml.",
            f"No role of yours may {en}; an administrator appoints to the roles of shared/roles.yaml.",
        )


class OwnSubmissionError(CatalogueError):
    """Who submits does not approve."""

    def __init__(self) -> None:
        super().__init__(
            "Người trình không được tự phê duyệt; hãy để người khác có quyền kiểm soát phê duyệt.",
            "Who submitted a version may not approve it; let somebody else with the power to control do so.",
        )


class UnsoundError(CatalogueError):
    """The check before publication found errors; `judgement` has them all."""

    def __init__(self, judgement: Judgement) -> None:
        self.judgement = judgement
        errors = [each for each in judgement.problems if each.severity == "error"]
        first = errors[0]
        super().__init__(
            f"Chưa ban hành được: kiểm tra lại thấy {len(errors)} lỗi, trước hết là {first.file}: {first.vi}",
            f"It cannot be published: checked again, it shows {len(errors)} errors, first {first.file}: {first.en}",
        )


class DecisionError(CatalogueError):
    """The decision or the day that it names cannot be."""


class ClosureError(CatalogueError):
    """The procedure cannot be suspended, resumed or retired so."""


class UnknownProcedureError(CatalogueError):
    """No procedure has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Không có thủ tục mang mã {code}; hãy kiểm tra lại mã.", f"There is no procedure {code}; look at the code."
        )
