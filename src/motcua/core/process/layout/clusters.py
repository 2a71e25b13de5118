"""What belongs to an item and moves with it: its body, the events on its border, and all words beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from motcua.core.process.layout.grid import Spot
from motcua.core.process.layout.routes import Route
from motcua.core.process.layout.sheet import Item, Sheet
from motcua.core.process.layout.text import Size
from motcua.core.process.layout.trips import EAST, NORTH, SOUTH, WEST

RIDER = 28  # the diameter of an event on a border
CLEAR = 3  # between words and what they stand beside
ARROW = 14  # the head of an arrow, which words leave free
CORNER = 20  # how far from a corner of its host an event on the border sits
BESIDE_MIDDLE = 26  # and from the middle, where other links touch the host
MOST_WISHES = 5  # words around one item for which every choice of places is tried
BOTH_SIDES = 2  # names of links that find room on the two sides of a line
APART = 14  # less than this between the words of two things, and they read as one
CROWDED = 24  # what standing so near costs, in pixels of reaching out
REACH = 60  # how far a line out of an item is kept free of words


class Rect(NamedTuple):
    """A rectangle, from the centre of its item."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Rect:
        """The same with a rim around it."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def meets(self, other: Rect) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Part(NamedTuple):
    """A rectangle of a cluster: the element that it shows or names."""

    element: str
    kind: Literal["body", "rider", "label"]
    rect: Rect


class Wish(NamedTuple):
    """Words that look for a place, and the places they like, the best first."""

    element: str
    places: tuple[Rect, ...]


@dataclass(slots=True)
class Cluster:
    """The parts of one item."""

    item: Item
    parts: list[Part]
    lines: list[Rect] = field(default_factory=list)

    def place(self, wishes: Sequence[Wish]) -> None:
        """Put all words where they cover nothing and reach out to the left and right as little as possible."""
        chosen = self._narrowest(wishes, []) if len(wishes) <= MOST_WISHES else None
        for index, wish in enumerate(wishes):
            rect = chosen.places[index] if chosen else self._first_free(wish)
            self.parts.append(Part(wish.element, "label", rect))

    def _narrowest(self, wishes: Sequence[Wish], taken: list[Rect]) -> _Choice | None:
        """The best choice of places for the wishes from here on; None when some words find no place."""
        if not wishes:
            return _Choice(self._overhang(taken), ())
        best: _Choice | None = None
        for rank, rect in enumerate(wishes[0].places):
            if self._is_free(rect) and not any(rect.meets(other) for other in taken):
                rest = self._narrowest(wishes[1:], [*taken, rect])
                cost = rank + CROWDED * sum(rect.grown(APART).meets(other) for other in taken)
                if rest and (best is None or rest.cost + cost < best.cost):
                    best = _Choice(rest.cost + cost, (rect, *rest.places))
        return best

    def _overhang(self, rects: Sequence[Rect]) -> float:
        across = self.item.size.width / 2
        left = max((-rect.left - across for rect in rects), default=0)
        right = max((rect.right - across for rect in rects), default=0)
        return max(0, left) + max(0, right)

    def _first_free(self, wish: Wish) -> Rect:
        """The best place that is free, or as far above the last one as is needed."""
        for rect in wish.places:
            if self._is_free(rect):
                return rect
        rect = wish.places[-1]
        while not self._is_free(rect):
            rect = Rect(rect.left, rect.top - CLEAR, rect.right, rect.bottom - CLEAR)
        return rect

    def _is_free(self, rect: Rect) -> bool:
        """Whether nothing of the cluster lies there."""
        return not any(rect.meets(other) for other in (*(part.rect for part in self.parts), *self.lines))


class _Choice(NamedTuple):
    cost: float
    places: tuple[Rect, ...]


def rider_offsets(item: Item) -> dict[str, int]:
    """How far right of the centre each event on the border sits: from the right corner leftwards, past the middle."""
    found: dict[str, int] = {}
    at = item.size.width // 2 - CORNER
    for rider in reversed(item.riders):
        if abs(at) < BESIDE_MIDDLE:
            at = -BESIDE_MIDDLE
        found[rider.id] = at
        at -= _pitch(item)
    return found


def widened(item: Item) -> Item:
    """The item, wide enough for the events on its border."""
    while min(rider_offsets(item).values(), default=0) < CORNER - item.size.width // 2:
        item = replace(item, size=Size(item.size.width + 20, item.size.height))
    return item


def _pitch(item: Item) -> int:
    """The distance between the events on one border, which leaves room for their names."""
    widest = max((rider.label.width for rider in item.riders), default=0)
    return RIDER + 2 * CLEAR + max(12, widest + 4)


def clusters(sheet: Sheet, routes: Sequence[Route], upper: frozenset[str]) -> dict[str, Cluster]:
    """The cluster of each item, with the names of the links at the end that has room for them."""
    found = {name: _bare(item, upper) for name, item in sheet.items.items()}
    for route in routes:
        for end, spots in ((route.link.source, route.spots), (route.link.target, route.spots[::-1])):
            if end in found:
                found[end].lines.append(_line(found[end].item, _side(spots)))
    wishes = _wishes(found, [route for route in routes if route.link.label.width])
    for name, cluster in found.items():
        if cluster.item.label.width:
            wishes[name].append(Wish(name, tuple(_beside(cluster.item))))
        cluster.place(wishes[name])
    return found


def _wishes(found: Mapping[str, Cluster], named: Sequence[Route]) -> defaultdict[str, list[Wish]]:
    """The names of links, by the item beside which they shall stand: where the link begins, if there is room.

    Where several links go down or up together, only their ends tell them apart, so their names stand there.
    """
    wishes: defaultdict[str, list[Wish]] = defaultdict(list)
    together = Counter((route.link.source, _side(route.spots)) for route in named)
    falls = {(route.link.source, _side(route.spots)) for route in named if _bend(route.spots) > 0}
    taken: Counter[tuple[str, int]] = Counter()
    for route in named:
        source, target, side = route.link.source, route.link.target, _side(route.spots)
        ends = [(source, route.spots, CLEAR + 1), (target, route.spots[::-1], ARROW)]
        if side in (NORTH, SOUTH) and together[source, side] > 1 and _side(route.spots[::-1]) in (EAST, WEST):
            ends.reverse()
        ends = [end for end in ends if end[0] in found]
        ends.sort(key=lambda end: taken[end[0], _side(end[1])] >= BOTH_SIDES)
        for name, spots, gap in ends[:1]:
            taken[name, _side(spots)] += 1
            places = list(_along(found[name].item, spots, route.link.label, gap))
            if name == source and together[source, side] > 1 and side in (EAST, WEST):
                places.sort(key=lambda rect: rect.top, reverse=_is_lower(route.spots, (source, side) in falls))
            wishes[name].append(Wish(route.link.id, tuple(places)))
    return wishes


def _bare(item: Item, upper: frozenset[str]) -> Cluster:
    """The body, the riders and their names."""
    across, down = item.size.width / 2, item.size.height / 2
    cluster = Cluster(item, [Part(item.id, "body", Rect(-across, -down, across, down))])
    half = RIDER / 2
    for rider, x in rider_offsets(item).items():
        y = -down if rider in upper else down
        cluster.parts.append(Part(rider, "rider", Rect(x - half, y - half, x + half, y + half)))
        cluster.lines.append(Rect(x - 1, y - REACH, x + 1, y) if rider in upper else Rect(x - 1, y, x + 1, y + REACH))
    for border in item.riders:
        if border.label.width:
            width, height = border.label
            at = rider_offsets(item)[border.id]
            left = at + half + CLEAR if at > 0 else at - half - CLEAR - width
            top = -down - CLEAR - height if border.id in upper else down + CLEAR
            cluster.parts.append(Part(border.id, "label", Rect(left, top, left + width, top + height)))
    return cluster


def _side(spots: Sequence[Spot]) -> int:
    """The side by which a link touches the item that it begins or ends at."""
    a, b = spots[:2]
    if a.x == b.x:
        return SOUTH if b.y > a.y else NORTH
    return EAST if b.x > a.x else WEST


def _bend(spots: Sequence[Spot]) -> int:
    """Whether a link that begins level turns up (below 0) or down (above 0) then; 0 when it goes straight on."""
    return spots[2].y - spots[1].y if len(spots) > 2 else 0


def _is_lower(spots: Sequence[Spot], beside_falling: bool) -> bool:
    """Of links that begin on one line, whether the name of this one stands under it: on the side to which it turns."""
    bend = _bend(spots)
    return bend > 0 or (bend == 0 and not beside_falling)


def _line(item: Item, side: int) -> Rect:
    """Where a line touches the item, to be kept free of words."""
    across, down = item.size.width / 2, item.size.height / 2
    return (
        Rect(across, -1, across + REACH, 1),
        Rect(-1, down, 1, down + REACH),
        Rect(-across - REACH, -1, -across, 1),
        Rect(-1, -down - REACH, 1, -down),
    )[side]


def _along(item: Item, spots: Sequence[Spot], words: Size, gap: float) -> Iterator[Rect]:
    """Beside the first piece of a link: over or under a level one, right or left of an upright one."""
    side = _side(spots)
    across, down = item.size.width / 2 + gap, item.size.height / 2 + gap
    width, height = words
    rising = gap < ARROW and _bend(spots) < 0
    if side in (EAST, WEST):
        left = across if side == EAST else -across - width
        over = Rect(left, -CLEAR - height, left + width, -CLEAR)
        under = Rect(left, CLEAR, left + width, CLEAR + height)
        yield from (under, over) if rising else (over, under)
    else:
        away = 1 if side == SOUTH else -1
        for top in (down if side == SOUTH else -down - height, away * (down + height) - (side == NORTH) * height):
            yield Rect(CLEAR + 2, top, CLEAR + 2 + width, top + height)
            yield Rect(-CLEAR - 2 - width, top, -CLEAR - 2, top + height)


def _beside(item: Item) -> Iterator[Rect]:
    """Where the name of a gateway or an event may stand: over or under it, or else at a corner."""
    across, down = item.size.width / 2, item.size.height / 2 + CLEAR
    width, height = item.label
    for left in (-width / 2, across - width, -across, -across - width + 10, across - 10, CLEAR + 2, -CLEAR - 2 - width):
        over = Rect(left, -down - height, left + width, -down)
        under = Rect(left, down, left + width, down + height)
        yield from (over, under) if item.outline == "diamond" else (under, over)
