"""What is to be laid out on one sheet: things of known size in bands, and the links between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from motcua.core.process.drawing import Edge, Shape
from motcua.core.process.layout.text import NOTHING, Size
from motcua.core.process.layout.turns import Arrow

Outline = Literal["box", "diamond", "circle"]


@dataclass(frozen=True, slots=True)
class Rider:
    """An event on the border of an item. `label` is the room that its name takes."""

    id: str
    label: Size


@dataclass(frozen=True, slots=True)
class Item:
    """A node. `label` is the room of a name that stands outside it; `inner` what lies in it, from its corner.

    `collapsed` marks a sub-process or call that shows nothing of its inside.
    """

    id: str
    outline: Outline
    size: Size
    band: int
    label: Size = NOTHING
    riders: tuple[Rider, ...] = ()
    inner: tuple[Shape | Edge, ...] = ()
    collapsed: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow. `source` and `target` are items, riders, or for a message also pools."""

    id: str
    source: str
    target: str
    label: Size = NOTHING
    message: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A horizontal strip: an innermost lane, or what stands outside all lanes (`lane` is empty).

    `least` is the height that the name of the lane needs. A closed band is a pool that shows nothing of its inside.
    """

    lane: str
    pool: int
    least: int = 0
    closed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """All that is laid out together. `pools` are the ids that a message may end at, by the number of the pool."""

    bands: tuple[Band, ...]
    items: Mapping[str, Item]
    links: tuple[Link, ...]
    pools: Mapping[str, int]

    def hosts(self) -> dict[str, str]:
        """The item on which each link end sits: riders by their host, items by themselves."""
        found = {name: name for name in self.items}
        found.update((rider.id, item.id) for item in self.items.values() for rider in item.riders)
        return found

    def arrows(self) -> list[Arrow]:
        """The sequence flows between items, those from riders as if from their hosts."""
        hosts = self.hosts()
        flows = [link for link in self.links if not link.message]
        return [Arrow(link.id, hosts[link.source], hosts[link.target]) for link in flows]
