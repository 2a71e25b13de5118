"""The building-permit story, played over HTTP against running servers by people of the demo city.

A resident files for a house; the next day it is accepted and the slip is there; the specialist inspects, three
agencies are asked and one stays silent; the fee notice is seen and paid; the chairman signs; the permit is returned;
the citizen sees each step. Days pass by setting the training city's clock; it starts far enough back that the story
ends before now.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # the package ships no types

from motcua.delivery.cli.keys import TRAINING_PIN
from motcua.delivery.cli.player import Player, PlayError
from motcua.infra import clock

LAM = "079088910001"
CLERK, HEAD, SPECIALIST, CHAIRMAN, RECORDS = "clerk", "head", "specialist", "chairman", "records"
ANSWERING, SILENT = ("planning_department", "fire_police"), "power_company"
LENGTH = timedelta(days=60)
PATIENCE = 20.0
FORM: dict[str, Any] = {
    "owner_name": "Nguyễn Trúc Lam",
    "owner_id": LAM,
    "owner_address": {"province": "79", "commune": "27094", "street": "12 đường Xuân Thủy"},
    "owner_phone": "0900000901",
    "has_representative": False,
    "site": {"province": "79", "commune": "27094", "street": "45 đường số 7"},
    "parcel_number": "118",
    "map_sheet": "24",
    "land_area": "72,5",
    "designer": "Công ty TNHH Kiến trúc Phù Sa",
    "has_review": False,
    "fire_safety_required": False,
    "works_grade": "grade_3",
    "ground_level": "0,25",
    "building_line": "Trùng chỉ giới đường đỏ, lùi 2,4 m",
    "first_floor_area": "58,2",
    "floors": [{"kind": "above", "area": "58,2"}, {"kind": "above", "area": "58,2"}, {"kind": "roof", "area": "21,4"}],
    "height": "10,4",
    "months_to_complete": 9,
    "commits": True,
}


class StoryError(Exception):
    """The story did not go as it should."""


@dataclass
class Story:
    """The players, and what is known of the dossier so far."""

    city: str
    provider: str
    officers: dict[str, str]
    say: Callable[[str], None]
    dossier: dict[str, Any] = field(default_factory=dict)
    _players: dict[str, Player] = field(default_factory=dict)

    def play(self) -> dict[str, Any]:
        """The whole story; the dossier as it ended. StoryError or PlayError when it does not end in a returned
        result.
        """
        began = clock.now()
        clock.set_to(_at_nine(began - LENGTH))
        try:
            for chapter in (self.files, self.accepts, self.works, self.silence, self.decides, self.returns):
                self._told(chapter)
        finally:
            clock.set_to_real_time()
        if self.dossier["phase"] != "returned":
            raise StoryError(f"the dossier ended as {self.dossier['phase']}")
        return self.dossier

    # --- chapters

    def files(self) -> str:
        """A citizen signs in with his e-identity and files for a house, with land paper and drawings."""
        lam = self.citizen
        page = lam.sign_in()
        if "Nguyễn Trúc Lam" not in page.text:
            raise StoryError("the citizen's name is not on the page after signing in")
        papers = [
            {"component": "land_paper", "document_id": self._upload("land_paper", "Giấy chứng nhận.pdf", 2)},
            {"component": "drawings", "document_id": self._upload("drawings", "Bản vẽ thiết kế.pdf", 5)},
        ]
        filed = lam.does("/dossiers", {"procedure": "1.013225", "case": "house", "form": FORM, "papers": papers})
        self.dossier = lam.sees(f"/dossiers/{filed['id']}")
        self._citizen_sees("Hồ sơ đã nộp")
        return f"filed, reference {filed['reference']}"

    def accepts(self) -> str:
        """Next day the one-stop shop accepts; the receipt slip is there."""
        self._days(1)
        self.act(CLERK, "receive", "acceptance")
        self._citizen_sees("Đã tiếp nhận")
        slip = self._letter(1)
        for words in ("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", self.dossier["code"], "Nguyễn Trúc Lam"):
            if words not in slip:
                raise StoryError(f"the receipt slip does not say {words!r}")
        return f"accepted as {self.dossier['code']}, due {self.dossier['due_at'][:10]}"

    def works(self) -> str:
        """The head assigns; three agencies are asked; the specialist inspects, appraises and drafts; two agencies
        answer.
        """
        self.act(HEAD, "assign", "assignment", {"officer": self.officers[SPECIALIST]})
        asked = [
            {"agency": each, "question": "Chỉ giới, an toàn và đấu nối của nhà ở 45 đường số 7."}
            for each in (*ANSWERING, SILENT)
        ]
        self.act(SPECIALIST, "consult", "consultation", {"questions": asked})
        self._days(2)
        minutes = {
            "visited_at": clock.now().isoformat(),
            "place": "45 đường số 7, phường An Khánh",
            "participants": ["Ông Nguyễn Trúc Lam, chủ đầu tư", "Chuyên viên Phòng Kinh tế, Hạ tầng và Đô thị"],
            "findings": "Đất trống, ranh giới đúng giấy chứng nhận.",
            "conclusion": "Phù hợp với hồ sơ.",
        }
        self.act(SPECIALIST, "inspect", "inspection", minutes)
        for n, agency in enumerate(ANSWERING, 1):
            verdict = {"verdict": "agree", "words": "Thống nhất."}
            self.dossier = self.player(agency).does(f"/dossiers/{self.dossier['id']}/opinions/{n}", verdict)
        self._days(2)
        self.act(SPECIALIST, "appraise", "completion", {"outcome": "eligible"})
        self.act(SPECIALIST, "draft", "completion", {})
        self._citizen_sees("Cho ý kiến phối hợp")
        return "inspected, appraised, drafted; two of three agencies have agreed"

    def silence(self) -> str:
        """The third agency says nothing; on the twelfth day silence is consent, and the process goes on by itself."""
        ends = max(datetime.fromisoformat(task["due_at"]) for task in self.dossier["tasks"])
        clock.set_to(_at_nine(ends + timedelta(days=1)))
        self._until(lambda: "review" in self._open_steps(), "the review is open")
        self._citizen_sees("không trả lời coi như đồng ý")
        return "the third agency stayed silent, which is consent"

    def decides(self) -> str:
        """The head agrees, the fee notice goes out and is paid, the chairman signs, the clerk registers."""
        self.act(HEAD, "review", "completion", {"outcome": "approve"})
        self._citizen_sees("Thông báo phí, lệ phí: 75.000 đồng")
        paid = {"amount": 75_000, "receipt": "0000123"}
        self.dossier = self.player(CLERK).does(f"/dossiers/{self.dossier['id']}/payments", paid)
        self._citizen_sees("Đã nộp 75.000 đồng")
        self.act(CHAIRMAN, "sign", "completion", {"outcome": "sign", "pin": TRAINING_PIN})
        self.act(RECORDS, "register", "result", {"pin": TRAINING_PIN})
        self._citizen_sees("Đã có kết quả")
        return "fee noticed and paid, permit signed and registered"

    def returns(self) -> str:
        """The result is handed over; anybody with the code sees that it is done, and nobody sees whose it is."""
        handed = {"method": "counter", "receiver": "Ông Nguyễn Trúc Lam, căn cước 079088910001"}
        self.act(CLERK, "return_result", "return", handed)
        self._citizen_sees("Đã trả kết quả")
        tracked = self.citizen.browser.get(f"/tra-cuu/{self.dossier['reference']}/").text
        if "Đã trả kết quả" not in tracked:
            raise StoryError("public tracking does not tell that the result was returned")
        return f"returned, national status {self.dossier['national_status']}"

    # --- means

    @property
    def citizen(self) -> Player:
        """The resident who wants to build."""
        if LAM not in self._players:
            self._players[LAM] = Player(self.city, f"{self.provider}/citizens", LAM)
        return self._players[LAM]

    def player(self, role: str) -> Player:
        """The officer who plays a role."""
        if role not in self._players:
            self._players[role] = Player(self.city, f"{self.provider}/officers", self.officers[role])
        return self._players[role]

    def act(self, role: str, step: str, act: str, body: Any = None) -> None:
        """Let an officer do an act on the open task of a step."""
        task = next((each for each in self.dossier["tasks"] if each["step"] == step), None)
        if task is None:
            raise StoryError(f"the step {step} is not open; open are {self._open_steps()}")
        path = f"/dossiers/{self.dossier['id']}/steps/{task['n']}/{act}"
        self.dossier = self.player(role).does(path, body)

    def _open_steps(self) -> list[str]:
        return [task["step"] for task in self.dossier["tasks"]]

    def _told(self, chapter: Callable[[], str]) -> None:
        began = time.monotonic()
        told = chapter()
        self.say(f"  {time.monotonic() - began:5.2f} s  {clock.now():%d/%m/%Y}  {told}")

    def _upload(self, component: str, name: str, pages: int) -> str:
        query = f"?procedure=1.013225&component={component}"
        files = {"file": (name, blank_pdf(pages), "application/pdf")}
        answer = self.citizen.program.post(f"/documents{query}", files=files)
        if not answer.is_success:
            raise PlayError(f"the upload of {name} was answered {answer.status_code}: {answer.text[:300]}")
        return str(answer.json()["id"])

    def _citizen_sees(self, words: str) -> None:
        """The citizen looks at his dossier in the portal and reads these words there."""
        page = self.citizen.browser.get(f"/ho-so/{self.dossier['id']}/")
        if page.status_code != 200 or words not in page.text:
            raise StoryError(f"the citizen does not see {words!r} on the page of the dossier ({page.status_code})")

    def _letter(self, n: int) -> str:
        """The text of a letter's PDF, as the citizen downloads it."""
        answer = self.citizen.browser.get(f"/ho-so/{self.dossier['id']}/van-ban/{n}/")
        if not answer.content.startswith(b"%PDF"):
            raise StoryError(f"letter {n} is no PDF ({answer.status_code})")
        pages = pypdfium2.PdfDocument(answer.content)
        return "".join(page.get_textpage().get_text_bounded() for page in pages)

    def _until(self, comes: Callable[[], bool], what: str) -> None:
        """Wait for the worker to let time act."""
        until = time.monotonic() + PATIENCE
        while not comes():
            if time.monotonic() > until:
                raise StoryError(f"it did not come to this: {what}")
            time.sleep(0.1)
            self.dossier = self.citizen.sees(f"/dossiers/{self.dossier['id']}")

    def _days(self, days: int) -> None:
        """Let days pass, to nine o'clock of a working day."""
        clock.set_to(_at_nine(clock.now() + timedelta(days=days)))


def _at_nine(moment: datetime) -> datetime:
    while moment.weekday() >= 5:
        moment += timedelta(days=1)
    return moment.replace(hour=9, minute=0, second=0, microsecond=0)


def blank_pdf(pages: int) -> bytes:
    """A small real PDF with that many blank pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
