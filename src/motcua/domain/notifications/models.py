"""The rows. A notice is what somebody is to be told; its messages are the ways to him, and the queue."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from motcua.domain.notifications.types import Channel, MessageState

_UNSETTLED = ("waiting", "sending", "unsure")


class Notice(models.Model):
    """One event told to one recipient. `recipient` says who without naming him; name, contacts and facts are erased
    after their time.
    """

    event = models.CharField(max_length=40)
    key = models.CharField(max_length=160)
    recipient = models.CharField(max_length=80)
    person = models.ForeignKey("identity.Person", models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("identity.Agency", models.PROTECT, null=True, related_name="+")
    subject_ref = models.UUIDField()
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=5)
    facts = models.JSONField()
    urgent = models.BooleanField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["key", "recipient"], name="an_event_is_told_once_to_each"),
        ]
        indexes: ClassVar = [Index(fields=["subject_ref"], name="notices_about_a_subject")]

    def __str__(self) -> str:
        return f"{self.event} about {self.subject_ref}"


class PushSubscription(models.Model):
    """A browser that may be reached by web push, and whose it is."""

    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    endpoint = models.CharField(max_length=1000)
    mark = models.CharField(max_length=64, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.mark


class Message(models.Model):
    """A notice by one channel. tracking_id: what the vendor knows it by, the same at every repetition. claim: who is
    sending it at this moment; due_at: when it is to be sent, or when whoever sends it has certainly stopped.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="messages")
    channel = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Channel])
    address = models.CharField(max_length=254, blank=True)
    subscription = models.ForeignKey(PushSubscription, models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey("identity.Person", models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in MessageState])
    urgent = models.BooleanField()
    tracking_id = models.CharField(max_length=36, unique=True)
    tries = models.SmallIntegerField(default=0)
    parts = models.SmallIntegerField(default=1)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    claim = models.UUIDField(null=True)
    reference = models.CharField(max_length=120, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["notice", "channel", "address"], name="a_notice_goes_once_to_each_address"),
            CheckConstraint(
                condition=Q(state="sending") & Q(claim__isnull=False) | ~Q(state="sending") & Q(claim__isnull=True),
                name="whoever_sends_a_message_has_claimed_it",
            ),
            CheckConstraint(
                condition=~Q(state__in=["sent", "delivered"]) | Q(sent_at__isnull=False),
                name="a_sent_message_knows_when",
            ),
        ]
        indexes: ClassVar = [
            Index(fields=["channel", "due_at"], condition=Q(state__in=_UNSETTLED), name="messages_to_send"),
            Index(fields=["created_at"], condition=Q(state="dead"), name="dead_messages"),
            Index(fields=["person", "-id"], condition=Q(channel="in_app"), name="inbox_of_a_person"),
            Index(fields=["officer", "-id"], condition=Q(channel="in_app"), name="messages_of_an_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Attempt(models.Model):
    """What happened to a message: one line of its delivery log, never changed."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12)
    problem = models.CharField(max_length=200, blank=True)
    officer = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.outcome} at {self.at}"


class Preference(models.Model):
    """What a person has chosen."""

    person = models.OneToOneField("identity.Person", models.PROTECT, primary_key=True, related_name="+")
    channels = models.JSONField()
    language = models.CharField(max_length=5)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)


class ChannelStand(models.Model):
    """A vendor that did not answer: how often in a row, and until when it is left alone."""

    channel = models.CharField(max_length=10, primary_key=True)
    failures = models.IntegerField()
    rests_until = models.DateTimeField()
    problem = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.channel


class VendorToken(models.Model):
    """The keys that a vendor gives for a time and replaces at each renewal; sealed with the city's secret.

    origin: a mark of the key that the operator gave, so that a new one given by him begins anew.
    """

    vendor = models.CharField(max_length=20, primary_key=True)
    origin = models.CharField(max_length=64)
    sealed = models.TextField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.vendor
