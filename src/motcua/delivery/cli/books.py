"""`motcua books load [FOLDER]`: in whose name receipts for fees are issued, and who may do what with the books."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.conf import settings

from motcua.core.text import ToldError
from motcua.delivery.cli.keys import TRAINING_PIN
from motcua.domain.identity import queries as identity
from motcua.domain.payments.receipts.loading import load_collectors
from motcua.domain.payments.receipts.queries import collectors_among
from motcua.infra import clock


def load(arguments: list[str]) -> int:
    """Read collectors.yaml of a folder (the catalogue's own). Receipts that were issued keep what they say."""
    parser = argparse.ArgumentParser(prog="motcua books load", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=settings.CATALOGUE / "reference" / "books")
    try:
        print(f"{load_collectors(parser.parse_args(arguments).folder, clock.now().date())} collectors")
    except (ToldError, OSError) as problem:
        print(f"motcua books load: {problem}", file=sys.stderr)
        return 1
    return 0


def load_books() -> str:
    """The collectors of a training city, and the PINs with which the worker signs for them."""
    collectors = load_collectors(settings.CATALOGUE / "reference" / "books", clock.now().date())
    pins: Path | None = settings.RECEIPT_PINS
    if pins is not None:
        pins.mkdir(mode=0o700, parents=True, exist_ok=True)
        for _, agency in collectors_among(identity.agencies().by_id.keys()):
            (pins / identity.agency(agency).code).write_text(TRAINING_PIN)
    return f"{collectors} collectors"
