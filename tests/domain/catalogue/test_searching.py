"""People find a procedure by the words they use."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.core.procedure import Audience, Level, OnlineService
from motcua.core.procedure.search import Phrase, SearchIndex
from motcua.core.text import fold
from motcua.domain.catalogue import queries
from motcua.domain.catalogue.types import CatalogueError, LoadReport
from tests.domain.catalogue.conftest import LOADED_AT
from tests.domain.catalogue.phrases import ENGLISH, VIETNAMESE

pytestmark = pytest.mark.django_db
TODAY = LOADED_AT.date()
BETWEEN_AGENCIES = {"2.000986.H29", "1.009645.H29"}


def first(text: str, language: str = "vi") -> str:
    found = queries.search(text, "en" if language == "en" else "vi", TODAY)
    return found[0].card.code if found else ""


def test_people_find_what_they_mean_in_one_try(loaded: LoadReport) -> None:
    assert len(VIETNAMESE) + len(ENGLISH) >= 60
    missed = {text: first(text) for text, code in VIETNAMESE.items() if first(text) != code}
    assert missed == {}


def test_english_words_find_the_same_procedures(loaded: LoadReport) -> None:
    missed = {text: first(text, "en") for text, code in ENGLISH.items() if first(text, "en") != code}
    assert missed == {}


def test_diacritics_may_be_left_out(loaded: LoadReport) -> None:
    missed = {text: first(fold(text)) for text, code in VIETNAMESE.items() if first(fold(text)) != code}
    assert missed == {}


def test_diacritics_may_be_typed_in_pieces(loaded: LoadReport) -> None:
    for text, code in list(VIETNAMESE.items())[:10]:
        assert first(unicodedata.normalize("NFD", text)) == code


def test_a_code_finds_its_procedure(loaded: LoadReport) -> None:
    assert first("1.004222") == "1.004222"
    assert first("1.009645.H05") == "1.009645.H05"


def test_words_that_mean_nothing_here_find_nothing(loaded: LoadReport) -> None:
    assert queries.search("zzzz qqqq", "vi", TODAY) == ()
    assert queries.search("   ", "vi", TODAY) == ()


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_makes_the_search_fall(loaded: LoadReport, text: str) -> None:
    scores = [found.score for found in queries.search(text, "vi", TODAY)]
    assert scores == sorted(scores, reverse=True)


def test_the_more_that_agrees_the_higher_it_stands() -> None:
    index = SearchIndex(
        [("a", [Phrase("đổi bằng lái xe")]), ("b", [Phrase("đổi tên trên sổ đỏ")]), ("c", [Phrase("lái tàu")])]
    )
    found = index.find("đổi bằng lái")
    assert found[0].key == "a"
    assert found[0].score > found[1].score


def test_equal_matches_keep_their_order() -> None:
    index = SearchIndex([("b", [Phrase("giấy phép")]), ("a", [Phrase("giấy phép")])])
    assert [hit.key for hit in index.find("giay phep")] == ["b", "a"]


@pytest.mark.parametrize("slip", ["kahi sinh", "khi sinh", "khaii sinh", "khai sing", "khaisinh", "khai sin"])
def test_one_slip_of_the_finger_is_forgiven(slip: str) -> None:
    index = SearchIndex(
        [("birth", [Phrase("khai sinh")]), ("death", [Phrase("khai tử")]), ("other", [Phrase("nhà đất")])]
    )
    assert index.find(slip)[0].key == "birth"


def test_lists_are_in_vietnamese_order_and_can_be_narrowed(loaded: LoadReport) -> None:
    cards = queries.list_published(TODAY)
    assert len(cards) == len(loaded.published) - len(BETWEEN_AGENCIES)
    assert not {card.code for card in cards} & BETWEEN_AGENCIES
    land = queries.list_published(TODAY, field="land")
    assert {card.code for card in land} == {"1.013831", "1.013833", "1.012787"}
    business = queries.list_published(TODAY, audience=Audience.HOUSEHOLD, level=Level.COMMUNE)
    assert {"1.001612", "2.001827"} <= {card.code for card in business}
    names = [card.short_name.vi for card in cards]
    assert (
        names.index("Bản sao từ sổ gốc")
        < names.index("Chứng thực bản sao từ bản chính")
        < names.index("Đổi giấy phép lái xe")
    )


def test_counts_add_up(loaded: LoadReport) -> None:
    counts = queries.counts(TODAY)
    offered = len(loaded.published) - len(BETWEEN_AGENCIES)
    assert counts.total == offered == sum(counts.by_field.values()) == sum(counts.by_online.values())
    assert counts.by_online[OnlineService.FULL] > counts.by_online[OnlineService.NONE]


def test_every_act_of_the_law_has_its_words_and_its_article(loaded: LoadReport) -> None:
    grounds = queries.grounds("pause_supplement", None)
    assert grounds.article == "Điều 11 Nghị định số 118/2025/NĐ-CP"
    version = queries.version(queries.published("1.013225", TODAY))
    special = version.cases["house"].limits[0].basis
    assert queries.grounds("pause_payment", special).article == "Nghị định số 175/2024/NĐ-CP"


def test_an_act_without_grounds_is_told_where_to_write_them(loaded: LoadReport) -> None:
    with pytest.raises(CatalogueError, match=r"acts\.yaml"):
        queries.grounds("dance", None)


def test_without_a_catalogue_somebody_is_told_to_load_it(db: None) -> None:
    with pytest.raises(CatalogueError, match="catalogue load"):
        queries.grounds("stop", None)
