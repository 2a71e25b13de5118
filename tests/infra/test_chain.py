"""A hash chain betrays whatever was done to it, and says where."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from motcua.infra.audit import GENESIS, ChainedEvent, Fault, Head, link, merkle_root, verify

DOSSIER = UUID(int=7)
numbers = st.integers(-(2**63), 2**63 - 1)
contents = st.lists(st.dictionaries(st.text(max_size=5), numbers | st.text(max_size=9)), min_size=1, max_size=8)


def chained(entries: list[dict]) -> list[ChainedEvent]:
    chain: list[ChainedEvent] = []
    for seq, content in enumerate(entries, 1):
        previous = chain[-1].hash if chain else GENESIS
        chain.append(ChainedEvent(DOSSIER, seq, content, previous, link(previous, DOSSIER, seq, content)))
    return chain


def head(chain: list[ChainedEvent]) -> dict[UUID, Head]:
    return {DOSSIER: Head(chain[-1].seq, chain[-1].hash)}


def found(chain: list[ChainedEvent], heads: dict[UUID, Head]) -> list[tuple[int, Fault]]:
    return [(each.seq, each.fault) for each in verify(chain, heads)]


@given(contents)
def test_an_untouched_chain_holds(entries):
    chain = chained(entries)
    assert found(chain, head(chain)) == []


@given(contents, st.data())
def test_an_altered_event_is_named(entries, data):
    chain = chained(entries)
    at = data.draw(st.integers(0, len(chain) - 1))
    tampered = [*chain[:at], replace(chain[at], content={**chain[at].content, "đổi": "sau"}), *chain[at + 1 :]]
    assert found(tampered, head(chain)) == [(at + 1, Fault.ALTERED)]


@given(contents, st.data())
def test_an_event_altered_with_its_own_hash_is_named(entries, data):
    chain = chained(entries)
    at = data.draw(st.integers(0, len(chain) - 1))
    old = chain[at]
    content = {**old.content, "đổi": "sau"}
    forged = replace(old, content=content, hash=link(old.previous, DOSSIER, old.seq, content))
    assert found([*chain[:at], forged, *chain[at + 1 :]], head(chain)) == [(at + 1, Fault.ALTERED)]


@given(contents, st.data())
def test_a_missing_event_is_named_also_the_last(entries, data):
    chain = chained(entries)
    at = data.draw(st.integers(0, len(chain) - 1))
    assert found([*chain[:at], *chain[at + 1 :]], head(chain)) == [(at + 1, Fault.MISSING)]


@given(st.lists(numbers, min_size=2, max_size=8, unique=True), st.data())
def test_two_events_that_changed_places_are_named(entries, data):
    chain = chained([{"n": n} for n in entries])
    at = data.draw(st.integers(0, len(chain) - 2))
    first, second = replace(chain[at + 1], seq=at + 1), replace(chain[at], seq=at + 2)
    swapped = [*chain[:at], first, second, *chain[at + 2 :]]
    assert found(swapped, head(chain)) == [(at + 1, Fault.REORDERED), (at + 2, Fault.REORDERED)]


@given(contents)
def test_an_event_added_after_the_head_is_unknown(entries):
    chain = chained([*entries, {"thêm": 1}])
    assert found(chain, head(chain[:-1]) if chain[:-1] else {}) == [(len(chain), Fault.UNKNOWN)]


def test_a_chain_lost_whole_is_missing():
    chain = chained([{"a": 1}, {"b": 2}])
    assert found([], head(chain)) == [(1, Fault.MISSING), (2, Fault.MISSING)]


def test_a_chain_without_a_subject_is_unknown():
    assert found(chained([{"a": 1}]), {}) == [(1, Fault.UNKNOWN)]


@given(st.lists(st.binary(max_size=4), max_size=9), st.data())
def test_the_root_changes_when_any_leaf_does(leaves, data):
    root = merkle_root(leaves)
    assert root == merkle_root(list(leaves))
    if leaves:
        at = data.draw(st.integers(0, len(leaves) - 1))
        assert merkle_root([*leaves[:at], leaves[at] + b"!", *leaves[at + 1 :]]) != root
        assert merkle_root([*leaves[:at], *leaves[at + 1 :]]) != root
