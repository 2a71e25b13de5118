"""Who can sign in, from the same file the demo city is filled from, with what the real providers would say of them.

Claims of citizens have the names that provincial systems read from the national sign-on (LoaiTaiKhoan, SoDinhDanh …);
those of officers the standard names of OpenID Connect.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PERSON, ORGANISATION = "1", "2"
CITIZENS, ORGANISATIONS = "Công dân", "Tổ chức"


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody at a provider. `key` is what the sign-in form posts; `level` the highest assurance he has."""

    key: str
    subject: str
    name: str
    about: Mapping[str, str]
    group: str
    level: int
    claims: Mapping[str, str]


def citizens(file: Path) -> dict[str, Subject]:
    """Citizens and organisations with an electronic identity, by their key: the personal id, or the tax code."""
    content = _read(file)
    people = {each["personal_id"]: each for each in content["citizens"] if "level" in each}
    found = [_citizen(each) for each in people.values()]
    found += [_organisation(each, people[each["representative"]]) for each in content["organisations"]]
    return {each.key: each for each in found}


def officers(file: Path) -> dict[str, Subject]:
    """Officers, by their login."""
    groups = _read(file)["officers"]["groups"]
    return {each["login"]: _officer(each, group["name"]) for group in groups for each in group["people"]}


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return content


def _citizen(each: Mapping[str, Any]) -> Subject:
    claims = {
        "LoaiTaiKhoan": PERSON,
        "SoDinhDanh": each["personal_id"],
        "HoVaTen": each["name"],
        "NgayThangNamSinh": f"{each['born']:%d/%m/%Y}",
        "TechID": _subject("tech", each["personal_id"]),
        "SoDienThoai": each.get("phone", ""),
        "ThuDienTu": each.get("email", ""),
    }
    subject = _subject("citizen", each["personal_id"])
    return Subject(each["personal_id"], subject, each["name"], each["about"], CITIZENS, each["level"], claims)


def _organisation(each: Mapping[str, Any], representative: Mapping[str, Any]) -> Subject:
    claims = {
        **_citizen(representative).claims,
        "LoaiTaiKhoan": ORGANISATION,
        "MaSoThue": each["tax_code"],
        "TenDoanhNghiep": each["name"],
    }
    name = representative["name"]
    about = {"vi": f"Tài khoản tổ chức, do {name} sử dụng", "en": f"An organisation's account, used by {name}"}
    return Subject(
        each["tax_code"], _subject("organisation", each["tax_code"]), each["name"], about, ORGANISATIONS, 2, claims
    )


def _officer(each: Mapping[str, Any], group: str) -> Subject:
    claims = {
        "preferred_username": each["login"],
        "name": each["name"],
        "email": f"{each['login']}@thanhpho.example",
        "phone_number": each["phone"],
    }
    subject = _subject("officer", each["login"])
    return Subject(each["login"], subject, each["name"], each["about"], group, 2, claims)


def _subject(kind: str, key: str) -> str:
    """The same opaque id at every start of the sandbox."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:motcua:sandbox:{kind}:{key}"))
