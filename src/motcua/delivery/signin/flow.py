"""The code flow of OpenID Connect with PKCE, from the city's side."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from motcua.delivery.signin.problems import Declined, LostThread, NotVouchedFor, ProviderDown
from motcua.delivery.signin.providers import Provider, endpoint, fetch, json_of
from motcua.delivery.signin.tokens import verified_claims

PENDING = "sign-in"
# Somebody may begin in several tabs; only so many are remembered, and not for long.
MOST_PENDING = 5
PENDING_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Pending:
    """A sign-in that this browser began."""

    provider: str
    nonce: str
    verifier: str
    next: str
    level: int
    begun: float


def begin(request: HttpRequest, at: Provider, next_page: str, level: int) -> str:
    """Remember a new sign-in in the session; the address at the provider to send people to. Raises ProviderDown."""
    address = endpoint(at, "authorization_endpoint")
    state = secrets.token_urlsafe(24)
    new = Pending(at.name, secrets.token_urlsafe(24), secrets.token_urlsafe(48), next_page, level, time.time())
    pending = list(request.session.get(PENDING, {}).items())[1 - MOST_PENDING :]
    request.session[PENDING] = dict([*pending, (state, asdict(new))])
    query = {
        "response_type": "code",
        "client_id": at.client_id,
        "redirect_uri": redirect_uri(at),
        "scope": "openid profile email phone",
        "state": state,
        "nonce": new.nonce,
        "code_challenge": _challenge(new.verifier),
        "code_challenge_method": "S256",
        "acr_values": f"LoA{level}",
    }
    return f"{address}?{urlencode(query)}"


def take_pending(request: HttpRequest, at: Provider) -> Pending:
    """The sign-in that the provider's answer belongs to, which is then used up. Raises LostThread."""
    all_pending: dict[str, Any] = request.session.get(PENDING, {})
    found = all_pending.pop(request.GET.get("state", ""), None)
    if found is None:
        raise LostThread("unknown or used state")
    request.session[PENDING] = all_pending
    pending = Pending(**found)
    if pending.provider != at.name:
        raise LostThread("the state was made for another provider")
    if time.time() - pending.begun > PENDING_SECONDS:
        raise LostThread("begun too long ago")
    return pending


def claims_for(request: HttpRequest, at: Provider, pending: Pending) -> dict[str, Any]:
    """The verified claims of who signed in. Raises Declined, NotVouchedFor, ProviderDown."""
    if "error" in request.GET:
        raise Declined(f"{at.name}: {request.GET['error'][:40]!r}")
    if request.GET.get("iss", at.issuer) != at.issuer:
        raise NotVouchedFor("another issuer answered")
    claims = verified_claims(_id_token(request.GET.get("code", ""), at, pending), at, at.client_id)
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), pending.nonce.encode()):
        raise NotVouchedFor("the nonce is not the one we sent")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != at.client_id:
        raise NotVouchedFor("the token was issued to somebody else")
    return claims


def redirect_uri(at: Provider) -> str:
    """Where the provider sends people back to; registered there."""
    return settings.PUBLIC_URL + reverse("signin:callback", args=[at.name])


def sign_out_address(at: Provider) -> str:
    """The address at the provider that ends its session too, and comes back to the city. Raises ProviderDown.

    The client's id stands in for the ID token, so that no token has to be kept.
    """
    query = {"client_id": at.client_id, "post_logout_redirect_uri": f"{settings.PUBLIC_URL}/"}
    return f"{endpoint(at, 'end_session_endpoint')}?{urlencode(query)}"


def _id_token(code: str, at: Provider, pending: Pending) -> str:
    answer = fetch(
        "POST",
        endpoint(at, "token_endpoint"),
        auth=(at.client_id, at.client_secret),
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri(at),
            "code_verifier": pending.verifier,
        },
    )
    told = json_of(answer)
    if answer.status_code == 401:
        raise ProviderDown(f"{at.name} does not know us: check the client's id and secret")
    token = told.get("id_token")
    if not answer.is_success or not isinstance(token, str):
        raise NotVouchedFor(f"{at.name}: no token for the code ({told.get('error')!r})")
    return token


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
