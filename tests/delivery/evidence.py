"""A dossier with an uploaded paper, and what was found of that paper's signatures."""

from __future__ import annotations

import io
from datetime import datetime
from uuid import UUID

from motcua.core.forms import FileRule
from motcua.delivery.cli.story import blank_pdf
from motcua.domain.dossiers.models import DossierPaper
from motcua.domain.identity.models import Account
from motcua.domain.records.models import FoundSignature, SignatureJudgement
from motcua.domain.records.services import take_in
from motcua.domain.records.types import Document
from motcua.infra.signing.findings import Standing

RULE = FileRule(accept=("pdf",), max_bytes=10**7, max_files=1)


def with_upload(dossier: UUID, now: datetime, content: bytes | None = None) -> Document:
    """Its first paper becomes an uploaded PDF."""
    account = Account.objects.filter(person__isnull=False).first()
    assert account is not None
    stream = io.BytesIO(content or blank_pdf(1))
    taken = take_in(stream, name="Bản vẽ.pdf", by=account.id, now=now, rule=RULE)
    assert isinstance(taken, Document)
    paper = DossierPaper.objects.filter(dossier_id=dossier).order_by("n").first()
    assert paper is not None
    DossierPaper.objects.filter(dossier_id=dossier, n=paper.n).update(
        document_id=taken.id, sha256=taken.sha256, name=taken.name, origin="uploaded"
    )
    return taken


def found(document: Document, now: datetime, *standings: Standing) -> None:
    """A judgement on it: one signature of each standing."""
    judgement = SignatureJudgement.objects.create(document_id=document.id, judged_at=now, trust="")
    for n, standing in enumerate(standings, start=1):
        FoundSignature.objects.create(
            judgement=judgement,
            n=n,
            standing=standing.value,
            signer="Nguyễn Văn Kiến",
            organisation="Công ty Phù Sa",
            issuer="CA Thử",
            signed_at=now,
            covers_whole=n == len(standings),
            changed_after=False,
        )
