"""Every case tells which arrows it took, also where it does not follow the drawing; what is not drawn is told apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.mining.log import EventLog
from motcua.core.process.steering import Steerable
from motcua.core.simulation.fitting import fit
from motcua.core.simulation.fitting.repeating import AGAIN, STOPPED
from motcua.core.simulation.fitting.replaying import NOWHERE, Replay, replay, shares_of, unseen_choices, unsure_choices
from tests.core.process.blocks import BLOCKS, Block, conditions, drawing
from tests.core.process.drawn import Dossier, compiled
from tests.core.simulation.fitting.logged import Done, course, logged, process
from tests.effort import examples

CHOICE = """
start s
user receive
exclusive x default=x-no
user yes
user no
end e
s -> receive -> x
x -> yes : fine = true
x -> no
yes -> e
no -> e
"""
LOOP = """
start s
user write
user read
exclusive x default=x-e
end e
s -> write -> read -> x
x -> e
x -> write : wrong = true
"""
BOTH = """
start s
inclusive i default=i-a
user a
user b
inclusive j
end e
s -> i
i -> a
i -> b : more = true
a -> j
b -> j
j -> e
"""


def never(_case: int) -> bool:
    return False


def replayed(drawn: str, *names: tuple[str, ...]) -> tuple[Replay, EventLog]:
    log = logged([course(*each) for each in names])
    return replay(log, process(drawn), never), log


def shares(drawn: str, *names: tuple[str, ...]) -> dict[str, float]:
    return shares_of(replayed(drawn, *names)[0], process(drawn))


def test_the_branches_of_a_choice_have_the_shares_of_the_cases_that_took_them() -> None:
    found = shares(CHOICE, *[("receive", "yes")] * 3, ("receive", "no"))
    assert found == {"x-yes": 0.75, "x-no": 0.25}


def test_a_loop_is_taken_as_often_as_it_was_gone_round() -> None:
    once, twice = ("write", "read"), ("write", "read", "write", "read")
    assert shares(LOOP, once, once, twice) == {"x-e": 0.75, "x-write": 0.25}


def test_an_arrow_of_an_inclusive_choice_is_as_likely_as_it_was_taken() -> None:
    found = shares(BOTH, ("b",), ("a",), ("a",), ("a",))
    assert found["i-b"] == 0.25


def test_cases_that_do_not_fit_tell_the_way_nearest_to_theirs() -> None:
    found, _ = replayed(CHOICE, ("yes",), ("receive", "phone", "no"), ("receive", "yes"))
    assert shares_of(found, process(CHOICE)) == pytest.approx({"x-yes": 2 / 3, "x-no": 1 / 3})
    assert (found.cases, found.fitting) == (3, 1)
    assert (found.skipped, found.inserted) == ({"receive": 1}, {"phone": 1})


UNSEEN = """
start s
user review
exclusive x default=x-refuse
send notice wait=false
user refuse
user sign
end e
s -> review -> x
x -> notice : fine = true
x -> sign : hurried = true
x -> refuse
notice -> sign
sign -> e
refuse -> e
"""


def test_arrows_between_which_no_log_can_tell_share_what_was_seen_by_what_is_known_else_alike() -> None:
    found, _ = replayed(UNSEEN, *[("review", "sign")] * 3, ("review", "refuse"))
    assert shares_of(found, process(UNSEEN)) == {"x-notice": 0.375, "x-sign": 0.375, "x-refuse": 0.25}
    known = {"x-notice": 0.6, "x-sign": 0.2, "x-refuse": 0.2}
    assert shares_of(found, process(UNSEEN), known) == pytest.approx(
        {"x-notice": 0.5625, "x-sign": 0.1875, "x-refuse": 0.25}
    )
    assert unsure_choices(found, process(UNSEEN)) == ["x"]


def test_a_choice_that_no_case_came_to_is_named() -> None:
    found, _ = replayed(CHOICE, ("receive",))
    assert shares_of(found, process(CHOICE)) == {}
    assert unseen_choices(found, process(CHOICE)) == ["x"]


def test_a_case_that_is_open_did_not_end_early_and_one_that_is_over_did() -> None:
    log = logged([course("receive"), course("receive", "yes")])
    over, still = (replay(log, process(CHOICE), lambda _, told=told: told) for told in (False, True))
    assert over.early.tolist() == [1, 0, 0]
    assert still.early.tolist() == [0, 0, 0]
    assert not over.skipped


def test_what_is_done_again_though_it_is_not_drawn_belongs_to_its_step() -> None:
    found, log = replayed(CHOICE, ("receive", "receive", "yes"), ("receive", "dance", "no"))
    names = [found.nodes[n] if n != NOWHERE else "" for n in found.node.tolist()]
    assert names == ["receive", "receive", "yes", "receive", "", "no"]
    assert found.again[log.case == 0].sum() == 1
    assert found.inserted == {"dance": 1}


def test_what_is_done_again_becomes_an_interruption_with_its_wait() -> None:
    again = [Done("receive", 0, 1, "An"), Done("receive", 49, 50, "An"), Done("yes", 50, 51, "An")]
    cases = [again if n % 4 == 0 else course("receive", "yes") for n in range(40)]
    plan = fit(logged(cases), process(CHOICE)).scenario.processes[0].steps["receive"]
    (told,) = plan.interruptions
    assert (told.name, told.share, told.ends, told.supplement) == (AGAIN, 10 / 50, False, False)
    assert told.wait.is_nothing is False


def test_cases_that_end_where_they_should_go_on_become_an_interruption_that_ends() -> None:
    cases = [course("receive") if n % 4 == 0 else course("receive", "yes") for n in range(40)]
    found = fit(logged(cases), process(CHOICE), open_cases=())
    (told,) = found.scenario.processes[0].steps["receive"].interruptions
    assert (told.name, told.share, told.ends) == (STOPPED, 0.25, True)
    assert found.scenario.processes[0].shares == {"x-yes": 1.0, "x-no": 0.0}


@given(block=BLOCKS, choose=st.data())
@settings(max_examples=examples(150), deadline=None)
def test_the_arrows_of_whatever_the_engine_lets_happen_are_arrows_that_it_took(
    block: Block, choose: st.DataObject
) -> None:
    truths = st.fixed_dictionaries({name: st.booleans() for name in conditions(block)})
    dossier = Dossier(compiled(drawing(block)), **choose.draw(truths)).start()
    names: list[str] = []
    while dossier.status == "running" and len(names) < 12:
        step = choose.draw(st.sampled_from(sorted(dossier.waiting)))
        names.append(step)
        dossier.do(step, **choose.draw(truths))
    if not names:
        return
    log = logged([course(*names)])
    drawn = process(drawing(block))
    found = replay(log, drawn, lambda _: dossier.status == "running")
    assert (found.cases, found.fitting) == (1, 1)
    assert [found.nodes[n] for n in found.node.tolist()] == names
    for source, told in _by_source(shares_of(found, drawn), drawn).items():
        assert max(told) <= 1
        if drawn.definition.exits[source].first_only:
            assert sum(told) == pytest.approx(1)


def _by_source(found: dict[str, float], drawn: Steerable) -> dict[str, list[float]]:
    graph = drawn.definition.graph
    sources: dict[str, list[float]] = {}
    for flow, share in found.items():
        sources.setdefault(graph.flow[flow].source, []).append(share)
    return sources
