"""The reminders of a city as data (`shared/reminders.yaml`): rules, and the words of a drafted apology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter

from motcua.core.deadlines import LimitUnit, Owed, ReminderRule, TimeLimit, Told
from motcua.core.forms import Text
from motcua.core.procedure.document import Node
from motcua.core.procedure.problems import Findings

REMINDER = "reminder"
_IN_REASONS = frozenset({"step", "office"})


@dataclass(frozen=True, slots=True)
class Reminders:
    """Who is reminded of what.

    supplement_within: after which time an unanswered request for a supplement is worth asking about. gathered_from:
    from how many at once an officer gets one message instead. apology_reasons: the reason that a drafted apology
    proposes, by what the dossier waits for; `{step}` and `{office}` are filled in.
    """

    rules: tuple[ReminderRule, ...] = ()
    supplement_within: TimeLimit | None = None
    gathered_from: int = 2
    apology_reasons: Mapping[str, Text] = field(default_factory=dict)


NO_REMINDERS = Reminders()


def read_reminders(top: Node, findings: Findings) -> Reminders:
    """The file as values. A reason that names what nobody fills in is reported."""
    reasons = top.parts("apology_reasons")
    for node in reasons.values():
        for language in ("vi", "en"):
            _check_names(node[language], findings)
    within = top.get("supplement_expected_within")
    return Reminders(
        rules=tuple(_rule(key, node) for key, node in top.parts("reminders").items()),
        supplement_within=TimeLimit(LimitUnit.WORKING_DAYS, within["working_days"].number) if within else None,
        gathered_from=top["gathered_from"].number,
        apology_reasons={key: Text(node["vi"].text, node["en"].text) for key, node in reasons.items()},
    )


def _rule(key: str, node: Node) -> ReminderRule:
    before = node.get("before")
    return ReminderRule(
        key=key,
        owed=Owed(node["of"].text),
        hours=-before.number if before else node["after"].number,
        told=tuple(Told(item.text) for item in node.each("to")),
        event=node.text_at("event", REMINDER),
    )


def _check_names(node: Node, findings: Findings) -> None:
    try:
        named = {name for _, name, _, _ in Formatter().parse(node.text) if name is not None}
    except ValueError as wrong:
        findings.report("shape", node.place, at=node.key, detail=str(wrong))
        return
    for name in sorted(named - _IN_REASONS):
        findings.report("word_unknown", node.place, at=node.key, word=name, options=", ".join(sorted(_IN_REASONS)))
