"""Two versions side by side: every difference is told, in both languages, and nothing that is none."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

import pytest

from motcua.core.fees import Item, Relief
from motcua.core.forms import Text
from motcua.core.procedure import Part, Procedure, compare_procedures, read_package
from motcua.core.procedure.comparison.aspects import ASPECTS
from motcua.core.procedure.law import LegalBasis
from motcua.core.procedure.speaking import spoken
from motcua.core.procedure.types import Child, DossierComponent, Letter, Outcome, ProcedureCase, Result, Step
from motcua.core.procedure.words import NOTHING
from motcua.core.process import Node
from tests.catalogue.reading import MINIMAL, files_in, package_folders, shared
from tests.core.procedure.tables import ROUTE

MAIN, DRAWING, FORM, FEES = "procedure.yaml", "process.bpmn", "form.yaml", "fees.yaml"


@dataclass(frozen=True)
class Edit:
    """One edit of the minimal package, and the change that tells it."""

    part: Part
    kind: str
    key: str
    file: str
    pairs: tuple[tuple[str, str], ...]
    vi: str = ""

    @property
    def title(self) -> str:
        return f"{self.part}-{self.kind}-{self.key or 'whole'}"


def main(part: Part, kind: str, key: str, old: str, new: str, vi: str = "") -> Edit:
    return Edit(part, kind, key, MAIN, ((old, new),), vi)


CHECK = """  check:
    name: {vi: Kiểm tra, en: Check}
    kind: work
    limit: {working_hours: 8}"""
LAW = '  law: {number: 1/2024/NĐ-CP, title: Nghị định mẫu, from: "2024-01-01"}'
EDITS = [
    main(Part.PROCEDURE, "replaces", "", 'replaces: ["1.000000"]', 'replaces: ["1.000000", "1.000009"]'),
    main(Part.PROCEDURE, "name", "", "name: {vi: Cấp giấy xác nhận mẫu,", "name: {vi: Cấp giấy mẫu,"),
    main(Part.PROCEDURE, "short_name", "", "short_name: {vi: Giấy xác nhận mẫu", "short_name: {vi: Giấy mẫu"),
    main(Part.PROCEDURE, "keywords", "", "[giấy mẫu]", "[giấy mẫu, giấy thử]"),
    main(Part.PROCEDURE, "field", "", "field: construction", "field: land"),
    main(Part.PROCEDURE, "levels", "", "level: [commune]", "level: [commune, province]"),
    main(Part.PROCEDURE, "audience", "", "audience: [citizen]", "audience: [citizen, business]"),
    main(Part.PROCEDURE, "online", "", "online: partial", "online: full"),
    main(Part.PROCEDURE, "online_reason", "", "Phải xem bản chính", "Phải đối chiếu bản chính"),
    main(Part.PROCEDURE, "decision", "", "number: 1/QĐ-BXD", "number: 2/QĐ-BXD"),
    main(Part.PROCEDURE, "competent", "", "division: economy", "division: culture"),
    main(Part.PROCEDURE, "requirements", "", "\nlegal:", "\nrequirements: [{vi: Đủ 18 tuổi, en: Of age}]\n\nlegal:"),
    main(Part.LAW, "number", "law", "number: 1/2024/NĐ-CP", "number: 7/2024/NĐ-CP"),
    main(Part.LAW, "effective_from", "law", 'from: "2024-01-01"', 'from: "2024-02-01"'),
    main(Part.LAW, "added", "new", LAW, f"{LAW}\n  new: {{number: 9/2026/NĐ-CP, title: Nghị định mới}}"),
    main(
        Part.CASE, "name", "one", "vi: Trường hợp thường", "vi: Trường hợp khác", "Trường hợp thường → Trường hợp khác"
    ),
    main(Part.CASE, "clock", "one", 'cut_off: "15:00"', 'cut_off: "14:00"', "15:00"),
    main(
        Part.LIMIT,
        "limit",
        "one.usual",
        "usual: {working_days: 5",
        "usual: {working_days: 4",
        "5 ngày làm việc → 4 ngày",
    ),
    main(Part.LIMIT, "stated", "one.verification", "stated: 08 ngày làm việc", "stated: tám ngày làm việc"),
    main(Part.LIMIT, "when", "one.verification", 'when: steps.check.outcome = "verify"', 'when: channel = "post"'),
    main(Part.PAPER, "name", "certificate", "name: {vi: Giấy chứng nhận,", "name: {vi: Bản chứng nhận,"),
    main(Part.PAPER, "when", "certificate", 'when: form.kind = "second"', 'when: form.kind = "first"'),
    main(
        Part.PAPER,
        "quantity",
        "certificate",
        "quantity: {plain_copies: 1}",
        "quantity: {plain_copies: 2}",
        "bản chụp: 2",
    ),
    main(Part.PAPER, "source", "certificate", "when_absent: ask", "when_absent: look_up"),
    main(Part.PAPER, "file", "certificate", "max_mb: 5", "max_mb: 6"),
    main(Part.PAPER, "removed", "certificate", "components: [application, certificate]", "components: [application]"),
    main(Part.RESULT, "code", "paper", "code: KQ.G17.000001", "code: KQ.G17.000002"),
    main(Part.RESULT, "when", "paper", 'when: steps.check.outcome != "refuse"', 'when: steps.check.outcome = "clear"'),
    main(Part.STEP, "name", "issue", "name: {vi: Phát hành, en: Issue}", "name: {vi: Phát hành, en: Send}"),
    main(Part.STEP, "kind", "check", CHECK, CHECK.replace("kind: work", "kind: review"), "xử lý → xem xét"),
    main(Part.STEP, "limit", "check", CHECK, CHECK.replace("8}", "6}"), "8 giờ làm việc → 6 giờ làm việc"),
    main(Part.STEP, "letters", "ask", "    letters: [opinion_request]\n", ""),
    main(Part.STEP, "agencies", "ask", "agencies: [tax_authority]", "agencies: [tax_authority, social_insurance]"),
    main(Part.STEP, "silence", "opinions", "silence: consent", "silence: proceed", "im lặng là đồng ý → đi tiếp"),
    main(Part.STEP, "only_within", "verify", "\n    only_within: verification", ""),
    main(Part.STEP, "hint", "check", CHECK, f"{CHECK}\n    hint: {{vi: Xem kỹ, en: Look well}}"),
    main(Part.OUTCOME, "name", "check.verify", "verify: {vi: Phải xác minh,", "verify: {vi: Cần xác minh,"),
    main(Part.OUTCOME, "needs_reason", "sign.return", "en: Return, reason: required, back_to", "en: Return, back_to"),
    main(Part.OUTCOME, "back_to", "sign.return", "back_to: check", "back_to: ask"),
    main(Part.LETTER, "name", "paper", "paper: {name: {vi: Giấy xác nhận,", "paper: {name: {vi: Giấy chứng nhận,"),
    Edit(Part.LETTER, "source", "paper", "letters/paper.typ", (("[Giấy xác nhận]", "[Giấy chứng nhận]"),)),
    Edit(
        Part.STEP,
        "role",
        "verify",
        DRAWING,
        (
            ("        <flowNodeRef>verify</flowNodeRef>\n", ""),
            ("        <flowNodeRef>issue</flowNodeRef>\n",) * 2,
            (
                "<flowNodeRef>issue</flowNodeRef>",
                "<flowNodeRef>issue</flowNodeRef>\n        <flowNodeRef>verify</flowNodeRef>",
            ),
        ),
        "Chuyên viên → Văn thư",
    ),
    Edit(Part.NODE, "name", "is_clear", DRAWING, (('name="Đủ điều kiện?"', 'name="Hợp lệ không?"'),)),
    Edit(Part.NODE, "timer", "silence", DRAWING, (('motcua:workingDays="2"', 'motcua:workingDays="3"'),)),
    Edit(Part.NODE, "kind", "check", DRAWING, (('<userTask id="check"', '<manualTask id="check"'),)),
    Edit(
        Part.FLOW,
        "condition",
        "is_clear → verify",
        DRAWING,
        (('steps.check.outcome = "verify"', 'steps.check.outcome = "refuse"'),),
        "khi kết quả bước “Kiểm tra” là “Phải xác minh” → khi kết quả bước “Kiểm tra” là “Không đủ điều kiện”",
    ),
    Edit(
        Part.FLOW,
        "added",
        "verify → check",
        DRAWING,
        (('sourceRef="verify" targetRef="sign"', 'sourceRef="verify" targetRef="check"'),),
    ),
    Edit(
        Part.FLOW,
        "removed",
        "verify → sign",
        DRAWING,
        (('sourceRef="verify" targetRef="sign"', 'sourceRef="verify" targetRef="check"'),),
    ),
    Edit(
        Part.FORM,
        "label",
        "form.yaml copies",
        FORM,
        (("label: {vi: Số bản,", "label: {vi: Số lượng bản,"),),
        "Số bản → Số lượng bản",
    ),
    Edit(Part.FORM, "limits", "form.yaml copies", FORM, (("min: 1", "min: 2"),)),
    Edit(Part.FORM, "options", "form.yaml kind", FORM, (("vi: Cấp lại", "vi: Cấp đổi"),)),
    Edit(Part.FORM, "title", "form.yaml", FORM, (("title: {vi: Đơn mẫu,", "title: {vi: Đơn thử,"),)),
    Edit(Part.FEE, "name", "fee", FEES, (("vi: Phí mẫu", "vi: Phí thử"),)),
    Edit(Part.FEE, "collected", "fee", FEES, (("collected: before", "collected: after"),), "thu khi trả kết quả"),
    Edit(Part.FEE, "rows", "fee", FEES, (("amount: 30000", "amount: 25000"),), "25.000"),
]


@cache
def minimal() -> Procedure:
    return read_package(files_in(MINIMAL), shared())


def edited(edit: Edit) -> Procedure:
    files = files_in(MINIMAL)
    text = files[edit.file].decode()
    for old, new in edit.pairs:
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    return read_package({**files, edit.file: text.encode()}, shared())


@pytest.mark.parametrize("folder", package_folders(), ids=lambda folder: folder.name)
def test_a_procedure_does_not_differ_from_itself(folder) -> None:
    files = files_in(folder)
    difference = compare_procedures(read_package(files, shared()), read_package(files, shared()))
    assert not difference
    assert difference.changes == ()
    assert all(total.old == total.new for total in difference.totals)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.title)
def test_every_edit_is_told(edit: Edit) -> None:
    changes = compare_procedures(minimal(), edited(edit)).changes
    told = [each for each in changes if (each.part, each.kind, each.key) == (edit.part, edit.kind, edit.key)]
    assert len(told) == 1, [(each.part, each.kind, each.key) for each in changes]
    assert edit.vi in told[0].message.vi
    assert told[0].message.en
    assert told[0].message.vi != told[0].message.en


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.title)
def test_the_other_way_round_gives_the_counterparts(edit: Edit) -> None:
    there = compare_procedures(minimal(), edited(edit))
    back = compare_procedures(edited(edit), minimal())
    turned = {"added": "removed", "removed": "added"}
    assert {(each.part, turned.get(each.kind, each.kind), each.key, each.new, each.old) for each in there.changes} == {
        (each.part, each.kind, each.key, each.old, each.new) for each in back.changes
    }
    assert [(each.old, each.new) for each in there.totals] == [(each.new, each.old) for each in back.totals]


def test_a_small_edit_is_told_as_a_small_change() -> None:
    for edit in EDITS:
        if edit.kind not in ("added", "removed", "role", "kind"):
            assert len(compare_procedures(minimal(), edited(edit)).changes) == 1, edit.title


def with_table(old: str = "", new: str = "") -> Procedure:
    """The minimal package with a decision table, in which a text is replaced."""
    return read_package({**files_in(MINIMAL), "decisions/route.dmn": ROUTE.replace(old, new).encode()}, shared())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            '"verify"',
            '"refuse"',
            ["Thêm quy tắc", 'thì "refuse"', 'Bỏ quy tắc của “Chuyển hồ sơ”: khi case "two"'],
        ),
        ("UNIQUE", "FIRST", ["Đổi cách chọn quy tắc của bảng quyết định “Chuyển hồ sơ”: UNIQUE → FIRST"]),
        ('"one","two"', '"one","two","three"', ["Đổi các cột"]),
    ],
)
def test_decision_tables_are_compared_rule_by_rule(old: str, new: str, told: list[str]) -> None:
    changes = compare_procedures(with_table(), with_table(old, new)).changes
    assert {each.part for each in changes} == {Part.DECISION}
    whole = "\n".join(each.message.vi for each in changes)
    assert all(words in whole for words in told), whole


def test_decision_tables_come_and_go() -> None:
    assert [each.kind for each in compare_procedures(minimal(), with_table()).changes] == ["added"]
    assert [each.kind for each in compare_procedures(with_table(), minimal()).changes] == ["removed"]
    assert not compare_procedures(with_table(), with_table())


def test_comments_and_where_boxes_stand_are_no_difference() -> None:
    files = files_in(MINIMAL)
    files[MAIN] += b"# a remark\n"
    files[DRAWING] = files[DRAWING].replace(b"<process id", b"<!-- a remark -->\n  <process id")
    assert not compare_procedures(minimal(), read_package(files, shared()))


def test_the_figures_tell_what_a_reform_has_saved() -> None:
    shorter = edited(next(edit for edit in EDITS if edit.title == "step-limit-check"))
    totals = {each.key: (each.old, each.new) for each in compare_procedures(minimal(), shorter).totals}
    assert totals["working_hours"] == (50, 48)
    assert totals["steps"] == (7, 7)
    assert totals["fields"] == (3, 3)
    assert totals["papers"] == (2, 2)
    assert totals["fees"] == (1, 1)


NOT_COMPARED = {
    # Entries of their own.
    Procedure: {"legal", "cases", "steps", "groups", "children", "form", "step_forms", "fees", "process", "letters"}
    # What all procedures have, how the drawing looks, and what follows from the rest.
    | {"roles", "diagram", "content_hash", "decisions"},
    ProcedureCase: {"limits", "components", "results"},
    Step: {"outcomes"},
    Node: {"id", "line", "lane", "incoming", "outgoing", "default", "boundary"},
    Item: {"path", "code"},
    Relief: {"path", "code"},
}


@pytest.mark.parametrize("kind", ASPECTS, ids=lambda kind: kind.__name__)
def test_nothing_that_a_part_says_is_left_out(kind: type) -> None:
    stated = {field.name for field in fields(kind)}
    own_key = {"key"} if kind not in NOT_COMPARED or "key" in stated else set()
    assert ASPECTS[kind].keys() == stated - NOT_COMPARED.get(kind, set()) - own_key


def test_every_part_of_a_procedure_is_compared() -> None:
    assert {LegalBasis, DossierComponent, Result, Outcome, Letter, Child} <= ASPECTS.keys()


def test_nothing_is_said_as_nothing() -> None:
    assert {spoken(each) for each in (None, "", (), frozenset(), {}, Text("", ""))} == {NOTHING}
    with pytest.raises(TypeError):
        spoken(object())
