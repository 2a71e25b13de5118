"""A bank that pays lists of people: it names the holder of an account, takes a batch once a reference, answers with a
file of results. `/bank/control` opens accounts and makes it misbehave, for tests and for the demo.
"""

from __future__ import annotations

import os

from starlette.routing import BaseRoute, Mount

from motcua.sandbox.bank.endpoints import control_routes, routes_of
from motcua.sandbox.bank.ledger import Ledger
from motcua.sandbox.options import Options

__all__ = ["routes"]


def routes(_: Options) -> list[BaseRoute]:
    """The bank and its control."""
    ledger = Ledger(token=os.environ.get("SANDBOX_BANK_TOKEN", "sandbox"))
    return [Mount("/bank", routes=[*routes_of(ledger), Mount("/control", routes=control_routes(ledger))])]
