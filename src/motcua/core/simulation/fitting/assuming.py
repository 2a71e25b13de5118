"""What a log could not tell of a process, in words for people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.log import NOBODY, EventLog
from motcua.core.process import Node
from motcua.core.process.graph import HUMAN_TASKS, MESSAGES, SIGNALS
from motcua.core.process.steering import Steerable
from motcua.core.simulation.fitting.efforts import Efforts
from motcua.core.simulation.fitting.groups import Grouping
from motcua.core.simulation.fitting.moments import Moments
from motcua.core.simulation.fitting.refusing import Assumed
from motcua.core.simulation.fitting.replaying import Replay, unseen_choices, unsure_choices

_LASTING = HUMAN_TASKS | MESSAGES | SIGNALS
_WORTH_TELLING = 0.05
_MOST_NAMED = 5


def of_the_course(found: Replay, process: Steerable, guessed_open: int) -> Iterator[Assumed]:
    """What does not fit the drawing, and what the drawing has that the log does not show."""
    if guessed_open:
        yield Assumed(
            f"{guessed_open} hồ sơ có việc gần đây và dừng ở bước thường chưa kết thúc: coi là chưa xong.",
            f"{guessed_open} cases had something done lately and stand where cases seldom end: taken to be open.",
        )
    if found.unjudged:
        yield Assumed(
            f"{found.unjudged} hồ sơ đi đường quá dài hoặc quá lạ nên không đối chiếu với sơ đồ; không tính vào tỷ lệ.",
            f"{found.unjudged} cases took courses too long or too rare to be replayed; they count for no share.",
        )
    if found.cases > found.fitting:
        part = 1 - found.fitting / found.cases
        yield Assumed(
            f"{part:.0%} số hồ sơ không đi đúng sơ đồ; tỷ lệ rẽ nhánh lấy theo đường gần nhất của chúng.",
            f"{part:.0%} of the cases do not follow the drawing; shares count the way nearest to what they did.",
        )
    if found.inserted:
        yield Assumed(
            f"Sơ đồ không có các việc này nên bỏ qua: {_counted(found.inserted.most_common(_MOST_NAMED))}.",
            f"Left out, because the drawing does not have them: {_counted(found.inserted.most_common(_MOST_NAMED))}.",
        )
    if found.skipped:
        yield Assumed(
            f"Nhiều hồ sơ bỏ bước, mô phỏng vẫn làm: {_counted(found.skipped.most_common(_MOST_NAMED))}.",
            f"Skipped in the log, yet played as drawn: {_counted(found.skipped.most_common(_MOST_NAMED))}.",
        )
    for label in unsure_choices(found, process):
        yield Assumed(
            f"Nhật ký không cho thấy “{label}” rẽ nhánh nào: lấy tỷ lệ đã biết, nếu không thì coi như bằng nhau.",
            f"The log cannot show which way “{label}” fell: shares known from elsewhere, else equal ones, are taken.",
        )
    for choice in unseen_choices(found, process):
        yield Assumed(
            f"Không hồ sơ nào tới chỗ rẽ “{choice}”: các nhánh coi như bằng nhau.",
            f"No case came to the choice “{choice}”: its ways are taken to be equally likely.",
        )
    if process.definition.repeats:
        yield Assumed(
            "Việc lặp lại theo danh sách được coi là làm một lần.",
            "What is drawn to be done several times is taken to be done once.",
        )


def of_the_times(log: EventLog, found: Replay, times: Moments, nodes: Sequence[Node]) -> Iterator[Assumed]:
    """Which times were estimated, or could not be."""
    if times.negative:
        yield Assumed(
            f"{times.negative} việc kết thúc trước khi bắt đầu, hoặc bắt đầu trước khi đến lượt: bỏ các thời điểm đó.",
            f"{times.negative} events end before they begin, or begin before they were enabled: not gone by.",
        )
    if times.estimated:
        yield Assumed(
            f"Thời điểm đến lượt của {times.estimated} trong {len(log)} việc là ước lượng từ việc trước đó.",
            f"When {times.estimated} of {len(log)} events were enabled is estimated from what came before them.",
        )
    missing = int((~times.recorded).sum())
    if missing:
        yield Assumed(
            f"{missing} trong {len(log)} việc không ghi lúc bắt đầu: thời gian làm việc của chúng là ước lượng.",
            f"Of {missing} of {len(log)} events the begin was not recorded: their work times are estimated.",
        )
    instant = times.recorded & (times.began == times.ended)
    if instant.mean() > _WORTH_TELLING:
        yield Assumed(
            f"{instant.mean():.0%} số việc bắt đầu và kết thúc cùng lúc: coi là không mất thời gian.",
            f"{instant.mean():.0%} of the events begin and end at the same time: taken to need none.",
        )
    for n, node in enumerate(nodes):
        events = found.node == n
        if events.any() and not times.recorded[events].any() and _mostly_first(log, events):
            yield Assumed(
                f"“{node.label}” mở đầu hồ sơ mà không ghi lúc bắt đầu: không biết làm bao lâu, coi là 0.",
                f"“{node.label}” begins cases, its own begin is not recorded: how long it takes is taken to be 0.",
            )


def of_silent_steps(nodes: Sequence[Node], seen: Collection[str], known: Collection[str]) -> Iterator[Assumed]:
    """Where cases wait by the drawing and the log has no event. known: of which something is told from elsewhere."""
    silent = [node for node in nodes if node.kind in _LASTING and node.id not in seen]
    kept = ", ".join([node.label for node in silent if node.id in known][:_MOST_NAMED])
    timeless = ", ".join([node.label for node in silent if node.id not in known][:_MOST_NAMED])
    if kept:
        yield Assumed(
            f"Nhật ký không có các bước này, thời gian lấy từ giả định của gói thủ tục: {kept}.",
            f"The log does not have these steps, their times are those that the package assumes: {kept}.",
        )
    if timeless:
        yield Assumed(
            f"Nhật ký không có các bước này, coi là không mất thời gian: {timeless}.",
            f"The log does not have these steps, taken to need no time: {timeless}.",
        )


def of_the_people(
    log: EventLog, grouping: Grouping, found: Efforts, unknown_hours: bool, overloaded: Sequence[str]
) -> Iterator[Assumed]:
    """Who works, how many they are, and when they are there."""
    if not grouping.names:
        yield Assumed(
            "Nhật ký không ghi ai làm: mọi việc tự xong sau thời gian đã thấy, không ai phải chờ ai.",
            "The log does not say who did what: all work ends by itself after the time that was seen, nobody queues.",
        )
        return
    if not grouping.by_role:
        yield Assumed(
            f"Nhật ký không ghi vai trò: {len(grouping.names)} nhóm được suy từ những bước mà mọi người cùng làm.",
            f"The log names no roles: {len(grouping.names)} groups are guessed from the steps that people share.",
        )
    yield Assumed(
        "Số người mỗi nhóm là số người cùng có mặt trung bình; họ còn làm việc khác hay không thì không rõ.",
        "A group has as many people as were there at a time in the mean; what else they had to do is not known.",
    )
    nobody = float((log.resource == NOBODY).mean())
    if nobody > _WORTH_TELLING:
        yield Assumed(
            f"{nobody:.0%} số việc không ghi ai làm.", f"Of {nobody:.0%} of the events nobody is named as who did them."
        )
    if found.at_once > 1 + _WORTH_TELLING:
        yield Assumed(
            f"Mỗi người làm {found.at_once:.1f} việc cùng lúc: thời gian làm được chia đều cho các việc đó.",
            f"People do {found.at_once:.1f} things at a time: their time is divided evenly among them.",
        )
    if unknown_hours:
        yield Assumed(
            "Quá ít thời điểm để biết giờ làm việc, hoặc có việc suốt ngày đêm: coi là luôn mở.",
            "Too few moments to tell opening hours, or work at all hours: taken to be always open.",
        )
    for name in overloaded:
        yield Assumed(
            f"Nhóm “{name}” làm nhiều hơn số giờ có mặt: số người được tăng cho đủ.",
            f"“{name}” did more than its hours hold: as many people were added as that needs.",
        )


def _mostly_first(log: EventLog, events: NDArray[np.bool_]) -> bool:
    firsts = np.zeros(len(log), dtype=bool)
    firsts[log.first[:-1][log.first[1:] > log.first[:-1]]] = True
    return 2 * int((firsts & events).sum()) > int(events.sum())


def _counted(names: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} ×{count}" for name, count in names)
