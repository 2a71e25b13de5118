"""The words a fee table is written in, each with its legal name."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from motcua.core.rules import Message


class Term(StrEnum):
    """A word of the table."""

    @property
    def label(self) -> Message:
        """The name that readers see."""
        return _LABELS[self]


class FeeKind(Term):
    """What kind of payment an item is."""

    FEE = "fee"
    CHARGE = "charge"
    APPRAISAL_FEE = "appraisal_fee"
    PUBLICATION_FEE = "publication_fee"
    DELIVERY = "delivery"


class SetBy(Term):
    """Who set an amount."""

    NATIONAL_ASSEMBLY = "national_assembly"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    COUNCIL = "council"
    PROVIDER = "provider"


class Channel(Term):
    """How a dossier is handed in: the three ways of the national catalogue."""

    ONLINE = "online"
    COUNTER = "counter"
    POST = "post"


class Collected(Term):
    """When an item is paid."""

    BEFORE = "before"
    AFTER = "after"


class Certainty(Term):
    """How sure an amount is."""

    PUBLISHED = "published"
    UNVERIFIED = "unverified"
    DESIGN = "design"


class ReliefKind(Term):
    """Whether nobody pays what is taken off, or a budget does."""

    EXEMPTION = "exemption"
    REDUCTION = "reduction"
    SUBSIDY = "subsidy"


_LABELS: Final[Mapping[Term, Message]] = {
    FeeKind.FEE: Message("phí", "fee"),
    FeeKind.CHARGE: Message("lệ phí", "charge"),
    FeeKind.APPRAISAL_FEE: Message("phí thẩm định", "appraisal fee"),
    FeeKind.PUBLICATION_FEE: Message("phí công bố", "publication fee"),
    FeeKind.DELIVERY: Message("cước chuyển trả kết quả", "delivery of the result"),
    SetBy.NATIONAL_ASSEMBLY: Message("Quốc hội", "the National Assembly"),
    SetBy.GOVERNMENT: Message("Chính phủ", "the Government"),
    SetBy.MINISTRY: Message("Bộ Tài chính", "the Ministry of Finance"),
    SetBy.COUNCIL: Message("Hội đồng nhân dân", "the People's Council"),
    SetBy.PROVIDER: Message("đơn vị cung cấp dịch vụ", "the provider of the service"),
    Channel.ONLINE: Message("trực tuyến", "online"),
    Channel.COUNTER: Message("trực tiếp", "at the counter"),
    Channel.POST: Message("qua bưu chính công ích", "by public post"),
    Collected.BEFORE: Message("thu trước khi giải quyết", "before the dossier is handled"),
    Collected.AFTER: Message("thu khi trả kết quả", "when the result is returned"),
    Certainty.PUBLISHED: Message("đã công bố", "published"),
    Certainty.UNVERIFIED: Message("chưa kiểm chứng", "not verified"),
    Certainty.DESIGN: Message("giả định của hệ thống", "assumed by the system"),
    ReliefKind.EXEMPTION: Message("miễn", "exemption"),
    ReliefKind.REDUCTION: Message("giảm", "reduction"),
    ReliefKind.SUBSIDY: Message("hỗ trợ từ ngân sách", "subsidy"),
}
