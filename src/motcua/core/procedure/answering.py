"""How the steps of a dossier ended, as conditions read it. Rules that real dossiers, their replay and scenarios share.

`steps.<step>.outcome` is how a step ended last. A step that is done several times, itself or with what is around it,
has `steps.<step>.outcomes` beside it: how each instance ended, in the order in which they ended, since the repetition
began. A decision with one value has it as its outcome, one with several has them by name, and one that lists values
has `outcomes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.core.procedure.types import Procedure
from motcua.core.process import Definition

# Of one step: texts by name, and under `outcomes` a list of texts.
Answer = Mapping[str, Any]
Answers = Mapping[str, Answer]


def with_answer(process: Definition, answers: Answers, step: str, said: Answer) -> Answers:
    """The answers once this step has ended so."""
    if step not in process.repeated or "outcome" not in said:
        return {**answers, step: said}
    before = answers.get(step, {}).get("outcomes", [])
    return {**answers, step: {**said, "outcomes": [*before, said["outcome"]]}}


def begun_anew(procedure: Procedure, answers: Answers, repeated: str) -> Answers:
    """The answers once an activity that stands in no other repetition begins to be repeated: those of its instances,
    and of the steps inside it, are counted from nothing.
    """
    inside = [
        key
        for key, step in procedure.steps.items()
        if (step.outcomes or "outcomes" in answers.get(key, {})) and _is_in(procedure.process, key, repeated)
    ]
    return {**answers, **{key: {**answers.get(key, {}), "outcomes": []} for key in inside}}


def answer_of(value: object) -> Answer:
    """What a decision says, as the answers of steps are kept: as texts."""
    if isinstance(value, Mapping):
        return {str(name): _text(each) for name, each in value.items()}
    if isinstance(value, list):
        return {"outcomes": [_text(each) for each in value]}
    return {"outcome": _text(value)}


def _is_in(process: Definition, node: str, scope: str) -> bool:
    while node and node != scope:
        node = process.graph.node[node].scope
    return node == scope


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
