"""SMS under the city's brand name. Vendors' interfaces differ: this one posts JSON as the configuration draws it, and
reads from the answer what the configuration names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import httpx

from motcua.infra.messages.outgoing import NotNowError, Outgoing, RefusedError, VendorDownError
from motcua.infra.messages.posting import post, told


@dataclass(frozen=True, slots=True)
class SmsSettings:
    """One vendor. headers, body: with `{phone}`, `{text}`, `{tracking_id}`, `{user}`, `{secret}`, `{brand}` to be
    filled in. code, reference: the fields of the answer that hold its code and the vendor's number.
    """

    url: str
    user: str
    secret: str = field(repr=False)
    brand: str
    headers: Mapping[str, str]
    body: Mapping[str, str]
    code: str
    reference: str
    accepted: Collection[str]
    lasting: Collection[str]
    seconds: float


@dataclass(frozen=True, slots=True)
class SmsCarrier:
    """A vendor of short messages."""

    settings: SmsSettings

    def carry(self, outgoing: Outgoing) -> str:
        """Hand the message over."""
        given = self.settings
        named = {
            "phone": outgoing.address,
            "text": outgoing.text,
            "tracking_id": outgoing.tracking_id,
            "user": given.user,
            "secret": given.secret,
            "brand": given.brand,
        }
        headers = {name: value.format_map(named) for name, value in given.headers.items()}
        body = {name: value.format_map(named) for name, value in given.body.items()}
        response = post(given.url, headers=headers, json=body, seconds=given.seconds)
        if response.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise VendorDownError(f"the SMS vendor does not let us in: HTTP {response.status_code}")
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise NotNowError("HTTP 429")
        answer = told(response)
        code = str(answer.get(given.code, ""))
        if code in given.accepted:
            return str(answer.get(given.reference, ""))
        if code in given.lasting:
            raise RefusedError(f"SMS {code}")
        raise NotNowError(f"SMS {code or 'without a code'}")
