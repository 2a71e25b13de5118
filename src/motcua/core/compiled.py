"""Loops that are compiled to machine code, because Python's own would take a hundred times as long."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import config, njit
from numba.core.caching import InTreeCacheLocator, UserWideCacheLocator

_F = TypeVar("_F", bound=Callable[..., Any])
SOURCES = Path(__file__).parents[2]
_IMPORTED = re.compile(r"^from ([\w.]+) import", re.MULTILINE)


def compiled(function: _F) -> _F:
    """Compile a function of numbers and arrays at its first call; what was compiled is kept beside its file.

    It may make no arrays of its own: numba's counting of who holds which array is switched off, which in loops over
    tuples of arrays is most of the time.
    """
    return _translated(function, cache=True)


def called(function: _F) -> _F:
    """The same for a function that compiled ones call. It gets no door to Python, which would take longer to compile
    than what lies behind it: whoever calls it from Python brings Python down. It is kept with those that call it.
    """
    return _translated(function, no_cpython_wrapper=True)


def inlined(function: _F) -> _F:
    """The same again, and its code goes where it is called. Handing over a few dozen arrays takes ten times as long as
    what is done with them; but each place where it goes is compiled anew, so what is done seldom is `called`.
    """
    return _translated(function, no_cpython_wrapper=True, forceinline=True)


def _translated(function: _F, **switches: bool) -> _F:
    return cast("_F", njit(_nrt=False, no_cfunc_wrapper=True, **switches)(function))  # type: ignore[call-overload] # undocumented


class _OfAllItsSources:
    """What was compiled is made of functions and constants of several files, and numba looks only at the one in which a
    function stands: it would go on with the old machine code after another was changed. So it looks at that file and at
    all of ours that it imports, and that these import.
    """

    _py_file: str

    @classmethod
    def from_function(cls, function: Callable[..., Any], file: str) -> Any:
        """None for what is not ours: that is for others to keep."""
        ours = SOURCES in Path(file).parents
        return super().from_function(function, file) if ours else None  # type: ignore[misc] # numba's

    def get_source_stamp(self) -> bytes:
        """What tells the sources from any other state of them."""
        return sha256(b"".join(_stamp(file) for file in sorted(_sources(Path(self._py_file))))).digest()


class BesideItsFile(_OfAllItsSources, InTreeCacheLocator):
    """Where numba keeps our compiled code: in `__pycache__`."""


class InTheUsersFolder(_OfAllItsSources, UserWideCacheLocator):
    """Where it keeps it if that cannot be written to."""


@cache
def _sources(file: Path) -> frozenset[Path]:
    """The file, and all that it imports from our sources."""
    found, waiting = {file}, [file]
    while waiting:
        fresh = _imported(waiting.pop()) - found
        found |= fresh
        waiting.extend(fresh)
    return frozenset(found)


@cache
def _imported(file: Path) -> frozenset[Path]:
    named = (SOURCES.joinpath(*name.split(".")) for name in _IMPORTED.findall(file.read_text("utf-8")))
    candidates = (each for name in named for each in (name.with_suffix(".py"), name / "__init__.py"))
    return frozenset(each for each in candidates if each.is_file())


@cache
def _stamp(file: Path) -> bytes:
    return sha256(file.read_bytes()).digest()


LOCATORS = (f"{__name__}.BesideItsFile", f"{__name__}.InTheUsersFolder", "InTreeCacheLocator", "UserWideCacheLocator")
if not config.CACHE_LOCATOR_CLASSES:  # type: ignore[attr-defined] # read from the environment: an operator may have said
    config.CACHE_LOCATOR_CLASSES = ",".join(LOCATORS)  # type: ignore[attr-defined] # as above
