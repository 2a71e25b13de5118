import pytest
from playwright.sync_api import Browser

from tests.journeys.browsers import PHONE, barriers

pytestmark = pytest.mark.journey
HEAD = '<html lang="vi"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Trang</title>'
SOUND = HEAD + "<main><h1>Trang</h1>{}</main>"


@pytest.mark.parametrize(
    ("flaw", "told"),
    [
        ('<img src="x.png">', "image-alt"),
        ('<input type="text">', "label"),
        ('<p style="color:#aaa;background:#fff">nhạt</p>', "color-contrast"),
        ('<div style="width:900px">rộng</div>', "wider than its window"),
    ],
)
def test_a_barrier_is_found(chromium: Browser, flaw: str, told: str) -> None:
    page = chromium.new_page(**PHONE)
    page.set_content(SOUND.format(""))
    assert barriers(page) == []
    page.set_content(SOUND.format(flaw))
    assert told in " ".join(barriers(page))
    page.close()
