"""`motcua city --dossiers N --months M [--offices N|CODES] [--seed S] [--until MOMENT] [--processes P]`: the past of a
whole city for a training city, played by the simulator. Stopped or killed, it goes on where it was when it is called
again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as hour
from typing import Final

import psycopg
from django.db import InterfaceError, OperationalError, ProgrammingError

from motcua.core.simulation.arrivals import MOST_CASES
from motcua.core.text import ToldError
from motcua.core.workcal import ZONE, months_later, office_time
from motcua.delivery.cli.played import a_seed, stoppable
from motcua.domain.dossiers.city.citizens import Fate
from motcua.domain.dossiers.city.making import begun_past, make_city, unwatched
from motcua.domain.dossiers.city.plan import Wanted
from motcua.domain.dossiers.city.writing import Progress, Watch
from motcua.domain.dossiers.invention.errors import InventionError
from motcua.domain.feedback.past import make_ratings
from motcua.domain.reporting.services import AtOnce
from motcua.infra import clock
from motcua.infra.spread import usable_cores

MOST_MONTHS = 60
# A process plans the whole city and learns its moulds anew: it takes as long until it writes as one to write so many.
WORTH_A_PROCESS = 1000
_MOST_PROCESSES: Final = 256
_STOPPED: Final = 130
_DATABASE_GONE: Final = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
_GO_ON: Final = (
    "phần đã ghi còn nguyên, hãy chạy lại đúng lệnh đó để làm tiếp (what was written stays; run the same command again)"
)
_FATES: Final = {
    Fate.WORKING: ("đang xử lý đúng hạn", "is worked on in time"),
    Fate.LATE: ("trễ hạn", "is late"),
    Fate.SUPPLEMENT: ("chờ bổ sung giấy tờ", "waits for papers"),
    Fate.PAYMENT: ("chờ nộp tiền", "waits for a payment"),
    Fate.RESULT: ("có kết quả chờ nhận", "has a result to be fetched"),
    Fate.REJECTED: ("bị từ chối", "was rejected"),
    Fate.DONE: ("đã trả kết quả", "is over"),
}


def city(arguments: list[str]) -> int:
    """Make the past that is asked for, with a line for each part. 1 where it cannot be, 130 when it is stopped."""
    given = _parser().parse_args(arguments)
    try:
        with stoppable():
            return _made(given)
    except (ToldError, InventionError) as problem:
        _warn(str(problem))
    except _DATABASE_GONE as problem:
        why = str(problem).strip().partition("\n")[0]
        _warn(f"cơ sở dữ liệu không ghi được nữa: {why} (the database does not write any more); {_GO_ON}")
    except ProgrammingError as problem:
        if not isinstance(problem.__cause__, psycopg.errors.UndefinedTable):
            raise
        _warn("chưa có thành phố nào ở đây; hãy chạy trước (there is no city here yet; run first): motcua found")
    except KeyboardInterrupt:
        _warn(f"đã dừng (stopped); {_GO_ON}")
        return _STOPPED
    return 1


def _made(given: argparse.Namespace) -> int:
    begun, now = begun_past(), clock.now().replace(microsecond=0)
    until = given.until or (begun.wanted.until if begun else now)
    if until > now:
        _warn(f"--until {until:%Y-%m-%dT%H:%M}: lúc đó chưa đến; hãy ghi lúc đã qua (has not come; give a past one)")
        return 2
    processes = worth(given.dossiers) if given.processes is None else given.processes
    wanted = Wanted(given.offices, given.dossiers, begin_of(until, given.months), until, given.seed)
    began = time.monotonic()
    said = give_past(wanted, _Teller(), processes=processes, tell=_warn)
    print(f"{time.monotonic() - began:.1f} s: {said}")
    return 0


def give_past(wanted: Wanted, watch: Watch = unwatched, *, processes: int, tell: Callable[[str], None]) -> str:
    """Give the city a past with the leaders' counts and what people said of it, or go on with it; what was made, in
    words. watch, tell: see make_city; told too is what no citizen of the demo city has.

    Raises ToldError, InventionError.
    """
    made = make_city(wanted, AtOnce(), watch, processes=processes, tell=tell)
    ratings = make_ratings(wanted.until)
    if made.lacking:
        tell(_lacking(made.lacking))
    if not made.dossiers:
        return "the city has this past already"
    return (
        f"{made.dossiers:,} dossiers, {made.parts:,} parts at other agencies, {made.events:,} events, "
        f"{made.officers:,} officers introduced, {made.drafts} drafts, {ratings:,} ratings"
    )


def worth(dossiers: int) -> int:
    """How many processes are worth beginning for so many dossiers, at most one a core."""
    return max(1, min(usable_cores(), dossiers // WORTH_A_PROCESS))


def begin_of(until: datetime, months: int) -> datetime:
    """The first midnight of a past of so many months."""
    return datetime.combine(months_later(office_time(until).date(), -months), hour(), ZONE)


def _lacking(fates: tuple[Fate, ...]) -> str:
    vi, en = (", ".join(_FATES[each][n] for each in fates) for n in (0, 1))
    return (
        f"các công dân mẫu không có hồ sơ nào: {vi}; cần thì lập thành phố mới với --dossiers lớn hơn (no citizen "
        f"of the demo has a dossier that: {en}; where that is needed, found a new city with more --dossiers)"
    )


def _warn(words: str) -> None:
    print(f"motcua city: {words}", file=sys.stderr, flush=True)


class _Teller:
    """Says how far it is, how many dossiers a second this call writes, and how long it will still take at that rate;
    each process has a copy that knows when it all began.
    """

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._first: int | None = None

    def __call__(self, progress: Progress) -> bool:
        if self._first is None:
            self._first, self._began = progress.dossiers, time.monotonic()
            there = f", {progress.dossiers:,} đã có (there already)" if progress.dossiers else ""
            print(
                f"  {progress.of:,} hồ sơ (dossiers), {progress.bureaus} nhóm cơ quan (groups of offices){there}",
                flush=True,
            )
            return True
        rate = (progress.dossiers - self._first) / (time.monotonic() - self._began)
        left = f"còn khoảng {_long((progress.of - progress.dossiers) / rate)} (left)" if rate else "…"
        print(
            f"  {progress.dossiers:,}/{progress.of:,} hồ sơ (dossiers), {rate:,.0f}/s, {left}; {progress.bureau}, "
            f"xong {progress.whole}/{progress.bureaus} nhóm (groups done)",
            flush=True,
        )
        return True


def _long(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua city", description=__doc__)
    add = parser.add_argument
    add("--dossiers", type=_dossiers, required=True, metavar="N", help="bao nhiêu hồ sơ (how many dossiers)")
    add(
        "--months",
        type=_months,
        default=12,
        metavar="M",
        help=f"quá khứ dài bao nhiêu tháng, từ 1 đến {MOST_MONTHS}; 12 (how many months the past is long; 12)",
    )
    add(
        "--offices",
        type=_offices,
        metavar="N|A,B,C",
        help="bao nhiêu cơ quan giải quyết, đông việc trước, hoặc mã của chúng; tất cả (how many of the agencies that "
        "decide, the busiest first, or their codes; all)",
    )
    add(
        "--seed",
        type=a_seed,
        default=1,
        metavar="S",
        help="cùng một số thì ra cùng một thành phố; 1 (the same seed gives the same city; 1)",
    )
    add(
        "--until",
        type=_moment,
        metavar="MOMENT",
        help="quá khứ đến lúc nào, ví dụ 2026-11-23T09:00; bây giờ, hoặc như lần trước (the end of the past; now, or "
        "as before)",
    )
    add(
        "--processes",
        type=_processes,
        metavar="P",
        help="bao nhiêu tiến trình cùng ghi; tùy số hồ sơ và số nhân (how many write at once; as many as are worth "
        "beginning)",
    )
    return parser


def _dossiers(text: str) -> int:
    return _whole(text, MOST_CASES, "số hồ sơ", "a number of dossiers")


def _months(text: str) -> int:
    return _whole(text, MOST_MONTHS, "số tháng", "a number of months")


def _processes(text: str) -> int:
    return _whole(text, _MOST_PROCESSES, "số tiến trình", "a number of processes")


def _whole(text: str, most: int, vi: str, en: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= most:
        raise argparse.ArgumentTypeError(f"{text!r}: hãy ghi {vi} từ 1 đến {most} (write {en} from 1 to {most})")
    return number


def _offices(text: str) -> int | tuple[str, ...]:
    codes = tuple(each.strip() for each in text.split(",") if each.strip())
    if not codes or (text.isdecimal() and not int(text)):
        raise argparse.ArgumentTypeError(
            f"{text!r}: hãy ghi số cơ quan từ 1, hoặc các mã cách nhau bằng dấu phẩy (write how many offices, from 1, "
            "or their codes with commas between)"
        )
    return int(text) if text.isdecimal() else codes


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r}: hãy ghi lúc như 2026-11-23T09:00 (write a moment like 2026-11-23T09:00)"
        ) from None
    return office_time(found) if found.tzinfo else found.replace(tzinfo=ZONE)
