"""The figures of a log that a person looks for first, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Final

from motcua.core.mining.comparison import NOTABLE
from motcua.core.workcal import office_time
from motcua.delivery.cli.mined_words import Words

_LENGTHS: Final = (86_400, 3_600, 60)
_MOST: Final = 10
_SLOWEST: Final = 3
_LEAST_SHARE: Final = 0.005
"""A smaller share of the waiting would be told as 0%."""
Figures = Mapping[str, Any]


def lines(found: Figures, words: Words, *, offices: bool = False) -> Iterator[str]:
    """What a person reads in ten seconds. offices: they do the same, so that one is told beside the others."""
    period, durations = found["period"], found["durations"]
    counts = {name: len(found[name]) for name in ("activities", "resources", "variants")} | found["counts"]
    yield words.counts.format_map(counts | {"cases": found["cases"], "events": found["events"]})
    if period.get("first"):
        yield words.period.format(first=_day(period["first"], words), last=_day(period["last"], words))
    if lasted := durations["cases"]:
        yield words.lasted.format_map({name: _length(lasted[name], words) for name in ("mean", "median", "p90")})
    if told := durations.get("outcomes"):
        yield _outcomes(told, words)
    yield from _limits(durations.get("limits", {}), words)
    yield from _waiting(found["waiting"], words)
    if slow := _slowest(found["graph"]["edges"], words):
        yield words.slowest.format(edges=slow)
    yield from _drift(found["drift"], words)
    if offices:
        yield from _offices(found["offices"], words)
    yield from _conformance(found, words)
    yield from _reading(found, words)


def _limits(limits: Figures, words: Words) -> Iterator[str]:
    if told := limits.get("cases"):
        yield words.limits.format(outcomes=_outcomes(told, words))
    for step, told in islice(limits.get("steps", {}).items(), _MOST):
        yield words.step.format(step=step, outcomes=_outcomes(told, words))


def _outcomes(told: Figures, words: Words) -> str:
    return ", ".join(f"{words.outcomes.get(name, name)} {count}" for name, count in told.items())


def _waiting(waiting: Figures, words: Words) -> Iterator[str]:
    if untold := waiting["untold"]:
        yield untold[words.own]
    elif total := waiting["total"]:
        shares = {cause: seconds / total for cause, seconds in waiting["causes"].items()}
        causes = (f"{words.causes.get(name, name)} {each:.0%}" for name, each in shares.items() if each > _LEAST_SHARE)
        estimated = words.estimated.format(count=waiting["enabling_estimated"]) if waiting["enabling_estimated"] else ""
        yield words.waiting.format(causes=", ".join(causes), estimated=estimated)


def _slowest(edges: list[Figures], words: Words) -> str:
    """The steps between which most time passes in all cases together."""
    longest = sorted(edges, key=lambda edge: -edge["mean"] * edge["count"])[:_SLOWEST]
    return ", ".join(
        words.between.format(source=edge["from"], to=edge["to"], mean=_length(edge["mean"], words), count=edge["count"])
        for edge in longest
        if edge["mean"] > 0
    )


def _drift(drift: Figures, words: Words) -> Iterator[str]:
    """The moment of change, or the one that was given, with what differs most on either side of it."""
    if not (compared := drift["comparison"]):
        return
    at = _day(drift["at"], words)
    if drift["found"]:
        yield words.changed.format(at=at)
    before, after = compared["cases"]
    yield words.compared.format(at=at, before=before, after=after, **_medians(compared, words))
    for each in compared["activities"][:_SLOWEST]:
        yield words.shares.format(name=each["name"], before=f"{each['before']:.0%}", after=f"{each['after']:.0%}")


def _offices(offices: list[Figures], words: Words) -> Iterator[str]:
    """The offices with the most cases, each beside all the others."""
    if len(offices) < 2:
        return
    yield words.offices
    for each in sorted(offices, key=lambda office: -office["cases"])[:_MOST]:
        beside = words.office.format(name=each["name"], cases=each["cases"], **_medians(each["comparison"], words))
        yield beside + (f": {_outcomes(each['outcomes'], words)}" if each["outcomes"] else "")
    if len(offices) > _MOST:
        yield words.more.format(count=len(offices) - _MOST)


def _medians(compared: Figures, words: Words) -> dict[str, str]:
    """How long half of the cases last on either side, and whether that may be chance."""
    one, other = (_length(each["median"] if each else None, words) for each in compared["durations"])
    by_chance = "" if compared["durations_chance"] < NOTABLE else words.by_chance
    return {"median": one, "other": other, "by_chance": by_chance}


def _conformance(found: Figures, words: Words) -> Iterator[str]:
    if judged := found.get("conformance"):
        yield words.fits.format_map(judged | {"fitness": _number(judged["fitness"], 3, words)})
        for each in judged["deviations"][:_MOST]:
            yield f"  {words.deviations.get(each['kind'], each['kind'])} {each['activity']}: {each['count']}"
        for reason, count in judged["unjudged_because"].items():
            yield words.unjudged.format(count=count, reason=words.reasons[reason])


def _reading(found: Figures, words: Words) -> Iterator[str]:
    if found["guessed"]:
        yield words.guessed
        yield from (f"  {each[words.own]}" for each in found["guessed"])
    if found["unread"]["count"]:
        yield words.unread.format_map(found["unread"])
        yield from (words.line.format_map(each) for each in found["unread"]["first"][:_MOST])


def _day(moment: str, words: Words) -> str:
    return format(office_time(datetime.fromisoformat(moment)), words.date)


def _length(seconds: float | None, words: Words) -> str:
    """A length of time in the largest unit of which there is at least one."""
    if seconds is None:
        return _number(None, 1, words)
    unit, name = next(
        ((unit, name) for unit, name in zip(_LENGTHS, words.lengths, strict=True) if seconds >= unit),
        (_LENGTHS[-1], words.lengths[-1]),
    )
    return f"{_number(seconds / unit, 1, words)} {name}"


def _number(value: float | None, decimals: int, words: Words) -> str:
    return "–" if value is None else f"{value:.{decimals}f}".replace(".", words.comma)
