"""One question over HTTP to somebody else's server, within bounds of time and size."""

from __future__ import annotations

import atexit
import time
from functools import lru_cache
from typing import Final

import httpx

_SCHEMES: Final = ("http://", "https://")


@lru_cache
def _client() -> httpx.Client:
    """One for the process: to make one takes longer than to ask."""
    client = httpx.Client(follow_redirects=False)
    atexit.register(client.close)
    return client


class UnansweredError(Exception):
    """No usable answer came; the text says why."""


def ask(url: str, question: bytes | None, kind: str, *, seconds: float, most: int) -> bytes:
    """The body of the answer to a POST of `question`, or to a GET where there is none, of at most `most` bytes, whole
    within `seconds`. `kind` is the media type of the question. Redirects are not followed. Raises UnansweredError.
    """
    if not url.startswith(_SCHEMES):
        raise UnansweredError(f"{url} is no address of the web")
    ends = time.monotonic() + seconds
    answer = bytearray()
    try:
        with _client().stream(
            "GET" if question is None else "POST",
            url,
            content=question,
            headers={} if question is None else {"Content-Type": kind},
            timeout=seconds,
        ) as response:
            if response.status_code != httpx.codes.OK:
                raise UnansweredError(f"{url} answers {response.status_code}")
            for piece in response.iter_raw():
                answer += piece
                if len(answer) > most:
                    raise UnansweredError(f"{url} answers more than {most} bytes")
                if time.monotonic() > ends:  # a server that drips never runs into the limit of a single read
                    raise UnansweredError(f"{url} takes longer than {seconds:g} s")
    except (httpx.HTTPError, httpx.InvalidURL) as wrong:
        raise UnansweredError(f"{url}: {type(wrong).__name__}") from wrong
    return bytes(answer)
