"""`motcua changeover impact | start | run | undo | status`: moving running dossiers to another version.

    motcua changeover impact 1.013225 --to 3
    motcua changeover start 1.013225 --to 3 --decision 12/QĐ-UBND --reason "…" --by LOGIN [--group KEY]… [--map FILE]
    motcua changeover run 7
    motcua changeover undo 7 --reason "…" --by LOGIN
    motcua changeover status 7

Versions are given by their numbers; without `--to` the newest published one is meant. The file of `--map` is JSON: for
each version number which element of its process becomes which, `{"2": {"inspect": "site_visit"}}`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from motcua.core.process import ProcessError
from motcua.core.text import ToldError
from motcua.domain.catalogue.lives import versions_of
from motcua.domain.catalogue.powers import author_of
from motcua.domain.catalogue.types import Author, VersionCard
from motcua.domain.dossiers.changeover.impact import impact
from motcua.domain.dossiers.changeover.queries import changeovers_of, outcomes, progress
from motcua.domain.dossiers.changeover.running import run_changeover
from motcua.domain.dossiers.changeover.services import plan_changeover, start_changeover, undo_changeover
from motcua.domain.dossiers.changeover.types import DossierState, Impact, ImpactGroup, Mappings, Progress, Selection
from motcua.domain.identity import queries as identity
from motcua.infra import clock

NAME = "motcua changeover"
UNSUCCESSFUL = (DossierState.REFUSED, DossierState.STAYED)


class _UsageError(ToldError):
    """What was given on the command line does not lead to a changeover."""


def show_impact(arguments: list[str]) -> int:
    """Which running dossiers a version meets, where they would stand, and which cannot be moved."""
    parser = _about_a_version("impact")
    parser.add_argument("--json", action="store_true", help="the whole list as one JSON object")
    given = parser.parse_args(arguments)

    def look() -> int:
        card = _version(given.code, given.to)
        found = impact(given.code, card.id, clock.now(), mapping=_mapping(given.map, given.code))
        if given.json:
            print(json.dumps({**asdict(found), "can_move": found.can_move}, default=_plain, ensure_ascii=False))
        else:
            print("\n".join(_told(found)))
        return 0

    return _telling(look)


def start(arguments: list[str]) -> int:
    """Choose dossiers and let the worker move them; with --now this process does it before it ends."""
    parser = _about_a_version("start")
    parser.add_argument("--decision", required=True, help="the number of the decision that orders it")
    _add_order(parser)
    parser.add_argument(
        "--group", action="append", default=[], help="only this group of the impact list; may be repeated"
    )
    parser.add_argument("--now", action="store_true", help="do not wait for the worker")
    given = parser.parse_args(arguments)

    def begin() -> int:
        by, now = _author(given.by), clock.now()
        changeover = plan_changeover(
            given.code,
            _version(given.code, given.to).id,
            by,
            now,
            decision=given.decision,
            reason=given.reason,
            selection=Selection(groups=frozenset(given.group)),
            mapping=_mapping(given.map, given.code),
        )
        start_changeover(changeover, by, now)
        if given.now:
            run_changeover(changeover, clock.now)
        return _report(changeover)

    return _telling(begin)


def run(arguments: list[str]) -> int:
    """Carry a changeover out to its end, beside the worker if it is at work too."""
    parser = argparse.ArgumentParser(prog=f"{NAME} run")
    parser.add_argument("id", type=int)
    given = parser.parse_args(arguments)

    def carry_out() -> int:
        progress(given.id)
        run_changeover(given.id, clock.now)
        return _report(given.id)

    return _telling(carry_out)


def undo(arguments: list[str]) -> int:
    """Put back every dossier of a changeover on which nobody has worked since."""
    parser = argparse.ArgumentParser(prog=f"{NAME} undo")
    parser.add_argument("id", type=int)
    _add_order(parser)
    given = parser.parse_args(arguments)

    def put_back() -> int:
        undo_changeover(given.id, _author(given.by), given.reason, clock.now())
        run_changeover(given.id, clock.now)
        return _report(given.id)

    return _telling(put_back)


def status(arguments: list[str]) -> int:
    """How far one changeover is, or all of a procedure are."""
    parser = argparse.ArgumentParser(prog=f"{NAME} status")
    parser.add_argument("which", help="the number of a changeover, or the code of a procedure")
    parser.add_argument("--json", action="store_true", help="one JSON object a changeover")
    given = parser.parse_args(arguments)

    def look() -> int:
        found = (progress(int(given.which)),) if given.which.isdigit() else changeovers_of(given.which)
        for each in found:
            print(json.dumps(asdict(each), default=_plain, ensure_ascii=False) if given.json else _line(each))
        return 0

    return _telling(look)


def _about_a_version(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"{NAME} {command}")
    parser.add_argument("code", help="the code of the procedure")
    parser.add_argument("--to", type=int, help="the number of the version; without it the newest published one")
    parser.add_argument("--map", type=Path, help="which element becomes which, as JSON by version number")
    return parser


def _add_order(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, help="why, in words that stay in the record")
    parser.add_argument("--by", required=True, help="the login of the officer who orders it")


def _telling(act: Callable[[], int]) -> int:
    try:
        return act()
    except (ToldError, ProcessError) as error:
        print(f"{NAME}: {error}", file=sys.stderr)
        return 1


def _version(code: str, number: int | None) -> VersionCard:
    versions = versions_of(code)
    if number is None:
        found = next((each for each in versions if each.published_at), None)
    else:
        found = next((each for each in versions if each.number == number), None)
    if found is None:
        numbers = ", ".join(str(each.number) for each in versions) or "-"
        raise _UsageError(
            f"Thủ tục {code} không có phiên bản đó; có: {numbers}.", f"{code} has no such version; it has: {numbers}."
        )
    return found


def _mapping(file: Path | None, code: str) -> Mappings:
    if file is None:
        return {}
    ids = {str(each.number): each.id for each in versions_of(code)}
    try:
        given = json.loads(file.read_text())
        return {ids[number]: {str(old): str(new) for old, new in names.items()} for number, names in given.items()}
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise _UsageError(
            f"Không đọc được bảng ghép {file}: {error}.", f"The mapping {file} cannot be read: {error!r}."
        ) from error


def _author(login: str) -> Author:
    return author_of(identity.officer_by_login(login).id, clock.now().date())


def _report(changeover_id: int) -> int:
    """Print where a changeover stands and what could not be done. 1 when something could not."""
    print(_line(progress(changeover_id)))
    failed = [each for state in UNSUCCESSFUL for each in outcomes(changeover_id, state, size=1000)]
    for each in failed:
        print(f"  {each.name}: {each.reason.words.vi if each.reason else each.state}")
    return 1 if failed else 0


def _line(each: Progress) -> str:
    counts = ", ".join(f"{state.value} {n}" for state, n in each.counts.items() if n)
    return f"{each.id}: {each.code} → {each.to_version_number} ({each.decision}) {each.state.value}: {counts or '-'}"


def _told(found: Impact) -> Iterator[str]:
    yield f"{found.code} → {found.to_version_number}: {found.dossiers} dossiers, {found.can_move} can move"
    for group in found.groups:
        whose = f"v{group.version_number} {group.case_key} {group.phase.value}"
        yield f"{group.key}  {group.dossiers:>6}  {whose}: {_way(group)}"
        yield from (f"    ! {reason.words.vi}" for reason in group.reasons)
        yield from (f"    ? {each.condition}: {', '.join(each.reads)}" for each in group.missing)


def _way(group: ImpactGroup) -> str:
    return "; ".join(
        move.before.name.vi + (f" → {move.after.name.vi}" if move.after and move.after != move.before else "")
        for move in group.moves
    )


def _plain(value: object) -> object:
    """What JSON has no form for."""
    return sorted(map(str, value)) if isinstance(value, frozenset) else str(value)
