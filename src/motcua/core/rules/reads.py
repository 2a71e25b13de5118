"""What an expression reads: the names and paths in the data, so that a checker can say which of them do not exist."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.core.rules.builtins import BUILTINS
from motcua.core.rules.syntax import (
    AnyOf,
    Call,
    ContextOf,
    Filter,
    For,
    FunctionOf,
    Iterator,
    Name,
    Path,
    Placed,
    Quantified,
    children,
)

DataPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reads:
    """Paths that an expression reads.

    `paths` lead through the data, entry by entry; a list on the way stands for its items. `uncertain` are names inside
    a filter, which are entries of the items if these have them, else names in the data: each with the path of the
    items (empty when the items are no plain data).
    """

    paths: frozenset[DataPath]
    uncertain: frozenset[tuple[DataPath, str]]

    @property
    def names(self) -> frozenset[str]:
        """The first names of all paths."""
        return frozenset(path[0] for path in self.paths)


@dataclass(slots=True)
class _Reader:
    """`known` gives for each local name the path it stands for; empty for a computed value."""

    known: Mapping[str, DataPath]
    items: tuple[DataPath, ...] = ()
    paths: set[DataPath] = field(default_factory=set)
    uncertain: set[tuple[DataPath, str]] = field(default_factory=set)

    def inside(self, known: Mapping[str, DataPath], *items: DataPath) -> "_Reader":
        return _Reader({**self.known, **known}, (*items, *self.items), self.paths, self.uncertain)

    def read(self, node: Placed) -> DataPath:
        """Note what the node reads; the path that its value has in the data, empty when it has none."""
        if isinstance(node, Name):
            return self.read_name(node.name)
        if isinstance(node, Path):
            source = self.read(node.source)
            return self.noted((*source, node.member)) if source else ()
        if isinstance(node, Filter):
            source = self.read(node.source)
            self.inside({"item": source}, source).read(node.condition)
            return source
        if isinstance(node, (For, Quantified)):
            self.read_loop(node)
        elif isinstance(node, FunctionOf):
            self.inside({parameter.name: () for parameter in node.parameters}).read(node.body)
        elif isinstance(node, ContextOf):
            self.read_context(node)
        elif isinstance(node, Call):
            self.read_call(node)
        elif isinstance(node, AnyOf):
            inside = self.inside({"?": ()})
            for test in node.tests:
                inside.read(test)
        else:
            for child in children(node):
                self.read(child)
        return ()

    def read_name(self, name: str) -> DataPath:
        if name in self.known:
            return self.known[name]
        if self.items:
            self.uncertain.update((path, name) for path in self.items)
            return ()
        return () if name in BUILTINS else self.noted((name,))

    def noted(self, path: DataPath) -> DataPath:
        """A longer path takes the place of its beginning."""
        self.paths.discard(path[:-1])
        self.paths.add(path)
        return path

    def read_loop(self, node: For | Quantified) -> None:
        reader = self
        for iterator in node.iterators:
            reader = reader.read_iterator(iterator)
        reader.inside({"partial": ()}).read(node.body if isinstance(node, For) else node.condition)

    def read_iterator(self, iterator: Iterator) -> "_Reader":
        source = self.read(iterator.domain)
        if iterator.end:
            self.read(iterator.end)
        return self.inside({iterator.name: () if iterator.end else source})

    def read_context(self, node: ContextOf) -> None:
        reader = self
        for key, value in node.entries:
            reader.read(value)
            reader = reader.inside({key: ()})

    def read_call(self, node: Call) -> None:
        if not (isinstance(node.callee, Name) and node.callee.name in BUILTINS):
            self.read(node.callee)
        for argument in node.arguments:
            self.read(argument)


def reads_of(tree: Placed) -> Reads:
    """What the tree reads from the data."""
    reader = _Reader({})
    reader.read(tree)
    return Reads(frozenset(reader.paths), frozenset(reader.uncertain))
