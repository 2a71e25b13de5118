"""Work that is spread over processes comes to the same, loses nothing and leaves nobody behind."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Thread
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest

from motcua import __version__
from motcua.core.simulation.experiment import Aim, repeat
from motcua.core.simulation.spreading import InTurn
from motcua.infra.spread import Cores, NoRayError, WorkerLostError, spread_over
from motcua.infra.spread.machines import as_a_machine_does_it
from motcua.infra.spread.ordering import Answer, Done, InOrder, Job, Lost
from tests.infra.pieces import (
    DieFirst,
    figures,
    many,
    pause_at_all_but_the_first,
    refuse_stubbornly,
    refuse_the_third,
    unsendable,
    who,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def cores() -> Iterator[Cores]:
    with Cores(2) as many_cores:
        yield many_cores


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_results_are_bit_for_bit_those_of_one_after_the_other(cores: Cores) -> None:
    assert list(cores.each(figures, range(40))) == list(InTurn().each(figures, range(40)))


def test_an_experiment_ends_after_the_same_run_however_it_is_spread(cores: Cores) -> None:
    aims = [Aim("mean", 0.01, of="mean")]
    assert repeat(figures, aims=aims, spread=cores) == repeat(figures, aims=aims, spread=InTurn())


def test_work_is_done_elsewhere_by_no_more_processes_than_asked(cores: Cores) -> None:
    pids = set(cores.each(who, range(30)))
    assert pids <= set(cores.pids())
    assert os.getpid() not in pids
    assert len(cores.pids()) <= 2


def test_items_are_taken_only_as_they_are_needed(cores: Cores) -> None:
    assert list(islice(cores.each(figures, many()), 5)) == [figures(n) for n in range(5)]


def test_nothing_to_do_is_done_at_once() -> None:
    with Cores(2) as idle:
        assert list(idle.each(figures, ())) == []
        assert idle.pids() == ()


def test_other_work_may_begin_before_all_results_were_taken(cores: Cores) -> None:
    first = cores.each(figures, range(100))
    assert next(first) == figures(0)
    assert list(cores.each(refuse_the_third, (1, 2))) == [1, 2]
    with pytest.raises(RuntimeError, match="let go"):
        list(first)


def test_what_the_work_raises_is_raised_when_its_turn_comes(cores: Cores) -> None:
    results = cores.each(refuse_the_third, range(6))
    assert list(islice(results, 3)) == [0, 1, 2]
    with pytest.raises(ValueError, match="three is refused") as caught:
        next(results)
    assert "refuse_the_third" in "".join(caught.value.__notes__)


def test_an_error_that_cannot_be_sent_is_told_by_its_trace(cores: Cores) -> None:
    with pytest.raises(RuntimeError, match="nothing"):
        next(cores.each(refuse_stubbornly, (1,)))


def test_a_result_that_cannot_be_sent_is_told_as_an_error(cores: Cores) -> None:
    with pytest.raises(Exception, match="pickle"):
        next(cores.each(unsendable, (1,)))


def test_a_killed_process_is_told_and_its_piece_done_again(tmp_path: Path) -> None:
    told: list[str] = []
    with Cores(2, tell=told.append) as frail:
        assert list(frail.each(DieFirst(tmp_path, 3, times=2), range(8))) == [n * n for n in range(8)]
    assert len(told) == 2
    assert "exit code -9" in told[0]


def test_a_piece_that_kills_whoever_does_it_is_given_up_clearly(tmp_path: Path) -> None:
    with Cores(2) as frail, pytest.raises(WorkerLostError) as caught:
        list(frail.each(DieFirst(tmp_path, 3, times=99), range(8)))
    assert "3 lần" in caught.value.vi
    assert "--cores 1" in caught.value.en


def test_a_process_that_dies_between_two_pieces_is_replaced() -> None:
    with Cores(1) as one:
        assert list(one.each(figures, (1,))) == [figures(1)]
        before = one.pids()
        os.kill(before[0], signal.SIGKILL)
        assert list(one.each(figures, (2,))) == [figures(2)]
        assert one.pids() != before


def test_none_is_left_not_even_in_the_middle_of_its_work() -> None:
    with Cores(2) as busy:
        assert next(busy.each(pause_at_all_but_the_first, range(9))) == 0
        pids = busy.pids()
    assert pids
    assert not any(map(is_there, pids))


def test_none_is_left_when_what_uses_them_fails() -> None:
    pids: tuple[int, ...] = ()

    def fail() -> None:
        nonlocal pids
        with Cores(2) as busy:
            list(busy.each(figures, range(4)))
            pids = busy.pids()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert pids
    assert not any(map(is_there, pids))


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_who_asked_ends_all_who_work(blow: signal.Signals) -> None:
    """SIGINT goes to all as Ctrl-C does, the others only to the first. All hold the pipe open until they end."""
    command = [sys.executable, "-m", "tests.infra.pieces"]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    with subprocess.Popen(
        command, cwd=ROOT, env=paths, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as asking:
        assert asking.stdout
        assert {asking.stdout.readline(), asking.stdout.readline()} == {b"0\n", b"1\n"}
        if blow is signal.SIGINT:
            os.killpg(asking.pid, blow)
        else:
            asking.send_signal(blow)
        assert asking.stdout.read() == b""
    assert asking.returncode != 0


class Moody:
    """A team that answers the last piece first and loses each piece so many times."""

    def __init__(self, size: int, losses: int) -> None:
        self.size, self._losses = size, losses
        self._jobs: list[Job] = []
        self.most_ahead = 0

    def begin(self, job: Job) -> None:
        self._jobs.append(job)
        assert len(self._jobs) <= self.size
        self.most_ahead = max(self.most_ahead, job.n - min(each.n for each in self._jobs))

    def finished(self) -> list[tuple[Job, Answer]]:
        job = self._jobs.pop()
        return [(job, Lost("bad mood") if job.tries <= self._losses else Done(job.item))]


@pytest.mark.parametrize("size", [1, 2, 7])
def test_results_come_in_the_order_of_their_items_whatever_is_lost_or_ready_first(size: int) -> None:
    team = Moody(size, losses=2)
    assert list(InOrder(team, range(50), lambda _: None, 3).results()) == list(range(50))
    assert team.most_ahead < 4 * size


def test_one_core_is_here_and_more_are_elsewhere() -> None:
    with spread_over(1) as spread:
        assert isinstance(spread, InTurn)
    with spread_over(3) as spread:
        assert isinstance(spread, Cores)


def test_no_core_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one core"):
        Cores(0)


def test_machines_without_ray_are_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(NoRayError) as caught, spread_over(machines="local"):
        pass
    assert "Chưa cài Ray" in caught.value.vi
    assert "Install the package" in caught.value.en


def test_a_machine_does_a_piece_only_with_the_version_of_who_asked() -> None:
    do = as_a_machine_does_it()
    work, item = pickle.dumps(figures), pickle.dumps(7)
    assert do(__version__, work, item) == (__version__, figures(7))
    assert do("0.0.0", work, item) == (f"motcua {__version__}", None)


def test_a_machine_that_lacks_what_the_work_needs_says_what(monkeypatch: pytest.MonkeyPatch) -> None:
    do = as_a_machine_does_it()
    packed = pickle.dumps(figures), pickle.dumps(7)
    monkeypatch.setitem(sys.modules, "tests.infra.pieces", None)
    there, result = do(__version__, *packed)
    assert "tests.infra.pieces" in there
    assert result is None


def stand_in_for_ray(monkeypatch: pytest.MonkeyPatch, **named: object) -> None:
    """What is asked of Ray before it is connected to anything, and what is named."""
    ray = SimpleNamespace(exceptions=SimpleNamespace(RayError=LookupError), **named)
    monkeypatch.setitem(sys.modules, "ray", cast(ModuleType, ray))


def test_what_ray_prints_does_not_stand_among_results(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def init(**_: object) -> None:
        sys.stdout.write("(raylet) a machine died\n")

    stand_in_for_ray(monkeypatch, init=init, shutdown=lambda: sys.stdout.write("(raylet) left\n"))
    with spread_over(machines="local"):
        sys.stdout.write("a worker died\n")
    sys.stdout.write("results\n")
    assert capsys.readouterr() == ("results\n", "(raylet) a machine died\na worker died\n(raylet) left\n")


@contextmanager
def somebody_who_answers(words: bytes) -> Iterator[int]:
    """A program that is no cluster of Ray, at a port of this machine: whatever it is told, it says the same."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            visitor, _ = door.accept()
            with visitor:
                visitor.recv(64)
                visitor.sendall(words)

        answering = Thread(target=answer)
        answering.start()
        yield door.getsockname()[1]
        answering.join()


@pytest.mark.parametrize("words", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b""])
def test_somebody_else_at_the_address_is_no_cluster_and_ray_is_not_let_try_for_minutes(
    monkeypatch: pytest.MonkeyPatch, words: bytes
) -> None:
    stand_in_for_ray(monkeypatch)
    with (
        somebody_who_answers(words) as port,
        pytest.raises(NoRayError) as caught,
        spread_over(machines=f"127.0.0.1:{port}"),
    ):
        pass
    assert "hãy kiểm tra địa chỉ" in caught.value.vi
    assert "something else answers there" in caught.value.en
