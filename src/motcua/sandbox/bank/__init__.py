"""A bank that pays lists of people: it names the holder of an account, takes a batch once a reference, answers with a
file of results. `/bank/control` opens accounts and makes it misbehave, for tests and for the demo.

Every citizen of the training city has an account: at the bank 970436, under the last ten figures of his number.
"""

from __future__ import annotations

import os

from starlette.routing import BaseRoute, Mount

from motcua.sandbox.bank.endpoints import control_routes, routes_of
from motcua.sandbox.bank.ledger import Ledger, ascii_name
from motcua.sandbox.identity.people import CITIZENS, citizens
from motcua.sandbox.options import Options

__all__ = ["routes"]

BANK = "970436"


def routes(options: Options) -> list[BaseRoute]:
    """The bank and its control."""
    ledger = Ledger(token=os.environ.get("SANDBOX_BANK_TOKEN", "sandbox"), holders=_holders(options))
    return [Mount("/bank", routes=[*routes_of(ledger), Mount("/control", routes=control_routes(ledger))])]


def _holders(options: Options) -> dict[tuple[str, str], str]:
    people = citizens(options.people).values()
    return {(BANK, each.key[-10:]): ascii_name(each.name) for each in people if each.group == CITIZENS}
