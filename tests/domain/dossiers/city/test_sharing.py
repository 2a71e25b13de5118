"""Who begins with which bureaus, and what becomes of the work when a process does not come to its end."""

import multiprocessing
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dossiers.city.bureaus import Load
from motcua.domain.dossiers.city.errors import CityError, LostProcessError
from motcua.domain.dossiers.city.sharing import orders, write_at_once
from tests.domain.dossiers.city.hands import Dies, interrupts, is_stopped_at_two, refuses

WARD, POLICE = ("1.001193", "2.000815"), ("1.004222",)
LOADS = st.lists(
    st.builds(Load, st.integers(0, 1000), st.sampled_from([WARD, POLICE, ("2.001199",)])), min_size=1, max_size=20
)


@pytest.fixture(autouse=True)
def _nobody_is_left():
    """No process outlives the work that it was begun for."""
    yield
    assert multiprocessing.active_children() == []


def silent(words: str) -> None:
    """Nobody listens."""


@given(LOADS, st.integers(1, 5))
def test_every_process_comes_to_every_bureau_once(loads, processes):
    for order in orders(loads, processes):
        assert sorted(order) == list(range(len(loads)))


@given(LOADS)
def test_one_process_begins_with_the_largest(loads):
    (order,) = orders(loads, 1)
    many = [loads[n].many for n in order]
    assert many == sorted(many, reverse=True)


def test_what_is_alike_goes_to_one_process_and_no_two_begin_with_the_same():
    loads = [Load(50, POLICE), Load(60, WARD), Load(40, WARD), Load(30, POLICE), Load(20, POLICE)]
    one, other = orders(loads, 2)
    assert one[:2] == (1, 2)
    assert other[:3] == (0, 3, 4)


def test_who_has_done_with_his_own_helps_from_the_small_end():
    loads = [Load(50, WARD), Load(30, WARD), Load(45, POLICE), Load(25, POLICE), Load(10, POLICE)]
    one, other = orders(loads, 2)
    assert one == (0, 1, 4, 3, 2)
    assert other == (2, 3, 4, 1, 0)


def test_a_process_that_dies_is_told_of_and_another_does_its_work(tmp_path):
    told = []
    assert write_at_once(Dies(tmp_path, 1), [(1, 2), (2, 1)], told.append)
    assert len(told) == 1
    assert "exit code -9" in told[0]


def test_work_on_which_processes_die_again_and_again_is_refused(tmp_path):
    with pytest.raises(LostProcessError, match="--processes 1"):
        write_at_once(Dies(tmp_path, 99), [(1, 2)], silent)


def test_a_no_to_one_process_stops_all():
    assert not write_at_once(is_stopped_at_two, [(1, 2), (2, 1)], silent)


def test_what_a_process_refuses_is_said_in_its_words():
    with pytest.raises(CityError, match=r"Không được\. \(It cannot be\.\)"):
        write_at_once(refuses, [(1, 2), (2, 1)], silent)


@pytest.fixture
def hears_interrupts():
    """Also where a shell has had them ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("hears_interrupts")
def test_an_interrupt_ends_all_processes():
    with pytest.raises(KeyboardInterrupt):
        write_at_once(interrupts, [(1, 2), (2, 1)], silent)
