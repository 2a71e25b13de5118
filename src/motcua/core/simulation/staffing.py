"""The cheapest roster that keeps a given share of cases in time, of each process or of all together.

Three steps. A ladder of rosters made of the load alone is halved until its lowest rung that is enough is found. From
there people are taken away and exchanged one or two at a time, as long as it gets cheaper and stays enough; all rosters
are played with the same chance, so that they differ by their people only. What was found last is then proven by runs
that the search never saw: the luckiest of many rosters looks better than it is. If they refuse it, the search goes on
from the next that looked enough.

It does not prove that nothing cheaper is enough, only that no such exchange from the answer is, and it takes for
granted that with nowhere more people no more is in time.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import product
from math import inf, prod, sqrt
from operator import le
from typing import Final

from motcua.core.simulation.intervals import CONFIDENCE, Estimate, estimate, surely_at_least
from motcua.core.simulation.offered import ladder, waiting_work
from motcua.core.simulation.rosters import Play, Post, Proof, Roster, Share, Shown, Staffing, Tried, Verdict, cost_of
from motcua.core.simulation.spreading import InTurn, Spread

SEARCH_RUNS: Final = 8
PROOF_RUNS: Final = 30
MOST_ROSTERS: Final = 300
_LOOK: Final = 3
"""Runs after which a roster that is plainly not enough is left."""


Watch = Callable[[int, Tried | None], bool]
"""Told after every roster how many were tried and the cheapest that was enough; answers whether to go on."""


class _StoppedError(Exception):
    """It was told to stop, or has tried as many rosters as it may."""


def staffing(
    play: Play,
    posts: Sequence[Post],
    on_time: Sequence[float],
    *,
    seed: int = 0,
    confidence: float = CONFIDENCE,
    runs: int = SEARCH_RUNS,
    proof: int = PROOF_RUNS,
    most_rosters: int = MOST_ROSTERS,
    spread: Spread | None = None,
    watch: Watch | None = None,
) -> Staffing:
    """Search and prove. on_time: the demands, one for each of the shares that a run shows: the part of its cases, above
    0 and at most 1, that must surely be in time in the mean. All of them must be met.

    Search uses the seeds from `seed` on, each proof `proof` further ones of its own. Raises ValueError for a share or
    numbers of runs that cannot be.
    """
    if not posts or not on_time or not all(0 < share <= 1 for share in on_time):
        raise ValueError(f"posts and shares above 0 and at most 1 are needed, not {len(posts)} and {on_time}")
    if min(runs, proof) < _LOOK:
        raise ValueError(f"at least {_LOOK} runs are needed to search and to prove, not {runs} and {proof}")
    search = _Search(
        play, tuple(posts), tuple(on_time), seed, confidence, runs, proof, most_rosters, spread or InTurn(), watch
    )
    return search.whole()


@dataclass(slots=True)
class _Search:
    play: Play
    posts: tuple[Post, ...]
    on_time: tuple[float, ...]
    seed: int
    confidence: float
    runs: int
    proof: int
    most_rosters: int
    spread: Spread
    watch: Watch | None
    tried: dict[Roster, Tried] = field(default_factory=dict)
    proofs: list[Proof] = field(default_factory=list)
    loads: tuple[float, ...] = ()
    refused: set[Roster] = field(default_factory=set)
    told_to_stop: bool = False
    complete: bool = False

    def whole(self) -> Staffing:
        top = tuple(post.most for post in self.posts)
        with suppress(_StoppedError):
            if self._try(top).enough:
                self._climb()
        while (best := self._best()) is not None:
            if self._settled(best):
                break
        return self._answer()

    def _settled(self, best: Tried) -> bool:
        """Search on from one that is enough, and prove the cheapest; whether that is the end."""
        with suppress(_StoppedError):
            self._exchange(best)
        return self.told_to_stop or self._prove(self._best() or best)

    def _climb(self) -> None:
        """The lowest rung of the ladder that is enough, if all above the first that is are too."""
        rungs = list(ladder(self.posts, self.loads))
        low, high = 0, len(rungs) - 1
        while low < high:
            middle = (low + high) // 2
            if self._try(rungs[middle]).enough:
                high = middle
            else:
                low = middle + 1
        self._try(rungs[high])

    def _exchange(self, best: Tried) -> None:
        """From one that is enough to cheaper ones, until no exchange is enough."""
        self.complete = False
        while (better := self._cheaper(best)) is not None:
            best = better
        self.complete = True

    def _cheaper(self, best: Tried) -> Tried | None:
        """The first neighbour that costs less and is enough; what should wait least is tried first."""
        cheaper = [each for each in set(self._neighbours(best.roster)) if cost_of(each, self.posts) < best.cost]
        for roster in sorted(cheaper, key=lambda each: (self._shortfall(each), waiting_work(each, self.loads), each)):
            if self._is_hopeless(roster):
                continue
            found = self._try(roster)
            if found.enough and roster not in self.refused:
                return found
        return None

    def _is_hopeless(self, roster: Roster) -> bool:
        """Whether one that was not enough has nowhere fewer people."""
        failed = (each.roster for each in self.tried.values() if not each.enough or each.roster in self.refused)
        return any(all(map(le, roster, other)) for other in failed)

    def _shortfall(self, roster: Roster) -> float:
        """How many people's work nobody would do."""
        return sum(max(0.0, load - people) for people, load in zip(roster, self.loads, strict=True))

    def _neighbours(self, roster: Roster) -> Iterator[Roster]:
        """One or two fewer at a post; and one or two more at another."""
        for n, taken in product(range(len(roster)), (1, 2)):
            fewer = _with(roster, n, -taken)
            if fewer[n] < self.posts[n].least:
                continue
            yield fewer
            for other, given in product(range(len(roster)), (1, 2)):
                more = _with(fewer, other, given)
                if other != n and more[other] <= self.posts[other].most:
                    yield more

    def _try(self, roster: Roster) -> Tried:
        """Play a roster, or look up how it was; one that is plainly not enough is left after a few runs."""
        if roster in self.tried:
            return self.tried[roster]
        if self.told_to_stop or len(self.tried) >= self.most_rosters:
            raise _StoppedError
        shown: list[Shown] = []
        with closing(self._played(roster, self.seed, self.runs)) as results:
            for each in results:
                shown.append(each)
                if len(shown) >= _LOOK and self._plainly_not(self._seen(shown)):
                    break
        if not self.loads:
            self.loads = tuple(sum(column) / len(shown) for column in zip(*(each.loads for each in shown), strict=True))
        seen = self._seen(shown)
        tried = Tried(roster, cost_of(roster, self.posts), seen, len(shown) == self.runs and self._holds(seen))
        self.tried[roster] = tried
        if self.watch and not self.watch(len(self.tried), self._best()):
            self.told_to_stop = True
        return tried

    def _plainly_not(self, seen: Sequence[Estimate]) -> bool:
        return any(each.high < asked for each, asked in zip(seen, self.on_time, strict=True))

    def _holds(self, seen: Sequence[Estimate]) -> bool:
        """Whether a proof would hold it if it saw the same means and the same scatter."""
        return all(
            each.mean - each.half * sqrt(each.runs / self.proof) >= asked
            for each, asked in zip(seen, self.on_time, strict=True)
        )

    def _seen(self, shown: Sequence[Shown]) -> tuple[Estimate, ...]:
        return tuple(
            estimate([each.on_time for each in shares], self.confidence)
            for shares in zip(*(each.shares for each in shown), strict=True)
        )

    def _played(self, roster: Roster, first: int, runs: int) -> Generator[Shown, None, None]:
        return self.spread.each(self.play, [(roster, seed) for seed in range(first, first + runs)])

    def _best(self) -> Tried | None:
        enough = (each for each in self.tried.values() if each.enough and each.roster not in self.refused)
        return min(enough, key=_by_cost, default=None)

    def _prove(self, tried: Tried) -> bool:
        """Whether fresh runs hold it. Each attempt is held to half the doubt of the one before, so that all together
        err no more often than one may; what does not hold is refused. Where one demand is not met in truth, it is
        told to be met as seldom as if it were the only one: so several ask for no more doubt.
        """
        attempt = len(self.proofs)
        confidence = 1 - (1 - self.confidence) / 2 ** (attempt + 1)
        shown = list(self._played(tried.roster, self.seed + self.runs + attempt * self.proof, self.proof))
        by_demand = list(zip(*(each.shares for each in shown), strict=True))
        surely = tuple(_surely(shares, confidence) for shares in by_demand)
        holds = all(told >= asked for told, asked in zip(surely, self.on_time, strict=True))
        cases = tuple(sum(each.cases for each in shares) for shares in by_demand)
        self.proofs.append(Proof(tried.roster, self._seen(shown), surely, confidence, cases, holds))
        if not holds:
            self.refused.add(tried.roster)
        return holds

    def _answer(self) -> Staffing:
        best = self._best()
        roster = best.roster if best else None
        if self.told_to_stop:
            verdict = Verdict.STOPPED
        elif self.proofs:
            verdict = Verdict.PROVEN if self.proofs[-1].holds else Verdict.UNPROVEN
            roster = self.proofs[-1].roster
        else:
            verdict = Verdict.NONE
        return Staffing(
            verdict,
            roster,
            cost_of(roster, self.posts) if roster else inf,
            tuple(self.tried.values()),
            prod(post.most - post.least + 1 for post in self.posts),
            tuple(self.proofs),
            self.loads,
            self.complete,
        )


def _surely(shares: Sequence[Share], confidence: float) -> float:
    """Below which the share is not, this surely. Where no case at all was late, no more than so many cases can tell."""
    told = [each.on_time for each in shares if each.cases]
    if not told:
        return 0.0
    if all(share == 1 for share in told):
        return float((1 - confidence) ** (1 / sum(each.cases for each in shares)))
    return surely_at_least(told, confidence)


def _by_cost(tried: Tried) -> tuple[float, Roster]:
    return tried.cost, tried.roster


def _with(roster: Roster, n: int, change: int) -> Roster:
    return (*roster[:n], roster[n] + change, *roster[n + 1 :])
