"""The demo as a newcomer runs it: one command, a city from nothing, the story over HTTP to the returned result."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from motcua.delivery.cli.town import ROOT

SETTING_UP = (
    "PostgreSQL",
    "tables",
    "units, offices, calendar",
    "people",
    "procedures",
    "past",
    "servers",
    "in all",
)
CHAPTERS = (
    "filed, reference",
    "accepted as H29.27094",
    "two of three agencies have agreed",
    "silent, which is consent",
    "permit signed and registered",
    "returned, national status 10",
)


def demo(folder: Path, port: int) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DATABASE_URL"))}
    command = [sys.executable, "-m", "motcua", "demo", "--once", "--data", str(folder), "--port", str(port)]
    command += ["--dossiers", "60"]
    return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False)


def timed_lines(said: str) -> str:
    """What was said with a time, without it."""
    return "\n".join(re.findall(r"^ +\d+\.\d+ s +(.*)$", said, re.MULTILINE))


def test_the_demo_sets_a_city_up_and_plays_the_permit_to_its_returned_result_and_does_so_again(tmp_path: Path) -> None:
    first = demo(tmp_path / "city", 17000)
    assert first.returncode == 0, first.stdout + first.stderr
    told = timed_lines(first.stdout)
    assert [part for part in (*SETTING_UP, *CHAPTERS) if part not in told] == []

    again = demo(tmp_path / "city", 17000)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "0 published" in timed_lines(again.stdout)
