"""`motcua catalogue check` and `motcua catalogue load`: procedures as files, judged and published."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from django.conf import settings

from motcua.core.procedure import BrokenPackageError, Problem, Severity
from motcua.domain.catalogue.folder import check_folder
from motcua.infra import clock


def check(arguments: list[str]) -> int:
    """Judge all packages of a folder, or the one package that the folder is. 1 when one has an error, 0 otherwise.

    Needs no database. Prints a line for each problem; with --json all of them as one object; with --quiet the errors
    alone and nothing when there are none.
    """
    wanted = _arguments("check").parse_args(arguments)
    catalogue, only = _catalogue_and_package(wanted.folder)
    try:
        judged = check_folder(catalogue, clock.now().date())
    except BrokenPackageError as broken:
        return _tell(wanted, 0, list(_in_folder(catalogue, broken.problems)))
    if only:
        judged = {name: each for name, each in judged.items() if name == only}
    if not judged:
        print(f"motcua catalogue check: {wanted.folder} holds no package with a procedure.yaml", file=sys.stderr)
        return 1
    problems = [problem for name, each in judged.items() for problem in _in_folder(catalogue / name, each.problems)]
    return _tell(wanted, len(judged), problems)


def load(arguments: list[str]) -> int:
    """Publish the packages that changed, from today on. 1 when one was refused; all others are loaded."""
    from motcua.domain.catalogue.services import load_catalogue  # noqa: PLC0415 `check` runs without Django's models

    folder = _arguments("load").parse_args(arguments).folder
    try:
        report = load_catalogue(folder, clock.now())
    except BrokenPackageError as broken:
        _print_problems(_in_folder(folder, broken.problems))
        return 1
    for name, problems in report.refused.items():
        _print_problems(_in_folder(folder / name, problems))
    print(f"{len(report.published)} published, {len(report.unchanged)} unchanged, {len(report.refused)} refused")
    return 1 if report.refused else 0


def _arguments(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"motcua catalogue {command}")
    parser.add_argument("folder", nargs="?", type=Path, default=settings.CATALOGUE)
    if command == "check":
        parser.add_argument("--json", action="store_true", help="all problems as one JSON object")
        parser.add_argument("--quiet", action="store_true", help="errors only")
    return parser


def _catalogue_and_package(folder: Path) -> tuple[Path, str]:
    """A package is judged beside its neighbours, as it names some of them."""
    if (folder / "procedure.yaml").exists():
        return folder.parent, folder.resolve().name
    return folder, ""


def _in_folder(folder: Path, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems with files that an editor finds from where the command was given."""
    here = Path.cwd()
    shown = folder.relative_to(here) if folder.is_relative_to(here) else folder
    return (replace(problem, file=str(shown / problem.file)) for problem in problems)


def _tell(wanted: argparse.Namespace, packages: int, problems: list[Problem]) -> int:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    told = errors if wanted.quiet else problems
    if wanted.json:
        counts = {"packages": packages, "errors": len(errors), "warnings": len(problems) - len(errors)}
        print(json.dumps({**counts, "problems": list(map(asdict, told))}, ensure_ascii=False, indent=1))
    else:
        _print_problems(told)
        if not wanted.quiet:
            print(f"{packages} packages, {len(errors)} errors, {len(problems) - len(errors)} warnings")
    return 1 if errors else 0


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem)
