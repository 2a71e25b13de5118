"""What can happen to a dossier, one kind each, with its small data. Personal data and free words are not here: an event
carries the SHA-256 of such words, so that they cannot be changed unseen and can still be erased.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from motcua.infra.audit import canonical

# Whole numbers, words, flags and lists of them: what has one byte string only.
Data = Mapping[str, object]


class EventKind(StrEnum):
    """Every kind of event, in the order of a dossier's life."""

    SUBMITTED = "DossierSubmitted"
    PAPER_ADDED = "PaperAdded"
    ACCEPTED = "DossierAccepted"
    REFUSED = "DossierRefused"
    CLOCK_STARTED = "ClockStarted"
    CLOCK_PAUSED = "ClockPaused"
    CLOCK_RESUMED = "ClockResumed"
    CLOCK_RESTARTED = "ClockRestarted"
    CLOCK_RESCHEDULED = "ClockRescheduled"
    CLOCK_FINISHED = "ClockFinished"
    CLOCK_STOPPED = "ClockStopped"
    CLOCK_LIMIT_CHANGED = "ClockLimitChanged"
    CLOCK_RECOMPUTED = "ClockRecomputed"
    APOLOGY_DISMISSED = "ApologyDismissed"
    STEP_ENABLED = "StepEnabled"
    STEP_ASSIGNED = "StepAssigned"
    STEP_CLAIMED = "StepClaimed"
    STEP_RELEASED = "StepReleased"
    STEP_STARTED = "StepStarted"
    STEP_COMPLETED = "StepCompleted"
    STEP_RETURNED = "StepReturned"
    STEP_CANCELLED = "StepCancelled"
    WAIT_BEGAN = "WaitBegan"
    WAIT_ENDED = "WaitEnded"
    TIMER_FIRED = "TimerFired"
    STEP_FAILED = "StepFailed"
    ERROR_THROWN = "ErrorThrown"
    ESCALATED = "Escalated"
    SIGNAL_GIVEN = "SignalGiven"
    INSTANCES_BEGAN = "InstancesBegan"
    INSTANCES_ENDED = "InstancesEnded"
    INSTANCES_CANCELLED = "InstancesCancelled"
    DECIDED = "DecisionMade"
    SUPPLEMENT_REQUESTED = "SupplementRequested"
    SUPPLEMENT_RECEIVED = "SupplementReceived"
    OPINION_ASKED = "OpinionAsked"
    OPINION_GIVEN = "OpinionGiven"
    OPINION_LAPSED = "OpinionLapsed"
    INSPECTION_RECORDED = "InspectionRecorded"
    FEE_NOTICED = "FeeNoticed"
    FEE_PAID = "FeePaid"
    LETTER_ISSUED = "LetterIssued"
    LETTER_SIGNED = "LetterSigned"
    LETTER_SEALED = "LetterSealed"
    LETTER_VOIDED = "LetterVoided"
    OPENED_AS_PART = "DossierOpenedAsPart"
    PART_SENT = "PartSent"
    PART_ACKNOWLEDGED = "PartAcknowledged"
    PART_SILENT = "PartSilent"
    PART_MOVED = "PartMoved"
    PART_ENDED = "PartEnded"
    PART_CALLED_OFF = "PartCalledOff"
    RESULT_ISSUED = "ResultIssued"
    RESULT_RETURNED = "ResultReturned"
    WITHDRAWN = "DossierWithdrawn"
    STOPPED = "DossierStopped"
    PROCESS_CHANGED = "ProcessChanged"
    PROCESS_RESTORED = "ProcessRestored"
    FEE_WAIVED = "FeeWaived"
    FEE_REFUNDED = "FeeRefunded"


@dataclass(frozen=True, slots=True)
class Event:
    """One event as an act records it; its number, time, actor and hash come with the writing.

    words: free text of the act (a reason, a note), kept beside the event and hashed into it.
    """

    kind: EventKind
    data: Data
    step: str = ""
    role: str = ""
    office_id: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """One row of the log, as every reading of it sees it."""

    seq: int
    at: datetime
    kind: EventKind
    actor: str
    office_id: int | None
    step: str
    role: str
    data: Mapping[str, Any]
    words: str


def fingerprint(content: Mapping[str, Any] | str) -> str:
    """SHA-256 in hex of words, or of plain data: what an event carries in their place."""
    text = content.encode() if isinstance(content, str) else canonical(content)
    return hashlib.sha256(text).hexdigest()
