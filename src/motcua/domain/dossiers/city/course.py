"""What happened to one dossier from its filing to the end of the past: who did which step when, and how it ended.

A course says nothing of forms, papers, due dates or events: these follow from the acts that it tells of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from motcua.core.procedure import Channel

ON_THE_WAY = timedelta(seconds=15)
"""How long the systems take to pass something on from one linked dossier to another."""


class What(StrEnum):
    """How something that happened to a dossier was over.

    DONE: the step ended, with its outcome if it has any; also a wait that was answered and a timer that fired.
    BEGUN: somebody works on it, and the past ends before that. SUPPLEMENT: the applicant was asked for more; the
    step goes on when he brings it. UNANSWERED: he was asked and did not bring it; the office stopped the dossier.
    WITHDRAWN: the applicant took the dossier back while the step was open. APOLOGY: the office that has the step said
    sorry for being late and made a new appointment; the step goes on. PAID: the applicant paid at the counter all that
    he owed by then, before the process waited for it (if it waits, the end of that wait is the payment).
    """

    DONE = "done"
    BEGUN = "begun"
    SUPPLEMENT = "supplement"
    UNANSWERED = "unanswered"
    WITHDRAWN = "withdrawn"
    APOLOGY = "apology"
    PAID = "paid"


class StepDone(NamedTuple):
    """One thing that happened, most often at a node of the process.

    node: a step, a wait, or a timer; empty for PAID. n: the engine's number of what waited there. enabled, started,
    ended: since when it could be done, since when somebody worked on it, when that was over; for SUPPLEMENT and
    UNANSWERED when he was asked, for APOLOGY and PAID when it was done, for WITHDRAWN when the dossier was taken back,
    for BEGUN the end of the past. officer_id: who did it; None for what people outside, other systems, timers and
    other agencies do. outcome: how the step ended, by the key of the outcome, empty where it has none. back: for
    SUPPLEMENT when it was brought (None: not yet), for UNANSWERED when the dossier was stopped (None: not yet), for
    APOLOGY the new appointment.
    """

    node: str
    n: int
    enabled: datetime
    started: datetime
    ended: datetime
    officer_id: int | None
    what: What = What.DONE
    outcome: str = ""
    back: datetime | None = None


class Course(NamedTuple):
    """One dossier. Moments are whole seconds of office time; `steps` are in the order of `ended`, none after `until`.

    n: its number in the city, from 1 in the order in which they come, within one seed always the same. assisted: an
    officer files it online for the citizen. ward: where the applicant lives. filed_at: at the counter and by post the
    moment at which the officer has taken it in; if the step of reception is done at that very moment, both are one act.
    citizen: the personal id of the citizen of the demo city who files it, empty for somebody invented. ended_at: when
    it ended, None if it is open at `until`, the end of the past.

    parts: of a linked dossier those that were filed at other agencies. What is said of them holds for the step that
    sent each: it is over when the agency has decided. part: of such a part the engine's number of that step; it has
    the `n` of its whole, and `filed_at` is when it came to its agency, `ON_THE_WAY` after it was sent.
    """

    n: int
    version_id: int
    case_key: str
    channel: Channel
    assisted: bool
    receiving_id: int
    competent_id: int
    ward: str
    filed_at: datetime
    steps: tuple[StepDone, ...]
    ended_at: datetime | None
    until: datetime
    citizen: str = ""
    parts: tuple[Course, ...] = ()
    part: int = 0

    def dossiers(self) -> Iterator[Course]:
        """The dossier and its parts."""
        yield self
        yield from self.parts
