"""How a file says that an activity is done several times: in BPMN's words, in ours, in those of common modellers."""

from __future__ import annotations

from lxml import etree

from motcua.core.process.model import Repeat
from motcua.core.process.safe_xml import MODEL, MOTCUA
from motcua.core.process.spelling import expression

MOST_DIGITS = 9  # of a greatest number of turns; longer ones mean no limit at all
STANDARD, MULTIPLE = "standardLoopCharacteristics", "multiInstanceLoopCharacteristics"
LOOPS = (STANDARD, MULTIPLE)

# namespace -> its words for the collection and for one item of it
SPELLINGS = {
    MOTCUA: ("collection", "item"),
    "{http://camunda.org/schema/1.0/bpmn}": ("collection", "elementVariable"),
    "{http://flowable.org/bpmn}": ("collection", "elementVariable"),
    "{http://activiti.org/bpmn}": ("collection", "elementVariable"),
}
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}loopCharacteristics"


def read_repeat(activity: etree._Element) -> Repeat | None:
    """How this activity is repeated; None when it is done once."""
    for loop in activity.iterchildren(MODEL + STANDARD, MODEL + MULTIPLE):
        return _loop(loop) if loop.tag == MODEL + STANDARD else _instances(loop)
    return None


def _loop(loop: etree._Element) -> Repeat:
    most = loop.get("loopMaximum", "0").strip()[:MOST_DIGITS]
    return Repeat(
        "loop",
        again=_expression(loop, "loopCondition"),
        ask_first=loop.get("testBefore", "false").strip() in ("true", "1"),
        most=int(most) if most.isdecimal() else -1,
    )


def _instances(loop: etree._Element) -> Repeat:
    collection, item = _collection(loop)
    return Repeat(
        "sequential" if loop.get("isSequential", "false").strip() in ("true", "1") else "parallel",
        cardinality=_expression(loop, "loopCardinality"),
        collection=expression(collection),
        item=item.strip(),
        until=_expression(loop, "completionCondition"),
    )


def _collection(loop: etree._Element) -> tuple[str, str]:
    """The expression of the collection, and the name of one item; the first spelling that says either counts."""
    for namespace, (collection, item) in SPELLINGS.items():
        if loop.get(namespace + collection) or loop.get(namespace + item):
            return loop.get(namespace + collection, ""), loop.get(namespace + item, "")
    for zeebe in loop.iter(ZEEBE):
        return zeebe.get("inputCollection", ""), zeebe.get("inputElement", "")
    return "", ""


def _expression(loop: etree._Element, tag: str) -> str:
    return expression(loop.findtext(MODEL + tag, ""))
