"""What is wrong with a model, found before anything is played: each fault with what to mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np

from motcua.core.simulation.automaton import Automaton
from motcua.core.simulation.lengths import NEVER
from motcua.core.simulation.model import BadModelError, Model, Played, Pool, Step

_ROUNDING = 1e-9


class EndlessProcessError(BadModelError):
    """A process of which some cases would never end."""


def look_over(model: Model, automata: Sequence[Automaton]) -> None:
    """Raises BadModelError for what cannot be played, EndlessProcessError for a process whose cases do not end."""
    pools = {pool.name: pool for pool in model.pools}
    if len(pools) < len(model.pools):
        raise BadModelError(
            "Có hai nhóm người cùng tên; hãy đặt mỗi nhóm một tên.", "Two pools have one name; give each its own."
        )
    for played, automaton in zip(model.processes, automata, strict=True):
        _look_over_names(played)
        nodes = {node.id for node in automaton.nodes}
        for node, step in played.steps.items():
            _look_over_step(played, node, step)
            if node in nodes:
                _look_over_staff(played, node, step, pools)
        _refuse_endless(automaton, played)


def look_over_arrivals(played: Played) -> None:
    """Raises BadModelError unless cases come in order, none before the beginning."""
    arrivals = np.asarray(played.arrivals, np.float64)
    if len(arrivals) and not (arrivals[0] >= 0 and np.isfinite(arrivals).all() and (np.diff(arrivals) >= 0).all()):
        raise BadModelError(
            f"“{played.name}”: thời điểm hồ sơ đến phải là số giây từ 0 trở lên, xếp tăng dần.",
            f"“{played.name}”: the arrivals must be seconds of 0 or more, in order.",
        )


def _look_over_names(played: Played) -> None:
    drawn = played.process.definition.graph.node
    limit = played.limit
    named = [*played.steps, *((limit.accepted_by, *limit.finished_by) if limit else ())]
    for node in named:
        if node and node not in drawn:
            raise BadModelError(
                f"“{played.name}”: bản vẽ không có bước “{node}”; hãy sửa tên bước.",
                f"“{played.name}”: the drawing has no step “{node}”; mend its name.",
            )
    if limit and not limit.seconds >= 0:
        raise BadModelError(
            f"“{played.name}”: thời hạn {limit.seconds} giây phải từ 0 trở lên.",
            f"“{played.name}”: the limit of {limit.seconds} seconds must be 0 or more.",
        )


def _look_over_step(played: Played, node: str, step: Step) -> None:
    shares = [each.share for each in step.interruptions]
    endless = sum(shares) >= 1 - _ROUNDING and not any(each.ends or each.most for each in step.interruptions)
    if endless or sum(shares) > 1 + _ROUNDING or not all(0 <= share <= 1 for share in shares):
        raise BadModelError(
            f"“{played.name}”, bước “{node}”: tỷ lệ gián đoạn {shares} phải từ 0 đến 1 và cộng lại dưới 1, để có lúc "
            "bước được làm xong.",
            f"“{played.name}”, step “{node}”: the shares of interruptions {shares} must be from 0 to 1 and add up to "
            "less than 1, so that the step is done some day.",
        )


def _look_over_staff(played: Played, node: str, step: Step, pools: dict[str, Pool]) -> None:
    for name in step.pools:
        if name not in pools:
            raise BadModelError(
                f"“{played.name}”, bước “{node}”: không có nhóm người nào tên “{name}”; hãy khai nhóm này.",
                f"“{played.name}”, step “{node}”: no pool is called “{name}”; state it.",
            )
    if step.pools and not any(pools[name].people for name in step.pools):
        raise BadModelError(
            f"“{played.name}”, bước “{node}”: không ai làm được vì {', '.join(step.pools)} không có người; hãy cho ít "
            "nhất một người.",
            f"“{played.name}”, step “{node}”: nobody can do it, for {', '.join(step.pools)} has no people; give it at "
            "least one.",
        )


def _refuse_endless(automaton: Automaton, played: Played) -> None:
    never = frozenset(node for node, step in played.steps.items() if NEVER in (step.work, step.delay))
    ending = frozenset(
        node for node, step in played.steps.items() if any(each.ends and each.share for each in step.interruptions)
    )
    stays = _endless(automaton, never, ending)
    if stays:
        labels = ", ".join(f"“{label}”" for label in stays)
        raise EndlessProcessError(
            f"“{played.name}”: hồ sơ đã đến {labels} thì không bao giờ kết thúc. Hãy vẽ lối ra, hoặc cho lối ra một "
            "tỷ lệ lớn hơn 0.",
            f"“{played.name}”: a case that has come to {labels} never ends. Draw a way out, or give one a share.",
        )


@lru_cache(2048)
def _endless(automaton: Automaton, never: Collection[str], ending: Collection[str]) -> tuple[str, ...]:
    """The labels of what waits in one standing from which no way leads to the end; none if there is no such standing,
    or if there are too many standings to look at them all.
    """
    reached = automaton.explored()
    if not _targets(automaton, reached) <= set(reached):
        return ()
    before = defaultdict(list)
    ends = []
    for standing in reached:
        places = automaton.found[standing].places
        moves = automaton.moves(standing)
        names = [automaton.nodes[place].id for place in places]
        if not places or any(name in ending for name in names):
            ends.append(standing)
        for name, ways in zip(names, moves, strict=True):
            for move in ways if name not in never else ():
                before[move.target].append(standing)
    well = set(ends)
    while ends:
        fresh = [standing for standing in before[ends.pop()] if standing not in well]
        well.update(fresh)
        ends.extend(fresh)
    lost = next((standing for standing in reached if standing not in well), None)
    return () if lost is None else tuple(automaton.nodes[place].label for place in automaton.found[lost].places)


def _targets(automaton: Automaton, reached: Sequence[int]) -> set[int]:
    inner = (move.target for standing in reached for ways in automaton.moves(standing) for move in ways)
    return {*inner, *(move.target for move in automaton.begin())}
