"""Clocks the examples are about, on the office of 2026 that receives until 15:00."""

from datetime import time

from motcua.core.deadlines import (
    ClockRules,
    DossierClock,
    Grounds,
    LimitUnit,
    PauseCause,
    TimeLimit,
    pause,
    resume,
    start,
)
from motcua.core.workcal import WorkCalendar
from tests.core.workcal.office import CALENDAR_2026, at

RULES = ClockRules(cut_off=time(15))
SAME_DAY = TimeLimit(LimitUnit.SAME_DAY, 0)
ASKED = Grounds("Thiếu bản vẽ thiết kế", "Nghị định 118/2025/NĐ-CP Điều 11")
RECEIVED = Grounds("Đã nhận đủ hồ sơ bổ sung", "Nghị định 61/2018/NĐ-CP Điều 19")
TAX_NOTICE = Grounds("Chờ nộp lệ phí trước bạ", "Quyết định 138/2025/QĐ-UBND")
PAID = Grounds("Đã nộp lệ phí trước bạ", "Quyết định 138/2025/QĐ-UBND")
APOLOGY = Grounds("Cần kiểm tra thực địa lần hai", "Nghị định 61/2018/NĐ-CP Điều 19")
SPECIAL_LAW = Grounds("Bổ sung theo luật chuyên ngành", "Luật chuyên ngành Điều 5")
NEW_PLAN = Grounds("Điều chỉnh lịch nghỉ", "Công văn 1/VPCP-KGVX")


def working_days(amount: int) -> TimeLimit:
    return TimeLimit(LimitUnit.WORKING_DAYS, amount)


def working_hours(amount: int) -> TimeLimit:
    return TimeLimit(LimitUnit.WORKING_HOURS, amount)


def calendar_days(amount: int) -> TimeLimit:
    return TimeLimit(LimitUnit.CALENDAR_DAYS, amount)


def months(amount: int) -> TimeLimit:
    return TimeLimit(LimitUnit.MONTHS, amount)


def running(limit: TimeLimit, accepted: str, rules: ClockRules = RULES) -> DossierClock:
    clock, _ = start(CALENDAR_2026, limit, at(accepted), rules)
    return clock


def waiting_for_supplement(clock: DossierClock, since: str) -> DossierClock:
    waiting, _ = pause(clock, at(since), PauseCause.SUPPLEMENT, ASKED)
    return waiting


def waiting_for_payment(clock: DossierClock, since: str) -> DossierClock:
    waiting, _ = pause(clock, at(since), PauseCause.FINANCIAL_OBLIGATION, TAX_NOTICE)
    return waiting


def resumed(clock: DossierClock, when: str, calendar: WorkCalendar = CALENDAR_2026) -> DossierClock:
    again, _ = resume(calendar, clock, at(when), PAID)
    return again
