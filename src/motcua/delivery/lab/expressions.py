"""Expressions judged while they are typed: the place of a mistake, and why it is one."""

from __future__ import annotations

from typing import Any

from motcua.core.procedure import Procedure
from motcua.core.procedure.checks.names import check_expression, names_of
from motcua.core.procedure.problems import Findings, Line
from motcua.core.rules import NotPortableError, RuleError, compile_expression, to_portable
from motcua.delivery.ui.words import in_language

IN_FORM, EARLY = "form", "early"


def judge_expression(text: str, use: str, procedure: Procedure | None) -> dict[str, Any]:
    """`{ok: true}`, or `{ok: false, why, line, column}`. use: `form` for what a browser evaluates too, `early` for
    what is decided before any step is done, else anywhere in the process.
    """
    if not text.strip():
        return {"ok": True}
    try:
        expression = compile_expression(text)
        if use == IN_FORM:
            to_portable(expression)
    except (RuleError, NotPortableError) as wrong:
        at = wrong.at
        return {
            "ok": False,
            "why": in_language(wrong.message),
            "line": at.line if at else 0,
            "column": at.column if at else 0,
        }
    if procedure is None or use == IN_FORM:
        return {"ok": True}
    findings = Findings()
    check_expression(expression, Line("", 1), names_of(procedure), findings, decided=use != EARLY)
    problems = findings.sorted()
    return {"ok": False, "why": in_language(problems[0]), "line": 0, "column": 0} if problems else {"ok": True}
