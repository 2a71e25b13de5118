"""Keys that officers and agencies sign with."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import PROTECT, CheckConstraint, F, ForeignKey, Q, UniqueConstraint


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("identity", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            "SigningKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=120)),
                ("certificate", models.BinaryField()),
                ("subject", models.CharField(max_length=300)),
                ("issuer", models.CharField(max_length=300)),
                ("serial", models.CharField(max_length=80)),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField()),
                ("registered_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoke_reason", models.CharField(blank=True, max_length=200)),
                ("wrong_pins", models.SmallIntegerField(default=0)),
                ("tried_at", models.DateTimeField(null=True)),
                ("agency", ForeignKey("identity.Agency", PROTECT, null=True, related_name="+")),
                ("officer", ForeignKey("identity.Officer", PROTECT, null=True, related_name="+")),
                ("registered_by", ForeignKey("identity.Officer", PROTECT, null=True, related_name="+")),
                ("revoked_by", ForeignKey("identity.Officer", PROTECT, null=True, related_name="+")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["officer"], name="signing_keys_of_an_officer"),
                    models.Index(fields=["agency"], name="signing_keys_of_an_agency"),
                ],
                "constraints": [
                    CheckConstraint(
                        condition=Q(officer__isnull=False, agency__isnull=True)
                        | Q(officer__isnull=True, agency__isnull=False),
                        name="a_signing_key_is_an_officers_or_an_agencys",
                    ),
                    CheckConstraint(
                        condition=Q(valid_from__lt=F("valid_to")), name="a_certificate_ends_after_it_begins"
                    ),
                    CheckConstraint(
                        condition=Q(revoked_at__isnull=True, revoke_reason="")
                        | Q(revoked_at__isnull=False) & ~Q(revoke_reason=""),
                        name="a_signing_key_is_revoked_for_a_reason",
                    ),
                    UniqueConstraint(fields=["issuer", "serial"], name="a_certificate_is_registered_once"),
                    UniqueConstraint(
                        fields=["label"], condition=Q(revoked_at__isnull=True), name="a_label_names_one_signing_key"
                    ),
                ],
            },
        ),
    ]
