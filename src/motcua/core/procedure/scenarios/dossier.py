"""An imagined dossier: its clock, money and letters, kept by the same rules of law as those of a real one."""

from __future__ import annotations

from datetime import datetime

from motcua.core import deadlines
from motcua.core.deadlines import ClockChange, DossierClock, Grounds, Outcome, PauseCause
from motcua.core.fees import Collected, assess
from motcua.core.procedure.answering import Answers
from motcua.core.procedure.course import STOPS_THE_CLOCK, limit_taking_over, owed_by_the_applicant
from motcua.core.procedure.issuing import FEE_LETTER
from motcua.core.procedure.scenarios.scenario import End, Scenario
from motcua.core.procedure.types import CaseLimit, Procedure, Step
from motcua.core.text import ToldError
from motcua.core.workcal import WorkCalendar

# Who tells why a clock changes is the office; a story only asks by how much.
_GROUNDS = Grounds("kịch bản", "kịch bản")


class Dossier:
    """What is known of the dossier at a moment of its story. The rehearsal changes it, step by step."""

    def __init__(self, procedure: Procedure, scenario: Scenario, calendar: WorkCalendar) -> None:
        self.procedure = procedure
        self.case = procedure.cases[scenario.case]
        self.channel = scenario.channel
        self.calendar = calendar
        self.filed = scenario.filed
        self.end: End = End.OPEN
        self.clock: DossierClock | None = None
        self.limits: list[CaseLimit] = []
        self.answers: Answers = {}
        self.supplements = 0
        self.awaits_supplement = False
        self.fees_due = 0
        self.fees_paid = 0
        self.letters: list[str] = []
        self.results: tuple[str, ...] = ()
        self._told: set[Collected] = set()
        self._known = {
            "case": scenario.case,
            "channel": scenario.channel.value,
            "form": procedure.form.facts(scenario.form),
            "applicant": {"kind": scenario.applicant},
            "province": scenario.province,
        }

    def data(self) -> dict[str, object]:
        """What the conditions of diagrams, limits, results and fees read."""
        fees = {"due": self.fees_due, "outstanding": self.outstanding}
        return {**self._known, "steps": self.answers, "fees": fees}

    @property
    def outstanding(self) -> int:
        return self.fees_due - self.fees_paid

    @property
    def in_time(self) -> bool | None:
        """Whether the result came by the limit of the law; None while there is none."""
        clock = self.clock
        if clock is None or clock.finished_at is None:
            return None
        return deadlines.outcome(clock.limit, clock.statutory_due_at, clock.finished_at) is not Outcome.LATE

    def accept(self, now: datetime) -> None:
        """The clock starts, the applicant gets the slip, and is told what is to be paid before the work."""
        limit = self.case.limit_for(self.channel)
        self.limits.append(limit)
        self._set(deadlines.start(self.calendar, limit.limit, now, self.case.clock))
        self.letters.append("receipt_slip")
        self.tell_fees(Collected.BEFORE)

    def refuse(self) -> None:
        """Not accepted, in writing."""
        self.end = End.NOT_ACCEPTED
        self.letters.append("rejection_notice")

    def tell_fees(self, moment: Collected) -> None:
        """What is to be paid at this moment, by the tariff of the day of filing; told once."""
        fees = assess(self.procedure.fees, self.filed.date(), self.channel, self.case.key, self.data())
        amount = fees.payable_at(moment)
        if amount and moment not in self._told:
            self._told.add(moment)
            self.fees_due += amount
            self.letters.append(FEE_LETTER)

    def pay(self) -> None:
        """The applicant pays all that is outstanding."""
        if not self.outstanding:
            raise ToldError("Hồ sơ không còn khoản nào phải nộp lúc này.", "Nothing is left to pay at this moment.")
        self.fees_paid = self.fees_due

    def issue(self, now: datetime) -> None:
        """The results to which the answers lead, with their letters; the clock of the law is finished."""
        data = self.data()
        found = [result for result in self.case.results if result.when.evaluate(data) is True]
        if not found:
            raise ToldError(
                "Chưa xác định được kết quả: không điều kiện nào trong mục results đúng khi phát hành.",
                "There is no result to issue: no condition under results holds.",
            )
        self.results += tuple(result.key for result in found)
        self.letters += [result.letter for result in found if result.letter]
        if self.clock and not self.clock.ended_at:
            self._set(deadlines.finish(self.clock, now))

    def ask_for_supplement(self, now: datetime) -> None:
        """All that is missing is asked for, and the clock stands."""
        if self.supplements >= self.case.clock.supplements_allowed:
            raise deadlines.SupplementSpentError(self.case.clock.supplements_allowed)
        self.supplements += 1
        self.awaits_supplement = True
        self.letters.append("supplement_request")
        if self.clock:
            self._set(deadlines.pause(self.clock, now, PauseCause.SUPPLEMENT, _GROUNDS))

    def take_supplement(self, now: datetime) -> None:
        """It has come, and the clock runs again."""
        self.awaits_supplement = False
        if self.clock:
            self._set(deadlines.resume(self.calendar, self.clock, now, _GROUNDS))

    def break_off(self, end: End, now: datetime) -> None:
        """Withdrawn by the applicant, or stopped by the office with a notice."""
        self.end = end
        if end is End.STOPPED:
            self.letters.append("stop_notice")
        if self.clock and not self.clock.ended_at:
            self._set(deadlines.stop(self.clock, now, _GROUNDS))

    def follow(self, waiting: list[Step], *, others_work: bool, now: datetime) -> None:
        """What the clock does once the process has moved: another limit takes over; it stands while only the applicant
        can do anything, and runs again as soon as somebody else can.
        """
        if self.clock is None:
            return
        other = limit_taking_over(self.case, self.channel, self.clock, self.data())
        if other:
            self.limits.append(other)
            self._set(deadlines.change_limit(self.calendar, self.clock, now, other.limit, _GROUNDS))
        owed = owed_by_the_applicant(waiting, others_work=others_work)
        if self.awaits_supplement or self.clock.ended_at or bool(owed) == bool(self.clock.open_pause):
            return
        if owed and owed.waits_for:
            self._set(deadlines.pause(self.clock, now, STOPS_THE_CLOCK[owed.waits_for], _GROUNDS))
        else:
            self._set(deadlines.resume(self.calendar, self.clock, now, _GROUNDS))

    def _set(self, changed: tuple[DossierClock, ClockChange]) -> None:
        self.clock = changed[0]
