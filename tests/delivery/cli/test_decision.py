"""The modeller's commands over DMN files."""

import json
from pathlib import Path

import pytest

from motcua.core.rules.decisions import HitPolicy, write_decision_table
from motcua.delivery.cli.decision import check, evaluate
from tests.core.rules.decisions.models import decision, dmn, given, knowledge, literal
from tests.core.rules.decisions.tables import table

FEES = table(
    ["loại", "số trang"],
    ["phí"],
    ('"bản sao"', "<= 2", "2000 * số trang"),
    ('"bản sao"', "> 2", "4000"),
    ('not("bản sao")', "-", "8000"),
)
LIBRARY = dmn(knowledge("gấp đôi", "n", literal("n * 2")), namespace="urn:lib")
USES = '<import namespace="urn:lib" name="lib" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'


def written(folder: Path, content: bytes, name: str = "fee.dmn") -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def told(capsys: pytest.CaptureFixture[str]) -> dict:
    return json.loads(capsys.readouterr().out)


def test_a_sound_file_passes_with_its_inventory(tmp_path, capsys):
    assert check([written(tmp_path, write_decision_table(FEES))]) == 0
    out = capsys.readouterr().out
    assert "Lệ phí: 1 decisions, 1 tables, 2 inputs" in out
    assert "decision   Lệ phí (table)" in out
    assert "Lệ phí: sound" in out


def test_gaps_and_overlaps_are_told(tmp_path, capsys):
    rows = (("> 5", "1"), ("> 9", "2"))
    file = written(tmp_path, write_decision_table(table(["số trang"], ["phí"], *rows)))
    assert check([file]) == 1
    out = capsys.readouterr().out
    assert "GAP        không quy tắc nào khớp khi số trang = 4" in out
    assert "OVERLAP    quy tắc 1 và 2 cùng khớp khi số trang = 10" in out
    assert check([file, "--json"]) == 1
    (report,) = told(capsys)["tables"]
    assert (report["sound"], report["overlaps"][0]["rules"]) == (False, [1, 2])
    assert report["gaps"][0]["tests"] == ["<= 5"]


def test_what_a_collecting_table_may_do_is_no_fault(tmp_path, capsys):
    rows = (("> 5", "1"), ("> giới hạn", "2"))
    collecting = table(["số trang"], ["phí"], *rows, policy=HitPolicy.COLLECT)
    assert check([written(tmp_path, write_decision_table(collecting))]) == 0
    assert "not looked at: rule 2, column 1" in capsys.readouterr().out


def test_a_part_that_cannot_be_asked_is_named(tmp_path, capsys):
    file = written(tmp_path, dmn(decision("phí", literal("1 +"))))
    assert check([file]) == 1
    assert "FAULT      phí: quyết định “phí”, dòng 1, cột 4" in capsys.readouterr().out


@pytest.mark.parametrize("command", [check, evaluate])
@pytest.mark.parametrize("content", [b"<no", b"<definitions/>", None])
def test_what_is_no_dmn_is_refused(tmp_path, capsys, command, content):
    file = str(tmp_path / "none.dmn") if content is None else written(tmp_path, content)
    assert command([file]) == 1
    assert capsys.readouterr().err.startswith(f"{file}: ")


def test_a_decision_is_asked_and_explained(tmp_path, capsys):
    file = written(tmp_path, write_decision_table(FEES))
    data = written(tmp_path, "loại: bản sao\nsố trang: 2\n".encode(), "data.yaml")
    assert evaluate([file, "--data", data]) == 0
    assert capsys.readouterr().out == "4000\n  Lệ phí: rules 1 matched\n"
    assert evaluate([file, "--data", data, "--json"]) == 0
    assert told(capsys) == {"value": 4000, "matches": [{"table": "Lệ phí", "rules": [1]}], "warnings": []}


def test_what_became_null_is_told(tmp_path, capsys):
    file = written(tmp_path, write_decision_table(table(["loại"], ["phí"], ('"a"', "1"))))
    assert evaluate([file]) == 0
    out = capsys.readouterr().out
    assert out.startswith("null\n")
    assert "dữ liệu vào “loại”" in out


def test_of_several_decisions_one_must_be_named(tmp_path, capsys):
    file = written(
        tmp_path, dmn(given("ngày"), decision("a", literal("ngày.year"), ">ngày"), decision("b", literal("[1.5]")))
    )
    assert evaluate([file]) == 1
    assert "hãy chọn --decision trong: “a”, “b”" in capsys.readouterr().err
    data = written(tmp_path, "ngày: 2026-11-21\n".encode(), "data.yaml")
    assert evaluate([file, "--decision", "a", "--data", data, "--json"]) == 0
    assert told(capsys)["value"] == 2026
    assert evaluate([file, "--decision", "b", "--json"]) == 0
    assert told(capsys)["value"] == [1.5]
    assert evaluate([file, "--decision", "c"]) == 1


@pytest.mark.parametrize("data", ["a: &x [1]\nb: *x\n", "[1, 2]", "a: [", "a: !!python/object:os.system x"])
def test_data_that_are_no_plain_names_and_values_are_refused(tmp_path, capsys, data):
    file = written(tmp_path, write_decision_table(FEES))
    assert evaluate([file, "--data", written(tmp_path, data.encode(), "data.yaml")]) == 1
    assert capsys.readouterr().err


def test_imported_models_are_found_beside_the_file(tmp_path, capsys):
    written(tmp_path, LIBRARY, "lib.dmn")
    file = written(tmp_path, dmn(USES, decision("a", literal("lib.gấp đôi(21)"), "!urn:lib#gấp đôi")))
    assert evaluate([file]) == 0
    assert capsys.readouterr().out == "42\n"
