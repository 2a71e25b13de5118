"""PostgreSQL refuses to serve as root. When root asks, its programs run as nobody, in one of two ways.

In a user namespace no file changes its owner. Where namespaces are forbidden, as in most containers, they run under
nobody's own number; two capabilities let them reach programs and folders below a home of mode 0700. No account is made
either way. A data folder stays with the way that made it, because its files belong to root or to nobody.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which

NOBODY = 65534
_NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
_CAPABILITIES = "+dac_override,+fowner"
_NUMBER = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    *(f"--inh-caps={_CAPABILITIES}", f"--ambient-caps={_CAPABILITIES}"),
)


def wrapper(data: Path) -> tuple[str, ...]:
    """What to put before a program of PostgreSQL that works on `data`: nothing for an ordinary user. LookupError when
    root has neither way here.
    """
    if os.geteuid() != 0:
        return ()
    made_by_nobody = data.exists() and data.stat().st_uid == NOBODY
    ways = (_NUMBER,) if made_by_nobody else (_NAMESPACE,) if data.exists() else (_NAMESPACE, _NUMBER)
    for way in ways:
        if _works(way):
            return way
    raise LookupError(f"neither `{ways[0][0]}` nor another way to run PostgreSQL as nobody works here")


def _works(way: tuple[str, ...]) -> bool:
    if which(way[0]) is None:
        return False
    trial = subprocess.run([*way, "true"], capture_output=True, check=False)  # noqa: S603 our own words
    return trial.returncode == 0
