"""The providers' words for a person, turned into ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings

from motcua.delivery.signin.problems import NotVouchedFor
from motcua.delivery.signin.providers import Provider
from motcua.domain.identity.types import AccountKind, Claims

BIRTHDAY_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d")


def read_claims(token: Mapping[str, Any], of: Provider) -> Claims:
    """Who the subject of a verified token is. Raises NotVouchedFor when it does not say a name."""
    return _officer(token, of) if of.kind is AccountKind.OFFICER else _citizen(token, of)


def level_of(token: Mapping[str, Any]) -> int:
    """The assurance of this sign-in: 2 only when the token says so, else 1."""
    told = next((token[name] for name in ("loAs", "acr", "IAL") if token.get(name)), "")
    found = re.search(r"\d", str(told))
    return 2 if found and int(found.group()) >= 2 else 1


def _officer(token: Mapping[str, Any], of: Provider) -> Claims:
    return Claims(
        issuer=of.issuer,
        subject=token["sub"],
        kind=AccountKind.OFFICER,
        level=level_of(token),
        full_name=_text(token, "name"),
        login=_text(token, "preferred_username"),
        phone=_text(token, "phone_number"),
        email=_text(token, "email"),
    )


def _citizen(token: Mapping[str, Any], of: Provider) -> Claims:
    name = _text(token, "HoVaTen")
    if not name:
        raise NotVouchedFor("the token says no name")
    organisation = _text(token, "LoaiTaiKhoan") == settings.ORGANISATION_ACCOUNT
    return Claims(
        issuer=of.issuer,
        subject=token["sub"],
        kind=AccountKind.ORGANISATION if organisation else AccountKind.CITIZEN,
        level=level_of(token),
        full_name=name,
        personal_id=_text(token, "SoDinhDanh") or None,
        born=_birthday(_text(token, "NgayThangNamSinh")),
        phone=_text(token, "SoDienThoai"),
        email=_text(token, "ThuDienTu"),
        tax_code=_text(token, "MaSoThue") if organisation else "",
        organisation_name=_text(token, "TenDoanhNghiep") if organisation else "",
    )


def _text(token: Mapping[str, Any], name: str) -> str:
    value = token.get(name)
    return value.strip() if isinstance(value, str) else ""


def _birthday(told: str) -> date | None:
    """Some people's papers know only the year; then the birthday is not known."""
    for form in BIRTHDAY_FORMATS:
        try:
            return datetime.strptime(told, form).date()  # noqa: DTZ007 a birthday has no zone
        except ValueError:
            continue
    return None
