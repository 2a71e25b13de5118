"""Zalo Notification Service: approved texts to the Zalo account of a telephone number. As its public API says; what its
error numbers mean is data, because no published text binds it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from motcua.infra.clock import machine_now
from motcua.infra.messages.outgoing import NotNowError, Outgoing, RefusedError, UnsureError, VendorDownError
from motcua.infra.messages.posting import post, told

_PLAIN = "/message/template"
_HASHED = "/message/template/hashphone"
_RENEW = "/v4/oa/access_token"
_EARLY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Keys:
    """What Zalo gives for a time. A refresh token is good for one renewal, which brings the next."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: datetime


class KeyRing(Protocol):
    """Where the keys are kept, for all workers together."""

    def keys(self) -> Keys:
        """Those of the last renewal; before the first those that the operator gave, already expired."""

    def renew(self, known: Keys, ask: Renewal) -> Keys:
        """New keys by `ask`, unless another worker has renewed `known` meanwhile: then his."""


class Renewal(Protocol):
    def __call__(self, known: Keys) -> Keys:
        """Ask Zalo for new keys in exchange for these."""


@dataclass(frozen=True, slots=True)
class ZaloSettings:
    """One official account. hash_phone: Zalo is told the SHA-256 of the number only."""

    url: str
    oauth_url: str
    app: str
    secret: str = field(repr=False)
    hash_phone: bool
    token_errors: Collection[int]
    lasting_errors: Collection[int]
    seconds: float


@dataclass(frozen=True, slots=True)
class ZaloCarrier:
    """An official account with its keys."""

    settings: ZaloSettings
    ring: KeyRing

    def carry(self, outgoing: Outgoing) -> str:
        """Hand the message over; keys that have expired are renewed, once."""
        known = self.ring.keys()
        if known.expires_at - _EARLY <= machine_now():
            known = self.ring.renew(known, self._renewed)
        error, answer = self._ask(outgoing, known)
        if error in self.settings.token_errors:
            error, answer = self._ask(outgoing, self.ring.renew(known, self._renewed))
        if error == 0:
            data = answer.get("data")
            return str(data.get("msg_id", "")) if isinstance(data, dict) else ""
        problem = f"Zalo {error}: {answer.get('message', '')}"
        if error in self.settings.token_errors:
            raise VendorDownError(problem)
        if error in self.settings.lasting_errors:
            raise RefusedError(problem)
        raise NotNowError(problem)

    def _ask(self, outgoing: Outgoing, keys: Keys) -> tuple[int, dict[str, object]]:
        hashed = self.settings.hash_phone
        phone = hashlib.sha256(outgoing.address.encode()).hexdigest() if hashed else outgoing.address
        body = {
            "phone": phone,
            "template_id": outgoing.template,
            "template_data": dict(outgoing.values),
            "tracking_id": outgoing.tracking_id,
        }
        url = f"{self.settings.url}{_HASHED if hashed else _PLAIN}"
        answer = told(post(url, headers={"access_token": keys.access}, json=body, seconds=self.settings.seconds))
        error = answer.get("error")
        return (error if isinstance(error, int) else -1), answer

    def _renewed(self, known: Keys) -> Keys:
        form = {"refresh_token": known.refresh, "app_id": self.settings.app, "grant_type": "refresh_token"}
        secret = {"secret_key": self.settings.secret}
        url = f"{self.settings.oauth_url}{_RENEW}"
        try:
            answer = told(post(url, headers=secret, data=form, seconds=self.settings.seconds))
        except UnsureError as why:  # unsure of the keys; the message itself has surely not been sent
            raise VendorDownError(f"Zalo's keys: {why.problem}") from why
        access, refresh = answer.get("access_token"), answer.get("refresh_token")
        if not (isinstance(access, str) and isinstance(refresh, str)):
            raise VendorDownError(f"Zalo does not renew the key: {answer.get('error_name', answer.get('error'))}")
        lives = int(str(answer.get("expires_in", 3600)))
        return Keys(access, refresh, machine_now() + timedelta(seconds=lives))


def report_signature(app: str, body: str, timestamp: str, oa_secret: str) -> str:
    """What Zalo writes into X-ZEvent-Signature of a call-back, so that nobody else can send one."""
    return f"mac={hashlib.sha256(f'{app}{body}{timestamp}{oa_secret}'.encode()).hexdigest()}"
