"""`motcua keys list|register|revoke|enrol`: the keys that officers and agencies sign and seal with.

The keys lie in the store that MOTCUA_KEYS or MOTCUA_PKCS11 names; here is said whose they are. Whoever runs commands on
the city's server may do so for everybody; administrators do within their agencies.
"""

from __future__ import annotations

import argparse
import base64
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import httpx
from django.conf import settings

from motcua.core.text import ToldError
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import LEADERSHIP, Scope
from motcua.domain.identity.services import register_signing_key, revoke_signing_key
from motcua.domain.identity.types import Agency, IdentityError, Officer
from motcua.infra import clock
from motcua.infra.signing import KeyStore, signing_from

# Of all keys of a training city; a real city's are set by those who hold them.
TRAINING_PIN: Final = "246810"
# The most bytes that a certificate holds of a name (RFC 5280, ub-common-name).
LONGEST_NAME: Final = 64


def show(arguments: list[str]) -> int:
    """Every key that was ever registered: whose, which certificate, until when."""
    argparse.ArgumentParser(prog="motcua keys list", description=__doc__).parse_args(arguments)
    for key in identity.signing_keys():
        owner = identity.officer(key.officer_id).login if key.officer_id else identity.agency(key.agency_id or 0).code
        state = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else f"until {key.valid_to:%Y-%m-%d}"
        print(f"{key.id:>5}  {owner:<24} {state:<18} {key.label}: {key.subject} ({key.issuer}, {key.serial})")
    return 0


def register(arguments: list[str]) -> int:
    """Say whose a key of the store is."""
    parser = argparse.ArgumentParser(prog="motcua keys register", description=__doc__)
    parser.add_argument("label", help="the key's name in the store")
    owner = parser.add_mutually_exclusive_group(required=True)
    owner.add_argument("--officer", metavar="LOGIN")
    owner.add_argument("--agency", metavar="CODE")
    given = parser.parse_args(arguments)
    return _told("register", lambda: _registered(given.label, given.officer, given.agency))


def revoke(arguments: list[str]) -> int:
    """Let a key sign nothing more."""
    parser = argparse.ArgumentParser(prog="motcua keys revoke", description=__doc__)
    parser.add_argument("key", type=int, help="its number in `motcua keys list`")
    parser.add_argument("--reason", required=True)
    given = parser.parse_args(arguments)
    return _told("revoke", lambda: _revoked(given.key, given.reason))


def enrol(arguments: list[str]) -> int:
    """Give the leaders and agencies of a training city keys from its test trust centre. Safe to run again."""
    argparse.ArgumentParser(prog="motcua keys enrol", description=__doc__).parse_args(arguments)
    if not (settings.TRAINING and settings.SIGNING_KEYS and settings.TIMESTAMP_URL):
        print(
            "motcua keys enrol: only a training city with its own trust centre makes keys for others", file=sys.stderr
        )
        return 1
    return _told("enrol", enrolled)


def enrolled() -> str:
    """Keys for the leadership of every agency, and for the agencies. The trust centre must be running."""
    on, store = clock.now().date(), _store()
    folder = Path(settings.SIGNING_KEYS or "")
    centre = settings.TIMESTAMP_URL.removesuffix("/tsa")
    leaders: dict[int, Officer] = {}
    agencies: dict[int, Agency] = {}
    for office in identity.agencies().by_id.values():
        if office.division == LEADERSHIP and office.parent_id is not None and office.valid_on(on):
            agencies[office.parent_id] = identity.agency(office.parent_id)
            leaders |= {each.id: each for each in identity.officers_in(office.id, on)}
    known = {(key.officer_id, key.agency_id) for key in identity.signing_keys() if key.revoked_at is None}
    with httpx.Client(base_url=f"{centre}/", timeout=20) as client:
        for officer in leaders.values():
            if (officer.id, None) not in known:
                _enrol(client, folder, officer.login, officer.full_name)
                _register(officer.login, store, clock.machine_now(), officer_id=officer.id)
        for agency in agencies.values():
            if (None, agency.id) not in known:
                _enrol(client, folder, agency.code, agency.name)
                _register(agency.code, store, clock.machine_now(), agency_id=agency.id)
    return f"{len(leaders)} leaders, {len(agencies)} agencies"


def _enrol(client: httpx.Client, folder: Path, label: str, name: str) -> None:
    """Let the trust centre make a key and its certificate, and put both into the store."""
    short = name.encode()[:LONGEST_NAME].decode(errors="ignore")
    wanted = {"name": short, "organisation": "Thành phố Mẫu", "pin": TRAINING_PIN}
    told = client.post("enrol", json=wanted).raise_for_status().json()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / f"{label}.pem").write_text(told["certificate"])
    (folder / f"{label}.p12").write_bytes(base64.b64decode(told["p12"]))


def _registered(label: str, login: str | None, code: str | None) -> str:
    now = clock.machine_now()
    officer = identity.officer_by_login(login).id if login else None
    agency = identity.agency_by_code(code, now.date()).id if code else None
    key = _register(label, _store(), now, officer_id=officer, agency_id=agency)
    return f"key {key}: {label} signs for {login or code}"


def _register(
    label: str, store: KeyStore, now: datetime, *, officer_id: int | None = None, agency_id: int | None = None
) -> int:
    return register_signing_key(label, store, by=_operator(), now=now, officer_id=officer_id, agency_id=agency_id)


def _revoked(key: int, reason: str) -> str:
    revoke_signing_key(key, by=_operator(), reason=reason, now=clock.machine_now())
    return f"key {key} signs nothing more"


def _operator() -> Scope:
    everywhere = frozenset(identity.agencies().by_id)
    return Scope(None, frozenset(), frozenset(), everywhere)


def _store() -> KeyStore:
    store = signing_from(settings).keys
    if store is None:
        raise IdentityError(
            "Chưa cấu hình nơi giữ khóa ký: hãy đặt MOTCUA_KEYS hoặc MOTCUA_PKCS11.",
            "No key store is configured: set MOTCUA_KEYS or MOTCUA_PKCS11.",
        )
    return store


def _told(command: str, act: Callable[[], str]) -> int:
    try:
        print(act())
    except (ToldError, httpx.HTTPError) as problem:
        print(f"motcua keys {command}: {problem}", file=sys.stderr)
        return 1
    return 0
