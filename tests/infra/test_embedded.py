"""The embedded server serves root and ordinary users, in namespaces and where these are forbidden."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from motcua.infra.postgres import PostgresError, server, unprivileged


def answer(running: server.Server) -> object:
    with psycopg.connect(running.url()) as connection:
        row = connection.execute("SELECT 6 * 7").fetchone()
    return row and row[0]


def test_a_data_folder_serves_again_the_way_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unprivileged, "_NAMESPACE", ("false",))
    made = server.embedded(tmp_path)
    try:
        assert answer(made) == 42
    finally:
        server.stop(made)
    monkeypatch.undo()
    again = server.embedded(tmp_path)
    try:
        assert answer(again) == 42
        assert unprivileged.wrapper(made.data) == (unprivileged._NUMBER if os.geteuid() == 0 else ())
    finally:
        server.stop(again)


def test_root_without_any_way_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(unprivileged, "_NAMESPACE", ("false",))
    monkeypatch.setattr(unprivileged, "_NUMBER", ("no-such-program",))
    with pytest.raises(PostgresError, match="set DATABASE_URL, or be an ordinary user"):
        server.embedded(tmp_path)
