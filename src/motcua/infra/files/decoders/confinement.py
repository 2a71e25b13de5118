"""What a decoder does before it looks at the file: it gives up what it does not need, for good."""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn

from motcua.infra.files import limits
from motcua.infra.files.confined import Ending

_STANDARD_STREAMS: Final = 3


class DamagedError(Exception):
    """The file is not what its first bytes promise."""


class TooDemandingError(Exception):
    """The file asks for more than `limits` allow."""


class TwoKindsError(Exception):
    """The file is of another kind too."""


def main(
    look: Callable[[], Mapping[str, Any]],
    draw: Callable[[int, int], bytes],
    *,
    files_while_drawing: int = _STANDARD_STREAMS,
) -> NoReturn:
    """Do what the arguments say: `look`, or `draw PAGE WIDTH`."""
    wish, *numbers = sys.argv[1:]
    _confine(files_while_drawing if wish == "draw" else _STANDARD_STREAMS)
    try:
        answer = draw(*map(int, numbers)) if wish == "draw" else json.dumps(look()).encode()
    except (TooDemandingError, MemoryError):
        _leave(Ending.TOO_DEMANDING)
    except TwoKindsError:
        _leave(Ending.TWO_KINDS)
    except DamagedError:
        _leave(Ending.DAMAGED)
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    _leave(0)


def _leave(code: int) -> NoReturn:
    """End at once: a library that a file has confused need not tidy up."""
    os._exit(code)


def _confine(open_files: int) -> None:
    for what, bound in (
        (resource.RLIMIT_AS, limits.DECODER_MEMORY),
        (resource.RLIMIT_CPU, limits.DECODER_SECONDS),
        (resource.RLIMIT_FSIZE, limits.DECODER_OUTPUT),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, open_files),
    ):
        resource.setrlimit(what, (bound, bound))
