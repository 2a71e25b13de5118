"""JSON over the wire, by orjson."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from ninja.types import DictStrAny

from motcua.core.text import ToldError


class UnreadableBodyError(ToldError):
    """The body of a request cannot be taken as it is; `vi` and `en` say why."""


class FastParser(Parser):
    """Reads a body. UnreadableBodyError, which ninja wraps, for one that is no JSON or holds what no text has."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        try:
            body: DictStrAny = orjson.loads(request.body)
        except orjson.JSONDecodeError as error:
            raise UnreadableBodyError(
                f"Nội dung gửi lên không phải JSON: {error}", f"The body is no JSON: {error}"
            ) from error
        if b"\\u0000" in request.body and _holds_nul(body):
            raise UnreadableBodyError(
                "Nội dung có ký tự U+0000, không thuộc văn bản nào: hãy bỏ đi rồi gửi lại.",
                "The body holds the character U+0000, which no text has: send it without.",
            )
        return body


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_holds_nul(each) for pair in value.items() for each in pair)
    return isinstance(value, list) and any(map(_holds_nul, value))


class FastRenderer(BaseRenderer):
    """Writes an answer."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, default=str)
