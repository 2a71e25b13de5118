"""How long a search by everyday words takes among 2,000 procedures.

The packages of the catalogue lie among made-up procedures whose words are shuffled from theirs, so that every word of a
query also occurs elsewhere. Asked are the keywords of the packages without diacritics, once as they are and once with
two letters exchanged. The floor is a look through all phrases for those that hold every word of the query; it forgives
nothing and ranks nothing. `ratio` is the search's median as a share of the floor's.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter

from motcua.core.procedure import Procedure
from motcua.core.procedure.search import Phrase, SearchIndex
from motcua.core.text import fold
from motcua.domain.catalogue.folder import check_folder

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"
Phrases = tuple[str, tuple[str, ...]]
_PHRASES_EACH = 9


def main(arguments: list[str]) -> dict[str, object]:
    """`motcua bench catalogue_search [PROCEDURES]`."""
    wanted = int(arguments[0]) if arguments else 2_000
    real = [_said_of(procedure) for procedure in _procedures()]
    chance = Random(1)
    everything = [*real, *_made_up(real, wanted - len(real), chance)]
    start = perf_counter()
    index = SearchIndex((key, tuple(map(Phrase, said))) for key, said in everything)
    built = perf_counter() - start
    queries = [(key, text) for key, said in real for text in map(fold, said[1:])]
    slips = [(key, _with_a_slip(text, chance)) for key, text in queries]
    folded = [(key, tuple(map(fold, said))) for key, said in everything]
    taken = [_milliseconds(index.find, text) for _, text in (*queries, *slips)]
    floor = [_milliseconds(lambda asked: _look_through(folded, asked), text) for _, text in (*queries, *slips)]
    return {
        "bench": "catalogue_search",
        "value": round(median(taken), 2),
        "unit": "ms",
        "ratio": round(median(taken) / median(floor), 2),
        "slowest_of_a_hundred": round(quantiles(taken, n=100)[-1], 2),
        "queries": len(taken),
        "right_procedure_first": _share_right(index, queries),
        "right_procedure_first_with_a_slip": _share_right(index, slips),
        "building_the_index": round(built * 1000),
    }


def _procedures() -> Iterator[Procedure]:
    return (each.procedure for each in check_folder(CATALOGUE, date(2026, 1, 1)).values() if each.procedure)


def _said_of(procedure: Procedure) -> Phrases:
    return procedure.code, (procedure.name.vi, procedure.short_name.vi, *procedure.keywords["vi"])


def _made_up(real: list[Phrases], count: int, chance: Random) -> Iterator[Phrases]:
    words = sorted({word for _, said in real for text in said for word in text.split()})
    for number in range(count):
        phrases = (" ".join(chance.choices(words, k=chance.randint(3, 9))) for _ in range(_PHRASES_EACH))
        yield f"made up {number}", tuple(phrases)


def _with_a_slip(text: str, chance: Random) -> str:
    """Two neighbouring letters of one word exchanged."""
    longest = max(text.split(), key=len)
    at = chance.randrange(len(longest) - 1)
    slipped = longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :]
    return text.replace(longest, slipped, 1)


def _look_through(folded: list[Phrases], asked: str) -> list[str]:
    words = asked.split()
    return [key for key, said in folded if any(all(word in text for word in words) for text in said)]


def _milliseconds(search: Callable[[str], object], text: str) -> float:
    """The better of two tries, as others use the machine too."""
    return min(_once(search, text), _once(search, text))


def _once(search: Callable[[str], object], text: str) -> float:
    start = perf_counter()
    search(text)
    return (perf_counter() - start) * 1000


def _share_right(index: SearchIndex[str], queries: list[tuple[str, str]]) -> float:
    right = sum(any(hit.key == key for hit in index.find(text)[:1]) for key, text in queries)
    return round(right / len(queries), 3)
