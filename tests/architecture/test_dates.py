"""A date that the law sets is computed in `core/workcal` and `core/deadlines` and nowhere else.

Whatever adds to a date or a moment outside of them, or makes one of parts, stands in the list below with the reason why
no law speaks of it. A line that nobody needs any more has to go.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "motcua"
WHERE = ("domain", "delivery")
MAKES_A_DATE = {"combine", "fromordinal", "fromtimestamp", "relativedelta", "strptime"}

NOT_BY_LAW = {
    # whole files
    "domain/dossiers/invention/": "the days that the papers of invented people name",
    "domain/dossiers/city/": "what invented people do, and when, in the past of a training city",
    "domain/dossiers/bulk/": "the days that the papers of invented people name; due dates come from core/deadlines",
    "domain/dossiers/trial/": "a tester's own clock",
    "domain/dossiers/forecasting/": "seconds between moments of a simulation; due dates come from core/deadlines",
    "delivery/cli/forecast.py": "how far back a forecast looks",
    "delivery/cli/forecast_lines.py": "when a simulated dossier ends, for the eye",
    "delivery/cli/story.py": "the clock of a training city that is played through",
    "delivery/cli/city.py": "the first day of a training city's past",
    "delivery/cli/clock.py": "the clock of a training city",
    "domain/notifications/": "when a vendor is asked again, and how long words are kept",
    "domain/payments/": "when the payment platform is asked again; which days a bank's file is of",
    "domain/feedback/": "how long a rating may be changed; periods of scores",
    "domain/records/": "how long content that nobody refers to is kept",
    "delivery/desk/money/": "the days of the books",
    "delivery/desk/views/money/": "the days of the books",
    # one place each
    "delivery/cli/founding.py": "since when a training city's procedures are in force",
    "delivery/dashboard/periods.py": "the periods of a report",
    "delivery/dashboard/satisfaction.py": "the periods of scores",
    "delivery/desk/counter_page.py": "which procedures were usual lately",
    "delivery/desk/registers.py": "the days that a register covers",
    "delivery/portal/views/home.py": "which procedures were asked for lately",
    "delivery/signin/claims.py": "a date of birth as a provider writes it",
    "delivery/lab/views/trial.py": "the earliest minute to which a trial's clock can be set",
    "delivery/worker/payments.py": "when the payment platform is asked again",
    "domain/dossiers/queries/past.py": "the days of a report as moments",
    "domain/dossiers/queries/register.py": "the days that a register covers, as moments",
    "domain/dossiers/queries/traces.py": "the days for which the log is asked for, as moments",
    "domain/dossiers/services/audit.py": "the days of the log's digests",
    "domain/dossiers/services/drafts.py": "how long a draft that nobody touches is kept",
    "domain/dossiers/services/linked.py": "when an errand is tried again",
    "domain/dossiers/services/reminders.py": "when a dossier that could not be judged is looked at again",
    "domain/identity/reference/agencies.py": "the last day before an exclusive end",
    "domain/identity/reference/calendars.py": "a date read from the name of a holiday",
    "domain/identity/services/signing.py": "how long a key rests after wrong PINs",
    "domain/identity/services/postings.py": "the exclusive end of a posting whose last day was told",
}


def test_nothing_but_the_core_computes_a_date_that_the_law_sets() -> None:
    found = sorted(
        f"{place}:{line}"
        for place, line in _computations()
        if not any(place.startswith(allowed) for allowed in NOT_BY_LAW)
    )
    assert found == [], "compute it in core/deadlines, or say in NOT_BY_LAW why no law speaks of it"


def test_no_exception_outlives_its_reason() -> None:
    places = {place for place, _ in _computations()}
    unused = [each for each in NOT_BY_LAW if (SOURCE / each).exists() and not any(p.startswith(each) for p in places)]
    assert unused == []


def _computations() -> Iterator[tuple[str, int]]:
    files = [file for part in WHERE for file in sorted((SOURCE / part).rglob("*.py")) if "migrations" not in file.parts]
    trees = {file: ast.parse(file.read_text("utf-8")) for file in files}
    constants = {name for tree in trees.values() for name in _spans(tree) if name.isupper()}
    for file, tree in trees.items():
        known = constants | set(_spans(tree))
        for node in ast.walk(tree):
            if _adds(node, known) or _makes(node):
                yield str(file.relative_to(SOURCE)), getattr(node, "lineno", 0)


def _spans(tree: ast.Module) -> Iterator[str]:
    """The names that hold spans of time: constants and variables, and parameters that say so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and _is_span(node.value, set()):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (each.id for each in targets if isinstance(each, ast.Name))
        if isinstance(node, ast.arg) and isinstance(node.annotation, ast.Name) and node.annotation.id == "timedelta":
            yield node.arg


def _is_span(node: ast.expr, known: set[str]) -> bool:
    if isinstance(node, ast.Call):
        return _name(node.func) in {"timedelta", "relativedelta"}
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _is_span(node.left, known) or _is_span(node.right, known)
    return _name(node) in known


def _adds(node: ast.AST, spans: set[str]) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        return _is_span(node.left, spans) or _is_span(node.right, spans)
    return isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub) and _is_span(node.value, spans)


def _makes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if _name(node.func) == "replace" and isinstance(node.func, ast.Attribute):
        return any(each.arg in {"day", "month", "year", "hour", "minute"} for each in node.keywords)
    return _name(node.func) in MAKES_A_DATE


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
