"""`motcua audit verify [--json]` and `motcua audit digest`: proving that nothing in the log was changed."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from motcua.domain.dossiers.services.audit import Checked, verify_log
from motcua.domain.dossiers.services.audit import seal_days as seal
from motcua.infra import clock


def verify(arguments: list[str]) -> int:
    """Check every chain, every word and form that events carry the hash of, and every sealed day. 1 when one does not
    hold.
    """
    parser = argparse.ArgumentParser(prog="motcua audit verify", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a finding")
    given = parser.parse_args(arguments)
    checked, found = Checked(), 0
    for finding in verify_log(checked):
        found += 1
        print(json.dumps(asdict(finding), default=str) if given.json else finding)
    told = f"{checked.dossiers} dossiers, {checked.events} events, {checked.days} sealed days"
    print(f"{told}: {f'{found} do not hold' if found else 'all hold'}", file=sys.stderr)
    return 1 if found else 0


def digest(arguments: list[str]) -> int:
    """Seal the days that are over."""
    print(f"{seal(clock.machine_now())} days sealed")
    return 0
