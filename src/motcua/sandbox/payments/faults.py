"""Ways in which the platform can misbehave when it is told to."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """One misbehaviour, kept up until it is taken back.

    LOSE: call-backs are never posted. REPEAT: each three times. HOLD: they are kept until they are released, the last
    one first; so call-backs come late and in another order. DOWN: nothing is answered. SLOW: answers take their time.
    SILENT: it does what it is asked and answers nothing.
    """

    LOSE = "lose"
    REPEAT = "repeat"
    HOLD = "hold"
    DOWN = "down"
    SLOW = "slow"
    SILENT = "silent"


SLOW_SECONDS = 2.0
