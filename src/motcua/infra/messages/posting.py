"""One HTTP request to a vendor, within its time, with failures told apart: surely not sent, or perhaps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from motcua.infra.messages.outgoing import UnsureError, VendorDownError

# Nothing has left yet when one of these is raised.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL)


def post(
    url: str,
    *,
    seconds: float,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    json: Any = None,
    data: Mapping[str, str] | None = None,
) -> httpx.Response:
    """Post, and give the answer, whatever its status. A redirection is not followed: a vendor has one address.

    Raises VendorDownError when nobody is there, UnsureError when the answer was lost.
    """
    try:
        return httpx.post(url, headers=headers, content=content, json=json, data=data, timeout=seconds)
    except _NOT_SENT as why:
        raise VendorDownError(f"{type(why).__name__}") from why
    except httpx.TransportError as why:
        raise UnsureError(f"{type(why).__name__}") from why


def told(answer: httpx.Response) -> dict[str, Any]:
    """The JSON object that a vendor answers with. Raises VendorDownError when its server failed, UnsureError when only
    a machine before it answered, or when it answers success with something unreadable.
    """
    if answer.status_code == httpx.codes.GATEWAY_TIMEOUT:
        raise UnsureError("HTTP 504")
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise VendorDownError(f"HTTP {answer.status_code}")
    try:
        content = answer.json()
    except ValueError as why:
        raise UnsureError(f"HTTP {answer.status_code}, no JSON") from why
    if not isinstance(content, dict):
        raise UnsureError(f"HTTP {answer.status_code}, no JSON object")
    return content
