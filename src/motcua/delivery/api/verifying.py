"""Whether a paper of the city is genuine and still holds, for machines: banks, schools, other agencies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from motcua.delivery.api.shapes import ProblemOut
from motcua.domain.records.queries import signatures_of, standing_by_key
from motcua.domain.records.types import IssuedFacts, Validity
from motcua.infra import clock
from motcua.infra.ratelimit import allow, client_address
from motcua.infra.signing.findings import Standing

LIMIT, WINDOW = 60, timedelta(minutes=1)

verifying = Router()


class PaperOut(Schema):
    """What the city says of a paper; never whose it is."""

    title: str
    number: str
    issuer: str
    issued_at: datetime
    token: str = Field(description="what its QR code holds; empty for papers whose code leads elsewhere")


class SignedOut(Schema):
    signer: str
    organisation: str
    standing: Standing
    signed_at: datetime | None
    stamped_at: datetime | None = Field(description="proven by a trusted time stamp")


class VerifiedOut(Schema):
    """How a paper stands. `since` and `reason` of one that was replaced or revoked."""

    validity: Validity
    sha256: str
    paper: PaperOut
    since: datetime | None
    reason: str
    replaced_by: PaperOut | None
    signatures: list[SignedOut]


@verifying.get("/verify/{key}", response={200: VerifiedOut, 404: ProblemOut, 429: ProblemOut}, auth=None)
def verify(request: HttpRequest, key: str) -> Status[object]:
    """`key` is the SHA-256 of the file in hexadecimal digits, or the code printed on it. 404: this city has issued no
    such paper, or the file was altered.
    """
    if not allow(f"checking {client_address(request)}", LIMIT, WINDOW, clock.now()):
        words = "Kiểm tra quá nhiều lần, xin chờ một phút.", "Too many checks; wait a minute."
        return Status(429, ProblemOut(error="too_many", vi=words[0], en=words[1]))
    standing = standing_by_key(key)
    if standing is None:
        words = (
            "Không có văn bản nào như vậy: không do thành phố cấp, hoặc tệp đã bị sửa.",
            "There is no such paper: this city did not issue it, or the file was altered.",
        )
        return Status(404, ProblemOut(error="unknown", vi=words[0], en=words[1]))
    judgement = signatures_of(standing.document_id)
    told = VerifiedOut(
        validity=standing.validity,
        sha256=standing.sha256,
        paper=_paper(standing.facts),
        since=standing.since,
        reason=standing.reason,
        replaced_by=_paper(standing.successor) if standing.successor else None,
        signatures=[
            SignedOut(
                signer=each.signer,
                organisation=each.organisation,
                standing=each.standing,
                signed_at=each.signed_at,
                stamped_at=each.stamped_at,
            )
            for each in (judgement.signatures if judgement else ())
        ],
    )
    return Status(200, told)


def _paper(facts: IssuedFacts) -> PaperOut:
    return PaperOut(
        title=facts.title, number=facts.number, issuer=facts.issuer, issued_at=facts.issued_at, token=facts.token
    )
