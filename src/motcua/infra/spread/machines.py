"""Several machines, with Ray (an optional package: nothing else of the system needs it)."""

from __future__ import annotations

import socket
from collections.abc import Callable, Generator, Iterable
from importlib import import_module
from types import ModuleType, TracebackType
from typing import Any, Final, Self

from motcua import __version__
from motcua.core.simulation.spreading import Item, Result
from motcua.core.text import ToldError
from motcua.infra.spread.ordering import TRIES, Answer, Done, Failed, InOrder, Job, Lost, Tell, silent

_SECONDS_TO_ANSWER: Final = 5.0


class NoRayError(ToldError):
    """Ray is not installed, or does not answer."""


class OtherVersionError(ToldError):
    """A machine runs another version than this one: its figures could differ."""

    def __init__(self, here: str, there: str) -> None:
        super().__init__(here, there)
        self.vi = f"Một máy chạy phiên bản {there}, máy này chạy {here}; hãy cài cùng một phiên bản trên mọi máy."
        self.en = f"A machine runs version {there}, this one {here}; install the same version on all."


class Machines:
    """The machines of a Ray cluster. Used with `with`: what still goes on is ended when it ends.

    address: of the cluster, as Ray writes it; "local" for one that is begun here and ends with it. tell: told in
    English when a worker died and its work is done again.
    """

    def __init__(self, address: str, *, tries: int = TRIES, tell: Tell = silent) -> None:
        self._tries, self._tell = tries, tell
        self._ray = _ray()
        try:
            _knock(address)
            self._ray.init(address=address, log_to_driver=False, configure_logging=False)
        except (OSError, ValueError) as refusal:
            raise NoRayError(
                f"Không kết nối được cụm Ray tại {address} ({refusal}); hãy kiểm tra địa chỉ, hoặc bỏ --machines.",
                f"No Ray cluster answers at {address} ({refusal}); check the address, or leave out --machines.",
            ) from refusal

    def each(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result, None, None]:
        """See Spread."""
        team = _Cluster(self._ray, work)
        try:
            yield from InOrder(team, items, self._tell, self._tries).results()
        finally:
            team.let_go()

    def close(self) -> None:
        """Leave the cluster; one that was begun here ends."""
        self._ray.shutdown()

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
        self._work = ray.put(work)
        self._do = ray.remote(max_retries=0)(_do)
        self._going: dict[Any, Job] = {}
        self.size = max(1, int(ray.cluster_resources().get("CPU", 1)))

    def begin(self, job: Job) -> None:
        self._going[self._do.remote(__version__, self._work, job.item)] = job

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
            return Done(self._ray.get(reference))
        except errors.RayTaskError as refusal:
            return Failed(refusal.cause if isinstance(refusal.cause, Exception) else refusal)
        except (errors.WorkerCrashedError, errors.NodeDiedError, errors.OutOfMemoryError) as loss:
            return Lost(type(loss).__name__)


def _do(version: str, work: Callable[[Any], Any], item: Any) -> Any:
    if version != __version__:
        raise OtherVersionError(version, __version__)
    return work(item)


def _knock(address: str) -> None:
    """Ray itself tries for minutes to reach an address at which nobody answers. Raises OSError and ValueError."""
    host, _, port = address.rpartition("//")[2].rpartition(":")
    if host:
        socket.create_connection((host, int(port)), _SECONDS_TO_ANSWER).close()


def _ray() -> ModuleType:
    try:
        return import_module("ray")
    except ModuleNotFoundError as missing:
        raise NoRayError(
            "Chưa cài Ray. Hãy cài gói «ray» trên mọi máy, hoặc bỏ --machines để dùng các lõi của máy này.",
            "Ray is not installed. Install the package “ray” on all machines, or leave out --machines to use the "
            "cores of this one.",
        ) from missing
