"""Playing a diagram with given answers: pure, for any file, and to the point where nobody answers any more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from motcua.core.process.commands import Broadcast, Command, Complete, Deliver, Fire, Raise, Start
from motcua.core.process.compiler import compile_process
from motcua.core.process.definition import Definition
from motcua.core.process.engine import advance
from motcua.core.process.errors import ProcessError
from motcua.core.process.model import Model, Timer
from motcua.core.process.problems import Text
from motcua.core.process.scenario.plan import Answer, Happening, Scenario
from motcua.core.process.scenario.playable import MissingChoiceError, playable
from motcua.core.process.scenario.played import End, Played, Waiting, WaitsFor
from motcua.core.process.scenario.trace import DueOf, Trace
from motcua.core.rules import RuleError
from motcua.core.workcal import office_time

MOST_COMMANDS = 10_000
DURATION = re.compile(r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)?")
DueAt = Callable[[Timer, datetime], datetime | None]
"""When a timer that begins at a moment comes due; None where that cannot be counted."""


def play(model: Model, scenario: Scenario, at: datetime, due_at: DueAt, process: str | None = None) -> Played:
    """Play a process of the model. `at`: the moment of the start where the scenario names none.

    Raises NotExecutableError, with every reason, for what the engine does not execute, and where it is not clear which
    process is meant.
    """
    making = playable(model, scenario.choices)
    wanted = process or scenario.process
    definition = compile_process(making.model, wanted, compile_condition=making.compile_condition)

    def counted(timer: Timer, node: str, since: datetime) -> datetime | None:
        return None if node.rpartition("/")[2] in making.untimed else due_at(timer, since)

    return _Play(definition, scenario, office_time(scenario.at or at), counted).played(making.notes)


class _StoppedError(Exception):
    """The story cannot go on; why."""

    def __init__(self, vi: str, en: str) -> None:
        self.message = Text(vi, en)
        super().__init__(vi)


class _Play:
    def __init__(self, definition: Definition, scenario: Scenario, at: datetime, due_of: DueOf) -> None:
        self.definition = definition
        self.scenario = scenario
        self.now = at
        self.state = definition.initial
        self.data: dict[str, object] = dict(scenario.data)
        self.trace = Trace(definition, due_of)
        self.asked: Counter[str] = Counter()
        self.commands = 0

    def played(self, notes: tuple[Text, ...]) -> Played:
        reason, choice = None, None
        try:
            self.play()
        except MissingChoiceError as open_choice:
            reason, choice = open_choice.message, (open_choice.node, open_choice.options)
        except (ProcessError, _StoppedError) as stopped:
            reason = stopped.message
        except RuleError as wrong:
            reason = Text(wrong.sentence.vi, wrong.sentence.en)
        standing: End = "ended" if self.trace.ended else "waiting"
        answers = self.scenario.answers
        return Played(
            process=self.definition.id,
            path=tuple(self.trace.path),
            waiting=tuple(self.trace.waits),
            end="stopped" if reason else standing,
            at=self.now,
            ended_at_node=self.trace.ended,
            reason=reason,
            choice=choice,
            data=self.data,
            notes=notes,
            unasked=tuple(task for task, given in answers.items() if self.asked[task] < len(given)),
        )

    def play(self) -> None:
        self.drive(Start(self.found_start()))
        self.answer_all()
        for happening in self.scenario.happens:
            self.happen(happening)
            self.answer_all()

    def found_start(self) -> str:
        """The id of the start event that the scenario names by id or name."""
        name = self.scenario.start
        return next((node.id for node in self.definition.starts if name in (node.id, node.label)), name)

    # --- answers

    def answer_all(self) -> None:
        """Whoever has an answer gives it, the oldest task first, until all that is left waits."""
        while found := next(self.answerable(), None):
            self.end_task(*found)

    def answerable(self) -> Iterator[tuple[Waiting, Answer]]:
        for wait in self.trace.waits:
            if wait.what in ("task", "service"):
                answer = self.answer_for(wait)
                if answer is not None and answer.is_given:
                    yield wait, answer

    def answer_for(self, wait: Waiting) -> Answer | None:
        for key in (wait.node, wait.label):
            given = self.scenario.answers.get(key)
            if given is not None:
                return given[self.asked[key]] if self.asked[key] < len(given) else None
        return Answer() if self.scenario.others_done else None

    def end_task(self, wait: Waiting, answer: Answer) -> None:
        for key in {wait.node, wait.label} & self.scenario.answers.keys():
            self.asked[key] += 1
        for key, value in answer.data.items():
            self.data[key] = _merged(self.data.get(key), value)
        if answer.outcome:
            outcome = {wait.node: {"outcome": answer.outcome}}
            self.data["steps"] = _merged(self.data.get("steps"), outcome)
        self.drive(Raise(wait.number, answer.error) if answer.error else Complete(wait.number), answer.outcome)

    # --- what comes from outside

    def happen(self, happening: Happening) -> None:
        match happening.what:
            case "signal":
                self.drive(Broadcast(happening.name))
            case "message":
                self.drive(Deliver(self.awaiting("message", happening.name).number))
            case "timer":
                timer = self.awaiting("timer", happening.name)
                self.now = max(self.now, timer.due_at or self.now)
                self.drive(Fire(timer.number))
            case "task":
                self.end_task(self.awaiting("task", happening.name), happening.answer)
            case "until":
                self.pass_time(_moment(happening.name, self.now))
            case "passes":
                self.pass_time(_later(self.now, happening.name))

    def awaiting(self, what: WaitsFor, name: str) -> Waiting:
        """The oldest wait of that sort and name."""
        kinds = ("task", "service") if what == "task" else (what,)
        found = [wait for wait in self.trace.waits if wait.what in kinds]
        for wait in found:
            if name in (wait.node, wait.label, wait.name):
                return wait
        listed = ", ".join(f"{wait.name or wait.label} ({wait.node})" for wait in found) or "–"
        raise _StoppedError(
            f"không nơi nào chờ {what} «{name}» lúc này; đang chờ: {listed}",
            f"nothing waits for the {what} “{name}” now; awaited are: {listed}",
        )

    def pass_time(self, until: datetime) -> None:
        """Let time pass; timers come due on the way, each followed by whoever has an answer."""
        while True:
            due = [wait for wait in self.trace.waits if wait.due_at and wait.due_at <= until]
            if not due:
                break
            timer = min(due, key=lambda wait: (wait.due_at or until, wait.number))
            self.now = max(self.now, timer.due_at or self.now)
            self.drive(Fire(timer.number))
            self.answer_all()
        self.now = max(self.now, until)

    # --- what follows

    def drive(self, command: Command, how: str = "") -> None:
        self.commands += 1
        if self.commands > MOST_COMMANDS:
            raise _StoppedError(
                f"sau {MOST_COMMANDS} lệnh vẫn chưa kết thúc; kịch bản chạy vòng quanh",
                f"not over after {MOST_COMMANDS} commands; the scenario goes around in circles",
            )
        self.state, facts = advance(self.definition, self.state, command, self.data, self.now)
        self.trace.take_in(self.state, facts, self.now, how)


def _merged(old: object, new: object) -> object:
    """Named values laid over those that are there; anything else takes their place."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}


def _later(now: datetime, text: str) -> datetime:
    """The moment after `P12D` or `PT2H` of time on the clock."""
    found = DURATION.fullmatch(text)
    if found and any(found.groups()):
        try:
            return now + timedelta(**{unit: int(amount or 0) for unit, amount in found.groupdict().items()})
        except OverflowError:
            pass  # no calendar reaches so far
    raise _StoppedError(
        f"«{text}» không phải khoảng thời gian tính được, ví dụ đúng: P12D, PT2H",
        f"“{text}” is no length of time that can be counted; good examples: P12D, PT2H",
    )


def _moment(text: str, like: datetime) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=like.tzinfo)
