"""What a scenario expected against what happened, each difference with the line on which it was expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.core.forms import Text
from motcua.core.procedure.document import Node
from motcua.core.procedure.scenarios.played import Played
from motcua.core.procedure.scenarios.scenario import Scenario, Stage
from motcua.core.workcal import office_time

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise than written. `line`: where it was written."""

    what: Text
    expected: str
    happened: str
    line: int

    @property
    def sentence(self) -> Text:
        """Such as “hạn của bước receive: mong đợi 2026-11-09 10:30, diễn ra 2026-11-09 11:00”."""
        return Text(
            f"{self.what.vi}: mong đợi {self.expected}, diễn ra {self.happened}",
            f"{self.what.en}: expected {self.expected}, happened {self.happened}",
        )


def differences(scenario: Scenario, played: Played) -> tuple[Difference, ...]:
    """All that came out otherwise, in the order in which people ask: did it run, which way, when, how much, what."""
    return (*_course(scenario, played), *_times(scenario, played), *_outcome(scenario, played))


def _course(scenario: Scenario, played: Played) -> Iterator[Difference]:
    expected = scenario.expected
    if played.broken:
        what = Text(f"không chạy tiếp được: {played.broken.vi}", f"it cannot go on: {played.broken.en}")
        yield Difference(what, expected.end, played.end, expected.node.place.number)
    for key, at, began_at in played.early:
        what = Text(f"bước {key} chưa bắt đầu lúc được trả lời", f"step {key} has not begun when it is answered")
        line = expected.node.document.place("answers", key).number
        yield Difference(what, spelled(at), spelled(began_at), line)
    for key in played.unasked:
        what = Text(f"câu trả lời của bước {key}", f"the answers of step {key}")
        given = scenario.answers[key]
        line = expected.node.document.place("answers", key).number
        yield Difference(what, ", ".join(each.word for each in given), _listed(_outcomes(played, key)), line)
    for event in played.missed:
        what = Text(f"việc bên cạnh các bước: {event.what}", f"what happens beside the steps: {event.what}")
        line = expected.node.document.place("meanwhile").number
        yield Difference(what, spelled(event.at), NOTHING, line)
    if not _is_on(expected.path, played.path):
        what = Text("đường đi", "path")
        yield Difference(what, path_text(expected.path), path_text(played.path), _line(expected.node, "path"))
    if expected.waiting is not None and sorted(expected.waiting) != sorted(played.waiting):
        what = Text("các bước còn dở", "steps still open")
        line = _line(expected.node, "waiting")
        yield Difference(what, _listed(expected.waiting), _listed(played.waiting), line)


def _times(scenario: Scenario, played: Played) -> Iterator[Difference]:
    expected = scenario.expected
    for key, moments in expected.due.items():
        passages = sorted((p for p in played.passages if p.step == key), key=lambda p: p.began_at)
        happened = tuple(passage.due_at for passage in passages if passage.due_at)
        if moments != happened:
            what = Text(f"hạn của bước {key}", f"due time of step {key}")
            yield Difference(what, _moments(moments), _moments(happened), expected.node["due"][key].place.number)
    for key, name, wanted, moment in (
        ("promised", Text("ngày hẹn trả", "promised date"), expected.promised, played.promised),
        ("deadline", Text("hạn giải quyết", "deadline"), expected.deadline, played.deadline),
    ):
        if wanted and wanted != moment:
            yield Difference(name, spelled(wanted), _moments([moment] if moment else []), _line(expected.node, key))
    if expected.limit is not None and expected.limit != played.limit:
        what = Text("thời hạn áp dụng", "limit that applies")
        yield Difference(what, expected.limit, played.limit or NOTHING, _line(expected.node, "limit"))
    if expected.in_time is not None and expected.in_time != played.in_time:
        what = Text("đúng hạn", "in time")
        yield Difference(what, _yes(expected.in_time), _yes(played.in_time), _line(expected.node, "in_time"))


def _outcome(scenario: Scenario, played: Played) -> Iterator[Difference]:
    expected = scenario.expected
    if expected.fees is not None and expected.fees != played.fees:
        what = Text("số tiền phải nộp", "fees")
        yield Difference(what, _money(expected.fees), _money(played.fees), _line(expected.node, "fees"))
    for key, name, wanted, found in (
        ("results", Text("kết quả", "results"), expected.results, played.results),
        ("letters", Text("văn bản", "letters"), expected.letters, played.letters),
    ):
        if wanted is not None and wanted != found:
            yield Difference(name, _listed(wanted), _listed(found), _line(expected.node, key))
    if expected.end is not played.end:
        what = Text("hồ sơ kết thúc", "end of the dossier")
        yield Difference(what, expected.end, played.end, _line(expected.node, "end"))


def spelled(moment: datetime) -> str:
    """A moment as scenario files write it; with seconds only where it has some."""
    local = office_time(moment)
    return f"{local:%Y-%m-%d %H:%M}" + (f":{local:%S}" if local.second else "")


def path_text(path: Sequence[Stage]) -> str:
    """`receive → assign → (consult → opinions | inspect) → review`."""
    stages = (
        stage if isinstance(stage, str) else f"({' | '.join(' → '.join(branch) for branch in stage)})" for stage in path
    )
    return " → ".join(stages) or NOTHING


def _is_on(stages: Sequence[Stage], path: Sequence[str]) -> bool:
    """Whether the steps came in this order; those of branches side by side in any order between the branches."""
    left = list(path)
    for stage in stages:
        branches = ((stage,),) if isinstance(stage, str) else stage
        here, left = left[: sum(map(len, branches))], left[sum(map(len, branches)) :]
        if not _are_mixed(branches, here):
            return False
    return not left


def _are_mixed(branches: Sequence[Sequence[str]], steps: Sequence[str]) -> bool:
    """Whether the steps are the branches, each in its own order, shuffled into one another."""
    standing = {tuple(0 for _ in branches)}
    for step in steps:
        standing = {
            (*at[:n], at[n] + 1, *at[n + 1 :])
            for at in standing
            for n, branch in enumerate(branches)
            if at[n] < len(branch) and branch[at[n]] == step
        }
    return tuple(map(len, branches)) in standing


def _outcomes(played: Played, step: str) -> list[str]:
    return [passage.outcome for passage in played.passages if passage.step == step and passage.outcome]


def _line(node: Node, key: str) -> int:
    return node[key].place.number


def _moments(moments: Iterable[datetime]) -> str:
    return _listed([spelled(moment) for moment in moments])


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or NOTHING


def _money(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")


def _yes(truth: bool | None) -> str:
    return NOTHING if truth is None else str(truth).lower()
