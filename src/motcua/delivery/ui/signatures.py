"""Electronic signatures in plain words: who signed, whether it holds, what that means and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.delivery.ui.words import moment
from motcua.domain.records.types import Judgement
from motcua.infra.signing.findings import SignatureFinding, Standing


@dataclass(frozen=True, slots=True)
class ShownSignature:
    """`tone` is one of the five colours; `state` the verdict in a few words, `meaning` what follows from it.

    when: proven by a time stamp, or as the signer's machine claims. advice: what an officer does about it.
    """

    who: str
    tone: str
    state: str
    meaning: str
    advice: str
    when: str
    issuer: str


@dataclass(frozen=True, slots=True)
class ShownSignatures:
    """All signatures of a document, with the gravest first said in one sentence."""

    signatures: tuple[ShownSignature, ...]
    tone: str
    sentence: str


def shown_signatures(judgement: Judgement | None) -> ShownSignatures | None:
    """None where there is nothing to tell: not looked at yet, or not signed."""
    if judgement is None or not judgement.signatures:
        return None
    shown = tuple(map(_shown, judgement.signatures))
    gravest = min(shown, key=lambda each: _GRAVITY.index(each.tone))
    return ShownSignatures(shown, gravest.tone, gravest.state)


_GRAVITY = ("late", "soon", "waiting", "done")
_TONES = {
    Standing.VALID: "done",
    Standing.NOT_CHECKED: "waiting",
    Standing.UNKNOWN_ISSUER: "soon",
    Standing.WEAK: "soon",
    Standing.EXPIRED: "soon",
    Standing.NOT_YET_VALID: "soon",
    Standing.REVOKED: "late",
    Standing.ALTERED: "late",
    Standing.UNREADABLE: "late",
}


def _shown(finding: SignatureFinding) -> ShownSignature:
    state, meaning, advice = _words(finding.standing)
    return ShownSignature(
        who=_who(finding),
        tone=_TONES[finding.standing],
        state=state,
        meaning=meaning if finding.covers_whole or finding.standing is not Standing.VALID else _partly(meaning),
        advice=advice,
        when=_when(finding),
        issuer=finding.issuer,
    )


def _who(finding: SignatureFinding) -> str:
    names = [each for each in (finding.signer, finding.organisation) if each]
    return ", ".join(dict.fromkeys(names)) or _("Không đọc được tên người ký")


def _when(finding: SignatureFinding) -> str:
    if finding.stamped_at:
        return _("%(at)s, có dấu thời gian") % {"at": moment(finding.stamped_at)}
    if finding.signed_at:
        return _("%(at)s, theo máy của người ký") % {"at": moment(finding.signed_at)}
    return ""


def _partly(meaning: str) -> str:
    return _("%(meaning)s Sau chữ ký này tệp còn được ký hoặc điền thêm, không làm mất giá trị của nó.") % {
        "meaning": meaning
    }


def _words(standing: Standing) -> tuple[str, str, str]:
    """The verdict, what it means for whoever signed, what it means for whoever decides."""
    match standing:
        case Standing.VALID:
            return (
                _("Chữ ký số hợp lệ"),
                _("Đúng người ký, nội dung không bị sửa sau khi ký."),
                _("Dùng được như bản có chữ ký tay."),
            )
        case Standing.NOT_CHECKED:
            return (
                _("Chữ ký số chưa kiểm tra xong"),
                _("Nội dung không bị sửa; nơi cấp chứng thư chưa trả lời chứng thư còn hiệu lực hay không."),
                _("Hệ thống tự hỏi lại. Chưa cần yêu cầu người nộp làm gì."),
            )
        case Standing.UNKNOWN_ISSUER:
            return (
                _("Chữ ký số của nơi cấp chưa được công nhận"),
                _("Nội dung không bị sửa, nhưng chưa biết chắc ai ký: nơi cấp chứng thư không có trong danh sách."),
                _("Đối chiếu với bản giấy hoặc giấy tờ tùy thân; không coi là chữ ký của người có tên."),
            )
        case Standing.WEAK:
            return (
                _("Chữ ký số dùng thuật toán cũ"),
                _("Thuật toán này ngày nay có thể bị giả, nên chữ ký không đủ chắc chắn."),
                _("Đối chiếu với bản giấy, hoặc đề nghị ký lại bằng chứng thư mới."),
            )
        case Standing.EXPIRED:
            return (
                _("Chữ ký số bằng chứng thư đã hết hạn"),
                _("Không có gì chứng minh tệp được ký khi chứng thư còn hạn."),
                _("Đề nghị ký lại bằng chứng thư còn hạn, hoặc đối chiếu với bản giấy."),
            )
        case Standing.NOT_YET_VALID:
            return (
                _("Chữ ký số bằng chứng thư chưa có hiệu lực"),
                _("Chứng thư chỉ dùng được từ một ngày sau ngày ký; có thể đồng hồ máy ký sai."),
                _("Đề nghị ký lại, hoặc đối chiếu với bản giấy."),
            )
        case Standing.REVOKED:
            return (
                _("Chữ ký số bằng chứng thư đã bị thu hồi"),
                _("Chứng thư đã bị thu hồi, có thể do lộ khóa; chữ ký không có giá trị."),
                _("Không chấp nhận chữ ký này. Đề nghị ký lại bằng chứng thư khác."),
            )
        case Standing.ALTERED:
            return (
                _("Tệp đã bị sửa sau khi ký"),
                _("Nội dung đang thấy không phải nội dung đã ký; chữ ký không có giá trị."),
                _("Không dùng tệp này làm căn cứ. Đề nghị gửi lại đúng tệp đã ký."),
            )
        case Standing.UNREADABLE:
            return (
                _("Không đọc được chữ ký số"),
                _("Phần chữ ký trong tệp bị hỏng hoặc quá phức tạp để kiểm tra."),
                _("Coi như tệp không có chữ ký; nếu cần chữ ký, đề nghị gửi lại tệp gốc."),
            )
