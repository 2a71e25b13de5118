"""Who acts through the API: by a bearer token, with the mark of one request."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest
from ninja import Header
from ninja.security import HttpBearer

from motcua.delivery.signin.acting import Acting, authenticate_bearer
from motcua.domain.dossiers.errors import NotAllowedError
from motcua.domain.dossiers.services.acting import ActingOfficer, ActingPerson
from motcua.infra import clock

_KEYS = UUID("b1e0a3c0-5d8e-7c11-9d53-6d6f74637561")

IdempotencyKey = Annotated[
    str,
    Header(default="", max_length=200, description="A mark of your own for this request; sent again, it is done once."),
]


class Bearer(HttpBearer):
    """An access token of the identity providers (RFC 6750)."""

    def authenticate(self, request: HttpRequest, token: str) -> Acting | None:
        return authenticate_bearer(request)


def person(request: HttpRequest, key: str) -> ActingPerson:
    """The citizen whose token this is, if it is good for filing."""
    acting = _acting(request)
    if acting.account.person_id is None or not acting.may_submit:
        raise NotAllowedError(
            "Chỉ tài khoản định danh mức 2 của công dân mới nộp được hồ sơ.",
            "Only a citizen's e-identity of level 2 may file.",
        )
    return ActingPerson(acting.account.person_id, acting.account.id, _command(acting, key), clock.now())


def officer(request: HttpRequest, key: str) -> ActingOfficer:
    """The officer whose token this is."""
    acting = _acting(request)
    if acting.account.officer_id is None:
        raise NotAllowedError("Việc này chỉ dành cho cán bộ.", "This is for officers only.")
    return ActingOfficer(acting.account.officer_id, acting.scope, _command(acting, key), clock.now())


def _acting(request: HttpRequest) -> Acting:
    acting: Acting = request.auth  # type: ignore[attr-defined] # ninja puts the answer of Bearer there
    return acting


def _command(acting: Acting, key: str) -> UUID:
    """The same key of the same account is the same command; without a key each request is its own."""
    return uuid5(_KEYS, f"{acting.account.id} {key}") if key else uuid4()
