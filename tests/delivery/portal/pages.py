"""What a browser without JavaScript sends, and what one reads in the answers."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.delivery.cli.story import blank_pdf
from tests.office import PERMIT, permit_form

LAM, PHUC = "079088910001", "079191910002"
PAPERS = {"land_paper": {"variant": "certificate"}, "drawings": {}}


def said(answer: Any) -> str:
    """The words of a page, without its tags."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@dataclass(frozen=True)
class OpenDraft:
    """A draft in its owner's browser."""

    client: Client
    address: str

    def get(self, page: str = "") -> Any:
        return self.client.get(f"{self.address}{page}")

    def post(self, page: str, data: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.client.post(f"{self.address}{page}", data or {}, headers=headers)

    def keep(self, values: dict[str, Any]) -> Any:
        """What a page sends while somebody types."""
        body = json.dumps({"values": values})
        return self.client.post(f"{self.address}tu-luu/", body, content_type="application/json")

    def upload(self, component: str, name: str, content: bytes, kind: str = "application/pdf", **headers: str) -> Any:
        file = SimpleUploadedFile(name, content, kind)
        return self.post(f"giay-to/{component}/", {**PAPERS[component], "file": file}, **headers)

    def complete(self) -> None:
        """Fill everything in and hand in what is asked for."""
        assert self.keep(permit_form()).status_code == 200
        for component in PAPERS:
            assert self.upload(component, f"{component}.pdf", blank_pdf(1)).status_code == 302


def begin(client: Client, code: str = PERMIT) -> OpenDraft:
    answer = client.post(f"/nop/{code}/")
    assert answer.status_code == 302, said(answer)
    return OpenDraft(client, answer["Location"])
