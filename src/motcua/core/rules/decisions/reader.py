"""DMN's XML, versions 1.1 to 1.5, into a decision model; a stranger's file is bounded in every direction."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from motcua.core.process import safe_xml
from motcua.core.process.errors import UnreadableModelError
from motcua.core.rules.decisions.boxes import BoxReader
from motcua.core.rules.decisions.model import (
    BusinessKnowledge,
    Decision,
    DecisionModel,
    DecisionService,
    Imported,
    InputData,
    ModelError,
    Reference,
)
from motcua.core.rules.decisions.typerefs import TypeNames, item_definitions
from motcua.core.rules.errors import Message

NAMESPACES: Final = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
"""The versions of the standard by the namespace of their files."""
LARGEST: Final = safe_xml.Limits(bytes=2_000_000, elements=60_000, depth=60)
"""A table of 20,000 cells has about 45,000 elements."""
DEEPEST_IMPORT: Final = 10
NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})


def read_decisions(xml: bytes, imported: Mapping[str, bytes] = NOTHING) -> DecisionModel:
    """The model in the file. `imported` holds by namespace the files that it may import.

    Raises `ModelError` for what is no DMN, for an import that is not at hand, and for what is not supported.
    """
    return _read(xml, _Files(imported), ())


def namespace_of(xml: bytes) -> str:
    """The namespace under which others import the model of the file; raises `ModelError`."""
    return definitions_of(xml).get("namespace", "")


def definitions_of(xml: bytes) -> etree._Element:
    """The root of a DMN file; raises `ModelError`."""
    try:
        root = safe_xml.parse(xml, LARGEST)
    except UnreadableModelError as refusal:
        raise ModelError(
            Message(
                f"không đọc được tệp DMN, dòng {refusal.line}: {refusal.message.vi.partition(': ')[2]}",
                f"DMN file not readable, line {refusal.line}: {refusal.message.en.partition(': ')[2]}",
            )
        ) from None
    name = etree.QName(root)
    if name.localname != "definitions" or name.namespace not in NAMESPACES:
        raise ModelError(
            Message(
                f"không phải tệp DMN 1.1 đến 1.5: phần tử đầu là “{name.localname}” của “{name.namespace or ''}”",
                f"no DMN file of version 1.1 to 1.5: it begins with “{name.localname}” of “{name.namespace or ''}”",
            )
        )
    return root


class _Files:
    """The files that may be imported, each of which is read once however many others import it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.models: dict[str, DecisionModel] = {}

    def model(self, namespace: str, through: tuple[str, ...]) -> DecisionModel:
        if namespace in through or len(through) > DEEPEST_IMPORT:
            raise ModelError(
                Message(
                    f"“{namespace}” được nhập vòng tròn hoặc qua quá {DEEPEST_IMPORT} tệp",
                    f"“{namespace}” is imported in a circle, or through over {DEEPEST_IMPORT} files",
                )
            )
        if namespace not in self.files:
            raise ModelError(
                Message(f"thiếu mô hình “{namespace}” cần nhập", f"the model “{namespace}” to import is missing")
            )
        if namespace not in self.models:
            self.models[namespace] = _read(self.files[namespace], self, through)
        return self.models[namespace]


def _read(xml: bytes, files: _Files, through: tuple[str, ...]) -> DecisionModel:
    root = definitions_of(xml)
    reader = _Reader(root)
    imports = tuple(reader.imports(files, (*through, reader.own)))
    reader.types = TypeNames(root, {each.model.namespace: each.name for each in imports})
    return reader.model(imports)


class _Reader:
    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.prefix = f"{{{etree.QName(root).namespace}}}"
        self.own = root.get("namespace", "")
        self.types = TypeNames(root, {})

    def imports(self, files: _Files, through: tuple[str, ...]) -> Iterator[Imported]:
        for element in self.root.iterfind(f"{self.prefix}import"):
            kind = element.get("importType", "")
            if kind not in NAMESPACES:
                raise ModelError(
                    Message(f"không nhập được loại “{kind}”, chỉ nhập được DMN", f"cannot import “{kind}”, only DMN")
                )
            yield Imported(element.get("name", ""), files.model(element.get("namespace", ""), through))

    def model(self, imports: tuple[Imported, ...]) -> DecisionModel:
        return DecisionModel(
            name=self.root.get("name", ""),
            namespace=self.own,
            types=item_definitions(self.root, self.types),
            inputs=tuple(InputData(*self.identity(each)) for each in self.all("inputData")),
            decisions=tuple(self.decision(each) for each in self.all("decision")),
            knowledge=tuple(self.knowledge(each) for each in self.all("businessKnowledgeModel")),
            services=tuple(self.service(each) for each in self.all("decisionService")),
            imports=imports,
        )

    def all(self, name: str) -> Iterator[etree._Element]:
        return self.root.iterfind(f"{self.prefix}{name}")

    def identity(self, element: etree._Element) -> tuple[str, str, str]:
        """Id, name and type; the variable's name is the one that expressions use."""
        variable = element.find(f"{self.prefix}variable")
        name = element.get("name", "")
        if variable is not None:
            name = variable.get("name") or name
        return element.get("id") or name, name, self.types.of(variable) if variable is not None else ""

    def decision(self, element: etree._Element) -> Decision:
        _, name, _ = identity = self.identity(element)
        logic = self.boxes(name).child(element)
        return Decision(
            *identity,
            logic,
            tuple(self.references(element, "informationRequirement", "requiredInput", "requiredDecision")),
            tuple(self.references(element, "knowledgeRequirement", "requiredKnowledge")),
        )

    def knowledge(self, element: etree._Element) -> BusinessKnowledge:
        _, name, _ = identity = self.identity(element)
        logic = element.find(f"{self.prefix}encapsulatedLogic")
        function = None if logic is None else self.boxes(name).function(logic)
        return BusinessKnowledge(
            *identity, function, tuple(self.references(element, "knowledgeRequirement", "requiredKnowledge"))
        )

    def service(self, element: etree._Element) -> DecisionService:
        kinds = ("outputDecision", "encapsulatedDecision", "inputDecision", "inputData")
        found = [tuple(self.targets(element.iterfind(f"{self.prefix}{kind}"))) for kind in kinds]
        return DecisionService(*self.identity(element), *found)

    def references(self, element: etree._Element, requirement: str, *kinds: str) -> Iterator[Reference]:
        for each in element.iterfind(f"{self.prefix}{requirement}"):
            for kind in kinds:
                yield from self.targets(each.iterfind(f"{self.prefix}{kind}"))

    def targets(self, elements: Iterable[etree._Element]) -> Iterator[Reference]:
        for element in elements:
            namespace, _, identity = element.get("href", "").rpartition("#")
            yield Reference(namespace or self.own, identity)

    def boxes(self, owner: str) -> BoxReader:
        return BoxReader(self.prefix, self.types, owner)
