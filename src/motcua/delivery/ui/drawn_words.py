"""What the drawing of a process does, in the words of a story: instances, elements, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from motcua.core.procedure import Procedure
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.events import RecordedEvent


def of_instance(what: str, place: Sequence[int]) -> str:
    """«Hỏi từng cơ quan (lượt 2)»: which instance it is of what is done several times."""
    places = ".".join(map(str, place))
    return _("%(what)s (lượt %(place)s)") % {"what": what, "place": places} if places else what


def drawn(node: str, procedure: Procedure) -> str:
    """What people call an element of the drawing."""
    if node in procedure.steps:
        return in_language(procedure.steps[node].name)
    found = procedure.process.graph.node.get(node)
    return found.label if found else node


def decided(event: RecordedEvent) -> str:
    """What a decision said, and by which rules."""
    return ", ".join(_answers_of(event)) + _rules_of(event)


def _answers_of(event: RecordedEvent) -> Iterable[str]:
    """The texts, whatever their shape; see `core.procedure.answering`."""
    for said in event.data["answer"].values():
        yield from said if isinstance(said, list) else [said]


def _rules_of(event: RecordedEvent) -> str:
    """Which rules of the table matched."""
    numbers = sorted({str(number) for _table, *rules in event.data.get("rules", ()) for number in rules})
    return _(" (quy tắc số %(rules)s)") % {"rules": ", ".join(numbers)} if numbers else ""
