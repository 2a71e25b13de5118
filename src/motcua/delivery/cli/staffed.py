"""A search for a roster: what was asked, what was found, and all of it as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from motcua.core.simulation.remarks import Remark
from motcua.core.simulation.rosters import Post, Proof, Roster, Staffing, Verdict, cost_of
from motcua.delivery.cli.amounts import Amounts
from motcua.delivery.cli.tried import Side

Plain = dict[str, Any]


class Staffed(NamedTuple):
    """What was asked and what was found."""

    side: Side
    posts: tuple[Post, ...]
    on_time: float
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

    def label(self, post: Post) -> str:
        """What people call a pool, with the name by which its bounds are told."""
        called = self.side.trial.setting.pool_labels.get(post.name)
        return f"{called} ({post.name})" if called else post.name


def plain_of(staffed: Staffed) -> Plain:
    """Everything that was found and tried; costs a month in đồng, or as numbers of people."""
    found, posts = staffed.found, staffed.posts
    return {
        "what": staffed.side.word,
        "on_time": staffed.on_time,
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
        "proofs": [_plain_proof(posts, proof) for proof in found.proofs],
        "tried": [
            {
                "roster": _by_name(posts, each.roster),
                "cost": each.cost,
                "on_time": each.on_time.mean,
                "runs": each.on_time.runs,
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
        yield _proof_told(found.proofs[-1], staffed.on_time)
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


def _proof_told(proof: Proof, asked: float) -> Remark:
    return Remark(
        "Đúng hạn {mean} trong {runs} lượt chạy mới ({cases} hồ sơ); chắc {sure} là không dưới {surely} (cần "
        "{asked}).".format_map(_proof_figures(proof, asked, Amounts(english=False))),
        "{mean} in time in {runs} fresh runs ({cases} dossiers); {sure} sure not below {surely} (asked "
        "{asked}).".format_map(_proof_figures(proof, asked, Amounts(english=True))),
    )


def _proof_figures(proof: Proof, asked: float, amounts: Amounts) -> dict[str, str]:
    return {
        "mean": amounts.percent(proof.on_time.mean),
        "surely": amounts.percent(proof.surely),
        "sure": amounts.percent(proof.confidence),
        "asked": amounts.percent(asked),
        "cases": amounts.number(proof.cases, 0),
        "runs": str(proof.on_time.runs),
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
    if not staffed.found.tried[0].on_time.runs:
        yield Remark(
            "Không hồ sơ nào xét được là trễ hay đúng hạn; hãy tăng --cases.",
            "No dossier could be judged late or in time; raise --cases.",
        )
        return
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


def _plain_proof(posts: tuple[Post, ...], proof: Proof) -> Plain:
    return {
        "roster": _by_name(posts, proof.roster),
        "on_time": proof.on_time.mean,
        "surely": proof.surely,
        "confidence": proof.confidence,
        "runs": proof.on_time.runs,
        "cases": proof.cases,
        "holds": proof.holds,
    }
