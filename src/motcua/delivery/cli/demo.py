"""`motcua demo [--once] [--data DIR] [--host H] [--port N] [--fresh]`: a working demo city on this machine."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import time
from importlib import import_module
from pathlib import Path

import django
import httpx

from motcua.core.text import ToldError
from motcua.delivery.cli.town import ROOT, Town, TownError, timed
from motcua.infra.postgres import PostgresError, embedded, server

# What a shell makes of a command that was stopped: a story that did not reach its end has not succeeded.
INTERRUPTED = 130


def demo(arguments: list[str]) -> int:
    """Found the city if it is not there, start its servers, say where they are; with --once play the story and end."""
    given = _options(arguments)
    folder = Path(given.data).expanduser()
    began = time.monotonic()
    for each in (signal.SIGINT, signal.SIGTERM):  # also where a shell has had SIGINT ignored
        signal.signal(each, signal.default_int_handler)
    if given.fresh:
        _remove(folder)
    town = Town(folder, host=given.host, port=given.port, sandbox_port=given.port + 100)
    town.enter()
    own_database = not os.environ.get("DATABASE_URL")
    try:
        print("Một Cửa: setting up the demo city")
        if own_database:
            timed(print, "PostgreSQL", lambda: embedded(town.data))
        django.setup()
        founding = import_module("motcua.delivery.cli.founding")  # needs the town's settings
        founding.found(print)
        founding.remember(print, given.dossiers)
        timed(print, "servers", town.start)
        timed(print, "signing keys", _signing_keys)
        print(f"  {time.monotonic() - began:5.1f} s  in all\n")
        return _story(town) if given.once else _serve(town, founding.introduced())
    except (TownError, PostgresError) as problem:
        print(f"motcua demo: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopping")
        return INTERRUPTED if given.once else 0
    finally:
        town.stop()
        if own_database:
            server.stop(server.located(town.data))


def _signing_keys() -> str:
    """Keys from the test trust centre for those who sign and seal."""
    keys = import_module("motcua.delivery.cli.keys")
    try:
        return str(keys.enrolled())
    except (httpx.HTTPError, ToldError) as problem:
        raise TownError(f"the test trust centre gave no signing keys: {problem}") from problem


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="motcua demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="play the building-permit story over HTTP, then end")
    parser.add_argument("--data", default=ROOT / ".motcua" / "demo", help="where the city keeps its data")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets a phone in the same network in")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--dossiers", type=int, default=3000, help="how many dossiers the city's past has")
    parser.add_argument("--fresh", action="store_true", help="throw the city away and found it anew")
    return parser.parse_args(arguments)


def _remove(folder: Path) -> None:
    """Throw a demo city away; a folder that is none is left alone."""
    if (folder / "postgres").exists():
        server.stop(server.located(folder))
        shutil.rmtree(folder)


def _story(town: Town) -> int:
    story = import_module("motcua.delivery.cli.story")
    founding = import_module("motcua.delivery.cli.founding")
    player = import_module("motcua.delivery.cli.player")
    print("The building permit, from filing to the returned result:")
    began = time.monotonic()
    try:
        ended = story.Story(town.url, town.sandbox_url, founding.cast(), print).play()
    except (story.StoryError, player.PlayError, httpx.HTTPError) as problem:
        print(f"motcua demo: the story broke off: {problem}", file=sys.stderr)
        return 1
    print(f"\n{ended['code']} {ended['phase']} after {time.monotonic() - began:.1f} s")
    return 0


def _serve(town: Town, people: list[str]) -> int:
    print(f"The city:           {town.url}/            (citizens)   {town.url}/lam-viec/ (officers)")
    print(f"Leaders:            {town.url}/dieu-hanh/")
    print(f"API:                {town.url}/api/v1/docs")
    print(f"The outside world:  {town.sandbox_url}/   (test identity provider: choose whom to be)")
    print(f"Telephones:         {town.sandbox_url}/dien-thoai/   (what was sent to whom)\n")
    print("People to sign in as (no passwords; choose them on the provider's page):")
    print(f"  {'citizen':<20} Nguyễn Trúc Lam, who wants to build a house in An Khánh")
    for line in people:
        print(f"  {line}")
    print(f"PIN of all signing keys and seals: {import_module('motcua.delivery.cli.keys').TRAINING_PIN}")
    print(f"\nData in {town.data}. Stop with Ctrl-C; the next start is quick.", flush=True)
    while not (dead := town.has_died()):
        time.sleep(1)
    raise TownError(f"{dead} ended by itself; {town.data / dead}.log says why")
