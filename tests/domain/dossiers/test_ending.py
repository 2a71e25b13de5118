"""A dossier may end without a result: withdrawn by the applicant, stopped by the office."""

import pytest

from motcua.domain.dossiers.acts import ending
from motcua.domain.dossiers.errors import MissingWordsError, WrongPhaseError
from motcua.domain.dossiers.types import Phase, national_status
from tests.core.workcal.office import at
from tests.domain.dossiers.paper_city import CITIZEN, HEAD, ONE_STOP, filed
from tests.domain.dossiers.test_permit_story import consulted


def test_the_applicant_may_take_an_undecided_dossier_back():
    desk = consulted()
    desk.does(CITIZEN, "2026-11-05 09:00", ending.withdraw, "Chưa xây nữa.")
    assert desk.case.phase is Phase.WITHDRAWN
    assert desk.case.clock.stopped_at == at("2026-11-05 09:00")
    assert desk.case.process.status == "cancelled"
    assert not desk.case.tasks
    assert not desk.case.timers


def test_the_office_stops_by_a_notice_that_says_why():
    desk = filed()
    with pytest.raises(MissingWordsError):
        desk.does(HEAD, "2026-11-05 09:00", ending.stop, "", ONE_STOP)
    desk.does(HEAD, "2026-11-05 09:00", ending.stop, "Người nộp đề nghị dừng.", ONE_STOP)
    assert desk.case.phase is Phase.STOPPED
    assert desk.letters == ["stop_notice"]


def test_what_has_ended_stays_ended():
    desk = filed()
    desk.does(CITIZEN, "2026-11-05 09:00", ending.withdraw, "")
    with pytest.raises(WrongPhaseError):
        desk.does(HEAD, "2026-11-05 10:00", ending.stop, "Dừng.", ONE_STOP)


def test_each_state_is_one_code_of_the_national_portal_and_what_waits_is_never_told_as_finished():
    from motcua.domain.dossiers.types import WaitingFor

    codes = {phase: national_status(phase, None) for phase in Phase}
    assert codes == {
        Phase.SUBMITTED: 1,
        Phase.ACCEPTED: 2,
        Phase.NOT_ACCEPTED: 3,
        Phase.PROCESSING: 4,
        Phase.WITHDRAWN: 7,
        Phase.STOPPED: 8,
        Phase.RESOLVED: 9,
        Phase.RETURNED: 10,
    }
    waiting = {national_status(Phase.PROCESSING, reason) for reason in WaitingFor}
    assert waiting == {5, 6}
