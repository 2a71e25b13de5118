"""A link leads to one dossier, and nobody makes one but the city."""

from __future__ import annotations

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.feedback.errors import ForgedLinkError
from motcua.domain.feedback.links import link_code, rating_path, subject_of

ids = st.uuids()
CODE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@given(ids)
def test_a_link_leads_to_its_dossier_and_is_the_same_each_time(dossier) -> None:
    assert subject_of(link_code(dossier)) == dossier
    assert rating_path(dossier) == f"/danh-gia/{link_code(dossier)}/" == rating_path(dossier)


@given(ids, ids)
def test_two_dossiers_have_two_links(one, other) -> None:
    assert (link_code(one) == link_code(other)) == (one == other)


@given(ids, st.integers(0, 37), st.sampled_from(CODE_LETTERS))
def test_a_link_with_another_letter_leads_nowhere(dossier, place: int, letter: str) -> None:
    code = link_code(dossier)
    changed = f"{code[:place]}{letter}{code[place + 1 :]}"
    if changed != code:
        with pytest.raises(ForgedLinkError):
            subject_of(changed)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    with pytest.raises(ForgedLinkError):
        subject_of(typed)


@given(ids)
def test_a_link_of_another_city_leads_nowhere(dossier) -> None:
    with override_settings(SECRET_KEY="another city's"):
        code = link_code(dossier)
    with pytest.raises(ForgedLinkError):
        subject_of(code)


@given(ids, st.integers(0, 37))
def test_a_link_cut_short_on_its_way_leads_nowhere(dossier, kept: int) -> None:
    with pytest.raises(ForgedLinkError):
        subject_of(link_code(dossier)[:kept])
