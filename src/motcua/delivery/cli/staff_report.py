"""The cheapest roster that was found, in lines that are read in ten seconds."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.core.simulation.rosters import Roster, Verdict, cost_of
from motcua.delivery.cli.amounts import Amounts, Unit
from motcua.delivery.cli.staffed import Staffed, remarks_on


def lines_of(staffed: Staffed, *, english: bool) -> Iterator[str]:
    """The answer in a line, the people pool by pool, how sure it is and what was not proven."""
    telling = _Telling(staffed, english)
    yield telling.headline()
    if staffed.found.roster:
        yield ""
        yield from telling.table(staffed.found.roster)
    yield from (f"! {remark[english]}" for remark in remarks_on(staffed))
    if assumed := staffed.side.trial.scenario.assumed:
        yield telling.amounts.assumed(assumed)


class _Telling:
    def __init__(self, staffed: Staffed, english: bool) -> None:
        self._staffed, self._english = staffed, english
        self.amounts = Amounts(english)

    def headline(self) -> str:
        """The answer."""
        staffed, found = self._staffed, self._staffed.found
        asked, name = self._asked(), staffed.side.label
        if not found.roster:
            return f"{name}: {self._none(asked)}"
        cost, today = (self._cost(roster) for roster in (found.roster, staffed.today))
        proven = found.verdict is Verdict.PROVEN
        if self._english:
            return f"{name}: {'' if proven else 'NOT PROVEN, '}cheapest for {asked} in time: {cost} (today {today})"
        return f"{name}: {'' if proven else 'CHƯA CHỨNG MINH, '}rẻ nhất để {asked} đúng hạn: {cost} (nay {today})"

    def _asked(self) -> str:
        """The share, once where it is the same for all."""
        shares = dict.fromkeys(self.amounts.percent(share) for share in self._staffed.on_time.values())
        return "/".join(shares)

    def _none(self, asked: str) -> str:
        most = min(self._staffed.found.tried[0].on_time, key=lambda told: (told.runs > 0, told.mean))
        best = self.amounts.percent(most.mean) if most.runs else "–"
        if self._english:
            return f"NO roster within the bounds keeps {asked} in time; the most people reach {best}"
        return f"KHÔNG cách xếp người nào trong giới hạn giữ được {asked} đúng hạn; đông nhất cũng chỉ {best}"

    def table(self, roster: Roster) -> Iterator[str]:
        """People by pool: today, needed, and how many the work alone would keep busy."""
        labels, found = self._staffed.side.trial.setting.pool_labels, self._staffed.found
        head = ("", "today", "needed", "busy with work") if self._english else ("", "nay", "cần", "đủ việc cho")
        rows = [head]
        for post, now, needed, load in zip(self._staffed.posts, self._staffed.today, roster, found.loads, strict=True):
            rows.append((labels.get(post.name, post.name), str(now), str(needed), self.amounts.number(load)))
        wide = [max(len(row[column]) for row in rows) for column in range(4)]
        for name, *numbers in rows:
            yield "  ".join((f"{name:<{wide[0]}}", *(f"{each:>{wide[n]}}" for n, each in enumerate(numbers, 1))))

    def _cost(self, roster: Roster) -> str:
        people = f"{sum(roster)} {'people' if self._english else 'người'}"
        if self._staffed.counts_people:
            return people
        money = self.amounts.told(cost_of(roster, self._staffed.posts), Unit.MONEY, 1.0)
        return f"{people}, {money} {'a month' if self._english else 'mỗi tháng'}"
