"""A city's own reliefs as a file of the catalogue: what it grants on which day, and what is wrong on which line."""

from datetime import date

import pytest

from motcua.core.fees import Channel, FeeTable, assess
from motcua.core.procedure import BrokenPackageError, read_package, read_shared
from tests.catalogue.reading import CATALOGUE, MINIMAL, files_in, shared, shared_files
from tests.hanoi import BEARER, CITED, FILE, POLICY

LAST_DAY, FIRST_DAY = date(2025, 12, 31), date(2026, 1, 1)
ONLINE, COUNTER, POST = Channel.ONLINE, Channel.COUNTER, Channel.POST


def with_policy(text: str = POLICY):
    return read_shared({**shared_files(), FILE: text.encode()})


def refused(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(BrokenPackageError) as caught:
        with_policy(text)
    assert {problem.file for problem in caught.value.problems} == {FILE}
    assert all(problem.vi and problem.en for problem in caught.value.problems)
    return [(problem.line, problem.code, problem.vi) for problem in caught.value.problems]


def line_of(text: str, words: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)


def test_a_city_without_the_file_grants_nothing_of_its_own() -> None:
    assert shared().fee_policy == ()
    assert not (CATALOGUE / FILE).exists()


def test_each_relief_cites_its_own_law_in_words() -> None:
    assert [relief.basis for relief in with_policy().fee_policy] == [CITED, CITED]


@pytest.mark.parametrize(
    ("code", "on", "channel", "gross", "payable", "borne"),
    [
        ("2.000635", LAST_DAY, ONLINE, 24_000, 24_000, {}),
        ("2.000635", FIRST_DAY, ONLINE, 24_000, 0, {BEARER: 24_000}),
        ("2.000635", FIRST_DAY, COUNTER, 24_000, 24_000, {}),
        ("2.000635", FIRST_DAY, POST, 24_000, 24_000, {}),
        ("1.013225", LAST_DAY, ONLINE, 75_000, 75_000, {}),
        ("1.013225", FIRST_DAY, ONLINE, 75_000, 0, {}),
        ("1.013225", FIRST_DAY, COUNTER, 75_000, 75_000, {}),
    ],
)
def test_hanoi_asks_nothing_online_from_2026_on_and_pays_back_what_the_ministry_set(
    code: str, on: date, channel: Channel, gross: int, payable: int, borne: dict[str, int]
) -> None:
    procedure = read_package(files_in(CATALOGUE / code), shared())
    data = {"form": {"copies": 3}, "applicant": {"kind": "citizen"}, "province": "01"}
    fee = assess(procedure.fees, on, channel, next(iter(procedure.cases)), data, policy=with_policy().fee_policy)
    assert (fee.gross, fee.payable, fee.borne_by) == (gross, payable, borne)


@pytest.mark.parametrize("set_by", ["ministry", "council"])
def test_an_appraisal_fee_is_neither_waived_nor_paid_back(set_by: str) -> None:
    item = {"code": "appraisal", "name": {"vi": "Phí thẩm định", "en": "Appraisal"}, "kind": "appraisal_fee"}
    item |= {"collected": "before", "set_by": set_by, "basis": "law", "certainty": "design"}
    item |= {"rows": [{"amount": 500_000}]}
    table = FeeTable.parse({"items": [item]}, legal={"law"})
    fee = assess(table, FIRST_DAY, ONLINE, None, {}, policy=with_policy().fee_policy)
    assert (fee.payable, fee.borne_by) == (500_000, {})


def test_a_line_names_the_law_of_what_is_taken_off_it() -> None:
    procedure = read_package(files_in(CATALOGUE / "2.000635"), shared())
    data = {"form": {"copies": 1}, "applicant": {"kind": "citizen"}, "province": "01"}
    (line,) = assess(procedure.fees, FIRST_DAY, ONLINE, "extract", data, policy=with_policy().fee_policy).lines
    assert line.bases == ("tt281", CITED)


def test_what_the_city_grants_is_part_of_no_procedure() -> None:
    minimal = read_package(files_in(MINIMAL), shared())
    assert read_package(files_in(MINIMAL), with_policy()).content_hash == minimal.content_hash


@pytest.mark.parametrize(
    ("old", "new", "words", "code"),
    [
        ("set_by: [ministry]", "set_by: [minister]", "minister", "word_unknown"),
        ("    percent: 100\n    borne_by", "    percent: 101\n    borne_by", "percent: 101", "shape"),
        ("    borne_by: Ngân sách Thành phố\n", "", "code: ministry_online", "fees_wrong"),
        ("kind: exemption", "kind: exemption\n    borne_by: Sở", "borne_by: Sở", "fees_wrong"),
        ("    certainty: published\n  -", "    certainty: sure\n  -", "certainty: sure", "word_unknown"),
        ("  nq77:", "  nq7:", "basis: nq77", "fees_wrong"),
        ('from: "2026-01-01"\nreliefs', 'from: "2026-02-30"\nreliefs', "2026-02-30", "date_wrong"),
        ('kind: subsidy\n    from: "2026-01-01"', 'kind: subsidy\n    from: "2025-12-31"', "2025-12-31", "fees_wrong"),
        ('kind: subsidy\n    from: "2026-01-01"', "kind: subsidy", "code: ministry_online", "key_missing"),
        ("kind: subsidy", 'kind: subsidy\n    to: "2025-12-31"', 'to: "2025-12-31"', "fees_wrong"),
        ("kind: subsidy", "kind: subsidy\n    when: form.poor", "when: form.poor", "name_unknown"),
        ("kind: subsidy", "kind: subsidy\n    when: gross > 5", "when: gross", "name_unknown"),
        ("kind: subsidy", "kind: subsidy\n    when: channel =", "when: channel", "fees_wrong"),
        ("kind: subsidy", "kind: subsidy\n    items: [copies]", "items: [copies]", "key_unknown"),
        ("code: ministry_online", "code: council_online", "reliefs:", "fees_wrong"),
        ("    number: 77/2025/NQ-HĐND\n", "", "nq77:", "key_missing"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line_and_the_reason(old: str, new: str, words: str, code: str) -> None:
    assert POLICY.count(old) == 1
    text = POLICY.replace(old, new)
    found = [(line, each) for line, each, _ in refused(text)]
    assert (line_of(text, words), code) in found


def test_a_condition_may_ask_what_every_dossier_knows() -> None:
    asked = 'kind: subsidy\n    when: applicant.kind = "citizen" and province = "01" and on >= date("2026-02-01")'
    assert with_policy(POLICY.replace("kind: subsidy", asked)).fee_policy[1].when is not None
