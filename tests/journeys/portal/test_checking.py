"""A bank clerk is handed a building permit: on paper with its QR code, and as a file. Is it genuine?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from motcua.domain.dossiers.models import DossierLetter
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.records.services import revoke_document
from motcua.domain.records.shelf import store
from motcua.domain.records.types import Document
from motcua.infra import clock
from tests import permit
from tests.journeys.browsers import DESKTOP, PHONE, Come, barriers
from tests.office import Office

pytestmark = pytest.mark.journey


@pytest.fixture
def letter(address: str, working_city: Office) -> DossierLetter:
    """A permit that was issued, whose code leads to this city."""
    return DossierLetter.objects.get(dossier_id=permit.resolved(working_city), key="permit")


@pytest.fixture
def paper(letter: DossierLetter) -> Document:
    return letter_document(letter.dossier_id, letter.n, clock.now())


@pytest.fixture
def files(paper: Document, tmp_path: Path) -> tuple[Path, Path]:
    """The file as it was issued, and one in which a single byte was changed."""
    genuine, altered = tmp_path / "Giấy phép.pdf", tmp_path / "Giấy phép (sửa).pdf"
    with store().open(paper.sha256) as file:
        content = file.read()
    genuine.write_bytes(content)
    altered.write_bytes(content.replace(b"%PDF-1.7", b"%PDF-1.6", 1))
    assert genuine.read_bytes() != altered.read_bytes()
    return genuine, altered


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_paper_is_checked_by_its_code_and_by_its_file(
    come: Come, letter: DossierLetter, paper: Document, files: tuple[Path, Path], size: dict[str, Any]
) -> None:
    page = come(**size)
    methods: set[str] = set()

    def listen(request: Request) -> None:
        methods.add(request.method)

    page.on("request", listen)
    genuine, altered = files

    page.goto(letter.details["result"]["verify_url"])
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Mã này thuộc một văn bản thật, chưa bị thu hồi hay thay thế."
    )
    expect(page.get_by_text(letter.number, exact=True)).to_be_visible()
    assert barriers(page) == []

    drop(page, altered)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tệp này không phải bản đã cấp.")
    assert barriers(page) == []
    drop(page, genuine)
    expect(page.get_by_role("heading", level=1)).to_have_text("Văn bản này là thật.")
    assert barriers(page) == []

    page.get_by_role("link", name="Kiểm tra văn bản").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Văn bản này có thật không?")
    assert barriers(page) == []
    page.get_by_label("Mã kiểm tra").fill("7kqf 2m9t xd4b 8kj2")
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Không có văn bản nào mang mã này.")
    assert barriers(page) == []

    revoke_document(paper.id, "Cấp sai thẩm quyền", "officer:1", clock.now())
    page.locator("#tep").set_input_files(genuine)
    expect(page.get_by_role("heading", level=1)).to_contain_text("đã bị thu hồi ngày 24/11/2026")
    expect(page.get_by_text("Lý do: Cấp sai thẩm quyền")).to_be_visible()
    assert barriers(page) == []
    assert methods == {"GET"}, "a part of a file has left the browser"


def test_without_scripts_the_file_is_sent_and_answered(come: Come, files: tuple[Path, Path]) -> None:
    page = come(java_script_enabled=False)
    page.goto("/kiem-tra/")
    for file, answer in zip(files, ("Văn bản này là thật.", "Không nhận ra tệp này."), strict=True):
        page.locator("#tep").set_input_files(file)
        page.get_by_role("button", name="Kiểm tra tệp").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(answer)


def drop(page: Page, file: Path) -> None:
    """A file is dropped on the page, as from a folder beside the browser."""
    page.wait_for_load_state()
    carried = page.evaluate_handle(
        """([name, bytes]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], name, { type: "application/pdf" }));
            return carried;
        }""",
        [file.name, list(file.read_bytes())],
    )
    page.locator("form[data-check]").dispatch_event("drop", {"dataTransfer": carried})
