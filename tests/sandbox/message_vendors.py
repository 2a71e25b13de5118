"""The sandbox's vendors of messages as a running server, with what a test asks of them.

`message_vendors` starts it once a worker and empties it before each test. Import it and `_vendors` into a conftest.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.city import REFERENCE


@dataclass
class MessageVendors:
    """A running server. smtp_port: where its relay takes mail."""

    url: str
    smtp_port: int
    http: httpx.Client = field(repr=False)

    @contextmanager
    def misbehaving(self, vendor: str, fault: str) -> Iterator[None]:
        """Let a vendor misbehave for a while."""
        self.http.put(f"/messages/control/{vendor}/fault/{fault}").raise_for_status()
        try:
            yield
        finally:
            self.http.delete(f"/messages/control/{vendor}/fault/{fault}").raise_for_status()

    def arrived(self) -> list[dict[str, Any]]:
        """What has arrived anywhere, the newest first."""
        found: list[dict[str, Any]] = self.http.get("/messages/arrived").json()["arrived"]
        return found

    def asked(self, vendor: str) -> int:
        """How often this vendor was asked to send something."""
        return int(self.http.get("/messages/arrived").json()["asked"].get(vendor, 0))

    def browser(self) -> dict[str, Any]:
        """A browser that has subscribed."""
        found: dict[str, Any] = self.http.post("/messages/browsers").json()
        return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def _vendors() -> Iterator[MessageVendors]:
    port, smtp_port = free_port(), free_port()
    url, source = f"http://127.0.0.1:{port}", Path(__file__).resolve().parents[2] / "src"
    people, book = REFERENCE / "people" / "demo.yaml", REFERENCE.parent / "shared" / "messages.yaml"
    command = [
        *(sys.executable, "-m", "motcua.sandbox", "--port", str(port), "--public-url", url, "--people", str(people)),
        *("--messages", str(book), "--smtp-port", str(smtp_port), "--city-url", f"http://127.0.0.1:{free_port()}"),
    ]
    with subprocess.Popen(command, cwd=source) as server:
        try:
            # Connecting is tried again with growing pauses until the server listens.
            with httpx.Client(base_url=url, transport=httpx.HTTPTransport(retries=7), timeout=10) as http:
                assert http.get("/health").text == "ok"
                yield MessageVendors(url, smtp_port, http)
        finally:
            server.terminate()


@pytest.fixture
def message_vendors(_vendors: MessageVendors) -> MessageVendors:
    """Vendors that behave, and empty telephones."""
    _vendors.http.delete("/messages/control").raise_for_status()
    return _vendors
