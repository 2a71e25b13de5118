"""Linked procedures of the working city: whoever holds the role of an open step does it, and errands are carried."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.delivery.worker.errands import carry_errands
from motcua.domain.dossiers.models import Dossier, OpenTask
from motcua.domain.dossiers.queries.page import DossierPage, dossier_page
from motcua.domain.dossiers.services import replies, steps
from motcua.domain.dossiers.services.acting import ActingOfficer, ActingPerson
from motcua.domain.dossiers.services.filing import Submission, submit_dossier
from motcua.domain.dossiers.types import Party, PartyKind, PartyRole, Question, ReturnMethod, TaskKind, Verdict
from motcua.domain.identity import queries as identity
from tests.office import Office, at, on_paper

BIRTH, INVESTMENT = "2.000986", "1.009645.H05"
WARD, JUSTICE, LEADERSHIP = "H29.27094", "H29.27094.06", "H29.27094.01"
POLICE, INSURANCE = "G01.079.27094", "G24.079"
LAM = "079088910001"


@dataclass
class Linked:
    """A whole and its parts, worked on by those whose steps they are."""

    office: Office
    whole: UUID
    citizen: ActingPerson

    def part(self, child: str) -> UUID:
        """The dossier of a part."""
        return Dossier.objects.get(parent_id=self.whole, part_key=child).pk

    def page(self, when: str, dossier: UUID | None = None) -> DossierPage:
        return dossier_page(dossier or self.whole, at(when))

    def by(self, task: OpenTask, when: str) -> ActingOfficer:
        """An officer with the role of a task in its office."""
        now = at(when)
        officer = identity.officers_with_role(task.office_id, task.role, now.date())[0].id
        return ActingOfficer(officer, identity.scope(officer, now.date()), uuid4(), now)

    def task(self, dossier: UUID, step: str) -> OpenTask:
        return OpenTask.objects.get(dossier_id=dossier, step=step, kind=TaskKind.STEP)

    def does(self, dossier: UUID, step: str, when: str, outcome: str = "", words: str = "") -> None:
        """End a step in the way of its kind, and carry what follows from it."""
        task = self.task(dossier, step)
        by = self.by(task, when)
        kind = dossier_page(dossier, at(when)).procedure.steps[step].kind.value
        match kind, outcome:
            case "reception", "refuse":
                steps.refuse_dossier(dossier, task.n, words, by)
            case "reception", _:
                steps.accept_dossier(dossier, task.n, by)
            case "issue", _:
                steps.issue_result(dossier, task.n, "", by)
            case "return", _:
                steps.return_result(dossier, task.n, ReturnMethod.COUNTER, "Nguyễn Trúc Lam", by)
            case "assignment", _:
                steps.assign_dossier(dossier, task.n, self.office.city.who("H29.11.05", "specialist"), "specialist", by)
            case "consultation", _:
                steps.ask_opinions(dossier, task.n, (Question("construction_department", "Quy hoạch?"),), by)
            case _:
                steps.complete_step(dossier, task.n, outcome, words, by)
        carried(when)

    def answers(self, dossier: UUID, when: str) -> None:
        """The office that waits notes that another system has answered."""
        page = dossier_page(dossier, at(when))
        waits = [wait for wait in page.process.waits if wait.node in page.procedure.steps]
        office = page.card.competent_id
        officer = identity.officers_with_role(self.office.city.office(JUSTICE), "civil_status_officer", at(when).date())
        assert office
        scope = identity.scope(officer[0].id, at(when).date())
        replies.note_reply(dossier, waits[0].number, ActingOfficer(officer[0].id, scope, uuid4(), at(when)))
        carried(when)


def carried(when: str | datetime) -> int:
    """Carry all errands that are due then, and those that follow from them; how many there were."""
    now = at(when) if isinstance(when, str) else when
    total = 0
    while done := carry_errands(now):
        total += done
    return total


def birth_form(**changes: Any) -> dict[str, Any]:
    """What a father of An Khánh fills in for his newborn."""
    home = {"province": "79", "commune": "27094", "street": "12 Đường Xuân Thủy"}
    ward = {"province": "79", "commune": "27094"}
    return {
        "requester_name": "Nguyễn Trúc Lam",
        "requester_id": LAM,
        "requester_address": home,
        "requester_phone": "0903123456",
        "relation": "father",
        "child_name": "Nguyễn Mây Xanh",
        "child_birth_date": "2026-10-20",
        "child_sex": "female",
        "birth_place": "Bệnh viện Từ Dũ",
        "birth_notice_number": "123456",
        "child_ethnicity": "Kinh",
        "child_nationality": "Việt Nam",
        "child_home_town": ward,
        "mother_known": True,
        "mother_name": "Trần Sen Hồng",
        "mother_birth_date": "1995-03-08",
        "mother_ethnicity": "Kinh",
        "mother_nationality": "Việt Nam",
        "mother_address": home,
        "father_known": True,
        "father_name": "Nguyễn Trúc Lam",
        "father_id": LAM,
        "father_birth_date": "1988-05-02",
        "father_ethnicity": "Kinh",
        "father_nationality": "Việt Nam",
        "father_address": home,
        "parents_married": True,
        "registration_place": ward,
        "copies": 0,
        "residence_with_parents": True,
        "residence_place": home,
        "household_head_name": "Nguyễn Trúc Lam",
        "household_head_id": LAM,
        "relation_to_head": "Con",
        "household_head_agrees": True,
        "first_treatment_place": "Trạm Y tế phường An Khánh",
        "commits": True,
        **changes,
    }


def people(by: ActingPerson) -> tuple[Party, ...]:
    applicant = Party(
        PartyRole.APPLICANT, PartyKind.CITIZEN, "Nguyễn Trúc Lam", LAM, "0903123456", person_id=by.person_id
    )
    return applicant, replace(applicant, role=PartyRole.SUBMITTER)


def filed(office: Office, when: str = "2026-11-02 08:00", **changes: Any) -> Linked:
    """The linked birth procedure, handed in online on a Monday morning."""
    by = office.citizen(when)
    submission = Submission(BIRTH, "child", people(by), birth_form(**changes), on_paper("birth_notice"))
    return Linked(office, submit_dossier(submission, by).dossier_id, by)


def sent(office: Office) -> Linked:
    """Received and checked: the birth part is at the registry, at half past eight."""
    linked = filed(office)
    linked.does(linked.whole, "receive", "2026-11-02 08:10")
    linked.does(linked.whole, "check", "2026-11-02 08:30", "clear")
    return linked


def registered(office: Office) -> Linked:
    """The birth is registered: residence and card are at their agencies, on Monday at eleven."""
    linked = sent(office)
    registers_birth(linked)
    return linked


def registers_birth(linked: Linked, day: str = "2026-11-02") -> None:
    from motcua.domain.dossiers.services.citizen import answer_office

    birth = linked.part("birth")
    linked.does(birth, "receive", f"{day} 08:45")
    linked.does(birth, "check", f"{day} 09:00", "eligible")
    answer_office(birth, replace(linked.citizen, command=uuid4(), now=at(f"{day} 09:30")))
    carried(f"{day} 09:30")
    linked.does(birth, "register", f"{day} 10:00")
    linked.answers(birth, f"{day} 10:10")
    linked.does(birth, "sign", f"{day} 10:40", "sign")
    linked.does(birth, "issue", f"{day} 11:00")


def registers_residence(linked: Linked, day: str = "2026-11-02", verdict: str = "eligible", words: str = "") -> None:
    residence = linked.part("residence")
    linked.does(residence, "receive", f"{day} 11:10")
    linked.does(residence, "verify", f"{day} 14:00", verdict, words)
    linked.does(residence, "draft", f"{day} 14:30")
    linked.does(residence, "sign", f"{day} 15:00", "sign")
    linked.does(residence, "issue", f"{day} 15:10")


def grants_card(linked: Linked, day: str = "2026-11-02", verdict: str = "granted", words: str = "") -> None:
    card = linked.part("health_card")
    linked.does(card, "receive", f"{day} 11:20")
    linked.does(card, "grant", f"{day} 15:20", verdict, words)
    linked.does(card, "issue", f"{day} 15:30")


def give_opinions(linked: Linked, when: str) -> None:
    """Every consulted agency agrees."""
    for task in OpenTask.objects.filter(dossier_id=linked.whole, kind=TaskKind.OPINION):
        offices = [task.office_id, *(each.id for each in identity.offices_of(task.office_id, at(when).date()))]
        officers = [o for office in offices for o in identity.officers_with_role(office, "specialist", at(when).date())]
        scope = identity.scope(officers[0].id, at(when).date())
        by = ActingOfficer(officers[0].id, scope, uuid4(), at(when))
        steps.give_opinion(linked.whole, task.n, Verdict.AGREE, "", by)


def investment_form() -> dict[str, Any]:
    """What a company fills in for a project in the ward."""
    site = {"province": "79", "commune": "27094", "street": "Khu đất số 4"}
    return {
        "investor_kind": "organisation",
        "investor_name": "Công ty cổ phần Phù Sa Đỏ",
        "investor_code": "0100109106",
        "investor_address": site,
        "representative_name": "Nguyễn Trúc Lam",
        "representative_phone": "0903123456",
        "project_name": "Nhà máy sơ chế nông sản",
        "goals": "Sơ chế, bảo quản nông sản.",
        "scale": "20.000 tấn một năm.",
        "site": site,
        "land_area": "12500",
        "capital": 120_000_000_000,
        "own_capital": 40_000_000_000,
        "years": 30,
        "schedule": "Khởi công quý I, vận hành quý IV năm 2027.",
        "workers": 80,
        "asks_for_land": True,
        "technology_appraisal": False,
        "investment_form": "new_company",
        "commits": True,
    }


def proposed(office: Office, when: str = "2026-11-02 08:00") -> Linked:
    """The investment policy, asked for online on a Monday morning."""
    by = office.citizen(when)
    papers = on_paper("legal_status", "financial_capacity", "proposal")
    submission = Submission(INVESTMENT, "general", people(by), investment_form(), papers)
    return Linked(office, submit_dossier(submission, by).dossier_id, by)


def appraised(office: Office) -> Linked:
    """Rows 1 to 10: the report is signed, numbered and sent to the city's People's Committee."""
    linked = proposed(office)
    for step, when in (
        ("receive", "2026-11-02 09:00"),
        ("assign", "2026-11-02 10:00"),
        ("draft_letter", "2026-11-02 14:00"),
        ("review_letter", "2026-11-02 15:00"),
        ("sign_letter", "2026-11-02 16:00"),
    ):
        linked.does(linked.whole, step, when)
    give_opinions(linked, "2026-11-06 10:00")
    linked.does(linked.whole, "appraise", "2026-11-09 10:00", "", "Đề nghị chấp thuận chủ trương đầu tư.")
    linked.does(linked.whole, "review_report", "2026-11-09 15:00")
    linked.does(linked.whole, "sign_report", "2026-11-10 10:00", "sign")
    linked.does(linked.whole, "send", "2026-11-10 14:00")
    return linked
