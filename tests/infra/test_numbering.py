"""Numbers without gaps, one by one and many at once."""

import pytest
from django.db import transaction

from motcua.infra.numbering import NumbersMovedError, last_numbers, next_number, next_number_up_to, take_many

pytestmark = pytest.mark.django_db


def test_each_scope_counts_from_one():
    assert [next_number("a"), next_number("b"), next_number("a")] == [1, 1, 2]
    assert last_numbers() == {"a": 2, "b": 1}


def test_a_scope_that_ends_gives_no_number_behind_its_end():
    assert [next_number_up_to(2, "a") for _ in range(4)] == [1, 2, None, None]
    assert last_numbers() == {"a": 2}


def test_after_many_were_taken_at_once_the_next_one_follows_them():
    next_number("a")
    take_many({"a": 1}, {"a": 40, "b": 7})
    assert [next_number("a"), next_number("b")] == [41, 8]


@pytest.mark.parametrize("seen", [{}, {"a": 2}])
def test_many_are_refused_when_somebody_took_one_meanwhile(seen):
    next_number("a")
    with pytest.raises(NumbersMovedError), transaction.atomic():
        take_many(seen, {"a": 40, "b": 7})
    assert last_numbers() == {"a": 1}


def test_taking_none_at_all_is_no_conflict():
    take_many({}, {})
    assert last_numbers() == {}


@pytest.mark.django_db(transaction=True)
def test_a_number_is_only_given_inside_a_transaction():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        next_number("a")
    with pytest.raises(RuntimeError, match="inside the transaction"):
        take_many({}, {"a": 1})
