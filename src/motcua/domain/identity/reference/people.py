from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from motcua.core.forms.values.identifiers import has_tax_check_digit, is_possible_personal_id
from motcua.core.text import fold
from motcua.domain.identity.models import Agency, Officer, Person, Posting
from motcua.domain.identity.models.validity import valid_on
from motcua.domain.identity.reference.reading import BadReferenceError, read_yaml
from motcua.domain.identity.services import record_organisation, record_person


def load_people_of(file: Path) -> int:
    """Officers with their postings, citizens and organisations of one file; returns how many people it holds."""
    content = read_yaml(file)
    officers = content["officers"]
    in_service = [each for group in officers["groups"] for each in group["people"]]
    for each in in_service:
        _appoint(file, each, officers["valid_from"], officers["decision"])
    for each in content["citizens"]:
        _person(file, each)
    for each in content["organisations"]:
        if not has_tax_check_digit(each["tax_code"]):
            raise _wrong(file, each, "mã số thuế sai số kiểm tra", "the tax code's check digit is wrong")
        record_organisation(each["tax_code"], each["name"])
    return len(in_service) + len(content["citizens"])


def _person(file: Path, each: dict[str, Any]) -> None:
    personal_id, born = each.get("personal_id"), each["born"]
    if personal_id is None:
        # Without a number a person is found again by name and birthday, so that loading twice makes nobody twice.
        if not Person.objects.filter(personal_id=None, search_name=fold(each["name"]), born=born).exists():
            record_person(each["name"], personal_id=None, no_personal_id=each["no_personal_id"], born=born)
        return
    if not is_possible_personal_id(personal_id, born.year) or personal_id[4:6] != f"{born:%y}":
        raise _wrong(file, each, "số định danh không khớp ngày sinh", "the personal id does not fit the birthday")
    record_person(
        each["name"],
        personal_id=personal_id,
        born=born,
        phone=each.get("phone", ""),
        email=each.get("email", ""),
    )


def _appoint(file: Path, each: dict[str, Any], valid_from: date, decision: str) -> None:
    _person(file, each)
    person = Person.objects.get(personal_id=each["personal_id"])
    officer, _ = Officer.objects.get_or_create(person=person, defaults={"login": each["login"]})
    for stated in each["postings"]:
        office = Agency.objects.filter(valid_on(valid_from), code=stated["office"]).first()
        if office is None:
            raise _wrong(
                file, each, f"không có cơ quan mang mã {stated['office']}", f"there is no agency {stated['office']}"
            )
        # One that was ended here meanwhile is not begun again.
        Posting.objects.get_or_create(
            officer=officer,
            agency=office,
            role=stated["role"],
            valid_from=valid_from,
            defaults={"decision": decision},
        )


def _wrong(file: Path, each: dict[str, Any], vi: str, en: str) -> BadReferenceError:
    return BadReferenceError(f"{file.name}, {each['name']}", vi, en)
