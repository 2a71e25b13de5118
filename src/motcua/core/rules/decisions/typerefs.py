"""The names of types in DMN's XML, and the item definitions that give them."""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from motcua.core.rules.decisions.types import ItemDefinition

_FEEL: Final = "/FEEL/"
_FEEL_OF_1_1: Final = "http://www.omg.org/spec/FEEL/20140401"
_OLD_NAMES: Final = {
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "dateTime": "date and time",
    "any": "Any",
}
"""How DMN 1.1 calls types that FEEL calls otherwise; some modellers still do."""


class TypeNames:
    """How the types of one file are called: by its own names, and by those of imported models."""

    def __init__(self, root: etree._Element, imported: Mapping[str, str]) -> None:
        self.prefix = f"{{{etree.QName(root).namespace}}}"
        self.imported = imported
        self.defined = {each.get("name", "") for each in root.iterfind(f"{self.prefix}itemDefinition")}

    def of(self, element: etree._Element) -> str:
        """The type that the element refers to; empty for none."""
        return self.named(element.get("typeRef") or element.findtext(f"{self.prefix}typeRef") or "", element)

    def named(self, reference: str, element: etree._Element) -> str:
        """The type that the text means at that element."""
        name = reference.strip()
        prefix, colon, local = name.partition(":")
        if colon and prefix in element.nsmap:
            namespace = element.nsmap[prefix]
            imported = self.imported.get(namespace, "")
            name = f"{imported}.{local}" if imported else local
            if _FEEL in namespace or namespace == _FEEL_OF_1_1:
                return _OLD_NAMES.get(local, local)
        return name if name in self.defined else _OLD_NAMES.get(name, name)


def item_definitions(root: etree._Element, names: TypeNames) -> tuple[ItemDefinition, ...]:
    """All types that the file gives names to."""
    return tuple(_definition(each, names) for each in root.iterfind(f"{names.prefix}itemDefinition"))


def _definition(element: etree._Element, names: TypeNames) -> ItemDefinition:
    function = element.find(f"{names.prefix}functionItem")
    parameters = None
    if function is not None:
        parameters = tuple(names.of(each) for each in function.iterfind(f"{names.prefix}parameters"))
    return ItemDefinition(
        name=element.get("name", ""),
        type=names.of(element),
        allowed=_tests(element, "allowedValues", names),
        constraint=_tests(element, "typeConstraint", names),
        collection=element.get("isCollection") == "true",
        components=tuple(_definition(each, names) for each in element.iterfind(f"{names.prefix}itemComponent")),
        parameters=parameters,
        result="" if function is None else names.named(function.get("outputTypeRef", ""), function),
    )


def _tests(element: etree._Element, kind: str, names: TypeNames) -> str:
    return (element.findtext(f"{names.prefix}{kind}/{names.prefix}text") or "").strip()
