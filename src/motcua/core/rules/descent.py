"""What the constructs of an expression ask of the parser that reads them."""

from abc import ABC, abstractmethod

from motcua.core.rules.cursor import Cursor
from motcua.core.rules.errors import Position
from motcua.core.rules.syntax import Node, RangeOf


class Descent(Cursor, ABC):
    """A place in the tokens from which whole expressions can be read."""

    @abstractmethod
    def expression(self) -> Node:
        """An expression with all its operators."""

    @abstractmethod
    def range_from(self, at: Position, start: Node, *, start_included: bool) -> RangeOf:
        """The rest of a range, after its two dots."""
