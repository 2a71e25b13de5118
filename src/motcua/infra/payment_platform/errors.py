from __future__ import annotations


class UnreachableError(RuntimeError):
    """The platform does not answer, or not in the agreed form. Whether it took the message is not known."""


class ForgedError(ValueError):
    """A message that is not, or not surely, the platform's own. `why` is one word for the log, `reference` the order
    that it claims to be about.
    """

    def __init__(self, why: str, reference: str = "") -> None:
        super().__init__(f"{why}: {reference}")
        self.why = why
        self.reference = reference
