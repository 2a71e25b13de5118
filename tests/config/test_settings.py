"""What the environment makes of the settings: a city on the internet is closed where a demo on one machine is open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, sys
from motcua.config import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))
"""
SOURCE = Path(__file__).resolve().parents[2] / "src"
ASKED = (
    *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE"),
    *("SESSION_COOKIE_NAME", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER", "DEBUG", "CLOCK", "TRAINING"),
    *("ALLOWED_HOSTS", "SECRET_KEY"),
)


def settings(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A new process that reads its settings and tells those asked for."""
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "MOTCUA_DATA": str(tmp_path), **environment}
    return subprocess.run([sys.executable, "-c", PROGRAM, *ASKED], env=own, capture_output=True, text=True, check=False)


def test_a_city_on_the_internet_keeps_its_cookies_to_itself(tmp_path: Path) -> None:
    told = settings(
        tmp_path, MOTCUA_URL="https://city.example", MOTCUA_SECRET_KEY="kept for years", MOTCUA_HOSTS="city.example"
    )
    found = json.loads(told.stdout)
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert found["ALLOWED_HOSTS"] == ["city.example"]
    assert found["DEBUG"] is found["TRAINING"] is False
    assert found["CLOCK"] is None


def test_a_city_on_the_internet_does_not_start_without_its_secret(tmp_path: Path) -> None:
    told = settings(tmp_path, MOTCUA_URL="https://city.example")
    assert told.returncode != 0
    assert "set MOTCUA_SECRET_KEY" in told.stderr


def test_a_training_city_makes_its_secret_once_and_shows_it_to_nobody_else(tmp_path: Path) -> None:
    first, again = (json.loads(settings(tmp_path, MOTCUA_TRAINING="1").stdout) for _ in range(2))
    assert first["SECRET_KEY"] == again["SECRET_KEY"]
    assert len(first["SECRET_KEY"]) == 64
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("address", ["mysql://city", "sqlite:///city.db"])
def test_another_kind_of_database_is_refused_in_words(tmp_path: Path, address: str) -> None:
    told = settings(tmp_path, DATABASE_URL=address)
    assert told.returncode != 0
    assert "DATABASE_URL must start with postgresql://" in told.stderr
