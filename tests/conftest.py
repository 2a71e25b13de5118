"""What every test may ask for: a real PostgreSQL, cloned for each worker from one migrated template, and the cities of
tests/city.py, tests/office.py and tests/past.py in it.

What takes long is made once a worker. That holds only for fixtures that stand here: pytest makes one that several
conftests import again for each of them.
"""

import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from motcua.infra.postgres import Server, server
from tests.city import _copied_city, city
from tests.delivery.words import compiled_words
from tests.effort import examples
from tests.office import _copied_catalogue, working_city
from tests.past import _copied_past, past
from tests.sandbox.identity_provider import identity_provider
from tests.town import FOUNDED

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = [
    "_copied_catalogue",
    "_copied_city",
    "_copied_past",
    "city",
    "compiled_words",
    "identity_provider",
    "past",
    "working_city",
]

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Containers often forbid Python to keep what it compiled. Then every worker rewrites all asserts anew (13 s of CPU),
# and every server and command that a test starts compiles all that it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long an example takes is the machine's affair, not a rule's.
hypothesis.settings.register_profile("house", deadline=None, max_examples=examples(100))
hypothesis.settings.load_profile("house")


def pytest_sessionstart(session: pytest.Session) -> None:
    """The town of an earlier run is not this program's: the run's own process removes it before there are workers."""
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(settings.DATA / FOUNDED, ignore_errors=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The run's own process stops the server; the workers only use it."""
    if os.environ.get("DATABASE_URL") or hasattr(session.config, "workerinput"):
        return
    server.stop(server.located(settings.DATA))


@pytest.fixture(scope="session")
def django_db_setup(worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One database a worker, copied from a template that holds the migrated tables."""
    with django_db_blocker.unblock():
        yield from _on_a_given_server(worker_id) if os.environ.get("DATABASE_URL") else _on_our_server(worker_id)


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """The system's own Chromium; one a worker, for Playwright starts only once in a thread."""
    from playwright.sync_api import sync_playwright  # most runs need no browser, and it takes long to import

    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        # Playwright's loop lives in this thread, though no test runs inside it: Django cannot tell and would refuse.
        with mock.patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="1"):
            yield browser
        browser.close()


def _on_our_server(worker_id: str) -> Iterator[None]:
    name = f"test_{worker_id}"
    # A test run may lose everything when the power goes: durability would only cost time.
    running = server.embedded(
        settings.DATA, settings={"fsync": "off", "synchronous_commit": "off", "max_connections": "100"}
    )
    template = _template(running)
    server.drop_database(running, name)
    server.create_database(running, name, template)
    connection.close()
    connection.settings_dict["NAME"] = name
    yield
    connection.close()
    server.drop_database(running, name)


def _on_a_given_server(worker_id: str) -> Iterator[None]:
    given = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, suffix=worker_id)  # type: ignore[call-arg]
    yield
    connection.creation.destroy_test_db(given, verbosity=0, suffix=worker_id)


def _template(running: Server) -> str:
    """The migrated database for exactly these migrations; made by whichever worker comes first."""
    made_of = ("**/migrations/*.py", "**/*.sql", "infra/postgres/mirror.py")
    files = sorted(file for pattern in made_of for file in (ROOT / "src" / "motcua").glob(pattern))
    apps = repr(settings.INSTALLED_APPS).encode()
    mark = hashlib.sha256(apps + b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    name = f"template_{mark}"
    with (running.data.parent / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not server.has_database(running, name):
            making = f"{name}_new"
            server.drop_database(running, making)
            server.create_database(running, making)
            connection.settings_dict["NAME"] = making
            call_command("migrate", verbosity=0, interactive=False)
            connection.close()
            server.rename_database(running, making, name)
    return name
