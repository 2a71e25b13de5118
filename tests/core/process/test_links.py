"""A link is an arrow that is not drawn: the token goes on where the link of that name is caught."""

import pytest

from motcua.core.process import NotExecutableError, check_process, compile_process, read_model
from tests.core.process.drawn import dossier, xml

PAGES = (
    "start s\nuser a\nlink-throw out link=page-2\nlink-catch in link=page-2\nuser b\nend e\ns -> a -> out\nin -> b -> e"
)


def test_a_token_goes_on_at_the_other_end() -> None:
    d = dossier(PAGES).do("a")
    assert d.waiting == ["b"]
    assert d.flows() == ["s-a", "a-out", "out~in", "in-b"]


def test_several_ends_may_lead_to_one() -> None:
    d = dossier(
        "start s\nparallel f\nlink-throw x link=l\nlink-throw y link=l\nlink-catch z link=l\nuser b\ns -> f\n"
        "f -> x\nf -> y\nz -> b"
    )
    assert d.waiting == ["b", "b"]


def test_a_drawing_with_links_has_no_problems() -> None:
    assert check_process(read_model(xml(PAGES))) == []


@pytest.mark.parametrize(
    ("drawing", "element"),
    [
        (PAGES.replace("in link=page-2", "in link=page-3"), "out"),
        (PAGES.replace("link=page-2", ""), "out"),
        (PAGES + "\nlink-catch again link=page-2\nagain -> b", "out"),
        (PAGES + "\nout -> b", "out"),
        (PAGES + "\na -> in", "in"),
    ],
)
def test_a_link_needs_a_name_and_one_other_end_and_no_arrow_beside(drawing: str, element: str) -> None:
    with pytest.raises(NotExecutableError) as caught:
        compile_process(read_model(xml(drawing)))
    assert ("link", element) in [(problem.code, problem.element) for problem in caught.value.problems]
