import pytest
from django.conf import LazySettings
from django.test import Client

from tests.delivery.portal.conftest import SignIn
from tests.delivery.portal.pages import OpenDraft, said
from tests.office import PERMIT, Office

pytestmark = pytest.mark.usefixtures("working_city")
NAME = "Cấp giấy phép xây dựng nhà ở riêng lẻ"


@pytest.mark.parametrize("words", ["xây nhà", "xay nha", "XÂY NHÀ Ở", "giay phep xay dung", "1.013225"])
def test_a_procedure_is_found_first_by_everyday_words_with_or_without_diacritics(client: Client, words: str) -> None:
    found = client.get("/thu-tuc/goi-y/", {"q": words}).json()["found"]
    assert found[0]["name"] == NAME
    assert client.get(found[0]["address"]).status_code == 200
    assert NAME in said(client.get("/thu-tuc/", {"q": words}))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.usefixtures("compiled_words")
def test_every_example_on_the_home_page_finds_something(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    examples = client.get("/").context["examples"]
    for words in examples:
        found = client.get("/thu-tuc/goi-y/", {"q": str(words)}).json()["found"]
        assert found, words


def test_finding_nothing_teaches_how_to_search(client: Client) -> None:
    page = client.get("/thu-tuc/", {"q": "qwxzv"})
    assert page.status_code == 200
    assert "Chưa tìm thấy thủ tục phù hợp" in said(page)
    assert "Nói việc muốn làm bằng vài chữ" in said(page)


def test_what_is_searched_for_is_text_and_nothing_else(client: Client) -> None:
    page = client.get("/thu-tuc/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_of_a_procedure_says_what_how_long_how_much_and_where(client: Client) -> None:
    page = said(client.get(f"/thu-tuc/{PERMIT}/"))
    for words in ("Cần chuẩn bị", "Giấy chứng nhận quyền sử dụng đất", "15 ngày", "75.000 đồng", "Nộp ở đâu", "Bước"):
        assert words in page


def test_a_replaced_code_leads_to_the_procedure_that_took_its_place(client: Client) -> None:
    page = client.get("/thu-tuc/1.009994/", follow=True)
    assert page.redirect_chain[-1][0] == f"/thu-tuc/{PERMIT}/"
    assert "Mã 1.009994 đã được thay bằng 1.013225" in said(page)


def test_an_unknown_code_is_told_with_what_to_do_next(client: Client) -> None:
    page = client.get("/thu-tuc/9.999999/")
    assert page.status_code == 404
    assert "Không có thủ tục này" in said(page)
    assert "Hãy tìm bằng lời thường" in said(page)


@pytest.mark.parametrize("path", ["/khong-co/", "/ho-so/khong-phai-ma/", "/thu-tuc/a/b/c/"])
def test_an_address_that_does_not_exist_says_what_to_do_next(client: Client, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "Hãy kiểm tra lại địa chỉ" in said(page)
    assert "Về trang chủ" in said(page)


def test_without_filing_the_portal_informs_tracks_and_says_where_to_file(
    client: Client, sign_in: SignIn, working_city: Office, settings: LazySettings
) -> None:
    filed = working_city.filed("2026-11-23 09:00")
    settings.PORTAL_FILING = False
    assert "Hồ sơ trực tuyến nộp trên Cổng Dịch vụ công quốc gia" in said(client.get("/"))
    procedure = client.get(f"/thu-tuc/{PERMIT}/")
    assert f"/nop/{PERMIT}/" not in procedure.content.decode()
    assert "Cổng Dịch vụ công quốc gia" in said(procedure)
    refused = sign_in().post(f"/nop/{PERMIT}/")
    assert refused.status_code == 404
    assert "Không nộp được hồ sơ tại đây" in said(refused)
    assert "Hồ sơ trực tuyến được nộp trên Cổng Dịch vụ công quốc gia" in said(refused)
    assert client.get(f"/tra-cuu/{filed.reference}/").status_code == 200


def test_without_filing_a_draft_begun_before_is_not_filed_either(draft: OpenDraft, settings: LazySettings) -> None:
    draft.complete()
    settings.PORTAL_FILING = False
    answer = draft.client.post(f"{draft.address}nop-ho-so/", follow=True)
    assert "Cổng Dịch vụ công quốc gia" in said(answer)
    mine = said(draft.client.get("/ho-so/"))
    assert "Đang làm dở" in mine
    assert "Cơ quan đang giải quyết" not in mine


def test_a_procedure_on_a_ministrys_system_is_not_begun_here(sign_in: SignIn) -> None:
    page = sign_in().get("/nop/1.001612/")
    assert page.status_code == 404
    assert "Thủ tục này được giải quyết trên hệ thống của bộ, ngành" in said(page)
