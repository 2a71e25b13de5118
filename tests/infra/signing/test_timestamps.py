"""Time stamps: real ones are read by openssl too, and no lie of a server is believed."""

from __future__ import annotations

import hashlib
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.infra.signing import (
    ClockSkewError,
    Standing,
    TimestampRefusedError,
    Timestamps,
    TimestampUnavailableError,
    Trust,
    UntrustedTimestampError,
)
from motcua.infra.signing.timestamps import digest_kind, moment_of
from motcua.infra.signing.trust import Purpose
from tests.sandbox.trust_centre import TrustCentre, real_now

CONTENT = "Sổ ngày 21/11/2026".encode()
DIGEST = hashlib.sha256(CONTENT).digest()


@pytest.fixture(scope="session")
def stamped(trust_centre: TrustCentre) -> bytes:
    return trust_centre.stamps().token(DIGEST)


@pytest.fixture(scope="session")
def known(trust_centre: TrustCentre) -> Trust:
    return trust_centre.trust()


def test_a_token_proves_the_moment(stamped: bytes, known: Trust) -> None:
    assert abs(Timestamps.check(stamped, DIGEST, known) - real_now()) < timedelta(minutes=5)
    assert digest_kind(stamped) == "sha256"


def test_openssl_reads_the_same_moment(stamped: bytes, tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(stamped)
    told = subprocess.run(
        ["openssl", "ts", "-reply", "-token_in", "-in", "token", "-text"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert moment_of(stamped).strftime("%H:%M:%S %Y GMT") in told


def test_a_token_proves_nothing_else(stamped: bytes, known: Trust) -> None:
    with pytest.raises(TimestampRefusedError, match="something else"):
        Timestamps.check(stamped, hashlib.sha256(b"x").digest(), known)


def test_a_token_of_nobody_known_is_not_believed(stamped: bytes) -> None:
    with pytest.raises(UntrustedTimestampError):
        Timestamps.check(stamped, DIGEST, Trust(()))


def test_a_certificate_for_signing_letters_stamps_no_time(
    trust_centre: TrustCentre, known: Trust, tmp_path: Path
) -> None:
    """RFC 3161, 2.3: the certificate must be for time stamping alone."""
    key = trust_centre.key(tmp_path)
    assert known.standing(key.certificate, real_now(), purpose=Purpose.STAMPING) is Standing.UNKNOWN_ISSUER


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_flipped_bit_leaves_a_token_believed(place: float, bit: int, stamped: bytes, known: Trust) -> None:
    """Save in the certificates that it brings along: whether they are genuine, their issuers say."""
    flipped = bytearray(stamped)
    flipped[int(place * len(stamped))] ^= 1 << bit
    try:
        moment = Timestamps.check(bytes(flipped), DIGEST, known)
    except TimestampRefusedError:
        return
    assert moment == moment_of(stamped)


@given(content=st.binary(max_size=200))
def test_noise_is_no_token(content: bytes, known: Trust) -> None:
    with pytest.raises(TimestampRefusedError):
        Timestamps.check(content, DIGEST, known)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("down", TimestampUnavailableError),
        ("huge", TimestampUnavailableError),
        ("slow", TimestampUnavailableError),
        ("garbage", TimestampRefusedError),
        ("refusal", TimestampRefusedError),
        ("wrong_nonce", TimestampRefusedError),
        ("other_digest", TimestampRefusedError),
        ("foreign_key", UntrustedTimestampError),
        ("wrong_clock", ClockSkewError),
    ],
)
def test_a_server_that_lies_or_is_silent_stamps_nothing(
    fault: str, told: type[Exception], trust_centre: TrustCentre, known: Trust
) -> None:
    stamps = trust_centre.stamps(seconds=1 if fault == "slow" else 30)
    with trust_centre.misbehaving(fault, "tsa"), pytest.raises(told):
        stamps.checked_token(DIGEST, real_now(), known)


def test_a_refusal_is_told_with_its_reason(trust_centre: TrustCentre) -> None:
    with trust_centre.misbehaving("refusal", "tsa"), pytest.raises(TimestampRefusedError, match="rejection"):
        trust_centre.stamps().token(DIGEST)


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(TimestampUnavailableError):
        Timestamps("http://127.0.0.1:9/tsa", seconds=1).token(DIGEST)


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "ftp://127.0.0.1/tsa", "http://", "http://[::1"])
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(TimestampUnavailableError):
        Timestamps(url, seconds=1).token(DIGEST)


def test_how_far_clocks_may_differ_is_the_citys_choice(trust_centre: TrustCentre) -> None:
    late = real_now() - timedelta(minutes=10)
    assert trust_centre.stamps(skew=timedelta(minutes=20)).checked_token(DIGEST, late, None)
    with pytest.raises(ClockSkewError):
        trust_centre.stamps(skew=timedelta(minutes=5)).checked_token(DIGEST, late, None)
