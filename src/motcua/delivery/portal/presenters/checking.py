"""What is told about a paper to whoever holds it: nothing of a person but who signed it for the city."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.delivery.ui.signatures import ShownSignature, shown_signatures
from motcua.delivery.ui.words import day, moment
from motcua.domain.records import queries as records
from motcua.domain.records.types import DocumentStanding, IssuedFacts, Validity


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict in one sentence, what it means, what to do; and what the paper must say if it is the same.

    token: of what replaced it, where that can be looked at too.
    """

    tone: str
    sentence: str
    meaning: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    signatures: tuple[ShownSignature, ...] = ()
    token: str = ""


def answer_for_file(standing: DocumentStanding | None, expected: DocumentStanding | None) -> Answer:
    """For the very bytes that somebody holds. expected: the paper whose code he came by, if he did."""
    if standing is None:
        return _altered(expected) if expected else _unknown_file()
    if expected and standing.facts.token != expected.facts.token:
        return _another(standing)
    if standing.validity is Validity.GENUINE:
        meaning = (_("Tệp giống từng chữ với bản cơ quan đã cấp, và văn bản chưa bị thu hồi hay thay thế."),)
        return _told("done", _("Văn bản này là thật."), meaning, standing)
    return _no_longer(standing)


def answer_for_code(standing: DocumentStanding) -> Answer:
    """For a code alone: it tells what paper there is, not that the one in hand is that one."""
    if standing.validity is not Validity.GENUINE:
        return _no_longer(standing)
    meaning = (
        _("Hãy so từng dòng dưới đây với văn bản đang cầm. Khác một chi tiết thì văn bản đang cầm không phải bản này."),
        _("Có tệp PDF thì kiểm tra thêm ở dưới: chỉ cách đó mới chắc chắn từng chữ."),
    )
    return _told("done", _("Mã này thuộc một văn bản thật, chưa bị thu hồi hay thay thế."), meaning, standing)


def no_such_code() -> Answer:
    """For a code under which nothing was issued."""
    return Answer(
        "late",
        _("Không có văn bản nào mang mã này."),
        (
            _("Hãy so lại từng chữ của mã: 16 chữ và số, chia bốn nhóm."),
            _("Nếu mã đúng như trên giấy thì giấy đó không do cơ quan trong thành phố cấp."),
            _("Xin đừng dùng, và báo cho cơ quan ghi trên giấy."),
        ),
    )


def of_a_trial() -> Answer:
    """For the code of a paper that was printed while a procedure was tried out."""
    return Answer(
        "late",
        _("Đây là bản chạy thử, không có giá trị."),
        (_("Bản này in ra khi thử nghiệm thủ tục. Xin đừng dùng, và báo cho nơi đã đưa nó cho ông/bà."),),
    )


def too_large(largest: int) -> Answer:
    """For a file larger than anything the city issues."""
    return Answer(
        "late",
        _("Tệp này không do cơ quan trong thành phố cấp."),
        (_("Văn bản của thành phố không bao giờ lớn hơn %(mb)s MB.") % {"mb": largest // (1024 * 1024)},),
    )


def _no_longer(standing: DocumentStanding) -> Answer:
    since, reason = day(standing.since), standing.reason
    why = _("Lý do: %(reason)s") % {"reason": reason}
    if standing.validity is Validity.REVOKED:
        sentence = _("Văn bản này đã bị thu hồi ngày %(day)s.") % {"day": since}
        return _told("late", sentence, (why, _("Văn bản không còn giá trị sử dụng.")), standing)
    sentence = _("Văn bản này đã được thay thế ngày %(day)s.") % {"day": since}
    instead = _("Hãy dùng văn bản thay thế: %(paper)s.") % {"paper": _called(standing.successor)}
    token = standing.successor.token if standing.successor else ""
    return _told("late", sentence, (why, instead), standing, token)


def _altered(expected: DocumentStanding) -> Answer:
    return Answer(
        "late",
        _("Tệp này không phải bản đã cấp."),
        (
            _("Nội dung đã bị sửa, hoặc đây là bản chụp, bản quét, bản in lại thành tệp khác của văn bản."),
            _("Bản in hoặc bản chụp thì so với các chi tiết dưới đây."),
            _("Tệp PDF mà khác thì xin đừng dùng; hãy xin lại tệp từ nơi đã cấp."),
        ),
        _facts(expected.facts),
    )


def _another(standing: DocumentStanding) -> Answer:
    return _told(
        "soon",
        _("Tệp này là một văn bản khác."),
        (_("Tệp do cơ quan cấp thật, nhưng không phải văn bản mang mã vừa tra. Hãy xem có nhầm tệp không."),),
        standing,
    )


def _unknown_file() -> Answer:
    return Answer(
        "late",
        _("Không nhận ra tệp này."),
        (
            _("Tệp không do cơ quan trong thành phố cấp, hoặc đã bị sửa dù chỉ một chữ."),
            _("Bản chụp, bản quét, bản in lại cũng không nhận ra được."),
            _("Hãy gõ mã in trên văn bản để xem văn bản thật ghi gì, hoặc xin lại tệp từ nơi đã cấp."),
        ),
    )


def _told(tone: str, sentence: str, meaning: tuple[str, ...], standing: DocumentStanding, token: str = "") -> Answer:
    signatures = shown_signatures(records.signatures_of(standing.document_id))
    return Answer(tone, sentence, meaning, _facts(standing.facts), signatures.signatures if signatures else (), token)


def _called(facts: IssuedFacts | None) -> str:
    if facts is None:
        return ""
    number = _("số %(number)s") % {"number": facts.number} if facts.number else ""
    return ", ".join(each for each in (facts.title, number, day(facts.issued_at)) if each)


def _facts(facts: IssuedFacts) -> tuple[tuple[str, str], ...]:
    rows = (
        (_("Tên văn bản"), facts.title),
        (_("Số"), facts.number),
        (_("Cơ quan cấp"), facts.issuer),
        (_("Cấp lúc"), moment(facts.issued_at)),
        (_("Mã kiểm tra"), facts.token),
    )
    return tuple((name, value) for name, value in rows if value)
