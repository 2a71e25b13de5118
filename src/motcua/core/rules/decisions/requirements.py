"""Who needs whom in a decision model: what exists, what is needed first, and no circles."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from motcua.core.rules.decisions.model import (
    BusinessKnowledge,
    Decision,
    DecisionService,
    InputData,
    ModelError,
    Part,
    Reference,
)
from motcua.core.rules.errors import Message

Needs = Callable[[Reference], Sequence[Reference]]


def needs_of(part: Part, itself: Reference) -> tuple[Reference, ...]:
    """What the part needs to be compiled. Business knowledge may call itself."""
    if isinstance(part, Decision):
        return (*part.information, *part.knowledge)
    if isinstance(part, BusinessKnowledge):
        return tuple(each for each in part.knowledge if each != itself)
    if isinstance(part, DecisionService):
        return (*part.outputs, *part.encapsulated, *part.input_decisions, *part.input_data)
    return ()


def in_order(targets: Sequence[Reference], needs: Needs, name: Callable[[Reference], str]) -> list[Reference]:
    """The targets and all that they need, each after what it needs itself; raises `ModelError` for a circle.

    Walks without recursion: a model may be a chain of thousands of decisions.
    """
    done: dict[Reference, None] = {}
    open_now: dict[Reference, None] = {}
    waiting: list[tuple[Reference, bool]] = [(target, False) for target in reversed(targets)]
    while waiting:
        each, finished = waiting.pop()
        if finished:
            del open_now[each]
            done[each] = None
        elif each not in done:
            if each in open_now:
                raise _circle([*open_now][[*open_now].index(each) :], name)
            open_now[each] = None
            waiting.append((each, True))
            waiting += [(need, False) for need in reversed(needs(each)) if need not in done]
    return list(done)


def existing(references: Iterable[Reference], parts: Mapping[Reference, object], owner: str) -> None:
    """Raise `ModelError` when the owner refers to what is not there."""
    for reference in references:
        if reference not in parts:
            raise ModelError(
                Message(
                    f"“{owner}” cần “{reference.id}”, nhưng mô hình không có phần tử này",
                    f"“{owner}” needs “{reference.id}”, which the model does not have",
                )
            )


def of_the_right_kind(part: Part, parts: Mapping[Reference, Part]) -> None:
    """Raise `ModelError` when the part reads what has no value, or calls what cannot be called."""
    for references, kinds in _asked_for(part):
        for reference in references:
            found = parts[reference]
            if not isinstance(found, kinds):
                raise ModelError(
                    Message(
                        f"“{part.name}” không thể dùng “{found.name}” như vậy; hãy nối với phần tử khác",
                        f"“{part.name}” cannot use “{found.name}” like that; connect it with another element",
                    )
                )


def _asked_for(part: Part) -> tuple[tuple[Sequence[Reference], tuple[type[Part], ...]], ...]:
    if isinstance(part, Decision):
        return ((part.information, (Decision, InputData)), (part.knowledge, (BusinessKnowledge, DecisionService)))
    if isinstance(part, BusinessKnowledge):
        return ((part.knowledge, (BusinessKnowledge, DecisionService)),)
    if isinstance(part, DecisionService):
        decisions = (*part.outputs, *part.encapsulated, *part.input_decisions)
        return ((decisions, (Decision,)), (part.input_data, (InputData,)))
    return ()


def _circle(members: list[Reference], name: Callable[[Reference], str]) -> ModelError:
    names = " → ".join(name(each) for each in [*members, members[0]])
    return ModelError(
        Message(f"các quyết định cần nhau theo vòng tròn: {names}", f"decisions need one another in a circle: {names}")
    )
