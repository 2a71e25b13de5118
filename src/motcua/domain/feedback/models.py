from __future__ import annotations

from typing import ClassVar

from django.db import models

from motcua.domain.feedback.types import Door, Voice


class Rating(models.Model):
    """What one voice said of one dossier.

    An anonymous one keeps no more than procedure, agency, offices and month; its id is random and carries no time. The
    others name the dossier and, where he had signed in, the person. office: which was in charge. steps: each step of
    the way with the office that did it, as `[step, office]`. levels: by question.
    """

    id = models.UUIDField(primary_key=True)
    month = models.DateField()
    procedure_code = models.CharField(max_length=40)
    agency = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    office = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    door = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Door])
    steps = models.JSONField()
    levels = models.JSONField()
    dissatisfied = models.BooleanField()
    words = models.TextField(blank=True)
    subject_ref = models.UUIDField(null=True)
    voice = models.CharField(max_length=10, null=True, choices=[(each.value, each.value) for each in Voice])  # noqa: DJ001 tells who, so anonymous ones have none
    person = models.ForeignKey("identity.Person", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["agency", "month"], name="ratings_of_an_agency"),
            models.Index(
                fields=["office", "month"],
                condition=models.Q(dissatisfied=True, subject_ref=None),
                name="anonymous_dissatisfaction",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_ref", "voice"], name="a_voice_rates_a_dossier_once"),
            models.CheckConstraint(
                condition=models.Q(subject_ref=None, voice=None, person=None, given_at=None)
                | models.Q(subject_ref__isnull=False, voice__isnull=False, given_at__isnull=False),
                name="an_anonymous_rating_leads_to_nobody",
            ),
            models.CheckConstraint(condition=models.Q(month__day=1), name="a_month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} {self.month:%m/%Y}"


class UsedVoice(models.Model):
    """That a voice was heard: a digest of dossier and voice under the city's key. Whether it spoke under its name or
    anonymously, and what it said, is not told; without the key, which is in no table, nor is of which dossier.
    """

    digest = models.BinaryField(max_length=32, primary_key=True)

    def __str__(self) -> str:
        return bytes(self.digest).hex()


class FollowUp(models.Model):
    """What an office owes somebody dissatisfied who told who he is."""

    rating = models.OneToOneField(Rating, models.PROTECT, related_name="follow_up")
    office = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["office", "due_at"], name="follow_ups_of_an_office")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
                name="a_follow_up_closes_after_it_opened",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rating_id} due {self.due_at}"


class Reply(models.Model):
    """One answer of an officer to a dissatisfied person; the one that closes is the last."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="replies")
    at = models.DateTimeField()
    officer = models.ForeignKey("identity.Officer", models.PROTECT, related_name="+")
    words = models.TextField()
    closes = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["follow_up"], condition=models.Q(closes=True), name="one_reply_closes_a_follow_up"
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="a_reply_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id} at {self.at}"


class MonthReply(models.Model):
    """What an officer has answered to the anonymous dissatisfaction of a month with one procedure at one office.
    answered: how many dissatisfied there were then.
    """

    office = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    procedure_code = models.CharField(max_length=40)
    month = models.DateField()
    at = models.DateTimeField()
    officer = models.ForeignKey("identity.Officer", models.PROTECT, related_name="+")
    words = models.TextField()
    answered = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["office", "month"], name="month_replies_of_an_office")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(answered__gt=0), name="a_month_reply_answers_somebody"),
            models.CheckConstraint(condition=~models.Q(words=""), name="a_month_reply_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.procedure_code} {self.month:%m/%Y}"


class Invitation(models.Model):
    """The dossier whose applicant stands at an officer's counter now, for the tablet beside it."""

    officer = models.OneToOneField("identity.Officer", models.CASCADE, primary_key=True, related_name="+")
    subject_ref = models.UUIDField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.subject_ref} until {self.until}"
