"""The whole way in English: what the portal itself says has no Vietnamese left in it."""

import re
from uuid import UUID

import pytest
from django.test import Client

from tests import permit
from tests.delivery.portal.pages import OpenDraft
from tests.office import PERMIT, Office

pytestmark = pytest.mark.usefixtures("compiled_words")
VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
MARKED = re.compile(r'<(\w+)\b[^>]*\blang="vi"[^>]*>.*?</\1>', re.DOTALL)


def vietnamese_in(page: str) -> list[str]:
    """Sentences with Vietnamese letters that are not marked as Vietnamese, the city's name aside."""
    body = page.partition("<main")[2].partition("</main>")[0].replace("Hồ Chí Minh", "")
    body = re.sub(r"<(script|svg)\b.*?</\1>", " ", body, flags=re.DOTALL)
    texts = re.sub(r"<[^>]+>", "\n", MARKED.sub(" ", body)).splitlines()
    return [text.strip() for text in texts if VIETNAMESE.search(text)]


@pytest.mark.parametrize(
    "path", ["/", "/thu-tuc/", "/tra-cuu/", "/tra-cuu/X/", "/tro-giup/", "/kha-nang-tiep-can/", "/khong-co/"]
)
@pytest.mark.usefixtures("working_city")
def test_open_pages_speak_english(client: Client, path: str) -> None:
    client.cookies["django_language"] = "en"
    page = client.get(path).content.decode()
    assert '<html lang="en">' in page
    assert vietnamese_in(page) == []


def test_a_draft_speaks_english(draft: OpenDraft) -> None:
    draft.client.cookies["django_language"] = "en"
    for page in ("", "works/", "xem-lai/", "giay-to/", "xoa-nhap/"):
        assert vietnamese_in(draft.get(page).content.decode()) == [], page


def test_the_switch_keeps_the_page(client: Client, working_city: Office) -> None:
    answer = client.post("/ngon-ngu/setlang/", {"language": "en", "next": f"/thu-tuc/{PERMIT}/"})
    assert answer["Location"] == f"/thu-tuc/{PERMIT}/"
    assert "What you need" in client.get(answer["Location"]).content.decode()


def test_where_a_dossier_is_is_said_in_english(me: Client, working_city: Office) -> None:
    me.cookies["django_language"] = "en"
    dossier: UUID = permit.to_be_supplemented(working_city)
    page = me.get(f"/ho-so/{dossier}/").content.decode()
    assert "Your dossier waits for you to hand in more papers." in page
    assert "The time limit is paused: Waiting for the supplement" in page
