"""What is written is read back as it was, whatever kind of file carries it."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.mining.log import Event, EventLog
from motcua.core.mining.reading import NoLogError, Read, Told, read_log
from motcua.core.mining.traces import Kind, Trace, gathered, kinds_of, traces
from motcua.core.mining.writing import Form, UnknownFormError, form_of, write_log, write_parquet, write_whole
from motcua.core.workcal import ZONE
from tests.effort import examples

MORNING = datetime(2026, 11, 23, 8, tzinfo=ZONE)
TOLD = Told(zone=ZONE)

# Without what no file of texts can tell from nothing, what is a moment by its letters, and what XML cannot hold.
words = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\ufffe\uffff"), max_size=8
).map(lambda text: unicodedata.normalize("NFC", f"x{text}x"))
moments = st.timedeltas(timedelta(-9_000), timedelta(9_000)).map(lambda since: MORNING + since)
lengths = st.timedeltas(timedelta(), timedelta(90))
values: Mapping[Kind, st.SearchStrategy[object]] = {
    Kind.TEXT: words,
    Kind.MOMENT: moments,
    Kind.WHOLE: st.integers(-(2**53), 2**53),
    Kind.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    Kind.FLAG: st.booleans(),
}
kinds = st.dictionaries(words, st.sampled_from(list(Kind)), max_size=3)


@st.composite
def events(draw: st.DrawFn, case: str) -> Event:
    enabled = draw(moments)
    claimed = enabled + draw(lengths)
    started = claimed + draw(lengths)
    ended = started + draw(lengths)
    known = [moment if draw(st.booleans()) else None for moment in (started, claimed, enabled)]
    who, role = draw(st.just("") | words), draw(st.just("") | words)
    return Event(case, draw(words), ended, *known, who, role)


@st.composite
def logs(draw: st.DrawFn, given_kinds: st.SearchStrategy[dict[str, Kind]] = kinds) -> tuple[EventLog, dict[str, Kind]]:
    known = draw(given_kinds)
    cases = draw(st.lists(words, min_size=1, max_size=4, unique=True))
    found = []
    for case in cases:
        attributes = {name: draw(values[kind]) for name, kind in known.items() if draw(st.booleans())}
        found.append(Trace(case, attributes, draw(st.lists(events(case), min_size=1, max_size=4))))
    return gathered(found), known


def there_and_back(log: EventLog, form: Form) -> Read:
    file = io.BytesIO()
    assert write_whole(log, file, form) == len(log)
    file.seek(0)
    return read_log(file, TOLD)


def told(log: EventLog) -> list[Trace]:
    """What a log says, without the numbers by which it says it."""
    return sorted(traces(log), key=lambda trace: trace.case)


@pytest.mark.parametrize("form", [Form.PARQUET, Form.XES, Form.OCEL])
@settings(max_examples=examples(40))
@given(data=st.data())
def test_a_log_is_read_back_as_it_was_written(form: Form, data: st.DataObject) -> None:
    log, _ = data.draw(logs())
    read = there_and_back(log, form)
    assert told(read.log) == told(log)
    assert (read.left_out, read.unread) == (0, ())


@settings(max_examples=examples(40))
@given(logs(st.dictionaries(words, st.sampled_from([Kind.TEXT, Kind.MOMENT]), max_size=3)))
def test_a_table_of_texts_and_moments_is_read_back_as_it_was_written(made: tuple[EventLog, dict[str, Kind]]) -> None:
    log, _ = made
    read = there_and_back(log, Form.CSV)
    assert told(read.log) == told(log)
    assert (read.left_out, read.guessed) == (0, ())


@settings(max_examples=examples(40))
@given(logs())
def test_the_quick_way_into_parquet_says_the_same(made: tuple[EventLog, dict[str, Kind]]) -> None:
    log, _ = made
    file = io.BytesIO()
    write_parquet(log, file)
    file.seek(0)
    assert told(read_log(file, TOLD).log) == told(log)


@settings(max_examples=examples(40))
@given(logs())
def test_a_log_passes_case_by_case(made: tuple[EventLog, dict[str, Kind]]) -> None:
    log, known = made
    assert told(gathered(traces(log))) == told(log)
    assert {name: kind for name, kind in kinds_of(log).items() if kind is not Kind.TEXT}.items() <= known.items()


@pytest.mark.parametrize("form", list(Form))
def test_a_case_of_which_nothing_is_known_is_a_case(form: Form) -> None:
    log = gathered([Trace("2", {}, [Event("2", "a", MORNING)])])
    nothing = replace(log, cases=("2", "1"), first=np.array([0, 1, 1]))
    assert sorted(there_and_back(nothing, form).log.cases) == ["1", "2"]


@pytest.mark.parametrize("form", list(Form))
def test_a_case_without_events_is_a_case(form: Form) -> None:
    log = gathered([Trace("1", {"channel": "post"}, []), Trace("2", {}, [Event("2", "a", MORNING)])])
    found = there_and_back(log, form).log
    assert sorted(found.cases) == ["1", "2"]
    assert found.attributes["channel"][found.cases.index("1")] == "post"


@pytest.mark.parametrize("form", list(Form))
def test_only_the_attributes_that_were_asked_for_are_written(form: Form) -> None:
    file = io.BytesIO()
    trace = Trace("1", {"name": "Ông Lam", "channel": "post"}, [Event("1", "a", MORNING)])
    write_log([trace], {"channel": Kind.TEXT}, file, form)
    assert b"Lam" not in file.getvalue()
    file.seek(0)
    assert read_log(file, TOLD).log.attributes == {"channel": ("post",)}


@pytest.mark.parametrize("form", [Form.PARQUET, Form.CSV])
def test_a_table_of_nothing_is_a_log_of_nothing(form: Form) -> None:
    file = io.BytesIO()
    assert write_log([], {}, file, form) == 0
    file.seek(0)
    assert len(read_log(file, TOLD).log) == 0


@pytest.mark.parametrize("form", [Form.XES, Form.OCEL])
def test_a_document_of_nothing_is_no_log(form: Form) -> None:
    file = io.BytesIO()
    assert write_log([], {}, file, form) == 0
    file.seek(0)
    with pytest.raises(NoLogError, match="holds no"):
        read_log(file, TOLD)


def test_what_xml_cannot_hold_is_written_as_a_letter_that_is_none() -> None:
    log = gathered([Trace("1", {"note": "a\x00b\nc"}, [Event("1", "\x1b[0m", MORNING)])])
    found = there_and_back(log, Form.XES).log
    assert found.activities == ("\ufffd[0m",)
    assert found.attributes["note"] == ("a\ufffdb\nc",)


class _Sink(io.RawIOBase):
    """Throws away what is written to it, and remembers at which case that was."""

    def __init__(self) -> None:
        super().__init__()
        self.at = self.asked = self.held = 0

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        self.at = self.asked
        return len(memoryview(content))  # type: ignore[arg-type] # what is written is bytes

    def cases(self, many: int) -> Iterator[Trace]:
        for self.asked in range(many):
            self.held = max(self.held, self.asked - self.at)
            name = str(self.asked)
            yield Trace(name, {}, [Event(name, f"a{n}", MORNING) for n in range(10)])


@pytest.mark.parametrize("form", [Form.PARQUET, Form.CSV, Form.XES])
def test_a_log_of_any_size_is_written_in_the_memory_of_some_cases(form: Form) -> None:
    file = _Sink()
    assert write_log(file.cases(10_000), {}, file, form) == 100_000
    assert 0 < file.held < 9_000


@pytest.mark.parametrize(
    ("name", "form"),
    [("log.parquet", Form.PARQUET), ("LOG.CSV", Form.CSV), ("a.xes", Form.XES), ("a.ocel.json", Form.OCEL)],
)
def test_a_name_says_what_kind_of_file_is_wanted(name: str, form: Form) -> None:
    assert form_of(name) is form


def test_a_name_that_says_no_kind_is_refused() -> None:
    with pytest.raises(UnknownFormError, match=r"\.parquet"):
        form_of("log.docx")


def test_moments_keep_their_day_at_the_office() -> None:
    """By the day lateness is counted: an hour after midnight here is the day before in London."""
    due = datetime(2026, 11, 24, 0, 30, tzinfo=ZONE)
    log = gathered([Trace("1", {"due": due}, [Event("1", "a", MORNING.astimezone(UTC))])])
    for form in Form:
        [found] = there_and_back(log, form).log.attributes["due"]
        assert isinstance(found, datetime)
        assert found.date() == due.date(), form
