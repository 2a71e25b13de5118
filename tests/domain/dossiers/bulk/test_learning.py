"""What several dossiers of one shape show of where a text comes from."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.bulk.facts import Fact
from motcua.domain.dossiers.bulk.learning import ForgottenError, Known, Leaf, UnsteadyError, leaves


def ward(facts: dict[str, str]) -> str:
    return facts["ward"]


def day(facts: dict[str, str]) -> str:
    return facts["day"]


WARD, DAY = Fact(ward), Fact(day)


def known(**facts: str) -> Known:
    found = Known(lambda fact: fact.find(facts), {})
    found.offer([WARD, DAY], [])
    return found


def learnt(*dossiers: tuple[str, Known]) -> Leaf:
    (text, first), *others = dossiers
    leaf: Leaf = leaves(text, first)
    earlier = [first]
    for text, own in others:
        leaf.learn(text, own, earlier)
        earlier.append(own)
    return leaf


def test_a_text_that_ends_with_a_fact_is_still_known_when_the_first_value_comes_again():
    leaf = learnt(
        ("Tại Công an phường Bến Thành", known(ward="Bến Thành", day="01/02/2026")),
        ("Tại Công an phường Tân Định", known(ward="Tân Định", day="03/02/2026")),
        ("Tại Công an phường Bến Thành", known(ward="Bến Thành", day="05/02/2026")),
    )
    assert leaf.pieces == ("Tại Công an phường ", frozenset({WARD}), "")


def test_a_name_that_stands_twice_in_a_text_may_be_a_fact_at_one_place_only():
    leaf = learnt(
        ("phường Sài Gòn, rồi phường Sài Gòn.", known(ward="phường Sài Gòn", day="01/02/2026")),
        ("phường Sài Gòn, rồi phường Tân Định.", known(ward="phường Tân Định", day="03/02/2026")),
    )
    assert leaf.pieces == ("phường Sài Gòn, rồi ", frozenset({WARD}), ".")


def test_how_a_text_is_put_together_has_to_explain_all_dossiers_that_were_seen():
    leaf = learnt(
        ("phường Sài Gòn, 01/02/2026", known(ward="phường Sài Gòn", day="01/02/2026")),
        ("phường Tân Định, 01/02/2026", known(ward="phường Tân Định", day="01/02/2026")),
        ("phường An Khánh, 05/02/2026", known(ward="phường An Khánh", day="05/02/2026")),
    )
    assert leaf.pieces == ("", frozenset({WARD}), ", ", frozenset({DAY}), "")
    with pytest.raises(UnsteadyError):
        learnt(
            ("phường Sài Gòn", known(ward="phường Sài Gòn", day="01/02/2026")),
            ("phường Tân Định", known(ward="phường Tân Định", day="01/02/2026")),
            ("nơi khác", known(ward="phường An Khánh", day="05/02/2026")),
        )


def test_what_differs_for_the_first_time_cannot_be_explained_once_the_others_are_forgotten():
    leaf: Leaf = leaves("Công an phường Bến Thành", known(ward="Bến Thành", day="01/02/2026"))
    with pytest.raises(ForgottenError):
        leaf.learn("Công an phường Tân Định", known(ward="Tân Định", day="03/02/2026"), [])
