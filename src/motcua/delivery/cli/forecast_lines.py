"""What a forecast says, as plain values and in the words that a head of an office reads in ten seconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from math import isfinite
from typing import Any, Final

from motcua.core.simulation.forecast.forecast import CaseForecast
from motcua.core.simulation.forecast.reliability import Reliability
from motcua.core.workcal import office_time
from motcua.domain.dossiers.forecasting.foreseeing import Checked, Foreseen
from motcua.domain.dossiers.forecasting.present import OpenDossier

Plain = dict[str, Any]
_LIKELY: Final = 0.5
_VIETNAMESE: Final = {
    "open": "  {open} hồ sơ đang giải quyết, dự kiến {late_expected:.1f} hồ sơ trễ hạn; "
    "{likely} hồ sơ dễ trễ hơn là đúng hạn",
    "learnt": "  rút từ {learnt_from} hồ sơ đã qua, mô phỏng {runs} lần",
    "case": "  {chance:>5}  {code}  hạn {due}, khoảng {middle} xong",
    "checked": "  {cases} dự báo trong {days} ngày: dự báo và thực tế lệch nhau trung bình {gap:.1%}",
    "skill": "  độ khéo {skill:.2f} (1 là hoàn hảo, 0 là không hơn tỷ lệ chung)",
    "corrected": "  nửa sau: lệch {before:.1%}; sau khi hiệu chỉnh theo nửa trước: {after:.1%}",
    "bin": "  {mark} {least:.0%}-{most:.0%}: dự báo {told:.0%}, trễ thật {happened:.0%} ({cases} hồ sơ)",
}
_ENGLISH: Final = {
    "open": "  {open} open, {late_expected:.1f} of them expected to be late; {likely} more likely so than not",
    "learnt": "  learnt from {learnt_from} dossiers, simulated {runs} times",
    "case": "  {chance:>5}  {code}  due {due}, ends about {middle}",
    "checked": "  {cases} forecasts on {days} days: told and happened differ by {gap:.1%} on the average",
    "skill": "  skill {skill:.2f} (1 is perfect, 0 tells no more than the usual share)",
    "corrected": "  later half: {before:.1%} apart; corrected by the earlier half: {after:.1%}",
    "bin": "  {mark} {least:.0%}-{most:.0%}: told {told:.0%}, late {happened:.0%} ({cases} dossiers)",
}


def plain_of(found: Foreseen, now: datetime, meant: Checked | None = None) -> Plain:
    """The open dossiers, the likeliest to be late first. meant: what chances are corrected by."""
    cases = [_case(case, found.dossiers.known[case.case], now, meant) for case in found.forecast.cases]
    cases.sort(key=lambda case: (-(case["late"] or 0.0), case["due"] or "", case["code"]))
    return {
        "now": office_time(now).isoformat(),
        "open": len(cases),
        "late_expected": sum(case["late"] or 0.0 for case in cases),
        "runs": found.forecast.runs,
        "undecided": found.forecast.undecided,
        "learnt_from": found.fitted.cases,
        "corrected_by": meant.raw.cases if meant else 0,
        "assumed": [{"vi": each.vi, "en": each.en} for each in found.fitted.unfitted],
        "cases": cases,
    }


def _case(case: CaseForecast, dossier: OpenDossier, now: datetime, meant: Checked | None) -> Plain:
    early, middle, late = case.ends
    certain = case.late is None or case.late == 1
    return {
        "code": dossier.code,
        "id": str(dossier.id),
        "due": office_time(dossier.due_at).isoformat() if dossier.due_at else None,
        "late": case.late if certain or meant is None or case.late is None else meant.calibration(case.late),
        "simulated": case.late,
        "ends": {"early": _moment(now, early), "middle": _moment(now, middle), "late": _moment(now, late)},
    }


def _moment(now: datetime, seconds: float) -> str | None:
    return office_time(now + timedelta(seconds=seconds)).isoformat(timespec="minutes") if isfinite(seconds) else None


def plain_check(found: Checked) -> Plain:
    """How forecasts of past days came true, and how much truer what was learnt from the earlier made the later ones."""
    return {
        "moments": [office_time(moment).isoformat() for moment in found.moments],
        "learnt_from": found.fitted.cases,
        "unplaced": found.unplaced,
        "check": _reliability(found.raw),
        "before": _reliability(found.before) if found.before else None,
        "after": _reliability(found.after) if found.after else None,
    }


def _reliability(judged: Reliability) -> Plain:
    bins = [
        {**asdict(each), "interval": [each.interval.low, each.interval.high], "agrees": each.agrees}
        for each in judged.bins
    ]
    return asdict(judged) | {"bins": bins}


def lines_of(found: Plain, most: int, *, english: bool) -> Iterator[str]:
    """The same in words."""
    words = _ENGLISH if english else _VIETNAMESE
    yield f"{found['office']} · {found['procedure']}"
    if "refused" in found:
        yield f"  {found['refused']['en' if english else 'vi']}"
    elif "check" in found:
        yield from _check_lines(found, words)
    else:
        yield from _open_lines(found, most, words)


def _open_lines(found: Plain, most: int, words: dict[str, str]) -> Iterator[str]:
    likely = sum((case["late"] or 0.0) >= _LIKELY for case in found["cases"])
    yield words["open"].format(**found, likely=likely)
    yield words["learnt"].format(**found)
    for case in found["cases"][:most]:
        chance = "—" if case["late"] is None else f"{case['late']:.0%}"
        due, middle = _day(case["due"]), _day(case["ends"]["middle"])
        yield words["case"].format(chance=chance, code=case["code"], due=due, middle=middle)


def _check_lines(found: Plain, words: dict[str, str]) -> Iterator[str]:
    judged = found["check"]
    yield words["checked"].format(days=len(found["moments"]), **judged)
    yield words["skill"].format(**judged)
    if found["after"]:
        yield words["corrected"].format(before=found["before"]["gap"], after=found["after"]["gap"])
    for each in judged["bins"]:
        yield words["bin"].format(mark=" " if each["agrees"] else "!", **each)


def _day(text: str | None) -> str:
    return datetime.fromisoformat(text).strftime("%d/%m/%Y") if text else "—"
