"""What a letter of a procedure would say of an invented dossier: for a preview, and to find a broken template before
the procedure is published. Nobody in it exists.

A letter gets just what the act that issues it brings, as at work: a template that wants more must say so in `needs`.
The shape is that of docs/how-it-works/letters.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from motcua.core.fees import amount_in_words
from motcua.core.forms import FormDefinition, FormField
from motcua.core.procedure.issuing import Issued, issued_letters
from motcua.core.procedure.types import DossierComponent, Procedure, ProcedureCase
from motcua.core.procedure.vocabulary import LetterValue

Plain = dict[str, Any]
_REFERENCE = "0000-MAU0-00"
_PLACE = "12 Đường Hoa Mẫu, Phường Mẫu"
_FEE = 50_000


def sample_letters(procedure: Procedure, at: datetime) -> Iterator[tuple[str, Plain]]:
    """Each letter of the procedure with the data of an invented dossier, once for every way in which it is issued."""
    seen: set[tuple[str, frozenset[LetterValue], bool]] = set()
    for issued in issued_letters(procedure):
        key = (issued.letter, issued.brings, bool(issued.result))
        if issued.letter in procedure.letters and key not in seen:
            seen.add(key)
            yield issued.letter, sample_letter(procedure, issued, at)
    for name in sorted(procedure.letters.keys() - {letter for letter, _, _ in seen}):
        yield name, sample_letter(procedure, Issued(name, procedure.letters[name].needs), at)


def sample_letter(procedure: Procedure, issued: Issued, at: datetime) -> Plain:
    """The data of one letter as this act issues it at that moment."""
    case = next(iter(procedure.cases.values()))
    fees = [_fee(procedure)] if LetterValue.FEES in issued.brings else []
    return {
        "paper": procedure.letters[issued.letter].paper.value,
        "agency": {
            "parent": "Ủy ban nhân dân Thành phố Mẫu",
            "name": "Ủy ban nhân dân Phường Mẫu",
            "address": _PLACE,
            "hotline": "1022",
            "place": "Phường Mẫu",
        },
        "dossier": _dossier(procedure, case, at),
        "applicant": _PERSON,
        "submitter": _PERSON,
        "components": [_component(each) for each in case.components],
        "officer": {"name": "Trần Thị Mẫu", "title": "Chuyên viên", "phone": "1022"},
        "letter": _letter(procedure, issued, at),
        "form": sample_form(procedure.form),
        "fees": fees,
        "payment": {"total": _FEE, "total_in_words": amount_in_words(_FEE), "paid": 0},
        "result": _result(procedure, issued),
    }


def sample_form(form: FormDefinition) -> list[Plain]:
    """Every question of a form with an answer, as letters print them."""
    return [
        {
            "id": section.id,
            "title": section.title.vi,
            "fields": [
                {"id": field.id, "label": field.label.vi, "value": _answer(field)}
                for field in section.fields
                if field.kind != "info"
            ],
        }
        for section in form.sections
    ]


def _answer(field: FormField) -> str:
    if field.fields:
        return "\n".join(f"{inner.label.vi}: {_answer(inner)}" for inner in field.fields)
    if field.options:
        return field.options[0].label.vi
    return f"{_ANSWERS.get(field.kind, 'Nội dung mẫu')} {field.unit}".strip()


def _dossier(procedure: Procedure, case: ProcedureCase, at: datetime) -> Plain:
    return {
        "code": "H00.00-000000-0001",
        "filing_reference": _REFERENCE,
        "tracking_url": f"https://motcua.example.vn/tra-cuu/{_REFERENCE}/",
        "procedure": {"code": procedure.code, "name": procedure.name.vi},
        "case": case.name.vi if len(procedure.cases) > 1 else "",
        "channel": "Trực tuyến",
        "submitted_at": at.isoformat(),
        "received_at": at.isoformat(),
        "due_at": (at + timedelta(days=15)).isoformat(),
        "time_limit": "15 ngày",
        "sets": case.sets,
        "return_method": "Tại nơi đã nộp",
    }


def _component(component: DossierComponent) -> Plain:
    quantity = component.quantity
    copies = quantity.certified_copies + quantity.plain_copies
    name = component.one_of[0].name.vi if component.one_of else component.name.vi
    return {"id": component.key, "name": name, "originals": quantity.originals, "copies": copies, "note": ""}


def _letter(procedure: Procedure, issued: Issued, at: datetime) -> Plain:
    letter: Plain = {
        "number": "01/MAU",
        "issued_at": at.isoformat(),
        "signature": {"capacity": ["Lãnh đạo Ủy ban nhân dân Phường Mẫu"], "name": "Lê Văn Mẫu"},
    }
    for value in sorted(issued.brings):
        letter |= _BROUGHT[value](at)
    if issued.result:
        letter.setdefault("reasons", [])
    if issued.step and procedure.letters[issued.letter].between_agencies:
        letter["opinions"] = [{"agency": "Cơ quan được hỏi", "verdict": "Đồng ý", "words": "Nội dung mẫu."}]
    return {**_handover(at), **letter}


def _result(procedure: Procedure, issued: Issued) -> Plain | None:
    results = {result.key: result for case in procedure.cases.values() for result in case.results}
    if issued.result not in results:
        return None
    result = results[issued.result]
    url = "https://motcua.example.vn/kiem-tra/0000-MAU0-0000-0000/"
    return {"code": result.code, "name": result.name.vi, "verify_url": url}


def _fee(procedure: Procedure) -> Plain:
    names = [item.name.vi for item in procedure.fees.items] or ["Lệ phí mẫu"]
    return {"name": names[0], "amount": _FEE, "basis": "Văn bản mẫu", "note": ""}


def _handover(at: datetime) -> Plain:
    """What the sheet of the way through the offices and the register are made of."""
    row = {
        "code": "H00.00-000000-0001",
        "procedure": "Thủ tục mẫu",
        "sets": 1,
        "applicant": _PERSON["name"],
        "address": _PLACE,
        "phone": "",
        "agency": "Ủy ban nhân dân Phường Mẫu",
        "received_at": at.isoformat(),
        "due_at": at.isoformat(),
        "transferred_at": at.isoformat(),
        "result_at": None,
        "returned_at": None,
        "method": "",
        "note": "",
    }
    step = {"giver": "Bộ phận một cửa", "receiver": "Phòng chuyên môn", "given_at": at.isoformat()}
    handovers = [{**step, "due_at": at.isoformat(), "ended_at": None, "outcome": "Đúng hạn", "note": ""}]
    day = at.date().isoformat()
    return {"handovers": handovers, "from": day, "to": day, "rows": [row]}


def _questions(at: datetime) -> Plain:
    asked = {"agency": "Cơ quan được hỏi", "question": "Nội dung hỏi ý kiến mẫu.", "due_at": at.isoformat()}
    return {"questions": [asked], "silence_is_consent": True}


def _minutes(at: datetime) -> Plain:
    return {
        "visited_at": at.isoformat(),
        "place": _PLACE,
        "participants": ["Ông Nguyễn Văn Mẫu, người nộp hồ sơ"],
        "findings": "Hiện trạng mẫu.",
        "conclusion": "Kết luận mẫu.",
    }


_PERSON: Plain = {
    "name": "Nguyễn Văn Mẫu",
    "identifier": "000000000000",
    "address": _PLACE,
    "phone": "0900 000 000",
    "email": "mau@example.vn",
}
_ANSWERS: Mapping[str, str] = {
    "person_name": "Nguyễn Văn Mẫu",
    "personal_id": "000000000000",
    "tax_code": "0000000000",
    "address": _PLACE,
    "phone": "0900 000 000",
    "email": "mau@example.vn",
    "date": "15/12/2026",
    "year": "2026",
    "integer": "1",
    "decimal": "1,5",
    "money": "1.000.000 đồng",
    "yes_no": "Có",
    "confirm": "Có",
}
_BROUGHT: Mapping[LetterValue, Callable[[datetime], Plain]] = {
    LetterValue.REASONS: lambda _: {"reasons": ["Lý do mẫu."]},
    LetterValue.WORDS: lambda _: {"words": ["Nội dung mẫu."]},
    LetterValue.ITEMS: lambda _: {"items": [{"what": "Giấy tờ mẫu", "component": "", "reason": "Lý do mẫu."}]},
    LetterValue.FEES: lambda _: {},
    LetterValue.QUESTIONS: _questions,
    LetterValue.MINUTES: _minutes,
    LetterValue.APPOINTMENT: lambda at: {
        "promised_at": at.isoformat(),
        "new_due_at": (at + timedelta(days=5)).isoformat(),
    },
}
