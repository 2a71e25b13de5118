"""Compiled code is kept for as long as none of the sources it was made of has changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from motcua.core import compiled

OUTER = """
from motcua.core.compiled import compiled
from part.inner import added

@compiled
def total(x):
    return added(x)
"""
INNER = "from motcua.core.compiled import inlined\n@inlined\ndef added(x):\n    return x + {n}\n"
ASKED = "import pathlib; from motcua.core import compiled; compiled.SOURCES = pathlib.Path('.').resolve(); {then}"


def total_of(folder: Path) -> str:
    """What the compiled function says in a process of its own."""
    asked = ASKED.format(then="import sys; sys.path.insert(0, '.'); from part.outer import total; print(total(1))")
    return subprocess.run([sys.executable, "-c", asked], cwd=folder, check=True, capture_output=True, text=True).stdout


def test_a_change_in_one_file_is_seen_by_code_that_was_woven_from_it_in_another(tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.mkdir()
    (part / "__init__.py").touch()
    (part / "outer.py").write_text(OUTER)
    (part / "inner.py").write_text(INNER.format(n=1))
    assert total_of(tmp_path) == "2\n"
    assert list((part / "__pycache__").glob("*.nbi"))
    (part / "other.py").write_text("")
    kept = {file: file.stat().st_mtime_ns for file in (part / "__pycache__").glob("*.nbi")}
    assert total_of(tmp_path) == "2\n"
    assert kept == {file: file.stat().st_mtime_ns for file in (part / "__pycache__").glob("*.nbi")}
    (part / "inner.py").write_text(INNER.format(n=5))
    assert total_of(tmp_path) == "6\n"


def test_what_is_not_ours_is_kept_by_others() -> None:
    assert compiled.BesideItsFile.from_function(total_of, __file__) is None
    assert compiled.BesideItsFile.from_function(compiled.compiled, compiled.__file__) is not None
