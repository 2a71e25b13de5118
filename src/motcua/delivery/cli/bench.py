"""`motcua bench NAME [ARGUMENTS]`."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def bench(arguments: list[str]) -> int:
    """Run the bench called NAME and print its figures as one line of JSON."""
    names = sorted(file.stem for file in (ROOT / "bench").glob("[a-z]*.py"))
    if not arguments or arguments[0] not in names:
        print(f"motcua bench NAME, where NAME is one of: {', '.join(names)}", file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT))
    figures = import_module(f"bench.{arguments[0]}").main(arguments[1:])
    print(json.dumps(figures, ensure_ascii=False))
    return 0
