"""Short hands for tests: DMN files of a few lines."""

from motcua.core.rules import Value
from motcua.core.rules.decisions import CompiledModel, compile_decisions, read_decisions
from tests.core.rules.feel import plain

MODEL = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def dmn(*parts: str, namespace: str = "urn:test", model: str = MODEL) -> bytes:
    body = "\n".join(parts)
    return f'<definitions xmlns="{model}" name="thử" namespace="{namespace}">{body}</definitions>'.encode()


def literal(text: str, kind: str = "") -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<literalExpression typeRef="{kind}"><text>{escaped}</text></literalExpression>'


def decision(name: str, logic: str, *needs: str, kind: str = "") -> str:
    """`needs` are ids: those of decisions, or with `>` before them inputs, with `!` knowledge."""
    links = "".join(_link(need) for need in needs)
    typed = f' typeRef="{kind}"' if kind else ""
    return f'<decision id="{name}" name="{name}"><variable name="{name}"{typed}/>{links}{logic}</decision>'


def given(name: str, kind: str = "") -> str:
    typed = f' typeRef="{kind}"' if kind else ""
    return f'<inputData id="{name}" name="{name}"><variable name="{name}"{typed}/></inputData>'


def knowledge(name: str, parameters: str, logic: str, *needs: str) -> str:
    """`parameters` like `a: number, b`."""
    heads = "".join(_parameter(each) for each in parameters.split(",") if each.strip())
    links = "".join(_link(need) for need in needs)
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}"/>'
        f"<encapsulatedLogic>{heads}{logic}</encapsulatedLogic>{links}</businessKnowledgeModel>"
    )


def compiled(*parts: str) -> CompiledModel:
    return compile_decisions(read_decisions(dmn(*parts)))


def said(*parts: str, ask: str = "x", **data: object) -> object:
    """What the decision `x` says in a model of these parts."""
    return plain(value(*parts, ask=ask, **data))


def value(*parts: str, ask: str = "x", **data: object) -> Value:
    model = compiled(*parts)
    assert not model.faults, model.faults
    return model.evaluate(ask, data)


def boxed(logic: str, **data: object) -> object:
    """What a box says that reads these data."""
    return said(*map(given, data), decision("x", logic, *(f">{name}" for name in data)), **data)


def _parameter(text: str) -> str:
    name, _, kind = text.strip().partition(": ")
    return f'<formalParameter name="{name}" typeRef="{kind}"/>'


def _link(need: str) -> str:
    kinds = {">": ("informationRequirement", "requiredInput"), "!": ("knowledgeRequirement", "requiredKnowledge")}
    requirement, link = kinds.get(need[0], ("informationRequirement", "requiredDecision"))
    target = need.lstrip(">!")
    href = target if "#" in target else f"#{target}"
    return f'<{requirement}><{link} href="{href}"/></{requirement}>'
