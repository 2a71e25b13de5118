"""`motcua changeover`: what it shows, orders, carries out and undoes, and what it says when it cannot."""

import json
from pathlib import Path

import pytest

from motcua.delivery.cli import changeover as command
from motcua.domain.dossiers.models import Changeover, Dossier
from motcua.domain.dossiers.services import steps
from motcua.domain.identity import queries as identity
from motcua.infra import clock
from tests.domain.dossiers.changeover.versions import DECISION, RENAMED_AND_LONGER, SITE_VISIT, published
from tests.domain.dossiers.test_services import ECONOMY, assigned, n_of
from tests.office import PERMIT, Office, at

pytestmark = pytest.mark.django_db

NOW = at("2026-11-12 09:00")


@pytest.fixture(autouse=True)
def this_morning(monkeypatch):
    """The machine shows the morning of the tests."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def leader(working_city: Office) -> str:
    """The login of somebody who may publish."""
    return identity.officer(working_city.city.who("H29.01", "city_leader")).login


@pytest.fixture
def mapping(tmp_path: Path) -> str:
    file = tmp_path / "mapping.json"
    file.write_text(json.dumps({"1": SITE_VISIT}))
    return str(file)


def ordered(leader: str, mapping: str, *more: str) -> int:
    order = ["--decision", DECISION, "--reason", "Quy trình mới", "--by", leader, "--map", mapping]
    return command.start([PERMIT, *order, *more])


def test_the_impact_is_printed_for_people_and_as_json(working_city: Office, tmp_path: Path, mapping: str, capsys):
    assigned(working_city)
    published(tmp_path / "two", "2026-11-10 00:00", RENAMED_AND_LONGER)
    assert command.show_impact([PERMIT]) == 0
    told = capsys.readouterr().out
    assert f"{PERMIT} → 2: 1 dossiers, 0 can move" in told
    assert "bước «Kiểm tra thực địa» không còn trong quy trình mới" in told
    assert command.show_impact([PERMIT, "--to", "2", "--map", mapping, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["can_move"], found["groups"][0]["dossiers"]) == (1, 1)
    assert found["groups"][0]["moves"][1]["after"]["key"] == "site_visit"


def test_a_changeover_is_ordered_carried_out_and_undone(
    working_city: Office, tmp_path: Path, leader: str, mapping: str, capsys
):
    assigned(working_city)
    version = published(tmp_path / "two", "2026-11-10 00:00", RENAMED_AND_LONGER)
    assert ordered(leader, mapping) == 0
    assert "running: chosen 1" in capsys.readouterr().out
    [changeover] = Changeover.objects.all()
    assert command.run([str(changeover.id)]) == 0
    assert "done: moved 1" in capsys.readouterr().out
    assert Dossier.objects.get().version_id == version
    assert command.status([PERMIT]) == 0
    assert f"({DECISION}) done" in capsys.readouterr().out
    assert command.undo([str(changeover.id), "--reason", "Thu hồi", "--by", leader]) == 0
    assert "undone: restored 1" in capsys.readouterr().out
    assert command.status([str(changeover.id), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["undone_why"] == "Thu hồi"


def test_what_could_not_be_put_back_is_listed_and_makes_the_command_fail(
    working_city: Office, tmp_path: Path, leader: str, mapping: str, capsys
):
    dossier = assigned(working_city)
    published(tmp_path / "two", "2026-11-10 00:00", RENAMED_AND_LONGER)
    assert ordered(leader, mapping, "--now") == 0
    steps.start_task(dossier, n_of(dossier, "consult"), working_city.officer(ECONOMY, "specialist", "2026-11-12 09:30"))
    [changeover] = Changeover.objects.all()
    assert command.undo([str(changeover.id), "--reason", "Thu hồi", "--by", leader]) == 1
    assert "đã có người xử lý tiếp lúc 09:30 12/11/2026" in capsys.readouterr().out


def test_what_cannot_be_ordered_is_told_in_one_line(
    working_city: Office, tmp_path: Path, leader: str, mapping: str, capsys
):
    assigned(working_city)
    published(tmp_path / "two", "2026-11-10 00:00", RENAMED_AND_LONGER)
    specialist = identity.officer(working_city.city.who(ECONOMY, "specialist")).login
    for arguments, said in (
        ((specialist, mapping), "publish"),
        (("nobody", mapping), "nobody"),
        ((leader, str(tmp_path / "absent.json")), "absent.json"),
        ((leader, mapping, "--to", "9"), "2, 1"),
    ):
        assert ordered(*arguments) == 1
        assert said in capsys.readouterr().err
    assert command.run(["77"]) == 1
    assert "77" in capsys.readouterr().err
    assert not Changeover.objects.exists()
