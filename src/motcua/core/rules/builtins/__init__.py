"""The built-in functions of FEEL: importing a module declares its functions in `BUILTINS`.

A function of FEEL is declared by its head as the standard writes it, next to a small Python function that computes it.
Arguments are fitted to the head before the body runs, so bodies know the kinds of what they get.
What a body cannot compute it says with `CannotError`, which evaluation turns into null with a reason.
Work is counted with `run.spend`, so that no input keeps a server busy.
The parser needs the names only: names of several words are found in the text because they are in `BUILTINS`.
"""

from motcua.core.rules.builtins import aggregates, contexts, dates, lists, logic, numeric, ranges, strings
from motcua.core.rules.builtins.signature import BUILTINS, Builtin, CannotError, Signature, UnsuitableError

__all__ = [
    "BUILTINS",
    "Builtin",
    "CannotError",
    "Signature",
    "UnsuitableError",
    "aggregates",
    "contexts",
    "dates",
    "lists",
    "logic",
    "numeric",
    "ranges",
    "strings",
]
