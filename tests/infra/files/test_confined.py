"""A decoder is on a short lead."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.infra.files import DecoderError, confined, limits
from motcua.infra.files.confined import Ending
from tests.infra.files import papers


@pytest.fixture
def paper(tmp_path: Path):
    path = tmp_path / "paper"
    path.write_bytes(papers.pdf())
    with path.open("rb") as file:
        yield file


def test_a_decoder_that_takes_too_long_is_killed(paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DECODER_WALL_SECONDS", 0)
    with pytest.raises(DecoderError) as refused:
        confined.run("pdf", paper, "look")
    assert refused.value.ending is Ending.TOO_DEMANDING


def test_a_decoder_that_does_not_work_tells_the_operator(paper, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(DecoderError):
        confined.run("no_such_decoder", paper, "look")
    assert "no_such_decoder" in caplog.text


def test_it_reads_from_the_start_wherever_the_file_was_left(paper) -> None:
    paper.read(500)
    assert b'"pages": 1' in confined.run("pdf", paper, "look")


CONFINED = """
from motcua.infra.files.decoders import confinement
def look():
    {attempt}
    return {{"done": True}}
confinement.main(look, lambda page, width: b"")
"""


@pytest.mark.parametrize(
    ("attempt", "works"),
    [
        ("pass", True),
        ("open('/etc/hostname')", False),
        ("__import__('socket').socket()", False),
        ("bytearray(2_000_000_000)", False),
        ("__import__('sys').stdout.buffer.write(bytes(20_000_000))", False),
        ("__import__('os').setuid(0) if __import__('os').environ else None", True),
    ],
)
def test_a_confined_process_can_do_nothing_but_answer(attempt: str, works: bool, tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-c", CONFINED.format(attempt=attempt), "look"]
    with (tmp_path / "answer").open("wb") as answer:
        ended = subprocess.run(command, stdout=answer, stderr=subprocess.DEVNULL, env={}, check=False)
    assert (ended.returncode == 0) is works
