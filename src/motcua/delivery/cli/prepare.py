"""`motcua migrate` and `motcua prepare`: what a new version needs before it serves."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.management import call_command

from motcua.domain.dossiers.services.partitions import prepare_months
from motcua.infra import clock

PACKAGE = Path(__file__).resolve().parents[2]


def migrate(arguments: list[str]) -> int:
    """Bring the tables to this version and prepare the partitions of the coming months. Safe to run again."""
    call_command("migrate", verbosity=0, interactive=False)
    prepare_months(clock.now())
    return 0


def prepare(arguments: list[str]) -> int:
    """Compile the translations and collect the static files, compressed. Only what changed is done."""
    for source in PACKAGE.rglob("locale/*/LC_MESSAGES/*.po"):
        compile_messages(source)
    call_command("collectstatic", verbosity=0, interactive=False)
    return 0


def compile_messages(source: Path) -> None:
    """Make the `.mo` file that Django reads, unless it is newer than its source."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return
    with source.open("rb") as words:
        catalogue = read_po(words)
    scratch = target.with_suffix(".mo.new")
    with scratch.open("wb") as compiled:
        write_mo(compiled, catalogue)
    scratch.replace(target)
