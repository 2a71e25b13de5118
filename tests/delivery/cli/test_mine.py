"""`motcua mine` tells the figures of a log, what it guessed, and in words what it could not read."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from motcua.core.process import compile_process, read_model
from motcua.delivery.cli.file_faults import why
from motcua.delivery.cli.mine import mine
from tests.core.process.drawn import xml

RECEIPT = Path(__file__).resolve().parents[4] / "shared" / "testdata" / "logs" / "receipt.xes.gz"
TABLE = "case,activity,start,end,who\n1,a,2026-11-20 08:00,2026-11-20 09:00,An\n1,b,never,2026-11-20 11:00,An\n1,c,,,\n"
NAMED = ("cases", "events", "activities", "resources", "variants", "graph", "durations", "waiting", "unread")


def test_a_real_log_is_told_in_a_few_lines_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert mine([str(RECEIPT), "--ended", "enddate", "--deadline", "deadline"]) == 0
    told = capsys.readouterr().out
    assert "1434 hồ sơ, 8577 sự kiện, 27 hoạt động, 48 người xử lý, 116 lộ trình" in told
    assert "từ 02/10/2010 đến 23/01/2012" in told
    assert "trước hạn 951, quá hạn 309, đúng hạn 69, đang giải quyết 105" in told
    assert mine([str(RECEIPT), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert all(name in found for name in NAMED)
    assert (found["cases"], found["events"], len(found["variants"])) == (1434, 8577, 116)


def test_the_same_is_told_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert mine([str(RECEIPT), "--english", "--ended", "enddate", "--deadline", "deadline"]) == 0
    told = capsys.readouterr().out
    assert "1434 cases, 8577 events, 27 activities, 48 resources, 116 variants" in told
    assert "early 951, late 309, on time 69, open 105" in told


def test_a_process_is_discovered_and_the_log_replayed_through_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = tmp_path / "found.bpmn"
    assert mine([str(RECEIPT), "--json", "--discover", str(drawn), "--process", str(drawn)]) == 0
    assert json.loads(capsys.readouterr().out)["conformance"]["fitness"] == 1
    assert compile_process(read_model(drawn.read_bytes())).nodes


def test_where_the_process_was_drawn_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, drawn = tmp_path / "log.csv", tmp_path / "found.bpmn"
    table.write_text(TABLE)
    assert mine([str(table), "--discover", str(drawn)]) == 0
    assert f"quy trình rút ra từ nhật ký đã vẽ vào {drawn}" in capsys.readouterr().out


def test_the_process_may_be_a_procedure_of_the_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "log.csv"
    table.write_text("case,activity,end\n1,receive,2026-11-20 08:00\n1,dance,2026-11-20 09:00\n")
    assert mine([str(table), "--english", "--process", "2.000815"]) == 0
    assert "inserted dance: 1" in capsys.readouterr().out


def test_what_could_not_be_read_is_told_by_line_and_what_was_guessed_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "log.csv"
    table.write_text(TABLE)
    assert mine([str(table), "--english", "--map", "resource=who"]) == 0
    told = capsys.readouterr().out
    assert "1 cases, 2 events, 2 activities, 1 resources" in told
    assert "NOT READ: 2" in told
    assert "line 3: No time: 'never'; write 2026-12-15 08:30 or 15/12/2026 08:30" in told
    assert "started=start, " not in told.split("guessed:")[0]
    assert "3 of 3 times name no zone and were read as of Asia/Ho_Chi_Minh" in told
    assert mine([str(table)]) == 0
    assert "KHÔNG ĐỌC ĐƯỢC: 2" in capsys.readouterr().out


def test_cases_and_steps_are_held_to_limits_in_working_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "log.csv"
    table.write_text(
        "case,activity,start,end\n1,a,2026-11-20 08:00,2026-11-20 09:00\n1,b,2026-11-23 08:00,2026-11-25 09:00\n"
    )
    assert mine([str(table), "--json", "--limit", "2d", "--limit", "a=2h"]) == 0
    found = json.loads(capsys.readouterr().out)["durations"]
    assert found["limits"]["cases"] == {"on_time": 1}  # the 24th is a holiday: two days from the 20th end on the 25th
    assert sum(found["limits"]["steps"]["a"].values()) == 1
    assert found["working"]["cases"]["count"] == 1


def test_a_step_that_took_longer_than_its_limit_is_a_deviation_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, drawn = tmp_path / "log.csv", tmp_path / "found.bpmn"
    table.write_text(
        "case,activity,start,end\n"
        "1,a,2026-11-20 08:00,2026-11-20 09:00\n1,b,2026-11-23 08:00,2026-11-26 09:00\n"
        "2,a,2026-11-20 09:00,2026-11-20 10:00\n2,b,2026-11-23 08:00,2026-11-23 10:00\n"
    )
    told = [str(table), "--limit", "b=8h", "--discover", str(drawn), "--process", str(drawn)]
    assert mine([*told, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    late = {"kind": "over_limit", "activity": "b", "count": 1, "case_count": 1, "cases": ["1"]}
    assert found["conformance"]["deviations"] == [late]
    assert found["durations"]["limits"]["steps"]["b"]["late"] == 1
    assert mine(told) == 0
    assert "quá hạn bước b: 1" in capsys.readouterr().out


def test_an_end_that_is_no_moment_makes_no_open_case_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "log.csv"
    table.write_text(
        "case,activity,end,closed,due,channel\n"
        "1,a,2026-11-20 09:00,2026-11-20,2026-11-20,post\n2,a,2026-11-20 09:00,soon,2026-11-20,post\n"
    )
    assert mine([str(table), "--english", "--ended", "closed", "--deadline", "due"]) == 0
    told = capsys.readouterr().out
    assert "on time 1, open 1" in told
    assert "1 cases have a 'closed' that is no moment, such as 'soon', and were taken to be open" in told
    assert mine([str(table), "--ended", "closed", "--deadline", "channel"]) == 1
    assert "“channel” của hồ sơ không phải thời điểm, chẳng hạn “post”" in capsys.readouterr().err


def test_a_log_without_events_is_measured_by_any_calendar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "log.csv"
    table.write_text("case,activity,end\n")
    assert mine([str(table), "--calendar", "--limit", "2d"]) == 0
    assert "0 hồ sơ" in capsys.readouterr().out


def test_a_case_that_ends_with_another_step_is_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "log.csv"
    table.write_text("case,activity,end\n1,a,2026-11-20 09:00\n1,b,2026-11-23 09:00\n2,a,2026-11-20 09:00\n")
    assert mine([str(table), "--json", "--limit", "1d", "--final", "b"]) == 0
    assert json.loads(capsys.readouterr().out)["durations"]["limits"]["cases"] == {"on_time": 1, "open": 1}


def test_of_an_object_centric_log_the_cases_are_chosen_and_the_choice_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.sqlite"
    with sqlite3.connect(log) as database:
        database.executescript(
            """
            CREATE TABLE event (ocel_id TEXT, ocel_type TEXT);
            CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
            CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
            CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
            CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
            CREATE TABLE event_Receive (ocel_id TEXT, ocel_time TIMESTAMP);
            CREATE TABLE object_House (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT);
            INSERT INTO event VALUES ('e1', 'receive');
            INSERT INTO event_map_type VALUES ('receive', 'Receive');
            INSERT INTO event_Receive VALUES ('e1', '2026-11-20 08:00:00');
            INSERT INTO object VALUES ('h1', 'house'), ('p1', 'permit');
            INSERT INTO object_map_type VALUES ('house', 'House'), ('permit', 'Permit');
            INSERT INTO event_object VALUES ('e1', 'h1', ''), ('e1', 'p1', '');
            """
        )
    database.close()
    assert mine([str(log), "--english"]) == 0
    told = capsys.readouterr().out
    assert "Each object of type 'house' was taken for a case" in told
    assert "permit (1 objects, 1 events)" in told
    assert mine([str(log), "--json", "--object", "permit"]) == 0
    assert json.loads(capsys.readouterr().out)["cases"] == 1
    assert mine([str(log), "--object", "bridge"]) == 1
    assert "house (1 objects, 1 events)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["log.csv"], "No column case"),
        (["log.csv", "--map", "colour=x"], "colour"),
        (["log.csv", "--zone", "Asia/Nowhere"], "Asia/Nowhere"),
        (["log.csv", "--encoding", "klingon"], "klingon"),
        (["log.csv", "--deadline", "day"], "“day”"),
        (["log.csv", "--limit", "soon"], "“soon”"),
        (["log.csv", "--limit", "5d", "--limit", "6d"], "two limits for the case"),
        (["log.csv", "--limit", "a=5d", "--limit", "a=1h"], "two limits for the step 'a'"),
        (["log.csv", "--limit", "nothing=5d"], "no step 'nothing'; there are: a, b"),
        (["log.csv", "--limit", "99999999999999h"], "at most 1000000"),
        (["log.csv", "--final", "nothing"], "no step 'nothing'"),
        (["log.csv", "--object", "house"], "Leave it out"),
        (["nothing.csv"], "there is no such file"),
        (["."], "this is a folder"),
    ],
)
def test_what_is_no_log_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (tmp_path / "log.csv").write_text("a,b\n1,2\n" if len(arguments) < 2 else TABLE)
    assert mine([str(tmp_path / arguments[0]), *arguments[1:]]) == 1
    refused = capsys.readouterr().err
    assert said in refused
    assert refused.count("\n") == 1


def test_a_refusal_names_the_file_that_it_is_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log, drawn = tmp_path / "log.csv", tmp_path / "drawn.bpmn"
    log.write_text(TABLE)
    assert mine([str(log), "--process", str(drawn)]) == 1
    assert capsys.readouterr().err.startswith(f"{drawn}: Không có gói thủ tục hay tệp BPMN")
    drawn.write_text("no drawing")
    assert mine([str(log), "--process", str(drawn)]) == 1
    assert capsys.readouterr().err.startswith(f"{drawn}: ")
    assert mine([str(log), "--discover", str(tmp_path / "nowhere" / "drawn.bpmn")]) == 1
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'nowhere' / 'drawn.bpmn'}: không có tệp")


@pytest.mark.parametrize(("kind", "said"), [(PermissionError, "xin quyền"), (NotADirectoryError, "không phải thư mục")])
def test_what_the_system_forbids_is_told_in_vietnamese(kind: type[OSError], said: str) -> None:
    assert said in why(kind(13, "as the system tells it"))
    assert why(OSError("as the system tells it")) == "as the system tells it"


def test_a_drawing_that_never_ends_is_refused_with_what_to_draw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, drawn = tmp_path / "log.csv", tmp_path / "endless.bpmn"
    table.write_text("case,activity,end\n1,a,2026-11-20 08:00\n")
    drawn.write_bytes(xml("start s\nuser a\nuser b\ns -> a -> b -> a\n"))
    assert mine([str(table), "--process", str(drawn)]) == 1
    assert "quy trình không có sự kiện kết thúc; hãy thêm" in capsys.readouterr().err


def test_whoever_reads_only_the_beginning_sees_no_fault(tmp_path: Path) -> None:
    table = tmp_path / "log.csv"
    table.write_text(TABLE)
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        command = [sys.executable, "-m", "motcua", "mine", str(table), "--json"]
        found = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(write_end)
    assert (found.returncode, found.stderr) == (141, b"")


def test_limits_are_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "log.csv"
    table.write_text("case,activity,start,end\n1,a,2026-11-20 08:00,2026-11-20 11:00\n")
    assert mine([str(table), "--limit", "2d", "--limit", "a=1h"]) == 0
    told = capsys.readouterr().out
    assert "theo thời hạn: trước hạn 1" in told
    assert "bước a theo thời hạn: quá hạn 1" in told


@pytest.mark.parametrize(
    ("arguments", "said"), [(["--since", "soon"], "“soon” không phải ngày"), (["--noise", "0.2"], "--discover")]
)
def test_what_is_told_in_vain_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    table = tmp_path / "log.csv"
    table.write_text(TABLE)
    with pytest.raises(SystemExit):
        mine([str(table), *arguments])
    assert said in capsys.readouterr().err


def slower(since: date, days: int) -> Iterator[str]:
    """Ten cases, one a day, each so many days longer than the ones of before."""
    for n in range(10):
        begin = since + timedelta(n)
        yield f"{begin},receive,{begin} 08:00,H29.{days},{begin}"
        yield f"{begin},decide,{begin + timedelta(days)} 08:00,H29.{days},{begin}"


@pytest.fixture
def two_offices(tmp_path: Path) -> str:
    """A log of a quick office in March and a slow one in September."""
    table = tmp_path / "log.csv"
    rows = [*slower(date(2026, 3, 2), 1), *slower(date(2026, 9, 7), 9)]
    table.write_text("\n".join(["case,activity,end,office,day", *rows]))
    return str(table)


def test_offices_are_told_beside_each_other_where_that_is_asked(
    two_offices: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mine([two_offices, "--by", "office"]) == 0
    told = capsys.readouterr().out
    assert "  H29.9: 10 hồ sơ, một nửa không quá 9,0 ngày (nơi khác 1,0 ngày)" in told
    assert mine([two_offices]) == 0
    assert "H29.9" not in capsys.readouterr().out


def test_cases_before_and_since_a_day_are_told_beside_each_other(
    two_offices: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mine([two_offices, "--english", "--since", "2026-09-01"]) == 0
    told = capsys.readouterr().out
    assert "begun before 2026-09-01: 10, half of them at most 1.0 days; since: 10, at most 9.0 days\n" in told
    assert mine([two_offices, "--english", "--since", "2026-03-04"]) == 0
    assert "since: 18, at most 9.0 days, may be chance" in capsys.readouterr().out


@pytest.mark.parametrize(("end", "told"), [("08:30", "30.0 minutes"), ("12:00", "4.0 hours"), ("08:00", "0.0 minutes")])
def test_lengths_are_told_in_the_unit_that_says_most(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], end: str, told: str
) -> None:
    table = tmp_path / "log.csv"
    table.write_text(f"case,activity,start,end\n1,a,2026-11-20 08:00,2026-11-20 {end}\n")
    assert mine([str(table), "--english"]) == 0
    assert f"a case lasts {told} in the mean" in capsys.readouterr().out


def test_a_log_older_than_the_known_calendar_is_not_measured_by_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert mine([str(RECEIPT), "--calendar"]) == 1
    assert "--calendar" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["log.csv", "--live"], ["log.csv", "--procedure", "1.013225"]])
def test_a_file_and_the_citys_own_log_are_not_mixed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        mine(arguments)
    assert refused.value.code == 2
    assert "--live" in capsys.readouterr().err
