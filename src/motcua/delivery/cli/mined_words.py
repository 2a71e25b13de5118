"""The figures of a log that a person looks for first, in the words of one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from motcua.core.workcal import office_time

_DAY: Final = 86_400
_MOST: Final = 10
_SLOWEST: Final = 3
Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """How one language tells them. own: the language's key where a figure has words in both. date: how it writes days;
    comma: what stands before the decimals.
    """

    own: str
    date: str
    comma: str
    counts: str
    period: str
    lasted: str
    outcomes: Mapping[str, str]
    limits: str
    step: str
    waiting: str
    estimated: str
    causes: Mapping[str, str]
    slowest: str
    between: str
    changed: str
    fits: str
    deviations: Mapping[str, str]
    unjudged: str
    reasons: Mapping[str, str]
    guessed: str
    unread: str
    line: str


ENGLISH: Final = Words(
    "en",
    "%Y-%m-%d",
    ".",
    "{cases} cases, {events} events, {activities} activities, {resources} resources, {variants} variants",
    "from {first} to {last}",
    "a case lasts {mean} days in the mean, half of them {median}, nine tenths {p90}",
    {"on_time": "on time", "no_deadline": "no deadline", "not_accepted": "not accepted"},
    "by the limit: {outcomes}",
    "{step} by its limit: {outcomes}",
    "waiting: {causes}{estimated}",
    " ({count} enabling times estimated)",
    {},
    "longest on the way: {edges}",
    "{source} → {to} ({mean} days, {count} times)",
    "the procedure changed on {at}",
    "fitness {fitness}, {fitting} of {cases} cases without deviation",
    {},
    "  not judged: {count} cases, {reason}",
    {
        "too_wide": "the course is too long or the process lets too much happen at once; divide the process",
        "no_end": "the process never comes to its end; see `motcua process check` and mend its loops and joins",
        "repeated": "a repeated step is done too often; draw it as a loop",
        "no_time": "the more frequent courses took all the effort; choose a period or an office",
    },
    "guessed:",
    "NOT READ: {count}",
    "  line {line}: {en}",
)
VIETNAMESE: Final = Words(
    "vi",
    "%d/%m/%Y",
    ",",
    "{cases} hồ sơ, {events} sự kiện, {activities} hoạt động, {resources} người xử lý, {variants} lộ trình",
    "từ {first} đến {last}",
    "một hồ sơ kéo dài trung bình {mean} ngày; một nửa không quá {median}, chín phần mười không quá {p90}",
    {
        "early": "trước hạn",
        "on_time": "đúng hạn",
        "late": "quá hạn",
        "open": "đang giải quyết",
        "no_deadline": "không có hạn",
        "not_accepted": "không tiếp nhận",
        "withdrawn": "đã rút",
        "stopped": "dừng giải quyết",
        "submitted": "chờ tiếp nhận",
    },
    "theo thời hạn: {outcomes}",
    "bước {step} theo thời hạn: {outcomes}",
    "thời gian chờ: {causes}{estimated}",
    " ({count} thời điểm đến lượt là ước tính)",
    {
        "batching": "gom đợt",
        "contention": "người xử lý bận việc đến trước",
        "prioritisation": "việc đến sau được làm trước",
        "unavailability": "ngoài giờ làm việc",
        "extraneous": "lý do bên ngoài",
    },
    "lâu nhất giữa hai bước: {edges}",
    "{source} → {to} ({mean} ngày, {count} lần)",
    "quy trình thay đổi từ {at}",
    "độ khớp {fitness}, {fitting} trên {cases} hồ sơ không sai lệch",
    {
        "skipped": "bỏ qua",
        "inserted": "làm thêm",
        "wrong_order": "sai thứ tự",
        "wrong_role": "sai vai trò",
        "over_limit": "quá hạn bước",
    },
    "  chưa xét được {count} hồ sơ: {reason}",
    {
        "too_wide": "lộ trình quá dài hoặc quy trình cho quá nhiều việc cùng lúc; hãy chia nhỏ quy trình",
        "no_end": "quy trình không đi đến kết thúc; hãy xem `motcua process check`, sửa vòng lặp và điểm hợp nhánh",
        "repeated": "bước lặp được làm quá nhiều lần; hãy vẽ thành vòng lặp",
        "no_time": "các lộ trình phổ biến hơn đã dùng hết công sức tính; hãy chọn khoảng thời gian hoặc cơ quan",
    },
    "đã đoán:",
    "KHÔNG ĐỌC ĐƯỢC: {count}",
    "  dòng {line}: {vi}",
)


def lines(found: Figures, words: Words) -> Iterator[str]:
    """What a person reads in ten seconds."""
    period, durations = found["period"], found["durations"]
    counts = {name: len(found[name]) for name in ("activities", "resources", "variants")} | found["counts"]
    yield words.counts.format_map(counts | {"cases": found["cases"], "events": found["events"]})
    if period.get("first"):
        yield words.period.format(first=_day(period["first"], words), last=_day(period["last"], words))
    if lasted := durations["cases"]:
        days = {name: _number(lasted[name] / _DAY, 2, words) for name in ("mean", "median", "p90")}
        yield words.lasted.format_map(days)
    if told := durations.get("outcomes"):
        yield _outcomes(told, words)
    yield from _limits(durations.get("limits", {}), words)
    yield from _waiting(found["waiting"], words)
    if slow := _slowest(found["graph"]["edges"], words):
        yield words.slowest.format(edges=slow)
    if found["drift"]["found"]:
        yield words.changed.format(at=_day(found["drift"]["at"], words))
    yield from _conformance(found, words)
    yield from _reading(found, words)


def _limits(limits: Figures, words: Words) -> Iterator[str]:
    if told := limits.get("cases"):
        yield words.limits.format(outcomes=_outcomes(told, words))
    for step, told in list(limits.get("steps", {}).items())[:_MOST]:
        yield words.step.format(step=step, outcomes=_outcomes(told, words))


def _outcomes(told: Figures, words: Words) -> str:
    return ", ".join(f"{words.outcomes.get(name, name)} {count}" for name, count in told.items())


def _waiting(waiting: Figures, words: Words) -> Iterator[str]:
    if untold := waiting["untold"]:
        yield untold[words.own]
    elif total := waiting["total"]:
        causes = waiting["causes"].items()
        shares = (f"{words.causes.get(cause, cause)} {seconds / total:.0%}" for cause, seconds in causes if seconds)
        estimated = words.estimated.format(count=waiting["enabling_estimated"]) if waiting["enabling_estimated"] else ""
        yield words.waiting.format(causes=", ".join(shares), estimated=estimated)


def _slowest(edges: list[Figures], words: Words) -> str:
    """The steps between which most time passes in all cases together."""
    longest = sorted(edges, key=lambda edge: -edge["mean"] * edge["count"])[:_SLOWEST]
    return ", ".join(
        words.between.format(
            source=edge["from"], to=edge["to"], mean=_number(edge["mean"] / _DAY, 1, words), count=edge["count"]
        )
        for edge in longest
        if edge["mean"] > 0
    )


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


def _number(value: float | None, decimals: int, words: Words) -> str:
    return "–" if value is None else f"{value:.{decimals}f}".replace(".", words.comma)
