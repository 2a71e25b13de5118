"""Papers are checked while a person waits; whatever is refused is told in words, and what was chosen stays."""

import re

import pytest
from django.conf import LazySettings

from motcua.delivery.cli.story import blank_pdf
from tests.delivery.portal.pages import PAPERS, OpenDraft, said

PDF = blank_pdf(2)
ERROR = re.compile(r'class="error-line"[^>]*>([^<]+)')
BY_SCRIPT = {"X-Requested-With": "fetch"}


def test_a_sound_file_is_there_at_once_with_its_pages(draft: OpenDraft) -> None:
    assert draft.upload("drawings", "Bản vẽ móng.pdf", PDF)["Location"].endswith("/giay-to/#drawings")
    page = said(draft.get("giay-to/"))
    assert "Bản vẽ móng.pdf" in page
    assert "2 trang" in page


def test_a_script_is_answered_with_the_place_of_the_paper_alone(draft: OpenDraft) -> None:
    answer = draft.upload("drawings", "Bản vẽ.pdf", PDF, **BY_SCRIPT)
    assert answer.status_code == 200
    assert answer.content.decode().strip().startswith("<section")
    assert "Bản vẽ.pdf" in said(answer)


REFUSED = {
    "a program under the name of a document": ("Đơn.pdf", b"MZ\x90\x00 program", "application/pdf", "không phải PDF"),
    "a text under the name of a picture": ("ảnh.jpg", b"hello " * 50, "image/jpeg", "không phải PDF"),
    "a page of another site's making": ("a.html", b"<script>alert(1)</script>", "text/html", "Tệp"),
    "an empty file": ("rỗng.pdf", b"", "application/pdf", "Tệp"),
    "half a document": ("nửa.pdf", PDF[: len(PDF) // 2], "application/pdf", "Tệp"),
}


@pytest.mark.parametrize("by_script", [True, False], ids=["by script", "by form"])
@pytest.mark.parametrize("what", REFUSED)
def test_is_refused_in_words_with_the_choice_kept(draft: OpenDraft, what: str, by_script: bool) -> None:
    name, content, kind, told = REFUSED[what]
    answer = draft.upload("land_paper", name, content, kind, **(BY_SCRIPT if by_script else {}))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert told in "".join(ERROR.findall(html))
    assert 'value="certificate" checked' in html
    assert "<script>alert" not in html
    assert draft.get().context["open"].draft.papers == ()


def test_a_file_heavier_than_the_rule_is_refused(draft: OpenDraft) -> None:
    rule = next(
        each.component.file for each in draft.get().context["open"].ready.papers if each.component.key == "drawings"
    )
    answer = draft.upload("drawings", "nặng.pdf", PDF + b"\0" * rule.max_bytes)
    assert answer.status_code == 422
    assert "nặng.pdf" in said(answer)


def test_what_is_beyond_the_quota_of_a_request_is_thrown_away_and_told(
    draft: OpenDraft, settings: LazySettings
) -> None:
    settings.UPLOAD_QUOTA = 1000
    answer = draft.upload("drawings", "a.pdf", PDF + b"\0" * 100_000)
    assert answer.status_code == 422
    assert "Tệp quá lớn nên chưa nhận được" in said(answer)


def test_nothing_chosen_is_told(draft: OpenDraft) -> None:
    assert "Chưa chọn tệp nào" in said(draft.post("giay-to/drawings/"))


def test_of_alternatives_one_is_chosen_first(draft: OpenDraft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PAPERS, "land_paper", {})
    answer = draft.upload("land_paper", "Sổ đỏ.pdf", PDF)
    assert answer.status_code == 422
    assert "Hãy chọn loại giấy tờ trước khi tải tệp lên" in said(answer)


def test_more_files_than_the_rule_allows_are_refused(draft: OpenDraft) -> None:
    answers = [draft.upload("land_paper", f"{n}.pdf", PDF, **BY_SCRIPT) for n in range(11)]
    assert [each.status_code for each in answers[:10]] == [200] * 10
    assert "Đã đủ số tệp cho phép" in said(answers[9])
    assert answers[10].status_code == 422


def test_a_name_with_markup_is_shown_as_text(draft: OpenDraft) -> None:
    draft.upload("drawings", "<img src=x onerror=alert(1)>.pdf", PDF)
    for page in ("giay-to/", "xem-lai/"):
        assert "<img src=x" not in draft.get(page).content.decode()


def test_a_paper_is_taken_out_again(draft: OpenDraft) -> None:
    draft.upload("drawings", "Bản vẽ.pdf", PDF)
    document = draft.get().context["open"].draft.papers[0].document_id
    answer = draft.post(f"giay-to/{document}/bo/")
    assert answer["Location"].endswith("/giay-to/#drawings")
    assert "Đã bỏ tệp Bản vẽ.pdf." in said(draft.get("giay-to/"))
    assert "Bản vẽ.pdf" not in said(draft.get("xem-lai/"))


def test_a_paper_that_is_not_asked_for_cannot_be_uploaded(draft: OpenDraft) -> None:
    assert draft.client.post(f"{draft.address}giay-to/khong-co/").status_code == 404
