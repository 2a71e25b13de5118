from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class Account(AbstractBaseUser):
    """One subject at one identity provider. Nobody has a password here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("issuer", "subject", name="a_subject_has_one_account")]

    def __str__(self) -> str:
        return f"{self.subject} at {self.issuer}"
