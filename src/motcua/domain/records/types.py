"""What others see of documents: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from motcua.core.forms import Text
from motcua.core.text import ToldError
from motcua.infra.signing.findings import SignatureFinding


class Origin(StrEnum):
    """How a document came to the city."""

    UPLOAD = "upload"
    COUNTER_SCAN = "counter_scan"
    ISSUED_LETTER = "issued_letter"
    RESULT = "result"
    REGISTRY = "registry"


class Digitisation(StrEnum):
    """What became of a component as data (01/2023/TT-VPCP; the national portal's flags DuocSoHoa, DuocTaiSuDung,
    DuocLayTuKhoDMQG).
    """

    NONE = "none"
    DIGITISED = "digitised"
    REUSED_FROM_COMPONENT = "reused_from_component"
    REUSED_FROM_RESULT = "reused_from_result"
    REUSED_FROM_NATIONAL_STORE = "reused_from_national_store"


@dataclass(frozen=True, slots=True)
class Document:
    """A file in the store. It never changes; a better scan is another document.

    name: as it was given, made fit to be shown. size: bytes. uploaded_by: the account that brought it; None for what
    the city made or a registry sent. width, height: points of a picture the right way up.
    """

    id: UUID
    sha256: str
    name: str
    media_type: str
    size: int
    pages: int
    origin: Origin
    uploaded_at: datetime
    uploaded_by: UUID | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class IssuedFacts:
    """What the city says in public of a paper that it issues: never a name or number of a person.

    title: what it is ("Giấy phép xây dựng"). number: under which number. issuer: the agency, as it was called that day.
    issued_at: the moment that stands on the paper. token: what its QR code holds (`tokens.token_for`); empty for a
    paper whose code leads elsewhere.
    """

    title: str
    number: str
    issuer: str
    issued_at: datetime
    token: str = ""


class Validity(StrEnum):
    """Whether a paper of the city still holds."""

    GENUINE = "genuine"
    REPLACED = "replaced"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """How a paper of the city stands today. facts: of one that was printed before facts were kept, only the title.

    since, reason: when and why it was replaced or revoked; None and empty for a genuine one. successor: what replaced
    it, with its own facts.
    """

    document_id: UUID
    sha256: str
    validity: Validity
    facts: IssuedFacts
    since: datetime | None = None
    reason: str = ""
    successor: IssuedFacts | None = None


@dataclass(frozen=True, slots=True)
class StandingEntry:
    """One line of the log of a paper's standing. by: who, as the event log names those who act (`officer:12`)."""

    validity: Validity
    at: datetime
    by: str
    reason: str
    successor_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found of the signatures in a document, and when. No signatures: the document has none."""

    judged_at: datetime
    signatures: tuple[SignatureFinding, ...]


class Refusal(NamedTuple):
    """Why a file was not taken in, in words for the person who sent it: what is wrong and what to do."""

    code: str
    message: Text


class RecordsError(ToldError):
    """Something about documents cannot be done: `vi` and `en` say why and what to do next."""


class NotReadableError(RecordsError):
    """There is no such document, or this reader may not see it: which of the two is not told."""

    def __init__(self) -> None:
        super().__init__(
            "Không mở được giấy tờ này. Hãy mở lại từ hồ sơ chứa nó, hoặc hỏi cán bộ đang xử lý hồ sơ.",
            "This paper cannot be opened. Open it from its dossier, or ask the officer in charge.",
        )


class StillUsedError(RecordsError):
    """A document that something refers to stays."""

    def __init__(self) -> None:
        super().__init__(
            "Giấy tờ này đã nằm trong hồ sơ nên không xóa được. Nếu nộp nhầm, hãy nộp giấy tờ đúng để bổ sung.",
            "This paper is part of a dossier and cannot be removed. If it is the wrong one, hand in the right one too.",
        )


class BadContentError(RecordsError):
    """What the city itself wanted to issue, or a registry sent, is no readable document."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "Tệp do hệ thống tạo ra hoặc nhận về không đọc được. Hãy báo cho bộ phận kỹ thuật.",
            f"A file made or received by the system is unreadable ({why}). Tell the operators.",
        )


class NotIssuedError(RecordsError):
    """Only a paper that the city issued can be revoked or replaced, and only by another such paper that holds."""

    def __init__(self) -> None:
        super().__init__(
            "Chỉ thu hồi hoặc thay thế được văn bản do cơ quan cấp, bằng một văn bản khác còn hiệu lực. "
            "Hãy chọn lại văn bản.",
            "Only a paper issued here can be revoked or replaced, and only by another one that holds. "
            "Choose the paper again.",
        )


class NoReasonError(RecordsError):
    """Whoever takes a paper out of force says why: it is told to everybody who checks it."""

    def __init__(self) -> None:
        super().__init__(
            "Hãy ghi lý do: ai kiểm tra văn bản này cũng sẽ đọc được lý do đó.",
            "State the reason: everybody who checks this paper will read it.",
        )
