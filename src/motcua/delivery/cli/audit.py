"""`motcua audit verify [--json]`, `audit digest` and `audit export DAY FOLDER`: proving that the log is unchanged."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.conf import settings

from motcua.delivery.cli.audit_proof import write_proof
from motcua.domain.dossiers.services.audit import Checked, verify_log
from motcua.domain.dossiers.services.audit import seal_days as seal
from motcua.domain.dossiers.services.day_stamps import stamp_days, stamped_day
from motcua.infra import clock
from motcua.infra.signing import SigningError, signing_from


def verify(arguments: list[str]) -> int:
    """Check every chain, every word and form that events carry the hash of, every sealed day and its time stamp. 1 when
    one does not hold.
    """
    parser = argparse.ArgumentParser(prog="motcua audit verify", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a finding")
    given = parser.parse_args(arguments)
    checked, found = Checked(), 0
    trust = signing_from(settings).trust
    for finding in verify_log(checked, trust if trust.roots else None):
        found += 1
        print(json.dumps(asdict(finding), default=str) if given.json else finding)
    told = f"{checked.dossiers} dossiers, {checked.events} events, {checked.days} sealed days, {checked.stamps} stamps"
    print(f"{told}: {f'{found} do not hold' if found else 'all hold'}", file=sys.stderr)
    if not trust.roots:
        print("time stamps were not checked: MOTCUA_TRUST names nobody to trust", file=sys.stderr)
    return 1 if found else 0


def digest(arguments: list[str]) -> int:
    """Seal the days that are over, and have them stamped where a time-stamping server is configured."""
    now = clock.machine_now()
    print(f"{seal(now)} days sealed")
    signing = signing_from(settings)
    if signing.stamps:
        try:
            print(f"{stamp_days(signing.stamps, signing.trust, now)} days stamped")
        except SigningError as wrong:
            print(f"motcua: {wrong.en}", file=sys.stderr)
            return 1
    return 0


def export(arguments: list[str]) -> int:
    """Write what proves one day into a folder, with the openssl commands that check it."""
    parser = argparse.ArgumentParser(prog="motcua audit export", description=export.__doc__)
    parser.add_argument("day", type=date.fromisoformat, help="such as 2026-11-21")
    parser.add_argument("folder", type=Path, help="where to; made if it is not there")
    given = parser.parse_args(arguments)
    proof = stamped_day(given.day)
    if proof is None:
        print(f"motcua: {given.day} is not stamped: `motcua audit digest` seals and stamps days", file=sys.stderr)
        return 1
    try:
        write_proof(given.folder, proof, signing_from(settings).trust)
    except (SigningError, OSError) as wrong:
        print(f"motcua: {wrong}", file=sys.stderr)
        return 1
    print(f"{given.folder}: README.md says how to check it")
    return 0
