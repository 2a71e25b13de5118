"""How the life of a version is said."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.domain.catalogue.types import LifeAct, VersionStatus
from motcua.domain.dossiers.changeover.types import ChangeoverState, DossierState
from motcua.domain.dossiers.types import Phase

_CLASSES = {
    VersionStatus.DRAFT: "waiting",
    VersionStatus.CHECKED: "waiting",
    VersionStatus.SUBMITTED: "soon",
    VersionStatus.APPROVED: "soon",
    VersionStatus.PUBLISHED: "done",
    VersionStatus.SUSPENDED: "late",
    VersionStatus.RETIRED: "",
    VersionStatus.DISCARDED: "",
}


def status_class(status: VersionStatus) -> str:
    """The colour of a state; the word stands with it."""
    return _CLASSES.get(status, "")


def status_word(status: VersionStatus) -> str:
    """Where a version is in its life."""
    return {
        VersionStatus.DRAFT: _("đang soạn"),
        VersionStatus.CHECKED: _("đã kiểm tra"),
        VersionStatus.SUBMITTED: _("đã trình"),
        VersionStatus.APPROVED: _("đã phê duyệt"),
        VersionStatus.PUBLISHED: _("đã ban hành"),
        VersionStatus.SUSPENDED: _("đang tạm ngừng"),
        VersionStatus.RETIRED: _("đã bãi bỏ"),
        VersionStatus.DISCARDED: _("đã hủy"),
    }[status]


def act_word(act: LifeAct) -> str:
    """What happened to a version."""
    return {
        LifeAct.OPENED: _("mở bản soạn"),
        LifeAct.IMPORTED: _("nhập từ tệp"),
        LifeAct.LOADED: _("nạp từ danh mục"),
        LifeAct.EDITED: _("sửa sau khi kiểm tra"),
        LifeAct.CHECKED: _("kiểm tra"),
        LifeAct.SUBMITTED: _("trình phê duyệt"),
        LifeAct.RETURNED: _("trả lại để sửa"),
        LifeAct.APPROVED: _("phê duyệt"),
        LifeAct.PUBLISHED: _("ban hành"),
        LifeAct.SUSPENDED: _("tạm ngừng"),
        LifeAct.RESUMED: _("hoạt động lại"),
        LifeAct.RETIRED: _("bãi bỏ"),
        LifeAct.DISCARDED: _("hủy bản soạn"),
    }[act]


def phase_word(phase: Phase) -> str:
    """How far a dossier is."""
    return {
        Phase.SUBMITTED: _("chờ tiếp nhận"),
        Phase.ACCEPTED: _("đã tiếp nhận"),
        Phase.PROCESSING: _("đang giải quyết"),
        Phase.RESOLVED: _("đã có kết quả"),
        Phase.RETURNED: _("đã trả kết quả"),
        Phase.NOT_ACCEPTED: _("không tiếp nhận"),
        Phase.WITHDRAWN: _("đã rút"),
        Phase.STOPPED: _("đã dừng"),
    }.get(phase, phase.value)


def changeover_word(state: ChangeoverState) -> str:
    """How far a changeover is."""
    return {
        ChangeoverState.PLANNED: _("chưa bắt đầu"),
        ChangeoverState.RUNNING: _("đang chuyển"),
        ChangeoverState.DONE: _("đã chuyển xong"),
        ChangeoverState.UNDOING: _("đang hoàn tác"),
        ChangeoverState.UNDONE: _("đã hoàn tác"),
    }[state]


def outcome_word(state: DossierState) -> str:
    """What became of a dossier."""
    return {
        DossierState.CHOSEN: _("chờ đến lượt"),
        DossierState.MOVED: _("đã chuyển"),
        DossierState.REFUSED: _("không chuyển được, giữ nguyên"),
        DossierState.RESTORED: _("đã về đúng như cũ"),
        DossierState.STAYED: _("ở lại bản mới vì đã có người làm tiếp"),
        DossierState.LEFT: _("chưa từng chuyển"),
    }[state]
