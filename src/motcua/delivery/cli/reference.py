"""`motcua reference load` and `motcua people load`: the units, offices and holidays a city stands on."""

from __future__ import annotations

import sys

from django.conf import settings

from motcua.domain.identity.reference import BadReferenceError, load_people, load_reference
from motcua.infra import clock


def load(arguments: list[str]) -> int:
    """Load administrative units, agencies and holidays. Safe to run again."""
    try:
        loaded = load_reference(settings.CATALOGUE / "reference", clock.now().date())
    except BadReferenceError as problem:
        print(f"motcua reference load: {problem}", file=sys.stderr)
        return 1
    print(f"{loaded.units} units, {loaded.agencies} agencies, {loaded.calendar_days} special days")
    return 0


def people(arguments: list[str]) -> int:
    """Load the invented officers and citizens of a training city. A real city refuses them."""
    if not settings.TRAINING:
        print("motcua people load: invented people have no place in a real city (MOTCUA_TRAINING=1)", file=sys.stderr)
        return 1
    print(f"{load_people(settings.CATALOGUE / 'reference')} people")
    return 0
