"""Steps that decision tables decide, and what else a drawing may bring about: nothing of it is lost silently."""

from dataclasses import replace

import pytest

from motcua.core.procedure import Channel, Procedure, check_package
from motcua.core.process import facts
from motcua.domain.dossiers.acts import filing, opinions, reception
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.drive import MEANINGS
from motcua.domain.dossiers.acts.filing import Filing
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.types import Phase, Question, TaskKind, Verdict
from motcua.infra.ids import uuid7
from tests.catalogue.broken_packages import ON
from tests.catalogue.reading import MINIMAL, files_in, shared
from tests.core.procedure.tables import ROUTE
from tests.core.workcal.office import at
from tests.domain.dossiers.paper_city import CITIZEN, CLERK, SPECIALIST, WARD, Desk, applicant, uploaded, world

CHECK = '<userTask id="check" name="Kiểm tra"/>'
ASKED = "kind: work\n    limit: {working_hours: 8}\n    outcomes:\n      clear"


BY_CHANNEL = ROUTE.replace("case", "channel").replace('"one"', '"counter"').replace('"two"', '"online"')


def decided(table: str = BY_CHANNEL) -> Procedure:
    """The minimal package, whose step `check` is decided by a table that asks for the channel."""
    files = files_in(MINIMAL)
    drawn = files["process.bpmn"].decode()
    assert CHECK in drawn
    rule = CHECK.replace("userTask", "businessRuleTask").replace("/>", ' motcua:decision="route"/>')
    files["process.bpmn"] = drawn.replace(CHECK, rule).encode()
    written = files["procedure.yaml"].decode()
    assert ASKED in written
    files["procedure.yaml"] = written.replace(ASKED, "kind: system\n    outcomes:\n      clear").encode()
    files["decisions/route.dmn"] = table.encode()
    judged = check_package(files, shared(), on=ON)
    assert judged.procedure is not None, judged.problems
    return judged.procedure


def received(procedure: Procedure, channel: Channel) -> Desk:
    """A dossier of this procedure, accepted, and its agencies asked."""
    of = replace(world(), procedure=procedure)
    case = Case(
        id=uuid7(at("2026-11-02 09:00")),
        version_id=1,
        case_key="one",
        channel=channel,
        assisted=False,
        reference="7KQF-2M9T-XD",
        phase=Phase.SUBMITTED,
        receiving_id=WARD,
        competent_id=WARD,
        submitted_at=at("2026-11-02 09:00"),
        process=procedure.process.initial,
        applicant_kind="citizen",
        form={},
    )
    desk = Desk(case, of)
    papers = uploaded(*(each.key for each in procedure.cases["one"].components))
    desk.does(CITIZEN, "2026-11-02 09:00", filing.submit, Filing((applicant(),), {"copies": 1}, papers))
    desk.on("receive", CLERK, "2026-11-02 10:00", reception.accept)
    desk.on("ask", SPECIALIST, "2026-11-02 11:00", opinions.ask, [Question("tax_authority", "Còn nợ?")])
    return desk


def answered(desk: Desk) -> None:
    task = desk.task("ask", TaskKind.OPINION)
    desk.does(SPECIALIST, "2026-11-02 14:00", opinions.give, task, Verdict.AGREE, "")


@pytest.mark.parametrize(
    ("channel", "outcome", "next_step"), [(Channel.COUNTER, "clear", "sign"), (Channel.ONLINE, "verify", "verify")]
)
def test_a_table_decides_how_a_step_ends_and_the_gateway_reads_it(channel: Channel, outcome: str, next_step: str):
    desk = received(decided(), channel)
    answered(desk)
    assert desk.case.answers["check"] == {"outcome": outcome}
    assert desk.open_steps == {next_step}
    made = next(facts for kind, facts in desk.log if kind == "DecisionMade")
    assert (made["step"], made["decision"], made["answer"]) == ("check", "route", {"outcome": outcome})


def test_a_table_that_says_two_things_refuses_the_act_and_nothing_changes():
    desk = received(decided(BY_CHANNEL.replace('"online"', '"counter"')), Channel.COUNTER)
    before = desk.case
    with pytest.raises(WrongPhaseError):
        answered(desk)
    assert desk.case == before


def test_everything_that_the_engine_tells_has_a_meaning_or_is_known_to_need_none():
    needs_none = {
        facts.ProcessStarted,
        facts.FlowTaken,
        facts.SignalAwaited,
        facts.SignalCaught,
        facts.SignalGivenUp,
        facts.SubprocessEntered,
        facts.SubprocessLeft,
        facts.SubprocessCancelled,
        facts.ProcessEnded,
        facts.ProcessCancelled,
    }
    assert set(MEANINGS) | needs_none == set(facts.Fact.__args__)
    assert not set(MEANINGS) & needs_none
