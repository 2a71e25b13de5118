"""`motcua catalogue export`, `import` and `diff`: packages as files, and what lies between two of them."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from motcua.core.procedure import (
    BrokenPackageError,
    Difference,
    Procedure,
    Shared,
    compare_procedures,
    read_archive,
    read_package,
    read_shared,
)
from motcua.core.text import ToldError
from motcua.delivery.cli.needs import database
from motcua.domain.catalogue.folder import package_in, shared_in
from motcua.infra import clock

_WHICH = "a code (the version that holds today), CODE@NUMBER, or the id of a version"


def export(arguments: list[str]) -> int:
    """Write the package of a version as a .zip; the same version always gives the same bytes."""
    from motcua.domain.catalogue.queries import export_package  # noqa: PLC0415 `diff` of files needs no models

    parser = argparse.ArgumentParser(prog="motcua catalogue export")
    parser.add_argument("version", help=_WHICH)
    parser.add_argument("file", type=Path)
    given = parser.parse_args(arguments)
    try:
        content = export_package(_version(given.version))
        given.file.write_bytes(content)
    except (ToldError, OSError) as problem:
        return _refused("export", problem)
    print(f"{given.file}: {len(content)} bytes")
    return 0


def import_package(arguments: list[str]) -> int:
    """Begin a draft with the package of a .zip, in the name of an officer who may draft."""
    from motcua.domain.catalogue.drafting import import_draft  # noqa: PLC0415 as above
    from motcua.domain.catalogue.queries import author_of, version_card  # noqa: PLC0415
    from motcua.domain.identity.queries import officer_by_login  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="motcua catalogue import")
    parser.add_argument("file", type=Path)
    parser.add_argument("--by", required=True, metavar="LOGIN", help="an officer with the power to design procedures")
    given = parser.parse_args(arguments)
    now = clock.now()
    try:
        author = author_of(officer_by_login(given.by).id, now.date())
        card = version_card(import_draft(given.file.read_bytes(), author, now))
    except (ToldError, OSError) as problem:
        return _refused("import", problem)
    print(f"draft {card.id}: {card.code}@{card.number} {card.name.vi}")
    return 0


def diff(arguments: list[str]) -> int:
    """Print what changed from one package to another, in sentences and figures. Files and folders need no database."""
    parser = argparse.ArgumentParser(prog="motcua catalogue diff")
    for side in ("old", "new"):
        parser.add_argument(side, help=f"a folder or a .zip of a package, {_WHICH}")
    parser.add_argument("--json", action="store_true", help="everything in both languages as one JSON object")
    given = parser.parse_args(arguments)
    try:
        difference = compare_procedures(_procedure(given.old), _procedure(given.new))
    except (ToldError, BrokenPackageError, OSError) as problem:
        return _refused("diff", problem)
    print(_as_json(difference) if given.json else _in_lines(difference))
    return 0


def _procedure(which: str) -> Procedure:
    """What an argument means: a folder, an archive, or a version in the database."""
    path = Path(which)
    if path.is_dir():
        around = path.parent if (path.parent / "shared").is_dir() else settings.CATALOGUE
        return read_package(package_in(path), _shared(around))
    if path.is_file():
        return read_package(read_archive(path.read_bytes()), _shared(settings.CATALOGUE))
    database()
    from motcua.domain.catalogue.queries import version  # noqa: PLC0415 only where a version is asked for

    return version(_version(which))


def _shared(folder: Path) -> Shared:
    return read_shared(shared_in(folder))


def _version(which: str) -> int:
    """The id of a version. Raises NotOfferedError and UnknownVersionError."""
    from motcua.domain.catalogue.queries import published, version_card, versions_of  # noqa: PLC0415
    from motcua.domain.catalogue.types import UnknownVersionError  # noqa: PLC0415

    if which.isdecimal():
        return version_card(int(which)).id
    code, _, number = which.partition("@")
    if not number:
        return published(code, clock.now().date())
    found = [card.id for card in versions_of(code) if str(card.number) == number]
    if not found:
        raise UnknownVersionError(which)
    return found[0]


def _in_lines(difference: Difference) -> str:
    lines = [f"- {change.message.vi}\n  {change.message.en}" for change in difference.changes]
    if not lines:
        lines = ["Không có khác biệt. / No difference."]
    figures = [f"{each.name.vi} / {each.name.en}: {each.old} → {each.new}" for each in difference.totals]
    return "\n".join([*lines, "", *figures])


def _as_json(difference: Difference) -> str:
    changes = [
        {
            **asdict(change),
            "message": change.message._asdict(),
            "old": change.old and change.old._asdict(),
            "new": change.new and change.new._asdict(),
        }
        for change in difference.changes
    ]
    totals = [{**asdict(total), "name": total.name._asdict()} for total in difference.totals]
    return json.dumps({"changes": changes, "totals": totals}, ensure_ascii=False, indent=1)


def _refused(command: str, problem: Exception) -> int:
    print(f"motcua catalogue {command}: {problem}", file=sys.stderr)
    if isinstance(problem, BrokenPackageError):
        for each in problem.problems:
            print(each, file=sys.stderr)
    return 1
