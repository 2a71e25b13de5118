"""A whole city on one machine: database, the outside world, web servers and worker, over one data folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[4]
PEOPLE = ROOT / "catalogue" / "reference" / "people" / "demo.yaml"
MESSAGES = ROOT / "catalogue" / "shared" / "messages.yaml"
PATIENCE = 60.0


class TownError(Exception):
    """A server did not come up; the message says which, and where its log is."""


@dataclass
class Town:
    """Where everything of one training city lies. Ports that are taken are replaced by free ones."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    sandbox_port: int = 8100
    workers: int = 2
    smtp_port: int = 0
    servers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.data = self.data.resolve()
        self._trust.mkdir(parents=True, exist_ok=True)
        self.port = free_port(self.host, self.port)
        self.sandbox_port = free_port(self.host, self.sandbox_port)
        self.smtp_port = free_port("127.0.0.1", self.sandbox_port + 100)

    @property
    def url(self) -> str:
        """Where citizens and officers find the city."""
        return f"http://localhost:{self.port}"

    @property
    def sandbox_url(self) -> str:
        """Where the outside world is."""
        return f"http://localhost:{self.sandbox_port}"

    def environment(self) -> dict[str, str]:
        """The settings of this town, for its own processes."""
        return {
            "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
            "MOTCUA_DATA": str(self.data),
            "MOTCUA_TRAINING": "1",
            "MOTCUA_CLOCK": str(self.data / "clock"),
            "MOTCUA_URL": self.url,
            "MOTCUA_HOSTS": "localhost,127.0.0.1" if self.host in ("127.0.0.1", "localhost") else "*",
            "MOTCUA_CITIZENS_ISSUER": f"{self.sandbox_url}/citizens",
            "MOTCUA_OFFICERS_ISSUER": f"{self.sandbox_url}/officers",
            "MOTCUA_PAYMENTS_URL": f"{self.sandbox_url}/payments/gateway",
            "MOTCUA_PAYMENTS_PARTNER": "MOTCUA-TRAINING",
            "MOTCUA_PAYMENTS_SECRET": "sandbox",
            "MOTCUA_TSA": f"{self.sandbox_url}/pki/tsa",
            "MOTCUA_TRUST": str(self._trust),
            "MOTCUA_KEYS": str(self.data / "keys"),
            "MOTCUA_RECEIPT_PINS": str(self.data / "pins"),
            "MOTCUA_BANK_URL": f"{self.sandbox_url}/bank",
            "MOTCUA_BANK_TOKEN": "sandbox",
            **self._message_vendors(),
        }

    @property
    def _trust(self) -> Path:
        """Where the certificates of the trust centre lie, the only one that a training city trusts."""
        return self.data / "trust"

    def _message_vendors(self) -> dict[str, str]:
        """The sandbox's vendors of messages."""
        return {
            "MOTCUA_ZALO_APP": "sandbox-app",
            "MOTCUA_ZALO_SECRET": "sandbox",
            "MOTCUA_ZALO_OA_SECRET": "sandbox-oa",
            "MOTCUA_ZALO_REFRESH_TOKEN": "sandbox-refresh-0",
            "MOTCUA_ZALO_URL": f"{self.sandbox_url}/zalo",
            "MOTCUA_ZALO_OAUTH_URL": f"{self.sandbox_url}/zalo",
            "MOTCUA_SMS_URL": f"{self.sandbox_url}/sms/send",
            "MOTCUA_SMS_USER": "motcua",
            "MOTCUA_SMS_SECRET": "sandbox",
            "MOTCUA_SMS_BRAND": "MOTCUA",
            "MOTCUA_SMS_REPORT_SECRET": "sandbox",
            "MOTCUA_MAIL_HOST": "127.0.0.1",
            "MOTCUA_MAIL_PORT": str(self.smtp_port),
            "MOTCUA_MAIL_SENDER": "Một Cửa <motcua@thanhpho.example>",
            "MOTCUA_MAIL_TLS": "none",
            "MOTCUA_PUSH_KEY": str(self.data / "push.pem"),
            "MOTCUA_PUSH_SERVICES": self.sandbox_url,
        }

    def enter(self) -> None:
        """Let this process live in the town: its settings, its database."""
        os.environ.update(self.environment())

    def start(self, *, worker: bool = True) -> None:
        """Start all servers and wait until they answer. TownError names the one that does not."""
        self.begin("sandbox")
        if not any(self._trust.iterdir()):
            self._learn_whom_to_trust()
        for name in ("web", "worker") if worker else ("web",):
            self.begin(name)
        self.wait("sandbox")
        self.wait("web")

    def begin(self, name: str) -> None:
        """Start one server: `sandbox`, `web` or `worker`; each leads a process group of its own."""
        log = (self.data / f"{name}.log").open("ab")
        self.servers[name] = subprocess.Popen(
            [sys.executable, *self._command(name)],
            env=self._whole_environment(),
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
            start_new_session=True,
        )

    def wait(self, name: str) -> None:
        """Wait until a server answers."""
        address = {
            "sandbox": f"{self.sandbox_url}/citizens/.well-known/openid-configuration",
            "web": f"{self.url}/healthz",
        }[name]
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not self.has_died():
            if answers(address):
                return
            time.sleep(0.05)
        log = self.data / f"{name}.log"
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
        raise TownError(f"{name} did not come up; {log} ends with:\n{tail}")

    def _learn_whom_to_trust(self) -> None:
        """Before the city starts for the first time: it reads once whom it trusts."""
        self.wait("sandbox")
        chain = httpx.get(f"{self.sandbox_url}/pki/chain.pem", timeout=5).raise_for_status().content
        (self._trust / "chain.pem").write_bytes(chain)

    def run(self, *command: str) -> None:
        """Run a `motcua` command in this town to its end. TownError with what it said when it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "motcua", *command],
            env=self._whole_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd=ROOT,
        )
        if done.returncode:
            raise TownError(f"motcua {' '.join(command)} failed:\n{done.stdout[-2000:]}")

    def stop(self) -> None:
        """Stop the servers, the last one first. The database stays: `motcua.infra.postgres` stops it."""
        for server in reversed(self.servers.values()):
            server.send_signal(signal.SIGTERM)
        for server in self.servers.values():
            try:
                server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
        self.servers.clear()

    def has_died(self) -> str | None:
        """The name of a server that ended by itself, if one has."""
        return next((name for name, server in self.servers.items() if server.poll() is not None), None)

    def _command(self, name: str) -> tuple[str, ...]:
        if name == "sandbox":
            return (
                *("-m", "motcua.sandbox", "--address", self.host, "--port", str(self.sandbox_port)),
                *("--public-url", self.sandbox_url, "--city-url", self.url, "--people", str(PEOPLE)),
                *("--messages", str(MESSAGES), "--smtp-port", str(self.smtp_port)),
                *("--kept", str(self.data / "outside")),
            )
        if name == "web":
            place = ("--host", self.host, "--port", str(self.port))
            return ("-m", "motcua", "serve", *place, "--workers", str(self.workers))
        return ("-m", "motcua", "worker")

    def _whole_environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment(), "PYTHONPATH": str(ROOT / "src")}


def answers(address: str) -> bool:
    """Whether something good answers there."""
    try:
        return httpx.get(address, timeout=5).is_success
    except httpx.TransportError:
        return False


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next that nobody listens on."""
    for port in range(wanted, wanted + 200):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError:
                continue
            return port
    raise TownError(f"no free port from {wanted} on")


def timed(say: Callable[[str], None], what: str, act: Callable[[], object]) -> None:
    """Do one part of the setting-up and say how long it took."""
    began = time.monotonic()
    done = act()
    words = f": {done}" if isinstance(done, str) else ""
    say(f"  {time.monotonic() - began:5.1f} s  {what}{words}")
