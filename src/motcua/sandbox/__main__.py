"""`python -m motcua.sandbox --port 8100 --people FILE`: the outside world on one port, until it is stopped."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from motcua.sandbox.options import Options


def main(arguments: list[str] | None = None) -> None:
    """Serve until a signal comes. All state is in the one worker's memory."""
    parser = argparse.ArgumentParser(prog="motcua.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--public-url", help="what browsers call this server (default: http://localhost:PORT)")
    parser.add_argument("--city-url", default="http://localhost:8000", help="the only address it sends people back to")
    parser.add_argument(
        "--people", type=Path, required=True, help="who can sign in: catalogue/reference/people/demo.yaml"
    )
    parser.add_argument("--kept", type=Path, help="folder of what must outlive a restart, such as issued certificates")
    parser.add_argument("--messages", type=Path, help="what the city tells people: catalogue/shared/messages.yaml")
    parser.add_argument("--smtp-port", type=int, default=0, help="where mail is taken; with --messages")
    given = parser.parse_args(arguments)
    public_url = given.public_url or f"http://localhost:{given.port}"
    options = Options(
        public_url.rstrip("/"),
        given.city_url.rstrip("/"),
        given.people.resolve(),
        given.kept,
        given.messages,
        given.smtp_port,
    )
    os.environ.update(options.as_environment())
    Granian(
        "motcua.sandbox.server:application",
        factory=True,
        interface=Interfaces.ASGI,
        address=given.address,
        port=given.port,
        workers=1,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
