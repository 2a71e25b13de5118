"""The closed lists of words a package may use. Their Vietnamese is in docs/how-it-works/procedure-package.md."""

from __future__ import annotations

from enum import StrEnum


class Certainty(StrEnum):
    """How sure a block is: read in a published text, not confirmed there, or a proposal of ours."""

    PUBLISHED = "published"
    UNVERIFIED = "unverified"
    DESIGN = "design"


class Level(StrEnum):
    """The level of government that decides. There is no district level since 1 July 2025."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    COMMUNE = "commune"


class Channel(StrEnum):
    """The three ways to submit and to receive (Nghị định 61/2018/NĐ-CP Điều 16)."""

    ONLINE = "online"
    COUNTER = "counter"
    POST = "post"


class Audience(StrEnum):
    """Whom a procedure is for. One for state agencies only runs between agencies: no citizen files it."""

    CITIZEN = "citizen"
    FOREIGNER = "foreigner"
    HOUSEHOLD = "household"
    BUSINESS = "business"
    ORGANISATION = "organisation"
    AGENCY = "agency"


class OnlineService(StrEnum):
    """Toàn trình, một phần, or not online (Nghị định 224/2026/NĐ-CP Điều 14)."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class StepKind(StrEnum):
    """What sort of work a step is: it decides which screen the desk opens for it."""

    RECEPTION = "reception"
    ASSIGNMENT = "assignment"
    WORK = "work"
    CONSULTATION = "consultation"
    INSPECTION = "inspection"
    PUBLIC_NOTICE = "public_notice"
    DRAFT = "draft"
    REVIEW = "review"
    SIGNATURE = "signature"
    FEE_NOTICE = "fee_notice"
    ISSUE = "issue"
    RETURN = "return"
    WAIT = "wait"
    CHILD = "child"
    SYSTEM = "system"


class WaitsFor(StrEnum):
    """Whom a waiting step waits for. Only waiting for the applicant, the payment or the obligation stops the dossier's
    clock. PAYMENT: of what this office asks for. OBLIGATION: of what another body collects, such as a tax.
    """

    AGENCIES = "agencies"
    APPLICANT = "applicant"
    PAYMENT = "payment"
    OBLIGATION = "obligation"
    REGISTRY = "registry"
    CENTRAL_SYSTEM = "central_system"
    PUBLIC = "public"


class Silence(StrEnum):
    """What it means when nobody answered in time: agreement, or that the work goes on without the answer."""

    CONSENT = "consent"
    PROCEED = "proceed"


class LetterValue(StrEnum):
    """What a letter says that the dossier's data do not: the act that issues it must bring it along."""

    REASONS = "reasons"
    WORDS = "words"
    ITEMS = "items"
    FEES = "fees"
    QUESTIONS = "questions"
    MINUTES = "minutes"
    APPOINTMENT = "appointment"


class PaperSize(StrEnum):
    """On what a letter is printed."""

    A4 = "a4"
    A5 = "a5"


class WhenAbsent(StrEnum):
    """What happens when the source has nothing: ask the applicant, or let the agency look it up itself."""

    ASK = "ask"
    LOOK_UP = "look_up"


class WorksAt(StrEnum):
    """Which of a dossier's agencies a role works at; the applicant is nobody's officer but is waited for."""

    APPLICANT = "applicant"
    RECEIVING = "receiving"
    COMPETENT = "competent"
    AGENCY = "agency"


class Power(StrEnum):
    """What a role may do in the life of a procedure: draft, check and submit; review and record the approval; publish,
    suspend, resume and retire.
    """

    DESIGN = "design"
    CONTROL = "control"
    PUBLISH = "publish"


class PartyRole(StrEnum):
    """The four persons the law tells apart; who submits is known by his account or at the counter."""

    SUBMITTER = "submitter"
    APPLICANT = "applicant"
    REPRESENTATIVE = "representative"
    BENEFICIARY = "beneficiary"


class PartyKind(StrEnum):
    """What a person of the dossier is (LoaiDoiTuong of the national portal)."""

    CITIZEN = "citizen"
    BUSINESS = "business"
    STATE_AGENCY = "state_agency"
    ORGANISATION = "organisation"
