"""Every Vietnamese sentence of the doors has an English one."""

import re
from pathlib import Path

import motcua.delivery.signin
import motcua.infra
from motcua.delivery.signin import problems

SIGN_IN = Path(motcua.delivery.signin.__file__).parent
INFRA = Path(motcua.infra.__file__).parent
TRANSLATE = re.compile(r'\{% translate "([^"]+)" %\}')
BLOCK = re.compile(r"\{% blocktranslate %\}(.+?)\{% endblocktranslate %\}", re.DOTALL)
ENTRY = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)


def said_in(folder: Path) -> set[str]:
    templates = [file.read_text() for file in folder.rglob("*.html")]
    blocks = {re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", text) for page in templates for text in BLOCK.findall(page)}
    return blocks | {text for page in templates for text in TRANSLATE.findall(page)}


def translated_in(folder: Path) -> set[str]:
    return {vietnamese for vietnamese, _ in ENTRY.findall((folder / "locale/en/LC_MESSAGES/django.po").read_text())}


def problem_pages() -> list[problems.Page]:
    kinds = [each for each in vars(problems).values() if isinstance(each, type) and hasattr(each, "page")]
    return [problems.LEVEL_TOO_LOW, *(each.page for each in kinds if each is not problems.NotLetIn)]


def test_the_doors_speak_english() -> None:
    said = said_in(SIGN_IN)
    for page in (*problem_pages(), problems.NotLetIn("x", "x").page):
        said |= {str(words) for words in (page.title, page.what, page.next_step)} - {"x"}
    assert len(said) > 20
    assert said - translated_in(SIGN_IN) == set()


def test_the_limit_speaks_english() -> None:
    assert said_in(INFRA / "templates" / "infra") - translated_in(INFRA) == set()


def test_each_problem_says_what_happened_and_what_to_do() -> None:
    for page in problem_pages():
        assert page.status >= 400
        assert len(str(page.what)) > 40
        assert len(str(page.next_step)) > 40
