"""What the simulator plays can have happened: the engine's own conditions lead the same way."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from motcua.core.procedure import Channel, StepKind
from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.model import Model, Played
from motcua.core.simulation.playing import ALL, play
from motcua.core.simulation.tables import compile_model
from motcua.domain.dossiers.city.choices import shares_of
from motcua.domain.dossiers.city.errors import CourseError
from motcua.domain.dossiers.city.explaining import Explaining, Passed, Path
from tests.domain.dossiers.city.sorts import RECIPE, sort_of, sorts

CASES, SEED = 300, 5


def paths_of(sort) -> list[Path]:
    """Ways on which the simulator leads cases of a sort."""
    played = Played(
        sort.name,
        steerable(read_model(sort.procedure.diagram)),
        [float(n) for n in range(CASES)],
        shares=shares_of(sort, RECIPE.work),
    )
    compiled = compile_model(Model((played,)))
    outcome = play(compiled, SEED, logged=ALL)
    nodes = [node for _, node in compiled.nodes]
    order = np.argsort(outcome.log_case, kind="stable")
    borders = np.searchsorted(outcome.log_case[order], np.arange(CASES + 1))
    return [
        Path(tuple(Passed(nodes[outcome.log_node[row]], True) for row in order[first:last]), has_ended=True)
        for first, last in pairwise(borders)
    ]


@pytest.mark.parametrize("sort", sorts(), ids=lambda sort: sort.name)
def test_every_path_that_is_played_is_one_of_the_engine(sort):
    explaining = Explaining(sort, RECIPE.work)
    for path in paths_of(sort):
        explained = explaining.explain(path, 0.5)
        assert len(explained.numbers) == len(explained.outcomes) == len(path.passed)
        for passed, outcome in zip(path.passed, explained.outcomes, strict=True):
            step = sort.procedure.steps.get(passed.node)
            assert (outcome in step.outcomes) if step and step.outcomes else outcome == ""


def test_the_choices_fall_as_often_as_the_steps_end_so():
    sort = sort_of("2.000815", Channel.COUNTER)
    paths = paths_of(sort)
    signed = [sum(passed.node == "sign" for passed in path.passed) for path in paths]
    back = sum(signed) - sum(count > 0 for count in signed)
    assert back / sum(signed) == pytest.approx(RECIPE.work.sent_back, abs=0.03)


def test_who_is_refused_pays_nothing_and_all_others_are_told_what_to_pay():
    sort = sort_of("2.000635", Channel.ONLINE)
    explaining = Explaining(sort, RECIPE.work)
    for path in paths_of(sort):
        explained = explaining.explain(path, 0.5)
        assert (explained.noticed < 0) == (explained.outcomes[0] == "refuse")


def test_a_process_that_asks_at_once_for_its_money_waits_for_it():
    sort = sort_of("1.004222", Channel.COUNTER)
    kinds = {step.key: step.kind for step in sort.procedure.steps.values()}
    for path in paths_of(sort):
        accepted = any(kinds.get(passed.node) not in (StepKind.RECEPTION, None) for passed in path.passed)
        assert not accepted or path.passed[1].node == "fee_paid"


def test_a_decision_that_only_later_counts_agrees_with_what_came_of_it():
    """Whether a permit is given is said at the appraisal, and asked for only after the review."""
    sort = sort_of("1.013225", Channel.ONLINE)
    explaining, ends = Explaining(sort, RECIPE.work), Counter()
    for n, path in enumerate(paths_of(sort)):
        explained = explaining.explain(path, (n + 0.5) / CASES)
        said = dict(zip((passed.node for passed in path.passed), explained.outcomes, strict=True))
        if "appraise" in said:
            ends[said["appraise"], explained.noticed >= 0] += 1
    assert set(ends) == {("eligible", True), ("not_eligible", False)}
    assert ends["not_eligible", False] / CASES == pytest.approx(sort.offer.ends["appraise"]["not_eligible"], abs=0.03)


def test_an_end_that_no_choice_shows_is_drawn_by_its_share():
    sort = sort_of("2.000908", Channel.COUNTER)
    explaining = Explaining(sort, RECIPE.work)
    usual = max(paths_of(sort), key=lambda path: len(path.passed) == 5)
    place = next(n for n, passed in enumerate(usual.passed) if passed.node == "find")
    found = [explaining.explain(usual, (n + 0.5) / 100).outcomes[place] for n in range(100)]
    assert found.count("not_found") == pytest.approx(100 * sort.offer.ends["find"]["not_found"], abs=1)


def test_a_path_that_the_process_does_not_have_is_told():
    sort = sort_of("2.000815", Channel.COUNTER)
    path = Path((Passed("receive", True), Passed("issue", True)), has_ended=False)
    with pytest.raises(CourseError, match="receive → issue"):
        Explaining(sort, RECIPE.work).explain(path, 0.5)
