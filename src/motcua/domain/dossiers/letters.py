"""What a letter is printed from: everything it says, gathered on the day it is issued
(docs/how-it-works/letters.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

from django.conf import settings

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.fees import amount_in_words
from motcua.core.money import vietqr
from motcua.core.procedure import Channel, LetterValue, Silence, reasoned_at
from motcua.core.workcal import office_time
from motcua.domain.dossiers.acts.filing import needed_components
from motcua.domain.dossiers.acts.opinions import the_wait
from motcua.domain.dossiers.acts.result import result_by_key, result_of
from motcua.domain.dossiers.acts.working import NewLetter, Working, lines
from motcua.domain.dossiers.errors import MissingWordsError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.parties import naming
from motcua.domain.dossiers.references import marked
from motcua.domain.dossiers.types import LetterState, Opinion, PaperOrigin, Party, PartyRole, Verdict
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Agency, Posting
from motcua.domain.records.tokens import token_for

Plain = dict[str, Any]

_CHANNELS = {Channel.ONLINE: "Trực tuyến", Channel.COUNTER: "Trực tiếp", Channel.POST: "Bưu chính công ích"}
_UNITS = {
    LimitUnit.WORKING_HOURS: "giờ làm việc",
    LimitUnit.WORKING_DAYS: "ngày làm việc",
    LimitUnit.CALENDAR_DAYS: "ngày",
    LimitUnit.MONTHS: "tháng",
}
_VERDICTS = {
    Verdict.AGREE: "Đồng ý",
    Verdict.AGREE_WITH_CONDITIONS: "Đồng ý, có điều kiện kèm theo",
    Verdict.DISAGREE: "Không đồng ý",
    Verdict.SILENT: "Không trả lời trong thời hạn",
}
_NOTES = {
    PaperOrigin.UPLOADED: "Bản điện tử",
    PaperOrigin.SCANNED: "Đã số hóa",
    PaperOrigin.REUSED_COMPONENT: "Dùng lại giấy tờ đã nộp",
    PaperOrigin.REUSED_RESULT: "Dùng lại kết quả đã có",
    PaperOrigin.REGISTRY: "Lấy từ cơ sở dữ liệu, không phải nộp",
    PaperOrigin.ON_PAPER: "Bản giấy",
    PaperOrigin.SHOWN: "Đã xuất trình để đối chiếu",
    PaperOrigin.LINKED: "Chuyển từ hồ sơ liên thông",
}


class Past(Protocol):
    """What a letter must know of the dossier beside what the act itself brings."""

    def parties(self) -> Sequence[Party]:
        """Who is who."""

    def papers(self) -> Mapping[str, tuple[PaperOrigin, str]]:
        """How each component came, and as which of its alternatives."""

    def last_officer(self, role: str) -> int | None:
        """Who last ended a step in that role."""

    def words_at(self, step: str) -> str:
        """With which words this step last ended."""


def complete_letters(work: Working, past: Past) -> None:
    """Give every letter that an act issues all it is printed from, as it is known now. Later changes of names, forms or
    tariffs do not reach it.

    Raises MissingWordsError for the letter of a result that must state reasons when nobody has given any.
    """
    work.letters = [replace(letter, details=_snapshot(work, letter, past)) for letter in work.letters]


def tracking_url(reference: str) -> str:
    """Where anybody who holds a letter sees how the dossier stands."""
    return f"{settings.PUBLIC_URL}/tra-cuu/{reference}/"


def verify_url(token: str) -> str:
    """Where anybody who holds a result sees whether it is genuine and still holds."""
    return f"{settings.PUBLIC_URL}/kiem-tra/{token}/"


def _snapshot(work: Working, letter: NewLetter, past: Past) -> Plain:
    parties = work.parties or past.parties()
    fees = [dict(fee) for fee in letter.details.get("fees", ())]
    total = sum(int(fee["amount"]) for fee in fees)
    return {
        "paper": work.world.procedure.letters[letter.key].paper.value,
        "agency": agency_facts(_issuer(work, letter), work.now.date()),
        "dossier": _dossier(work),
        "applicant": _person(parties, PartyRole.APPLICANT),
        "submitter": _person(parties, PartyRole.SUBMITTER),
        "components": _components(work, past),
        "officer": _officer(work),
        "letter": _letter(work, letter, past),
        "form": _form(work),
        "fees": [{**fee, "basis": _cited(work, fee["basis"])} for fee in fees],
        "payment": _payment(work, letter, total),
        "result": _result(work, letter),
    }


def _issuer(work: Working, letter: NewLetter) -> Agency:
    """Who writes: the receiving office at the counter, the competent agency for all that it decides or asks."""
    at_the_counter = letter.key in ("receipt_slip", "supplement_request") or work.case.accepted_at is None
    return identity.agency(work.case.receiving_id if at_the_counter else work.case.competent_id)


def agency_facts(agency: Agency, on: date) -> Plain:
    """The head of a letter: who writes, below whom, and from where."""
    above = identity.agency(agency.parent_id) if agency.parent_id else None
    return {
        "parent": above.name if above else "",
        "name": agency.name,
        "address": agency.address,
        "hotline": agency.hotline,
        "place": identity.unit(agency.unit_code, on).name if agency.unit_code else "",
    }


def _dossier(work: Working) -> Plain:
    case, clock = work.case, work.case.clock
    procedure, variant = work.world.procedure, work.world.variant(case)
    return {
        "code": case.code or case.reference,
        "filing_reference": case.reference,
        "tracking_url": tracking_url(case.reference),
        "procedure": {"code": procedure.code, "name": procedure.name.vi},
        "case": variant.name.vi if len(procedure.cases) > 1 else "",
        "receiving_unit": identity.agency(case.receiving_id).name,
        "competent_agency": identity.agency(case.competent_id).name,
        "register_number": f"Sổ điện tử năm {case.accepted_at.year}, theo mã hồ sơ" if case.accepted_at else "",
        "channel": _CHANNELS[case.channel],
        "submitted_at": iso(case.submitted_at),
        "received_at": iso(case.accepted_at) if case.accepted_at else None,
        "due_at": iso(clock.due_at) if clock else None,
        "time_limit": limit_in_words(variant.limit_for(case.channel).limit),
        "sets": variant.sets,
        "return_method": f"Tại {identity.agency(case.receiving_id).name}",
    }


def _components(work: Working, past: Past) -> list[Plain]:
    """The papers of the dossier as a slip lists them: what it is, how many, how it came."""
    came = dict(past.papers())
    came |= {new.paper.component: (new.paper.origin, new.paper.variant) for new in work.papers}
    found = []
    for component in needed_components(work.world.variant(work.case), work.data()):
        origin, variant = came.get(component.key, (None, ""))
        if component.form or origin:
            quantity = component.quantity
            alternative = next((each.name.vi for each in component.one_of if each.key == variant), None)
            found.append(
                {
                    "id": component.key,
                    "name": alternative or component.name.vi,
                    "originals": quantity.originals,
                    "copies": quantity.certified_copies + quantity.plain_copies,
                    "note": _NOTES[origin] if origin else "Đơn điện tử",
                }
            )
    return found


def _letter(work: Working, letter: NewLetter, past: Past) -> Plain:
    template = work.world.procedure.letters[letter.key]
    is_prepared = letter.state is LetterState.PREPARED
    given = {key: value for key, value in letter.details.items() if key not in ("fees", "memo", "opinions", "outside")}
    facts: Plain = {
        **({"legal_basis": [template.law]} if template.law else {}),
        **given,
        **({"prepared": True} if is_prepared else {}),
        **({"signs": True} if letter.signed else {}),
        "number": "" if is_prepared else letter.number or work.case.code or work.case.reference,
        "issued_at": iso(work.now),
        "signature": _signature(work, letter, past),
    }
    if "items" in letter.details:
        facts["items"] = [_item(work, item) for item in letter.details["items"]]
    if "opinions" in letter.details:
        facts["questions"] = [
            {"agency": identity.agency(each.agency_id).name, "question": each.question, "due_at": iso(each.due_at)}
            for each in work.case.opinions
            if each.n in letter.details["opinions"]
        ] + letter.details["outside"]
        facts["silence_is_consent"] = the_wait(work).silence is Silence.CONSENT
    if "result" in letter.details:
        facts["reasons"] = given.get("reasons") or reasons_of(work, str(letter.details["result"]), past)
        if LetterValue.REASONS in template.needs and not facts["reasons"]:
            raise MissingWordsError
    if "step" in letter.details and template.between_agencies:
        facts["opinions"] = [_answer(each) for each in work.case.opinions if each.verdict]
    return facts


def reasons_of(work: Working, result: str, past: Past) -> list[str]:
    """Why the dossier ends in this result, in the words of those who decided it; nothing when they gave none."""
    steps = reasoned_at(work.world.procedure, result_by_key(work, result), work.case.answers)
    return [line for step in steps for line in lines(_words_at(work, past, step))]


def _words_at(work: Working, past: Past, step: str) -> str:
    """With which words a step last ended: by this very act, or before."""
    ended = [each for each in work.events if each.kind is EventKind.STEP_COMPLETED and each.step == step]
    return ended[-1].words if ended else past.words_at(step)


def _answer(opinion: Opinion) -> Plain:
    verdict = _VERDICTS[opinion.verdict] if opinion.verdict else ""
    return {"agency": identity.agency(opinion.agency_id).name, "verdict": verdict, "words": opinion.words}


def _item(work: Working, item: Mapping[str, str]) -> Plain:
    """A thing that is asked for, with the name of its component for paper and the key for screens."""
    names = {each.key: each.name.vi for each in work.world.variant(work.case).components}
    return {**item, "component": names.get(item["component"], item["component"]), "component_key": item["component"]}


def _signature(work: Working, letter: NewLetter, past: Past) -> Plain:
    """Whose name stands below: a result is signed by the role that the procedure names, the rest by who acted."""
    role = letter.details.get("signed_by")
    if role:
        signer = letter.details.get("signer") or past.last_officer(str(role))
        name = identity.officer(signer).full_name if signer else ""
        return {"capacity": [_role_name(work, str(role)) or _issuer(work, letter).name], "name": name}
    return {"capacity": [_officer(work)["title"]], "name": _officer(work)["name"]}


def _officer(work: Working) -> Plain:
    """The officer who acts; what the system or the applicant sets off is signed by nobody."""
    officer_id = work.actor.officer_id
    if officer_id is None:
        return {"name": "", "title": "", "phone": ""}
    name = identity.officer(officer_id).full_name
    postings = identity.postings_of(officer_id, work.now.date())
    return {"name": name, "title": _title(work, postings[0]) if postings else "", "phone": ""}


def _title(work: Working, posting: Posting) -> str:
    """What an officer is called: by the role, or by the office where the role has no name of its own."""
    return _role_name(work, posting.role) or identity.agency(posting.agency_id).name


def _role_name(work: Working, role: str) -> str:
    found = work.world.procedure.roles.get(role)
    return found.name.vi if found else ""


def _payment(work: Working, letter: NewLetter, total: int) -> Plain:
    """What is to be paid, and where a transfer goes: the account of the day and the memo by which it is found again."""
    payment: Plain = {"total": total, "total_in_words": amount_in_words(total), "paid": work.case.fees_paid}
    memo = letter.details.get("memo")
    account = work.world.account_for(work.case.competent_id, work.now.date()) if memo else None
    if account is None or not total:
        return payment
    told = {"holder": account.holder, "number": account.number, "bank": account.bank_name, "memo": memo}
    return {
        **payment,
        "account": {**told, "vietqr": vietqr(account.bank_bin, account.number, total, str(memo))},
    }


def _person(parties: Iterable[Party], role: PartyRole) -> Plain | None:
    party = next((each for each in parties if each.role is role), None)
    if party is None:
        return None
    return {
        "name": party.name,
        "identifier": party.identifier,
        "address": party.address,
        "phone": party.phone,
        "email": party.email,
    }


def _cited(work: Working, basis: str) -> str:
    legal = work.world.procedure.legal.get(basis)
    return legal.cited if legal else basis


def _result(work: Working, letter: NewLetter) -> Plain | None:
    result = result_of(work, letter)
    if result is None:
        return None
    token = marked(token_for(work.case.id, letter.n))
    return {"code": result.code, "name": result.name.vi, "token": token, "verify_url": verify_url(token)}


def _form(work: Working) -> list[Plain]:
    on = work.case.submitted_at
    sections = work.world.procedure.form.in_words(work.case.form, "vi", naming(on.date()))
    return [
        {
            "id": section.id,
            "title": section.title,
            "fields": [{"id": each.id, "label": each.label, "value": each.text} for each in section.answers],
        }
        for section in sections
    ]


def limit_in_words(limit: TimeLimit) -> str:
    """`15 ngày làm việc`; a limit of the same day is `trong ngày`."""
    return "trong ngày" if limit.unit is LimitUnit.SAME_DAY else f"{limit.amount} {_UNITS[limit.unit]}"


def iso(moment: datetime) -> str:
    """A moment as letters take it: in the office's own time, to the second."""
    return office_time(moment).isoformat(timespec="seconds")
