"""What an act decided to sign, seal or declare void, done to the documents, in the transaction of the act's one write:
killed at any moment, either all of it stands or nothing does. A file that was left over is swept away.

A result that is signed on paper is printed in the same way: nobody issues what cannot be read.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from motcua.core.text import ToldError
from motcua.domain.dossiers.acts.working import LetterChange, NewLetter, Working
from motcua.domain.dossiers.errors import NoKeyError, NoSealError, SignatureError, UnprintableError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.issued import facts_of
from motcua.domain.dossiers.models import DossierLetter
from motcua.domain.dossiers.queries.versions import procedure_when_issued
from motcua.domain.dossiers.services.pens import KeyPen
from motcua.domain.dossiers.services.printing import document_name, kept_content, pdf_of, qr_of
from motcua.domain.dossiers.types import LetterState
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import SigningKey
from motcua.domain.records import queries as records
from motcua.domain.records import services
from motcua.domain.records.types import Document, Origin
from motcua.infra.letters import (
    SEAL,
    SIGNATURE,
    LetterError,
    Place,
    laid_out,
    places,
    seal_stamp,
    signature_stamp,
)
from motcua.infra.postgres.trial import is_inside as inside_a_trial
from motcua.infra.signing import Appearance, SignatureFinding, Standing, sign_pdf, verify_pdf

# Told to everybody who checks such a paper.
_SEALED = "Đã cấp số và đóng dấu cơ quan."
_VOID = "Dự thảo đã ký không còn hiệu lực; chưa từng được cấp số và phát hành."
_NOT_IN_FORCE = "đã ký, chưa có số và dấu nên chưa có hiệu lực"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A signature to be set: with which key, where, what it shows, when."""

    key: SigningKey
    place: Place
    stamp: bytes
    at: datetime


def touches_documents(work: Working) -> bool:
    """Whether the act left anything for `settle_documents` to do."""
    return bool(work.letter_changes) or any(map(_is_made_at_once, work.letters))


def settle_documents(work: Working, pen: KeyPen | None) -> None:
    """Sign what was issued to be signed, print results that are signed on paper, seal what got its number, and take out
    of force what is void.

    Raises SignatureError and UnprintableError: then nothing of the act may be written.
    """
    try:
        work.letters = [_made_now(work, letter, pen) for letter in work.letters]
        work.letter_changes = [_changed(work, change, pen) for change in work.letter_changes]
    except LetterError as error:
        raise UnprintableError(str(error)) from error
    except SignatureError:
        raise
    except ToldError as error:
        raise SignatureError(error.vi, error.en) from error


def _is_made_at_once(letter: NewLetter) -> bool:
    return letter.signed or (bool(letter.details["result"]) and not inside_a_trial())


def _made_now(work: Working, letter: NewLetter, pen: KeyPen | None) -> NewLetter:
    """The letter with its document, if it has to be there at once."""
    if letter.signed:
        return _signed(work, letter, pen)
    if not _is_made_at_once(letter):
        return letter
    content = pdf_of(work.world.procedure.letters[letter.key], letter.details, work.now)
    return replace(letter, document_id=_kept(work, letter, content, Origin.RESULT).id)


def _signed(work: Working, letter: NewLetter, pen: KeyPen | None) -> NewLetter:
    """The letter with its document: printed, signed by who acts, kept. One that waits for its seal remembers the place
    of it.
    """
    key = pen.officers_key() if pen else None
    if pen is None or key is None:
        raise NoKeyError
    template = work.world.procedure.letters[letter.key]
    content = pdf_of(template, letter.details, work.now)
    left = laid_out(places(template.source, letter.details, qr_of(letter.details)), content)
    place, at = left[SIGNATURE], pen.moment
    stamp = signature_stamp(place, signer=key.subject, organisation=letter.details["agency"]["name"], at=at)
    content = _with_signature(content, pen, _Mark(key, place, stamp, at))
    document = _kept(work, letter, content, Origin.ISSUED_LETTER)
    work.record(EventKind.LETTER_SIGNED, _made(letter.n, letter.key, document, key), office_id=_office(work))
    seal_place = {"seal_place": asdict(left[SEAL])} if letter.state is LetterState.PREPARED else {}
    return replace(letter, details={**letter.details, **seal_place}, document_id=document.id)


def _kept(work: Working, letter: NewLetter, content: bytes, origin: Origin) -> Document:
    """A letter as a document. Whoever checks one that waits for its seal reads that it is not in force."""
    template = work.world.procedure.letters[letter.key]
    facts = facts_of(template, letter.details, work.now)
    waits = letter.state is LetterState.PREPARED
    return services.issue(
        content,
        name=document_name(template.name.vi, letter.details, _NOT_IN_FORCE if waits else ""),
        origin=origin,
        now=work.now,
        facts=replace(facts, title=f"{facts.title} ({_NOT_IN_FORCE})", token="") if waits else facts,
    )


def _changed(work: Working, change: LetterChange, pen: KeyPen | None) -> LetterChange:
    if change.state is LetterState.ISSUED:
        return _sealed(work, change, pen)
    services.revoke_document(change.letter.document_id, _VOID, str(work.actor), work.now)
    return change


def _sealed(work: Working, change: LetterChange, pen: KeyPen | None) -> LetterChange:
    """Number, date and seal laid into the place that the signed letter left free, as a second signature: that of the
    agency. What comes out must be readable, and every signature in it valid, or the result is not issued.
    """
    agency = identity.agency(work.case.competent_id)
    key = pen.agencys_key(agency.id) if pen else None
    if pen is None or key is None:
        raise NoSealError
    signed = records.documents([change.letter.document_id])[change.letter.document_id]
    content = kept_content(signed)
    row = DossierLetter.objects.get(dossier_id=work.case.id, n=change.letter.n)
    place = Place(**row.details["seal_place"])  # as on the day it was signed, whatever its template says today
    at, town = pen.moment, row.details["agency"]["place"]
    stamp = seal_stamp(place, number=change.number, dated=work.now, town=town, signer=agency.name, at=at)
    content = _with_signature(content, pen, _Mark(key, place, stamp, at))
    _must_be_valid(content, pen, at)
    template = procedure_when_issued(work.case.id, row.n).letters[row.key]
    document = services.issue(
        content,
        name=document_name(template.name.vi, row.details),
        origin=Origin.RESULT,
        now=work.now,
        facts=replace(facts_of(template, row.details, work.now), number=change.number),
    )
    services.replace_document(signed.id, document.id, _SEALED, str(work.actor), work.now)
    work.record(EventKind.LETTER_SEALED, _made(row.n, row.key, document, key), office_id=_office(work))
    return replace(change, document_id=document.id)


def _with_signature(content: bytes, pen: KeyPen, mark: _Mark) -> bytes:
    signing, place = pen.signing, mark.place
    return sign_pdf(
        content,
        pen.open(mark.key),
        at=mark.at,
        field=place.kind,
        appearance=Appearance(place.page, place.box, mark.stamp),
        stamps=signing.stamps,
        trust=signing.trust if signing.trust.roots else None,
    )


def _must_be_valid(content: bytes, pen: KeyPen, at: datetime) -> None:
    """A city that has said whom it trusts asks for valid signatures; one that has not, for unaltered ones."""
    trust = pen.signing.trust
    accepted = {Standing.VALID} if trust.roots else {Standing.VALID, Standing.UNKNOWN_ISSUER}
    findings = verify_pdf(content, trust, at)
    wrong = next((each for each in findings if each.standing not in accepted), None)
    if wrong or not findings:
        raise _not_valid(wrong)


def _not_valid(finding: SignatureFinding | None) -> SignatureError:
    signer = finding.signer if finding and finding.signer else "người ký"
    standing = finding.standing.value if finding else Standing.UNREADABLE.value
    return SignatureError(
        f"Chữ ký số của {signer} trên kết quả không hợp lệ nên chưa phát hành được. "
        "Hãy thử lại sau ít phút; nếu vẫn vậy, hãy đề nghị người ký mở hồ sơ và ký lại.",
        f"The signature of {signer} on the result is not valid ({standing}), so it was not issued. "
        "Try again in a few minutes; if it stays so, ask the signer to open the dossier and sign again.",
    )


def _made(n: int, letter: str, document: Document, key: SigningKey) -> dict[str, int | str]:
    """For the chain: which document, by its hash, and which certificate."""
    return {"n": n, "letter": letter, "sha256": document.sha256, "key": key.id, "serial": key.serial}


def _office(work: Working) -> int:
    """That of the act's step; without one, the agency that decides."""
    return next((event.office_id for event in work.events if event.office_id), work.case.competent_id)
