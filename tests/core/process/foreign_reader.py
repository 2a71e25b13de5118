"""Another reader of XML than ours: what the parser of the standard library tells of a file, event by event."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple
from xml.parsers import expat

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


class Event(NamedTuple):
    """`start`, `end`, `text`, `comment`, `instruction` or `cdata`; the tag or the words; the attributes as written."""

    kind: str
    words: str
    attributes: tuple[tuple[str, str], ...] = ()


def events_of(xml: bytes) -> list[Event]:
    """Every tag as it is written with all attributes, every text, comment, instruction and CDATA mark, in order."""
    found: list[Event] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: found.append(Event("start", tag, tuple(attributes.items())))
    parser.EndElementHandler = lambda tag: found.append(Event("end", tag))
    parser.CharacterDataHandler = lambda text: found.append(Event("text", text))
    parser.CommentHandler = lambda text: found.append(Event("comment", text))
    parser.ProcessingInstructionHandler = lambda target, text: found.append(Event("instruction", f"{target} {text}"))
    parser.StartCdataSectionHandler = lambda: found.append(Event("cdata", ""))
    parser.Parse(xml, True)
    return found


def kinds_of(xml: bytes) -> Counter[str]:
    """How many elements of BPMN's own namespace there are, by the name of their tag."""
    found: Counter[str] = Counter()

    def start(name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace == BPMN:
            found[local] += 1

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found
