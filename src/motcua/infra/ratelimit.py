"""How often one address may ask: counters over fixed windows of time, in the database, so all processes count as one.

Keys are stored as hashes: who asked cannot be read from the table.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from math import ceil
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from motcua.infra import clock

View = Callable[..., HttpResponseBase]

_HIT = """
INSERT INTO infra_rate_window AS w (key, ends, hits) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE
SET hits = CASE WHEN w.ends = excluded.ends THEN w.hits + 1 ELSE 1 END, ends = excluded.ends
RETURNING hits
"""
_IPV6_NETWORK = 64  # one household or office holds a whole network of addresses


def allow(key: str, limit: int, window: timedelta, now: datetime) -> bool:
    """Count one more under `key`, and say whether there were at most `limit` in the present window."""
    with connection.cursor() as cursor:
        cursor.execute(_HIT, [hashlib.sha256(key.encode()).digest(), window_end(window, now)])
        hits: tuple[int] = cursor.fetchone()
    return hits[0] <= limit


def window_end(window: timedelta, now: datetime) -> datetime:
    """When the present window ends. Windows of one length begin at the same moments everywhere."""
    start = datetime(1970, 1, 1, tzinfo=UTC)
    return start + ((now - start) // window + 1) * window


def forget_ended(now: datetime) -> int:
    """Remove the counters of windows that have ended; how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM infra_rate_window WHERE ends <= %s", [now])
        return int(cursor.rowcount)


def client_address(request: HttpRequest) -> str:
    """Who asks: the address that the outermost trusted proxy saw, an IPv6 one as its network.

    TRUSTED_PROXIES is how many proxies of our own stand before the server; what a stranger writes into X-Forwarded-For
    further left is not believed.
    """
    seen: list[str] = [request.META["REMOTE_ADDR"]]
    if settings.TRUSTED_PROXIES:
        forwarded = map(str.strip, request.headers.get("X-Forwarded-For", "").split(","))
        seen = [*filter(None, forwarded), *seen]
    told = seen[-1 - settings.TRUSTED_PROXIES :][0]
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return told
    if isinstance(address, ipaddress.IPv4Address):
        return told
    inside = address.ipv4_mapped  # a socket that listens for both kinds tells IPv4 this way
    return str(inside or ipaddress.ip_network((address, _IPV6_NETWORK), strict=False))


def limited(name: str, limit: int, window: timedelta) -> Callable[[View], View]:
    """Let a view be asked at most `limit` times in a `window` by one address; then it answers 429 and says when to come
    again. Views with the same `name` are counted together.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            now = clock.now()
            if allow(f"{name} {client_address(request)}", limit, window, now):
                return view(request, *args, **kwargs)
            seconds = ceil((window_end(window, now) - now).total_seconds())
            answer = render(request, "infra/too_many_requests.html", {"seconds": seconds}, status=429)
            answer["Retry-After"] = str(seconds)
            return answer

        return guarded

    return guard
