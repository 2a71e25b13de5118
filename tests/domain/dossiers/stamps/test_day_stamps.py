"""Sealed days get a time stamp that anybody checks with openssl alone."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from motcua.core.workcal import ZONE
from motcua.delivery.cli import audit as commands
from motcua.delivery.worker import timetable
from motcua.domain.dossiers.services.audit import Checked, seal_days, verify_log
from motcua.domain.dossiers.services.day_stamps import stamp_days, stamped_day
from motcua.infra import clock
from motcua.infra.models import DailyDigest
from motcua.infra.signing import ClockSkewError, TimestampUnavailableError, Trust
from tests.domain.dossiers.test_audit import recorded_day, tamper
from tests.domain.dossiers.test_services import accepted
from tests.office import Office
from tests.sandbox.trust_centre import TrustCentre

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(working_city: Office) -> date:
    """The first of three sealed days."""
    day = recorded_day(accepted(working_city))
    assert seal_days(datetime.combine(day + timedelta(days=3), time(2), ZONE)) == 3
    return day


def stamp(centre: TrustCentre) -> int:
    return stamp_days(centre.stamps(), centre.trust(), clock.machine_now())


def found(trust: Trust) -> list[str]:
    return [str(each) for each in verify_log(trust=trust)]


def test_every_sealed_day_is_stamped_once(sealed: date, trust_centre: TrustCentre) -> None:
    assert stamp(trust_centre) == 3
    assert stamp(trust_centre) == 0
    checked = Checked()
    assert list(verify_log(checked, trust_centre.trust())) == []
    assert (checked.days, checked.stamps) == (3, 3)


def test_a_day_waits_while_the_server_is_down_and_is_stamped_later(sealed: date, trust_centre: TrustCentre) -> None:
    with trust_centre.misbehaving("down", "tsa"), pytest.raises(TimestampUnavailableError):
        stamp(trust_centre)
    assert DailyDigest.objects.filter(stamp=None).count() == 3
    assert found(trust_centre.trust()) == []
    assert stamp(trust_centre) == 3


def test_a_server_whose_clock_goes_wrong_stamps_nothing(sealed: date, trust_centre: TrustCentre) -> None:
    with trust_centre.misbehaving("wrong_clock", "tsa"), pytest.raises(ClockSkewError):
        stamp(trust_centre)
    assert DailyDigest.objects.filter(stamp=None).count() == 3


def test_an_altered_stamp_is_named(sealed: date, trust_centre: TrustCentre) -> None:
    stamp(trust_centre)
    token = bytes(DailyDigest.objects.get(day=sealed).stamp)
    DailyDigest.objects.filter(day=sealed).update(stamp=token[:-1] + bytes([token[-1] ^ 1]))
    assert found(trust_centre.trust()) == [f"day {sealed}: stamp altered"]


def test_the_stamp_of_another_day_is_named(sealed: date, trust_centre: TrustCentre) -> None:
    stamp(trust_centre)
    other = DailyDigest.objects.get(day=sealed + timedelta(days=1))
    DailyDigest.objects.filter(day=sealed).update(stamp=other.stamp)
    assert found(trust_centre.trust()) == [f"day {sealed}: stamp altered"]


def test_a_digest_made_anew_betrays_itself_by_its_stamp(sealed: date, trust_centre: TrustCentre) -> None:
    """Whoever rewrites the log and every digest after it cannot rewrite the stamps."""
    stamp(trust_centre)
    stamps = dict(DailyDigest.objects.values_list("day", "stamp"))
    DailyDigest.objects.all().delete()
    tamper("UPDATE dossiers_dossierevent SET recorded_at = recorded_at - interval '1 day'")
    seal_days(datetime.combine(sealed + timedelta(days=3), time(2), ZONE))
    for day, token in stamps.items():
        DailyDigest.objects.filter(day=day).update(stamp=token)
    assert f"day {sealed}: stamp altered" in found(trust_centre.trust())


def test_a_stamp_of_an_unknown_server_is_named(sealed: date, trust_centre: TrustCentre) -> None:
    stamp(trust_centre)
    assert found(Trust(()))[0] == f"day {sealed}: stamp unknown"


def test_openssl_alone_checks_a_day_and_finds_one_altered_byte(
    sealed: date, trust_centre: TrustCentre, configured: Path, tmp_path: Path
) -> None:
    stamp(trust_centre)
    proof = tmp_path / "proof"
    assert commands.export([str(sealed), str(proof)]) == 0
    assert openssl(proof) == (0, True)
    content = (proof / f"{sealed}.digest").read_bytes()
    for at in (0, 40, len(content) - 1):
        (proof / f"{sealed}.digest").write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        code, verified = openssl(proof)
        assert (code != 0, verified) == (True, False)


def test_the_proof_of_a_day_is_tied_to_the_day_before(sealed: date, trust_centre: TrustCentre) -> None:
    stamp(trust_centre)
    first, second = stamped_day(sealed), stamped_day(sealed + timedelta(days=1))
    assert first is not None
    assert second is not None
    digest = subprocess.run(
        ["openssl", "dgst", "-sha256", "-binary"], input=first.content, capture_output=True, check=True
    ).stdout
    assert second.content.startswith(digest)


def test_a_day_without_a_stamp_is_not_exported(
    sealed: date, configured: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.export([str(sealed), str(tmp_path / "proof")]) == 1
    assert "is not stamped" in capsys.readouterr().err
    assert not (tmp_path / "proof").exists()


def test_the_job_stamps_what_is_sealed(sealed: date, configured: Path) -> None:
    timetable.stamp(0)
    assert not DailyDigest.objects.filter(stamp=None).exists()


def test_the_job_tells_of_a_silent_server_and_fails_nobody(
    sealed: date, configured: Path, trust_centre: TrustCentre, caplog: pytest.LogCaptureFixture
) -> None:
    with trust_centre.misbehaving("down", "tsa"):
        timetable.stamp(0)
    assert "wait for their time stamp" in caplog.text


def test_a_city_without_a_server_seals_as_before(sealed: date, capsys: pytest.CaptureFixture[str]) -> None:
    timetable.stamp(0)
    assert commands.digest([]) == 0
    assert commands.verify([]) == 0
    assert DailyDigest.objects.filter(stamp=None).count() == DailyDigest.objects.count()
    assert "time stamps were not checked" in capsys.readouterr().err


def test_the_commands_seal_stamp_and_check(
    sealed: date, configured: Path, trust_centre: TrustCentre, capsys: pytest.CaptureFixture[str]
) -> None:
    with trust_centre.misbehaving("down", "tsa"):
        assert commands.digest([]) == 1
    assert commands.digest([]) == 0
    assert "3 days stamped" in capsys.readouterr().out
    assert commands.verify([]) == 0
    assert "3 sealed days, 3 stamps: all hold" in capsys.readouterr().err


@pytest.fixture
def configured(trust_centre: TrustCentre, tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    """A city that knows the trust centre."""
    folder = tmp_path / "trust"
    folder.mkdir()
    (folder / "chain.pem").write_bytes(trust_centre.http.get("/pki/chain.pem").content)
    settings.TRUST_FOLDER = folder
    settings.TIMESTAMP_URL = f"{trust_centre.url}/pki/tsa"
    return folder


def openssl(proof: Path) -> tuple[int, bool]:
    """What the command of the README says: its code, and whether it says that all is well."""
    readme = (proof / "README.md").read_text()
    command = next(line for line in readme.splitlines() if line.startswith("openssl ts -verify"))
    done = subprocess.run(shlex.split(command), cwd=proof, capture_output=True, text=True, check=False)
    return done.returncode, "Verification: OK" in done.stdout
