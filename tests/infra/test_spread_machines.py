"""Work that is spread over machines with Ray comes to the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

import pytest

from motcua.core.simulation.experiment import Aim, repeat
from motcua.core.simulation.spreading import InTurn
from motcua.infra.spread import Machines, WorkerLostError
from tests.infra.pieces import DieFirst, figures, pause_at_all_but_the_first, refuse_the_third


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def machines(told: list[str]) -> Iterator[Machines]:
    """Ray's own files and its token end with it. The folder is a short one: the names of sockets lie in it."""
    with TemporaryDirectory(prefix="ray") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_TMPDIR", folder)
        patch.setenv("RAY_AUTH_TOKEN", token_hex(32))
        with Machines("local", tell=told.append) as cluster:
            yield cluster


def test_results_are_bit_for_bit_those_of_one_after_the_other(machines: Machines) -> None:
    assert list(machines.each(figures, range(40))) == list(InTurn().each(figures, range(40)))


def test_an_experiment_ends_after_the_same_run_however_it_is_spread(machines: Machines) -> None:
    aims = [Aim("mean", 0.01, of="mean")]
    assert repeat(figures, aims=aims, spread=machines) == repeat(figures, aims=aims, spread=InTurn())


def test_what_the_work_raises_is_raised_as_it_is(machines: Machines) -> None:
    with pytest.raises(ValueError, match="three is refused"):
        list(machines.each(refuse_the_third, range(6)))


def test_a_killed_worker_is_told_and_its_piece_done_again(machines: Machines, told: list[str], tmp_path: Path) -> None:
    assert list(machines.each(DieFirst(tmp_path, 3, times=2), range(8))) == [n * n for n in range(8)]
    assert len(told) == 2


def test_a_piece_that_kills_whoever_does_it_is_given_up_clearly(machines: Machines, tmp_path: Path) -> None:
    with pytest.raises(WorkerLostError):
        list(machines.each(DieFirst(tmp_path, 3, times=99), range(8)))


def test_what_was_let_go_of_does_not_keep_others_waiting(machines: Machines) -> None:
    results = machines.each(pause_at_all_but_the_first, range(9))
    assert next(results) == 0
    results.close()
    assert list(machines.each(figures, range(4))) == [figures(n) for n in range(4)]
