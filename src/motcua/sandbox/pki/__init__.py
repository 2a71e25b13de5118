"""The trust centre: certificates for officers and agencies, time stamps (RFC 3161), revocations (OCSP and CRL).

Everything is real but the trust: `/pki/control/` revokes, and makes the services misbehave.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Mount

from motcua.sandbox.options import Options
from motcua.sandbox.pki.centre import open_centre
from motcua.sandbox.pki.control import control_routes
from motcua.sandbox.pki.endpoints import Endpoints

__all__ = ["routes"]


def routes(options: Options) -> list[BaseRoute]:
    """All of it below `/pki`."""
    centre = open_centre(f"{options.public_url}/pki", options.kept / "pki" if options.kept else None)
    control = Mount("/control", routes=control_routes(centre))
    return [Mount("/pki", routes=[*Endpoints(centre).routes(), control])]
