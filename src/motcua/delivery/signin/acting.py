"""Who acts in a request, however he came in: by a page's session or by a token of the API."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from motcua.delivery.signin.claims import level_of, read_claims
from motcua.delivery.signin.problems import NotVouchedFor
from motcua.delivery.signin.providers import provider_of
from motcua.delivery.signin.tokens import unverified_part, verified_claims
from motcua.domain.identity import queries, services
from motcua.domain.identity.policies import NO_SCOPE, Scope, may_submit
from motcua.domain.identity.types import Account, Claims, SignInError
from motcua.infra import clock

LEVEL = "sign-in level"
_KEPT = "_motcua_acting"
REMEMBERED_SECONDS = 60
MOST_REMEMBERED = 10_000
_verified: dict[str, tuple[float, dict[str, Any]]] = {}


@dataclass(frozen=True, slots=True)
class Acting:
    """The one who acts: his account, the assurance of his sign-in, and as an officer his rights today."""

    account: Account
    level: int
    scope: Scope

    @property
    def may_submit(self) -> bool:
        """Whether he may file with legal value: a citizen or organisation at level 2."""
        return self.account.person_id is not None and may_submit(self.level)

    @property
    def is_officer(self) -> bool:
        """Whether he has anything to do here as an officer today."""
        return bool(self.scope.roles)


def acting(request: HttpRequest) -> Acting | None:
    """Who acts by the session of a page, found once a request; None when nobody has signed in."""
    kept: Acting | None = request.__dict__.get(_KEPT)
    if kept is None and request.user.is_authenticated:
        user = request.user
        account = Account(user.id, user.issuer, user.subject, user.person_id, user.organisation_id, user.officer_id)
        kept = request.__dict__[_KEPT] = _acting(account, int(request.session.get(LEVEL, 1)))
    return kept


def authenticate_bearer(request: HttpRequest) -> Acting | None:
    """Who acts by the bearer token of the request (RFC 6750), verified here without asking anybody; None without a good
    one. A subject that comes for the first time is signed in by what the token says of him.

    Raises ProviderDown when the provider's keys were never seen and cannot be had.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    try:
        of = provider_of(str(unverified_part(token, 1).get("iss")))
        if of is None:
            return None
        told = _seen(token) or _remember(token, verified_claims(token, of, settings.API_AUDIENCE))
        account = queries.account_of(of.issuer, told["sub"]) or _first_time(read_claims(told, of))
    except (NotVouchedFor, SignInError):
        return None
    return _acting(account, level_of(told))


def _seen(token: str) -> dict[str, Any] | None:
    """What a token says that was verified a moment ago; a program sends the same one again and again."""
    found = _verified.get(token)
    if found is None or time.monotonic() > found[0] or time.time() > found[1]["exp"]:
        return None
    return found[1]


def _remember(token: str, told: dict[str, Any]) -> dict[str, Any]:
    if len(_verified) >= MOST_REMEMBERED:
        _verified.clear()
    _verified[token] = (time.monotonic() + REMEMBERED_SECONDS, told)
    return told


def _first_time(claims: Claims) -> Account:
    signed_in = services.sign_in(claims, clock.now())
    return Account(
        signed_in.account_id,
        claims.issuer,
        claims.subject,
        signed_in.person_id,
        signed_in.organisation_id,
        signed_in.officer_id,
    )


def _acting(account: Account, level: int) -> Acting:
    officer_id = account.officer_id
    scope = NO_SCOPE if officer_id is None else queries.scope(officer_id, clock.now().date())
    return Acting(account, level, scope)
