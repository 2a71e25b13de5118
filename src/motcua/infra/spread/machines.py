"""Several machines, with Ray (an optional package: nothing else of the system needs it)."""

from __future__ import annotations

import os
import pickle
import socket
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack, redirect_stdout
from importlib import import_module
from types import ModuleType, TracebackType
from typing import Any, Final, Self

from motcua import __version__
from motcua.core.simulation.spreading import Item, Result
from motcua.core.text import ToldError
from motcua.infra.spread.ordering import TRIES, Answer, Done, Failed, InOrder, Job, Lost, Tell, silent

_SECONDS_TO_ANSWER: Final = 5.0
_HELLO: Final = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes((0, 0, 0, 4, 0, 0, 0, 0, 0))
"""How HTTP/2 begins, which a cluster speaks: its first line and an empty frame of settings (RFC 9113, 3.4)."""
_SETTINGS: Final = 4
"""Of which kind the first frame of the answer must be; it stands in its fourth byte."""


class NoRayError(ToldError):
    """Ray is not installed, or does not answer."""


class OtherVersionError(ToldError):
    """A machine runs another version than this one: its figures could differ. Or it has none, or not all it needs."""

    def __init__(self, here: str, there: str) -> None:
        super().__init__(here, there)
        self.vi = f"Máy này chạy motcua {here}, một máy của cụm thì: {there}; hãy cài cùng một phiên bản trên mọi máy."
        self.en = f"This machine runs motcua {here}, one of the cluster: {there}; install the same version on all."


class Machines:
    """The machines of a Ray cluster. Used with `with`: what still goes on is ended when it ends.

    address: of the cluster, as Ray writes it; "local" for one that is begun here and ends with it. tell: told in
    English when a worker died and its work is done again. Until it ends, whatever is printed goes to the standard
    error: Ray prints what befalls its machines, and that must not stand among results.
    """

    def __init__(self, address: str, *, tries: int = TRIES, tell: Tell = silent) -> None:
        self._tries, self._tell = tries, tell
        self._ray = _ray()
        self._ending = ExitStack()
        self._ending.enter_context(redirect_stdout(sys.stderr))
        try:
            _knock(address)
            self._ray.init(address=address, log_to_driver=False, configure_logging=False)
        except (OSError, ValueError, RuntimeError, self._ray.exceptions.RayError) as refusal:
            self._ending.close()
            raise NoRayError(
                f"Không vào được cụm Ray tại {address} ({refusal}); hãy kiểm tra địa chỉ, phiên bản Ray và khóa của "
                "cụm (RAY_AUTH_MODE, ~/.ray/auth_token), hoặc bỏ --machines.",
                f"No Ray cluster lets this machine in at {address} ({refusal}); check the address, the version of Ray "
                "and the token of the cluster (RAY_AUTH_MODE, ~/.ray/auth_token), or leave out --machines.",
            ) from refusal
        self._ending.callback(self._ray.shutdown)

    def each(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result, None, None]:
        """See Spread."""
        team = _Cluster(self._ray, work)
        try:
            yield from InOrder(team, items, self._tell, self._tries).results()
        finally:
            team.let_go()

    def close(self) -> None:
        """Leave the cluster; one that was begun here ends."""
        self._ending.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Cluster:
    """One row of pieces with the same work, which every machine gets once."""

    def __init__(self, ray: ModuleType, work: Callable[[Any], Any]) -> None:
        self._ray = ray
        self._work = ray.put(pickle.dumps(work))
        self._do = ray.remote(max_retries=0)(as_a_machine_does_it())
        self._going: dict[Any, Job] = {}
        self.size = max(1, int(ray.cluster_resources().get("CPU", 1)))

    def begin(self, job: Job) -> None:
        self._going[self._do.remote(__version__, self._work, pickle.dumps(job.item))] = job

    def finished(self) -> list[tuple[Job, Answer]]:
        ready, _ = self._ray.wait(list(self._going), num_returns=1)
        return [(self._going.pop(reference), self._answer(reference)) for reference in ready]

    def let_go(self) -> None:
        for reference in self._going:
            self._ray.cancel(reference, force=True)
        self._going.clear()

    def _answer(self, reference: Any) -> Answer:
        errors = self._ray.exceptions
        try:
            there, result = self._ray.get(reference)
        except errors.RayTaskError as refusal:
            return Failed(refusal.cause if isinstance(refusal.cause, Exception) else refusal)
        except errors.RayError as loss:  # a worker, its machine, or a result that was there and not yet here
            return Lost(type(loss).__name__)
        return Done(result) if there == __version__ else Failed(OtherVersionError(__version__, there))


def as_a_machine_does_it() -> Callable[[str, bytes, bytes], tuple[str, Any]]:
    """What a machine of a cluster is sent for each piece: its own version, or what it lacks, and the result.

    It is sent whole, not by its name, and gets work and items packed: so a machine on which nothing or another version
    is installed can still say so.
    """

    def do(here: str, work: bytes, item: bytes) -> tuple[str, Any]:
        from importlib import import_module  # noqa: PLC0415 it takes nothing along that stands around it
        from pickle import loads  # noqa: PLC0415 as above

        try:
            there = str(import_module("motcua").__version__)
            if there != here:
                return f"motcua {there}", None
            act, on = loads(work), loads(item)  # noqa: S301 from whoever sent this function too
        except ImportError as missing:
            return str(missing), None
        return there, act(on)

    return do


def _knock(address: str) -> None:
    """Ray itself tries for minutes to reach an address at which nobody answers, or somebody else.

    Raises OSError and ValueError.
    """
    host, _, port = address.rpartition("//")[2].rpartition(":")
    if not host:
        return
    with socket.create_connection((host, int(port)), _SECONDS_TO_ANSWER) as door:
        if os.environ.get("RAY_USE_TLS", "0") != "0":
            return
        door.sendall(_HELLO)
        if door.recv(4)[3:] != bytes((_SETTINGS,)):
            raise ConnectionError("something else answers there")


def _ray() -> ModuleType:
    try:
        return import_module("ray")
    except ModuleNotFoundError as missing:
        raise NoRayError(
            "Chưa cài Ray. Hãy cài gói «ray» trên mọi máy, hoặc bỏ --machines để dùng các lõi của máy này.",
            "Ray is not installed. Install the package “ray” on all machines, or leave out --machines to use the "
            "cores of this one.",
        ) from missing
