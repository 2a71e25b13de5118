"""The process engine: a drawn procedure, and where one dossier stands in it.

A BPMN 2.0 file is read into a `Model` (`read_model`), looked over (`check_process`) and compiled into a `Definition`
(`compile_process`), which never changes. Where one dossier stands is a `State`: a small value that becomes JSON and
back. `advance(definition, state, command, data, now)` returns the next state and the facts: what happened, in order.

The engine keeps tokens, the driver keeps data. The engine has no clock, no database, no memory: it says what it waits
for, each wait with a number, and the driver answers by number: `Complete(n)`, `Fire(n)`, `Deliver(n)`. So the same
function runs real dossiers, replays logs and simulates; what was simulated is what will run.
`order`, `next_tasks`, `critical_path` and their like read a definition without moving a token.
"""

from motcua.core.process.check import check_process
from motcua.core.process.commands import Broadcast, Cancel, Command, Complete, Deliver, Fire, Raise, Start
from motcua.core.process.compiler import compile_process
from motcua.core.process.conditions import CompileCondition, Condition, compile_feel
from motcua.core.process.definition import Definition, Exits, Path
from motcua.core.process.drawing import Bounds, Diagram, Edge, Point, Shape
from motcua.core.process.engine import advance
from motcua.core.process.errors import (
    BadConditionError,
    EndlessLoopError,
    NoFlowError,
    NotExecutableError,
    ProcessError,
    RepetitionError,
    StaleCommandError,
    StuckError,
    UncaughtError,
    UnreadableModelError,
    UnreadableStateError,
)
from motcua.core.process.facts import (
    ErrorThrown,
    EscalationThrown,
    Fact,
    FlowTaken,
    InstancesBegun,
    InstancesCancelled,
    InstancesEnded,
    MessageAwaited,
    MessageGivenUp,
    MessageReceived,
    ProcessCancelled,
    ProcessEnded,
    ProcessStarted,
    ServiceRequested,
    SignalAwaited,
    SignalCaught,
    SignalGivenUp,
    SignalThrown,
    SubprocessCancelled,
    SubprocessEntered,
    SubprocessLeft,
    TaskCancelled,
    TaskCompleted,
    TaskEnabled,
    TaskFailed,
    TimerArmed,
    TimerDisarmed,
    TimerFired,
)
from motcua.core.process.graph import Flow, Graph, Kind, Node
from motcua.core.process.model import Lane, Model, Process, Repeat, Timer
from motcua.core.process.paths import (
    Active,
    Longest,
    active,
    awaiting,
    critical_path,
    data_inside,
    longest_ahead,
    next_tasks,
    order,
    serial_sum,
)
from motcua.core.process.problems import Problem, Text
from motcua.core.process.reader import read_model
from motcua.core.process.safe_xml import Limits
from motcua.core.process.state import Held, State, Wait

__all__ = [
    "Active",
    "BadConditionError",
    "Bounds",
    "Broadcast",
    "Cancel",
    "Command",
    "CompileCondition",
    "Complete",
    "Condition",
    "Definition",
    "Deliver",
    "Diagram",
    "Edge",
    "EndlessLoopError",
    "ErrorThrown",
    "EscalationThrown",
    "Exits",
    "Fact",
    "Fire",
    "Flow",
    "FlowTaken",
    "Graph",
    "Held",
    "InstancesBegun",
    "InstancesCancelled",
    "InstancesEnded",
    "Kind",
    "Lane",
    "Limits",
    "Longest",
    "MessageAwaited",
    "MessageGivenUp",
    "MessageReceived",
    "Model",
    "NoFlowError",
    "Node",
    "NotExecutableError",
    "Path",
    "Point",
    "Problem",
    "Process",
    "ProcessCancelled",
    "ProcessEnded",
    "ProcessError",
    "ProcessStarted",
    "Raise",
    "Repeat",
    "RepetitionError",
    "ServiceRequested",
    "Shape",
    "SignalAwaited",
    "SignalCaught",
    "SignalGivenUp",
    "SignalThrown",
    "StaleCommandError",
    "Start",
    "State",
    "StuckError",
    "SubprocessCancelled",
    "SubprocessEntered",
    "SubprocessLeft",
    "TaskCancelled",
    "TaskCompleted",
    "TaskEnabled",
    "TaskFailed",
    "Text",
    "Timer",
    "TimerArmed",
    "TimerDisarmed",
    "TimerFired",
    "UncaughtError",
    "UnreadableModelError",
    "UnreadableStateError",
    "Wait",
    "active",
    "advance",
    "awaiting",
    "check_process",
    "compile_feel",
    "compile_process",
    "critical_path",
    "data_inside",
    "longest_ahead",
    "next_tasks",
    "order",
    "read_model",
    "serial_sum",
]
