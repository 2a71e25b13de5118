"""Loops that are compiled to machine code, because Python's own would take a hundred times as long."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import config, njit
from numba.core.caching import InTreeCacheLocator, UserWideCacheLocator

_F = TypeVar("_F", bound=Callable[..., Any])
CORE = Path(__file__).parent


def compiled(function: _F) -> _F:
    """Compile a function of numbers and arrays at its first call; what was compiled is kept beside its file.

    It may make no arrays of its own: numba's counting of who holds which array is switched off, which in loops over
    tuples of arrays is most of the time.
    """
    return cast("_F", njit(cache=True, _nrt=False)(function))  # type: ignore[call-overload] # the switch is undocumented


def inlined(function: _F) -> _F:
    """The same for a function that only compiled ones call: its code goes where it is called. Handing over a few dozen
    arrays takes ten times as long as what is done with them.
    """
    return cast("_F", njit(cache=True, _nrt=False, forceinline=True)(function))  # type: ignore[call-overload] # as above


class _OfItsPart:
    """What was compiled is made of functions and constants of several files, and numba looks only at the one in which a
    function stands: it would go on with the old machine code after another was changed. So it looks at all files of the
    part of the core that the function belongs to.
    """

    _py_file: str

    @classmethod
    def from_function(cls, function: Callable[..., Any], file: str) -> Any:
        """None for what is not in the core: that is for others to keep."""
        return super().from_function(function, file) if CORE in Path(file).parents else None  # type: ignore[misc] # numba's

    def get_source_stamp(self) -> bytes:
        """What tells the sources from any other state of them."""
        return _stamp(CORE / Path(self._py_file).relative_to(CORE).parts[0])


class BesideItsFile(_OfItsPart, InTreeCacheLocator):
    """Where numba keeps compiled code of the core: in `__pycache__`."""


class InTheUsersFolder(_OfItsPart, UserWideCacheLocator):
    """Where it keeps it if that cannot be written to."""


@cache
def _stamp(part: Path) -> bytes:
    found = sha256()
    for file in sorted(part.rglob("*.py")) if part.is_dir() else [part]:
        found.update(file.read_bytes())
    return found.digest()


if not config.CACHE_LOCATOR_CLASSES:  # type: ignore[attr-defined] # read from the environment: an operator may have said
    config.CACHE_LOCATOR_CLASSES = ",".join(  # type: ignore[attr-defined] # as above
        (f"{__name__}.{BesideItsFile.__name__}", f"{__name__}.{InTheUsersFolder.__name__}", "InTreeCacheLocator")
    )
