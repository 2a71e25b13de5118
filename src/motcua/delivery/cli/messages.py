"""`motcua messages check` and `motcua messages status`: what people are told, and whether it reaches them."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from django.conf import settings


def check(arguments: list[str]) -> int:
    """Judge a book of messages. Prints a line for each problem; 1 when there is one."""
    from motcua.domain.notifications.reading import BrokenBookError, read_file  # noqa: PLC0415 needs Django's settings

    parser = argparse.ArgumentParser(prog="motcua messages check")
    parser.add_argument("file", nargs="?", type=Path, default=Path(settings.CATALOGUE) / "shared" / "messages.yaml")
    file = parser.parse_args(arguments).file
    try:
        book = read_file(file)
    except BrokenBookError as broken:
        for problem in broken.problems:
            print(f"{file}: {problem}", file=sys.stderr)
        return 1
    print(f"{len(book.events)} events, {len(book.channels)} channels, no problems")
    return 0


def status(arguments: list[str]) -> int:
    """Say for each channel whether the city has a vendor, how many messages wait, went out or died, and since when a
    vendor does not answer.
    """
    from motcua.domain.notifications.queries import channel_counts  # noqa: PLC0415 needs Django's models

    parser = argparse.ArgumentParser(prog="motcua messages status")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    as_json = parser.parse_args(arguments).json
    channels = {
        each.channel.value: {
            "configured": each.configured,
            **{state.value: n for state, n in sorted(each.counts.items())},
            **({"rests_until": each.rests_until.isoformat(), "problem": each.problem} if each.rests_until else {}),
        }
        for each in channel_counts()
    }
    if as_json:
        print(json.dumps(channels, ensure_ascii=False))
    else:
        for channel, told in channels.items():
            print(f"{channel:<8}" + ", ".join(f"{name} {value}" for name, value in told.items()))
    return 0
