"""The rows. The big tables are partitioned by month of the dossier's id; migrations/0001 makes them by hand and this
file lets the ORM read them. They are written by one function of the database, `dossiers_write` (sql/write.sql).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from motcua.core.procedure import Channel
from motcua.domain.dossiers.bulk.models import BulkDelivery as BulkDelivery  # noqa: PLC0414 Django looks here
from motcua.domain.dossiers.bulk.models import BulkPart as BulkPart  # noqa: PLC0414 Django looks here
from motcua.domain.dossiers.calendar_change.models import (
    CalendarChange as CalendarChange,  # noqa: PLC0414 Django looks here
)
from motcua.domain.dossiers.calendar_change.models import MovedDossier as MovedDossier  # noqa: PLC0414 Django looks here
from motcua.domain.dossiers.changeover.models import ChangedDossier as ChangedDossier  # noqa: PLC0414 Django looks here
from motcua.domain.dossiers.changeover.models import Changeover as Changeover  # noqa: PLC0414 Django looks here
from motcua.domain.dossiers.reminding.models import ApologyDraft as ApologyDraft  # noqa: PLC0414 Django looks here
from motcua.domain.dossiers.reminding.models import NextReminder as NextReminder  # noqa: PLC0414 Django looks here
from motcua.domain.dossiers.reminding.models import SaidReminder as SaidReminder  # noqa: PLC0414 Django looks here
from motcua.domain.dossiers.types import (
    ErrandKind,
    LetterState,
    PaperOrigin,
    PartyKind,
    PartyRole,
    Phase,
    TaskKind,
    Verdict,
    WaitingFor,
)


def _words(kind: type) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in kind]  # type: ignore[attr-defined] # every caller passes a StrEnum


class Dossier(models.Model):
    """The state of a dossier between two acts; what happened is in its events.

    version: on which version of the procedure it runs. terms: whose limits, clock rules and fees hold for it, where
    that is another one, because it was moved since the day of its receipt.

    parent_id, part_n, part_key, part_version: of a part, to which whole it belongs, at which step, as which of its
    linked procedures; no foreign key, so that a dossier and its parts may lie on different machines. parts_due_at: the
    earliest day that one of its own parts owes.
    """

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT, related_name="+")
    procedure_code = models.CharField(max_length=40)
    case_key = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=_words(Channel))
    assisted = models.BooleanField()
    reference = models.CharField(max_length=16)
    code = models.CharField(max_length=60, null=True)  # noqa: DJ001 none before acceptance
    phase = models.CharField(max_length=20, choices=_words(Phase))
    waiting_for = models.CharField(max_length=20, null=True, choices=_words(WaitingFor))  # noqa: DJ001 mostly nothing
    receiving = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    competent = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    support = models.ForeignKey("identity.Agency", models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    handler_office = models.ForeignKey("identity.Agency", models.PROTECT, null=True, related_name="+")
    handler_role = models.CharField(max_length=40, blank=True)
    terms = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT, null=True, related_name="+")
    applicant_name = models.CharField(max_length=200)
    applicant_kind = models.CharField(max_length=20, choices=_words(PartyKind))
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    original_due_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    clock = models.JSONField(null=True)
    process = models.JSONField()
    answers = models.JSONField()
    supplements = models.SmallIntegerField()
    fees_due = models.BigIntegerField()
    fees_paid = models.BigIntegerField()
    contents = models.SmallIntegerField()
    papers = models.SmallIntegerField()
    letters = models.SmallIntegerField()
    parent_id = models.UUIDField(null=True)
    part_n = models.IntegerField(null=True)
    part_key = models.CharField(max_length=40, null=True)  # noqa: DJ001 no part of anything
    part_version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    parts_due_at = models.DateTimeField(null=True)
    seq = models.IntegerField()
    head = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return self.code or self.reference


class DossierKey(models.Model):
    """Whatever leads to a dossier: its code, its reference, or the key of the request that filed it."""

    key = models.CharField(max_length=120, primary_key=True)
    dossier_id = models.UUIDField()

    def __str__(self) -> str:
        return self.key


class Content(models.Model):
    """The application form as handed in, a version for each time."""

    pk = models.CompositePrimaryKey("dossier_id", "n")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    n = models.SmallIntegerField()
    at = models.DateTimeField()
    form = models.JSONField()

    def __str__(self) -> str:
        return f"{self.dossier_id} form {self.n}"


class DossierParty(models.Model):
    """Who is who in a dossier, as declared."""

    pk = models.CompositePrimaryKey("dossier_id", "role", "n")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=_words(PartyRole))
    n = models.SmallIntegerField()
    kind = models.CharField(max_length=20, choices=_words(PartyKind))
    name = models.CharField(max_length=200)
    search_name = models.CharField(max_length=200)
    identifier = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=254, blank=True)
    address = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey("identity.Person", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class DossierPaper(models.Model):
    """A document in its place in a dossier."""

    pk = models.CompositePrimaryKey("dossier_id", "n")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    n = models.SmallIntegerField()
    component = models.CharField(max_length=40)
    variant = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=20, choices=_words(PaperOrigin))
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200, blank=True)
    originals = models.SmallIntegerField()
    copies = models.SmallIntegerField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.component} {self.name}"


class DossierEvent(models.Model):
    """One act. Never changed, never removed: the database refuses it."""

    pk = models.CompositePrimaryKey("dossier_id", "seq")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    actor = models.CharField(max_length=60)
    office = models.ForeignKey("identity.Agency", models.PROTECT, null=True, related_name="+")
    step = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    data = models.JSONField()
    command = models.UUIDField()
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.seq} {self.kind}"


class Remark(models.Model):
    """The free words said with an event. They can be erased; the event keeps their hash."""

    pk = models.CompositePrimaryKey("dossier_id", "seq")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    words = models.TextField()

    def __str__(self) -> str:
        return self.words


class DossierLetter(models.Model):
    """A letter, with the data it is printed from as they were on its day."""

    pk = models.CompositePrimaryKey("dossier_id", "n")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    n = models.SmallIntegerField()
    key = models.CharField(max_length=40)
    number = models.CharField(max_length=60, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=60)
    details = models.JSONField()
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=_words(LetterState), default=LetterState.ISSUED)

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class DossierOpinion(models.Model):
    """What was asked of an agency, and what it said."""

    pk = models.CompositePrimaryKey("dossier_id", "n")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    n = models.SmallIntegerField()
    step = models.CharField(max_length=60)
    agency = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    question = models.TextField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    verdict = models.CharField(max_length=24, null=True, choices=_words(Verdict))  # noqa: DJ001 none until answered
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.dossier_id} opinion {self.n}"


class OpenTask(models.Model):
    """Work that is open now: the inbox. A row goes when the task ends; the log keeps what happened."""

    pk = models.CompositePrimaryKey("dossier_id", "kind", "n")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=10, choices=_words(TaskKind))
    n = models.IntegerField()
    step = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    office = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    holder = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    enabled_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    counts_from = models.DateTimeField(null=True)
    dossier_due_at = models.DateTimeField(null=True)
    waits = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(started_at__isnull=True) | models.Q(claimed_at__isnull=False),
                name="a_task_is_claimed_before_it_is_started",
            ),
            models.CheckConstraint(
                condition=models.Q(claimed_at__isnull=True) | models.Q(holder__isnull=False),
                name="a_claimed_task_has_a_holder",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "role", "dossier_due_at"], name="inbox_of_an_office"),
            models.Index(fields=["holder", "dossier_due_at"], name="inbox_of_an_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.dossier_id}"


class DossierPart(models.Model):
    """What a whole knows of one of its parts."""

    pk = models.CompositePrimaryKey("dossier_id", "n")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="parts")
    n = models.IntegerField()
    child = models.CharField(max_length=40)
    step = models.CharField(max_length=60)
    part_id = models.UUIDField()
    agency = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    silent_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=60, blank=True)
    due_at = models.DateTimeField(null=True)
    waiting_for = models.CharField(max_length=20, null=True, choices=_words(WaitingFor))  # noqa: DJ001 mostly nothing
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=120, blank=True)
    late = models.BooleanField()
    called_off_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.child} of {self.part_id}"


class DossierErrand(models.Model):
    """What a dossier of a linked procedure has to do at another. The row is the queue: whoever carries the errand looks
    at how things stand, and takes the row away if nothing has happened meanwhile.
    """

    pk = models.CompositePrimaryKey("dossier_id", "kind")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=_words(ErrandKind))
    due_at = models.DateTimeField(db_index=True)
    seq = models.IntegerField()

    class Meta:
        db_table: ClassVar = "dossiers_errand"

    def __str__(self) -> str:
        return f"{self.kind} at {self.due_at}"


class DossierTimer(models.Model):
    """A moment at which a process goes on by itself. The row goes when the timer has fired or is no longer wanted."""

    pk = models.CompositePrimaryKey("dossier_id", "n")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    n = models.IntegerField()
    node = models.CharField(max_length=60)
    due_at = models.DateTimeField(db_index=True)
    armed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.node} of {self.dossier_id}"


class Draft(models.Model):
    """What a person has typed and uploaded but not yet filed, or not yet handed in to supplement a dossier."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey("identity.Account", models.CASCADE, related_name="+")
    version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT, related_name="+")
    procedure_code = models.CharField(max_length=40)
    case_key = models.CharField(max_length=40)
    form = models.JSONField(default=dict)
    papers = models.JSONField(default=list)
    revision = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    filed_as = models.UUIDField(null=True)
    supplements = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "-changed_at"], name="drafts_of_a_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "supplements"],
                condition=models.Q(filed_as=None),
                name="one_open_supplement_for_each_person_and_dossier",
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} by {self.account_id}"
