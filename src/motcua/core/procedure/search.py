"""Finding a procedure by everyday words: with or without diacritics, with a slip of the finger, words run together.

What is indexed are phrases: the short name, the keywords that people say, the full name, the code. A phrase is its
folded words and its pairs of neighbours ("ho khau"), because a Vietnamese word is often two syllables. A rare word or
pair says more than a common one. Each procedure counts by its best phrase.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Generic, TypeVar

from motcua.core.text import fold, normal

Key = TypeVar("Key")
Features = dict[str, float]

_FILLERS = frozenset(
    fold(
        "tôi muốn cần xin cho của ở đâu như thế nào làm sao giúp với bị được thì là và để khi có phải thủ tục hồ sơ "
        "i want need how to the a of for my please do"
    ).split()
)
"""Words that people put around what they want. They count, but little: some are part of what a procedure is called."""
_FILLER_WEIGHT = 0.15
_LONGEST_QUERY = 200
_SHORTEST_WITH_A_SLIP = 3
_SLIP = 0.75
_OTHER_WORD = 0.35
_PAIR = 1.5
_SAME_DIACRITICS = 0.02
_LEAST = 0.12
_MOST_ENDINGS = 40
_COVERED = 0.75
"""How much it counts that the query is found in the phrase, against how much of the phrase is asked for."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words under which something may be found; `weight` is 1 for what people say and less for what is merely near."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Hit(Generic[Key]):
    """Something found; a score of 1 means that the query is one of its phrases, word for word."""

    key: Key
    score: float


@dataclass(slots=True)
class _Entry:
    """One phrase as it is searched."""

    owner: int
    weight: float
    accented: str
    total: float = 0.0


@dataclass(slots=True)
class _Vocabulary:
    """The words of all phrases, found also by what is left of them when a letter is missing."""

    words: set[str] = field(default_factory=set)
    without_a_letter: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, word: str) -> None:
        if word not in self.words:
            self.words.add(word)
            for rest in _rests(word):
                self.without_a_letter[rest].add(word)

    def near(self, word: str) -> set[str]:
        """The known words that differ by one letter: missing, added, changed, or two letters exchanged."""
        if len(word) < _SHORTEST_WITH_A_SLIP:
            return set()
        rests = set(_rests(word))
        found = set(self.without_a_letter.get(word, ())) | (rests & self.words)
        for rest in rests:
            found |= self.without_a_letter.get(rest, set())
        return {each for each in found if each != word and _one_slip(word, each)}

    def split(self, run: str) -> list[str]:
        """A run without spaces as known words, the fewest that make it up; nothing when it cannot be cut."""
        best: list[list[str] | None] = [[]]
        for end in range(1, len(run) + 1):
            ways = [
                [*before, run[start:end]]
                for start in range(max(0, end - 12), end)
                if (before := best[start]) is not None and run[start:end] in self.words
            ]
            best.append(min(ways, key=len) if ways else None)
        return best[-1] or []


class SearchIndex(Generic[Key]):
    """Phrases of many things, ready to be asked. It never changes; build a new one when the things do."""

    def __init__(self, things: Iterable[tuple[Key, Sequence[Phrase]]]) -> None:
        self._keys: list[Key] = []
        self._entries: list[_Entry] = []
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        self._vocabulary = _Vocabulary()
        for key, phrases in things:
            self._keys.append(key)
            for phrase in phrases:
                self._add(len(self._keys) - 1, phrase)
        self._sorted_words = sorted(self._vocabulary.words)
        self._idf = self._rarity()
        for number, entry in enumerate(self._entries):
            entry.total = sum(self._weight(feature) for feature in self._features_of(number))

    def find(self, query: str, limit: int = 20) -> list[Hit[Key]]:
        """The best matches, best first; equal ones in the order in which the things were given."""
        words = fold(query[:_LONGEST_QUERY]).split()
        asked = self._asked(words)
        total = sum(self._weight(feature) for feature, share in asked.items() if share > _OTHER_WORD)
        if not total:
            return []
        best = self._best_per_owner(asked, total, normal(query).lower())
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
        return [Hit(self._keys[owner], score) for owner, score in ranked[:limit] if score >= _LEAST]

    def _add(self, owner: int, phrase: Phrase) -> None:
        words = fold(phrase.text).split()
        number = len(self._entries)
        self._entries.append(_Entry(owner, phrase.weight, normal(phrase.text).lower()))
        for word in words:
            self._vocabulary.add(word)
        for feature in dict.fromkeys((*words, *_pairs(words))):
            self._postings[feature].append(number)

    def _features_of(self, number: int) -> Iterator[str]:
        words = fold(self._entries[number].accented).split()
        yield from dict.fromkeys((*words, *_pairs(words)))

    def _rarity(self) -> Mapping[str, float]:
        """How much a feature says: the logarithm of the share of things that have it."""
        count = len(self._keys) + 1
        return {
            feature: math.log(count / len({self._entries[number].owner for number in numbers})) + 0.3
            for feature, numbers in self._postings.items()
        }

    def _weight(self, feature: str) -> float:
        rarity = self._idf.get(feature, math.log(len(self._keys) + 1) + 0.3)
        if " " in feature:
            return rarity * _PAIR
        return rarity * (_FILLER_WEIGHT if feature in _FILLERS else 1.0)

    def _asked(self, words: Sequence[str]) -> Features:
        """The features of a query with the share each counts: what was typed, and what was perhaps meant."""
        meant = [each for word in words for each in self._meant(word)]
        if meant:
            meant[-1] |= {word: _SLIP for word in self._begun(words[-1]) if word not in meant[-1]}
        asked: Features = {}
        for candidates in meant:
            for word, share in candidates.items():
                if share > _OTHER_WORD:  # another known word counts only where a pair speaks for it
                    asked[word] = max(asked.get(word, 0.0), share)
        for first, second in pairwise(meant):
            for one, share in first.items():
                for other, more in second.items():
                    pair = f"{one} {other}"
                    if pair in self._postings:
                        asked[pair] = max(asked.get(pair, 0.0), share * more)
        return asked

    def _meant(self, word: str) -> list[Features]:
        """A typed word as one or several known ones."""
        known = word in self._vocabulary.words
        if not known and len(word) > 5:
            parts = self._vocabulary.split(word)
            if parts:
                return [{part: 1.0} for part in parts]
        share = _OTHER_WORD if known else _SLIP
        return [{word: 1.0} | dict.fromkeys(self._vocabulary.near(word), share)]

    def _begun(self, word: str) -> list[str]:
        """The known words that the last one, still being typed, may become; none once it is a word itself."""
        if word in self._vocabulary.words or len(word) < 2:
            return []
        first = bisect_left(self._sorted_words, word)
        return list(takewhile(lambda each: each.startswith(word), self._sorted_words[first : first + _MOST_ENDINGS]))

    def _best_per_owner(self, asked: Features, total: float, typed: str) -> dict[int, float]:
        met: defaultdict[int, float] = defaultdict(float)
        for feature, share in asked.items():
            gain = self._weight(feature) * share
            for number in self._postings.get(feature, ()):
                met[number] += gain
        best: dict[int, float] = {}
        for number, gain in met.items():
            entry = self._entries[number]
            filled = gain / entry.total
            score = entry.weight * (_COVERED * gain / total + (1 - _COVERED) * (min(1, filled)))
            if typed in entry.accented:
                score += _SAME_DIACRITICS
            if score > best.get(entry.owner, 0.0):
                best[entry.owner] = score
        return best


def _pairs(words: Sequence[str]) -> Iterator[str]:
    return (f"{one} {other}" for one, other in pairwise(words))


def _rests(word: str) -> Iterator[str]:
    """The word with each of its letters left out in turn."""
    if len(word) > 1:
        yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_slip(one: str, other: str) -> bool:
    """Whether two different words are one slip apart, two exchanged neighbours counting as one."""
    if len(one) != len(other):
        return abs(len(one) - len(other)) == 1
    differing = [at for at in range(len(one)) if one[at] != other[at]]
    if len(differing) == 1:
        return True
    return (
        len(differing) == 2
        and differing[1] == differing[0] + 1
        and one[differing[0]] == other[differing[1]]
        and (one[differing[1]] == other[differing[0]])
    )
