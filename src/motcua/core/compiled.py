"""Loops that are compiled to machine code, because Python's own would take a hundred times as long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

_F = TypeVar("_F", bound=Callable[..., Any])


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
