"""What is known of the names at a place before anything is evaluated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from motcua.core.rules.evaluation import Code
from motcua.core.rules.syntax import Placed, TypeName


@dataclass(frozen=True, slots=True)
class Local:
    """Loop variables, parameters or entries of a context: they are in the scope under their own names."""

    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Item:
    """The inside of a filter: the names are `item` and whatever entries each item turns out to have."""

    slot: str
    """The key in the scope; no name of FEEL can be equal to it."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a name is found: in the items of these filters if they have it, else in the base."""

    slots: tuple[str, ...]
    base: str
    """`local`, `root`, or `item` for the item of the last slot itself."""


@dataclass(frozen=True, slots=True)
class Static:
    """The frames around a place, the innermost first, and the types that have names."""

    frames: tuple[Local | Item, ...] = ()
    types: Mapping[str, TypeName] = field(default_factory=dict)

    def local(self, *names: str) -> "Static":
        """Inside a construct that gives these names."""
        return Static((Local(frozenset(names)), *self.frames), self.types)

    def item(self) -> "Static":
        """Inside a filter."""
        return Static((Item(f"item#{len(self.frames)}"), *self.frames), self.types)

    @property
    def slot(self) -> str:
        """The slot of the innermost filter."""
        return next(frame.slot for frame in self.frames if isinstance(frame, Item))

    def resolve(self, name: str) -> Resolution:
        """Where the name will be found."""
        slots: list[str] = []
        for frame in self.frames:
            if isinstance(frame, Item):
                slots.append(frame.slot)
                if name == "item":
                    return Resolution(tuple(slots), "item")
            elif name in frame.names:
                return Resolution(tuple(slots), "local")
        return Resolution(tuple(slots), "root")


Compile = Callable[[Placed, Static], Code]
"""The compiler itself, handed to the parts that compile what is inside their node."""
