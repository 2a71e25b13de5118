"""The endpoints of OpenID Connect over a provider."""

from __future__ import annotations

import asyncio
import base64
import binascii
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, unquote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from motcua.sandbox.identity import pages
from motcua.sandbox.identity.faults import SLOW_SECONDS, Fault
from motcua.sandbox.identity.provider import FlowError, Provider

Handler = Callable[[Request], Awaitable[Response]]
COOKIE = "sandbox-session"


class Endpoints:
    """Discovery, authorize, token, keys, userinfo and logout of one issuer."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def routes(self) -> list[Route]:
        return [
            self._route("/.well-known/openid-configuration", self._discovery, "GET"),
            self._route("/oauth2/authorize", self._ask, "GET"),
            self._route("/oauth2/authorize", self._choose, "POST"),
            self._route("/oauth2/token", self._token, "POST"),
            self._route("/oauth2/jwks", self._keys, "GET"),
            self._route("/oauth2/userinfo", self._userinfo, "GET"),
            self._route("/oidc/logout", self._logout, "GET"),
        ]

    def _route(self, path: str, handler: Handler, method: str) -> Route:
        async def answer(request: Request) -> Response:
            if self._provider.fault is Fault.DOWN:
                return PlainTextResponse("down for a test", status_code=503)
            if self._provider.fault is Fault.SLOW:
                await asyncio.sleep(SLOW_SECONDS)
            return await handler(request)

        return Route(path, answer, methods=[method])

    async def _discovery(self, _: Request) -> Response:
        issuer = self._provider.issuer
        return JSONResponse(
            {
                "issuer": issuer,
                "authorization_endpoint": f"{issuer}/oauth2/authorize",
                "token_endpoint": f"{issuer}/oauth2/token",
                "jwks_uri": f"{issuer}/oauth2/jwks",
                "userinfo_endpoint": f"{issuer}/oauth2/userinfo",
                "end_session_endpoint": f"{issuer}/oidc/logout",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                "id_token_signing_alg_values_supported": [self._provider.algorithm],
                "acr_values_supported": ["LoA1", "LoA2"],
                "scopes_supported": ["openid", "profile", "email", "phone"],
                "subject_types_supported": ["public"],
            }
        )

    async def _ask(self, request: Request) -> Response:
        query = dict(request.query_params)
        try:
            asked = self._provider.asked(query)
        except FlowError as wrong:
            return self._refused(wrong, query)
        current = self._provider.sessions.get(request.cookies.get(COOKIE, ""))
        return HTMLResponse(pages.sign_in(self._provider, asked, current))

    async def _choose(self, request: Request) -> Response:
        query, form = dict(request.query_params), await _form(request)
        try:
            asked = self._provider.asked(query)
        except FlowError as wrong:
            return self._refused(wrong, query)
        subject = self._provider.subjects.get(form.get("person", ""))
        if subject is None:
            notice = "Xin chọn một người trong danh sách."
            return HTMLResponse(pages.sign_in(self._provider, asked, notice=notice), status_code=422)
        level = 1 if form.get("level") == "1" else 2
        code = self._provider.code_for(asked, subject, level)
        session = secrets.token_urlsafe(24)
        self._provider.sessions[session] = subject
        answer = _back(asked.redirect_uri, {"code": code, "state": asked.state})
        answer.set_cookie(COOKIE, session, path=request.scope["root_path"], httponly=True, samesite="lax")
        return answer

    async def _token(self, request: Request) -> Response:
        if not self._provider.knows_client(*_basic(request)):
            return JSONResponse(
                {"error": "invalid_client"}, status_code=401, headers={"WWW-Authenticate": 'Basic realm="sandbox"'}
            )
        try:
            tokens = self._provider.exchange(await _form(request))
        except FlowError as wrong:
            return JSONResponse({"error": wrong.code, "error_description": wrong.reason}, status_code=400)
        return JSONResponse(tokens, headers={"Cache-Control": "no-store"})

    async def _keys(self, _: Request) -> Response:
        return JSONResponse(self._provider.signer.published())

    async def _userinfo(self, request: Request) -> Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        claims = self._provider.signer.claims_of(token)
        return JSONResponse(claims) if claims else JSONResponse({"error": "invalid_token"}, status_code=401)

    async def _logout(self, request: Request) -> Response:
        self._provider.sessions.pop(request.cookies.get(COOKIE, ""), None)
        wanted = request.query_params.get("post_logout_redirect_uri", "")
        if wanted == self._provider.client.after_logout:
            answer: Response = RedirectResponse(wanted, status_code=303)
        else:
            answer = HTMLResponse(pages.signed_out())
        answer.delete_cookie(COOKIE, path=request.scope["root_path"])
        return answer

    def _refused(self, wrong: FlowError, query: dict[str, str]) -> Response:
        """An unknown client is told on the spot: to send a browser to an unregistered address would help a thief."""
        if wrong.code == "invalid_client":
            return HTMLResponse(pages.refused(wrong.reason), status_code=400)
        told = {"error": wrong.code, "error_description": wrong.reason, "state": query.get("state", "")}
        return _back(query["redirect_uri"], told)


def _back(redirect_uri: str, parameters: dict[str, str]) -> RedirectResponse:
    return RedirectResponse(f"{redirect_uri}?{urlencode(parameters)}", status_code=303)


async def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode()))


def _basic(request: Request) -> tuple[str, str]:
    """Client id and secret of the Authorization header (RFC 6749, 2.3.1)."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    try:
        client_id, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (unquote(client_id), unquote(secret)) if scheme.lower() == "basic" else ("", "")
