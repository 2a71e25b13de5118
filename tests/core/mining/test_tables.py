"""Counting by key, and courses as a tree: what the plain way finds, in any order and divided anyhow."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.mining.keys import KeyNumbers, numbered
from motcua.core.mining.log import Ids
from motcua.core.mining.prefixes import ROOT, PrefixTree
from motcua.core.mining.tables import Fold, Table, merged, rows, table, total

FOLDS = (Fold.SUM, Fold.LEAST, Fold.MOST, Fold.LONG)
keyed = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2**30), st.integers(-(2**55), 2**55)), max_size=40)
courses = st.lists(st.lists(st.integers(0, 3), max_size=6), max_size=20)


def column(values: list[int]) -> Ids:
    return np.array(values, dtype=np.int64)


def tabled(given_rows: list[tuple[int, int, int]]) -> Table:
    first, second, values = (column([row[n] for row in given_rows]) for n in range(3))
    return table([first, second], [np.ones(len(values), np.int64), values, values, values], FOLDS)


def told(of: Table) -> dict[tuple[int, ...], list[int]]:
    return {tuple(key): values for key, values in rows(of, FOLDS)}


@given(keyed)
def test_rows_with_one_key_become_one(given_rows: list[tuple[int, int, int]]) -> None:
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for first, second, value in given_rows:
        groups[first, second].append(value)
    expected = {key: [len(each), min(each), max(each), sum(each)] for key, each in groups.items()}
    assert told(tabled(given_rows)) == expected


@given(keyed, st.integers(0, 40))
def test_a_table_in_parts_adds_up_to_the_table_of_all(given_rows: list[tuple[int, int, int]], cut: int) -> None:
    parts = [tabled(given_rows[cut:]), tabled(given_rows[:cut])]
    assert told(merged(parts, FOLDS)) == told(tabled(given_rows))


@given(st.lists(st.integers(-(2**62), 2**62), max_size=30))
def test_sums_of_times_are_exact_beyond_the_numbers_of_the_machine(times: list[int]) -> None:
    assert total(column(times)) == sum(times)


@given(st.lists(st.integers(0, 2**62), max_size=3000))
def test_each_different_key_has_the_next_number(keys: list[int]) -> None:
    numbers = KeyNumbers()
    expected = list(dict.fromkeys(keys))
    assert numbers.number(column(keys)).tolist() == [expected.index(key) for key in keys]
    assert numbers.keys.tolist() == expected
    assert numbers.look_up(column([*keys, 2**62 + 1])).tolist()[-1] == -1


def test_more_keys_than_there_was_room_for_keep_their_numbers() -> None:
    keys = np.arange(5_000) * 7_919
    numbers = KeyNumbers()
    assert numbers.number(np.concatenate([keys, keys])).tolist() == [*range(5_000), *range(5_000)]
    assert numbered(keys, keys)[1].tolist() == list(range(5_000))


def walked(tree: PrefixTree, given_courses: list[list[int]]) -> Counter[tuple[int, ...]]:
    first = np.concatenate([[0], np.cumsum([len(course) for course in given_courses])]).astype(np.int64)
    activity = column([activity for course in given_courses for activity in course])
    return Counter(tuple(tree.course(node)) for node in tree.walk(activity, first).tolist())


@given(courses)
def test_each_course_is_the_node_at_which_it_ends(given_courses: list[list[int]]) -> None:
    assert walked(PrefixTree(), given_courses) == Counter(map(tuple, given_courses))


@given(courses, courses)
def test_a_tree_takes_in_another(ones: list[list[int]], others: list[list[int]]) -> None:
    tree, other = PrefixTree(), PrefixTree()
    walked(tree, ones)
    walked(other, others)
    nodes = tree.joined(other)
    assert nodes[ROOT] == ROOT
    assert [tree.course(int(node)) for node in nodes] == [other.course(node) for node in range(len(other))]
