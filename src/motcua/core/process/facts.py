"""What happened in one step, in order: all that an event log, an inbox, a job queue and an alarm clock need.

`number` is the task's number: small, increasing, never used twice in one process instance. `node` and `flow` are
the ids of the drawing; within a called process they are written `call/inner`.

`place` says to which instance of a repeated activity a thing belongs: empty outside of all, `(2,)` for the second
instance or something inside it, `(2, 1)` where one repeated activity stands inside another. The places count from 1.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from motcua.core.process.distinct import distinct
from motcua.core.process.graph import Kind
from motcua.core.process.model import Timer

Place = tuple[int, ...]


@distinct
class ProcessStarted(NamedTuple):
    """The process began at this start event."""

    node: str


@distinct
class FlowTaken(NamedTuple):
    """A token passed this arrow."""

    flow: str


@distinct
class TaskEnabled(NamedTuple):
    """A person may now do this task. `role` is the key of the lane, None where the drawing has no lane for it."""

    number: int
    node: str
    kind: Kind
    role: str | None
    place: Place = ()


@distinct
class ServiceRequested(NamedTuple):
    """The driver must call `service`: a program, a letter to send, a decision table.

    When `wait` is true the process stands here until `Complete(number)`; otherwise it has already gone on.
    """

    number: int
    node: str
    kind: Kind
    service: str
    wait: bool
    place: Place = ()


@distinct
class TaskCompleted(NamedTuple):
    """The task was done."""

    number: int
    node: str


@distinct
class TaskCancelled(NamedTuple):
    """The task ended without being done: something else overtook it."""

    number: int
    node: str


@distinct
class TaskFailed(NamedTuple):
    """The task ended with an error. `catcher` is the event of the drawing that caught it."""

    number: int
    node: str
    code: str
    catcher: str


@distinct
class TimerArmed(NamedTuple):
    """The driver must answer `Fire(number)` when `timer`, counted from `at`, comes due.

    `host` is the number of the activity that it watches, 0 for a timer that stands alone.
    """

    number: int
    node: str
    timer: Timer
    host: int
    at: datetime
    place: Place = ()


@distinct
class TimerFired(NamedTuple):
    """The timer came due and the process went on from it."""

    number: int
    node: str


@distinct
class TimerDisarmed(NamedTuple):
    """The timer is no longer wanted."""

    number: int
    node: str


@distinct
class MessageAwaited(NamedTuple):
    """From now on `Deliver(number)` is understood. `host` as in TimerArmed; for a receive task its own number."""

    number: int
    node: str
    message: str
    host: int
    place: Place = ()


@distinct
class MessageReceived(NamedTuple):
    """The awaited message came."""

    number: int
    node: str
    message: str


@distinct
class MessageGivenUp(NamedTuple):
    """The message is no longer awaited."""

    number: int
    node: str
    message: str


@distinct
class SignalAwaited(NamedTuple):
    """From now on `Deliver(number)` and `Broadcast(signal)` are understood. `host` as in TimerArmed."""

    number: int
    node: str
    signal: str
    host: int
    place: Place = ()


@distinct
class SignalCaught(NamedTuple):
    """The awaited signal came, from inside this process or from outside."""

    number: int
    node: str
    signal: str


@distinct
class SignalGivenUp(NamedTuple):
    """The signal is no longer awaited."""

    number: int
    node: str
    signal: str


@distinct
class SignalThrown(NamedTuple):
    """The process gave a signal. All that await it inside have heard it; the driver tells it to others."""

    node: str
    signal: str


@distinct
class ErrorThrown(NamedTuple):
    """An end event ended its sub-process with an error. `catcher` is the event of the drawing that caught it."""

    node: str
    code: str
    catcher: str


@distinct
class EscalationThrown(NamedTuple):
    """Somebody above is to know. `catcher` is the event that caught it, empty when the drawing has none."""

    node: str
    code: str
    catcher: str


@distinct
class InstancesBegun(NamedTuple):
    """An activity that is done several times began: `of` instances, 0 for a loop, which does not know how many.

    Each instance tells of itself under a number of its own, one after the other if `sequential`.
    """

    number: int
    node: str
    of: int
    sequential: bool
    place: Place = ()


@distinct
class InstancesEnded(NamedTuple):
    """The repeated activity is over after so many complete instances; any others have been broken off."""

    number: int
    node: str
    completed: int


@distinct
class InstancesCancelled(NamedTuple):
    """The repeated activity was broken off, with every instance."""

    number: int
    node: str


@distinct
class SubprocessEntered(NamedTuple):
    """A sub-process or called process began; what happens inside belongs to `number`."""

    number: int
    node: str
    place: Place = ()


@distinct
class SubprocessLeft(NamedTuple):
    """The sub-process came to its own end."""

    number: int
    node: str


@distinct
class SubprocessCancelled(NamedTuple):
    """The sub-process was broken off."""

    number: int
    node: str


@distinct
class ProcessEnded(NamedTuple):
    """The process is over. `node` is the end event that its last token reached."""

    node: str


@distinct
class ProcessCancelled(NamedTuple):
    """The process was broken off by command."""


Fact = (
    ProcessStarted
    | FlowTaken
    | TaskEnabled
    | ServiceRequested
    | TaskCompleted
    | TaskCancelled
    | TimerArmed
    | TimerFired
    | TimerDisarmed
    | MessageAwaited
    | MessageReceived
    | MessageGivenUp
    | SignalAwaited
    | SignalCaught
    | SignalGivenUp
    | SignalThrown
    | TaskFailed
    | ErrorThrown
    | EscalationThrown
    | InstancesBegun
    | InstancesEnded
    | InstancesCancelled
    | SubprocessEntered
    | SubprocessLeft
    | SubprocessCancelled
    | ProcessEnded
    | ProcessCancelled
)
