"""A search for a roster: what was asked, what was found, and all of it as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from motcua.core.simulation.intervals import Estimate
from motcua.core.simulation.remarks import Remark
from motcua.core.simulation.rosters import Post, Proof, Roster, Staffing, Verdict, cost_of
from motcua.delivery.cli.amounts import Amounts
from motcua.delivery.cli.tried import Side

Plain = dict[str, Any]
ALL: Final = "all"
"""Under which all dossiers together are told."""


class Staffed(NamedTuple):
    """What was asked and what was found. on_time: the share that is asked of each process, by its name; under no name
    that of all dossiers together.
    """

    side: Side
    posts: tuple[Post, ...]
    on_time: Mapping[str, float]
    found: Staffing
    seed: int

    @property
    def today(self) -> Roster:
        """The people of the scenario."""
        return tuple(pool.people for pool in self.side.trial.scenario.pools)

    @property
    def counts_people(self) -> bool:
        """Whether no cost is stated, so that people are counted."""
        return not any(pool.cost for pool in self.side.trial.scenario.pools)

    def called(self, process: str) -> str:
        """What people call a process, with the name by which its share is asked."""
        if not process:
            return "mọi hồ sơ (all dossiers)"
        label = self.side.trial.setting.processes[process].definition.name
        return f"{label} ({process})" if label and label != process else process

    def label(self, post: Post) -> str:
        """What people call a pool, with the name by which its bounds are told."""
        called = self.side.trial.setting.pool_labels.get(post.name)
        return f"{called} ({post.name})" if called else post.name


def plain_of(staffed: Staffed) -> Plain:
    """Everything that was found and tried; costs a month in đồng, or as numbers of people."""
    found, posts = staffed.found, staffed.posts
    return {
        "what": staffed.side.word,
        "on_time": {name or ALL: asked for name, asked in staffed.on_time.items()},
        "seed": staffed.seed,
        "cases": staffed.side.trial.cases,
        "warm_up": staffed.side.trial.warm,
        "verdict": str(found.verdict),
        "roster": _by_name(posts, found.roster) if found.roster else None,
        "cost": found.cost if found.roster else None,
        "cost_unit": "people" if staffed.counts_people else "VND a month",
        "today": {"roster": _by_name(posts, staffed.today), "cost": cost_of(staffed.today, posts)},
        "pools": {
            post.name: {"least": post.least, "most": post.most, "cost": post.cost, "load": load}
            for post, load in zip(posts, found.loads, strict=True)
        },
        "proofs": [_plain_proof(staffed, proof) for proof in found.proofs],
        "tried": [
            {
                "roster": _by_name(posts, each.roster),
                "cost": each.cost,
                "on_time": {
                    name or ALL: told.mean if told.runs else None
                    for name, told in zip(staffed.on_time, each.on_time, strict=True)
                },
                "runs": max(told.runs for told in each.on_time),
                "enough": each.enough,
            }
            for each in found.tried
        ],
        "possible": found.possible,
        "complete": found.complete,
        "remarks": [each._asdict() for each in remarks_on(staffed)],
        "assumed": list(staffed.side.trial.scenario.assumed),
    }


def remarks_on(staffed: Staffed) -> Iterator[Remark]:
    """How sure it is, what was not proven, and what to do."""
    found = staffed.found
    if found.proofs:
        yield from _proof_told(staffed, found.proofs[-1])
    if found.verdict is Verdict.UNPROVEN:
        yield Remark(
            "Chưa chứng minh được; hãy tăng --proof, --cases hoặc --most.",
            "That proves nothing; raise --proof, --cases or --most.",
        )
    if found.verdict is Verdict.NONE:
        yield from _why_none(staffed)
    else:
        yield from _how_searched(found)
    yield from _overloaded(staffed)
    if staffed.counts_people and found.roster:
        yield Remark(
            "Kịch bản không ghi tiền công nên đếm số người; ghi cost của từng nhóm để tính tiền.",
            "The scenario states no costs, so people are counted; state the cost of each pool to count money.",
        )


def _proof_told(staffed: Staffed, proof: Proof) -> Iterator[Remark]:
    """Of each process, what fresh runs say, and that it misses what was asked where it does."""
    for n, (name, asked) in enumerate(staffed.on_time.items()):
        vi, en = (_proof_figures(proof, n, asked, Amounts(english=english)) for english in (False, True))
        of = f"{staffed.called(name)}: " if len(staffed.on_time) > 1 else ""
        missed = (": CHƯA ĐẠT", ": MISSED") if proof.surely[n] < asked else ("", "")
        yield Remark(
            f"{of}Đúng hạn {vi['mean']} trong {vi['runs']} lượt chạy mới ({vi['cases']} hồ sơ); chắc {vi['sure']} là "
            f"không dưới {vi['surely']} (cần {vi['asked']}){missed[0]}.",
            f"{of}{en['mean']} in time in {en['runs']} fresh runs ({en['cases']} dossiers); {en['sure']} sure not "
            f"below {en['surely']} (asked {en['asked']}){missed[1]}.",
        )


def _proof_figures(proof: Proof, demand: int, asked: float, amounts: Amounts) -> dict[str, str]:
    return {
        "mean": amounts.percent(proof.on_time[demand].mean),
        "surely": amounts.percent(proof.surely[demand]),
        "sure": amounts.percent(proof.confidence),
        "asked": amounts.percent(asked),
        "cases": amounts.number(proof.cases[demand], 0),
        "runs": str(proof.on_time[demand].runs),
    }


def _how_searched(found: Staffing) -> Iterator[Remark]:
    tried = [each.number(len(found.tried), 0) for each in (Amounts(english=False), Amounts(english=True))]
    possible = [each.number(found.possible, 0) for each in (Amounts(english=False), Amounts(english=True))]
    if found.complete:
        yield Remark(
            f"Đã thử {tried[0]} trong {possible[0]} cách xếp: bớt hoặc đổi một, hai người để rẻ hơn đều không đủ. Điều "
            "đó không chứng minh là không có cách nào khác rẻ hơn.",
            f"{tried[1]} of {possible[1]} rosters were tried: taking away or exchanging one or two people for less is "
            "never enough. That does not prove that nothing else is cheaper.",
        )
    else:
        yield Remark(
            f"Dừng sau {tried[0]} trong {possible[0]} cách xếp, có thể còn cách rẻ hơn; hãy tăng --rosters.",
            f"Ended after {tried[1]} of {possible[1]} rosters, there may be cheaper ones; raise --rosters.",
        )


def _why_none(staffed: Staffed) -> Iterator[Remark]:
    most = staffed.found.tried[0]
    demands = list(zip(staffed.on_time.items(), most.on_time, strict=True))
    unjudged = [staffed.called(name) for (name, _), told in demands if not told.runs]
    if unjudged:
        of = f"{', '.join(unjudged)}: " if len(demands) > 1 else ""
        yield Remark(
            f"{of}Không hồ sơ nào xét được là trễ hay đúng hạn; hãy tăng --cases.",
            f"{of}No dossier could be judged late or in time; raise --cases.",
        )
        return
    if len(demands) > 1:
        yield from (_reached(staffed.called(process), asked, told) for (process, asked), told in demands)
    full = [(post, load) for post, load in zip(staffed.posts, staffed.found.loads, strict=True) if load >= post.most]
    for post, load in full:
        vi, en = (each.number(load) for each in (Amounts(english=False), Amounts(english=True)))
        name = staffed.label(post)
        yield Remark(
            f"Việc của «{name}» đến bằng sức của {vi} người, nhiều nhất được {post.most}: hàng đợi tăng mãi. Hãy "
            f"cho --most {post.name}={int(load) + 2} trở lên, hoặc giảm việc.",
            f"The work of “{name}” comes as fast as {en} people can do it, at most {post.most} are allowed: its "
            f"queue grows for ever. Allow --most {post.name}={int(load) + 2} or more, or take work away.",
        )
    if not full:
        yield Remark(
            "Không nhóm nào thiếu người: thêm người không giúp được. Thời gian mất ở chỗ khác (chờ người dân, cơ quan "
            "khác, ngày họp, thời gian để lâu mới làm); hãy sửa quy trình hoặc thời hạn.",
            "No pool lacks people: more would not help. The time goes elsewhere (applicants, other agencies, sitting "
            "days, work that lies before it is begun); change the process or the limit.",
        )


def _reached(process: str, asked: float, told: Estimate) -> Remark:
    """What the most people do for one process."""
    vi, en = (
        (each.percent(told.mean), each.percent(asked)) for each in (Amounts(english=False), Amounts(english=True))
    )
    missed = (": CHƯA ĐẠT", ": MISSED") if told.low < asked else ("", "")
    return Remark(
        f"{process}: đông nhất thì đúng hạn {vi[0]}, cần {vi[1]}{missed[0]}.",
        f"{process}: the most people keep {en[0]} in time, asked {en[1]}{missed[1]}.",
    )


def _overloaded(staffed: Staffed) -> Iterator[Remark]:
    roster = staffed.found.roster
    if roster is None:
        return
    for post, people, load in zip(staffed.posts, roster, staffed.found.loads, strict=True):
        if load >= people:
            name = staffed.label(post)
            yield Remark(
                f"«{name}» có nhiều việc hơn sức làm: đủ trong thời gian mô phỏng, về lâu dài thì không nếu nhóm "
                "khác không làm thay. Hãy tăng --cases.",
                f"“{name}” gets more work than it can do: enough for the simulated time, not for ever unless "
                "another pool does it too. Raise --cases.",
            )


def _by_name(posts: tuple[Post, ...], roster: Roster) -> dict[str, int]:
    return {post.name: people for post, people in zip(posts, roster, strict=True)}


def _plain_proof(staffed: Staffed, proof: Proof) -> Plain:
    return {
        "roster": _by_name(staffed.posts, proof.roster),
        "processes": {
            name or ALL: {
                "asked": asked,
                "on_time": proof.on_time[n].mean if proof.on_time[n].runs else None,
                "surely": proof.surely[n],
                "cases": proof.cases[n],
                "missed": proof.surely[n] < asked,
            }
            for n, (name, asked) in enumerate(staffed.on_time.items())
        },
        "confidence": proof.confidence,
        "runs": max(told.runs for told in proof.on_time),
        "holds": proof.holds,
    }
