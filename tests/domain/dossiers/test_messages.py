"""What an applicant is told of his dossier: each thing once, to whom it concerns, and nothing beyond his name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import transaction

from motcua.domain.dossiers import messages
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.messages import join_rating, recipients_of, tell_of_events
from motcua.domain.dossiers.models import Dossier, DossierParty
from motcua.domain.dossiers.queries.log import LoggedEvent
from motcua.domain.dossiers.sayings import TOLD, Standing, sayings
from motcua.domain.dossiers.services import apology, counter, steps
from motcua.domain.dossiers.types import PartyKind, PartyRole, SupplementItem
from motcua.domain.notifications.models import Message, Notice
from motcua.domain.notifications.plain import unaccented
from motcua.domain.notifications.reading import book
from motcua.domain.notifications.services import save_preferences, send_due, subscribe_push, telling
from motcua.domain.notifications.types import Channel, Preferences
from motcua.infra.models import OutboxEntry
from tests import permit
from tests.domain.notifications.saying import BROWSER
from tests.linked import carried, registered, sent
from tests.office import Office, at
from tests.past import Past
from tests.vendors import Vendors, vendors

__all__ = ["vendors"]

pytestmark = pytest.mark.django_db
NOW = at("2026-11-24 09:00")


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path, vendors: Vendors):
    settings.FILES, settings.PUBLIC_URL = tmp_path / "files", "https://motcua.thanhpho.example"
    settings.REFERENCE_CACHE_SECONDS = 60
    joined = list(messages._rating_path)
    join_rating(lambda dossier: f"/danh-gia/{dossier.hex}/")
    yield
    messages._rating_path[:] = joined


def told() -> list[str]:
    """Tell what has happened; all that was told so far, in order, once for all channels."""
    while tell_of_events(NOW):
        pass
    return list(Notice.objects.order_by("id").values_list("event", flat=True))


def _stopped(office: Office) -> UUID:
    dossier = permit.accepted(office)
    clerk = office.officer(permit.ONE_STOP, "one_stop_officer", "2026-11-04 09:00")
    counter.stop_dossier(dossier, "Người nộp đề nghị dừng.", clerk)
    return dossier


def _late(office: Office) -> UUID:
    dossier = permit.drafted(office)
    head = office.officer(permit.ECONOMY, "division_head", "2026-11-17 09:00")
    apology.apologise(dossier, at("2026-11-25 17:00"), ("Hồ sơ phức tạp.",), head)
    return dossier


@pytest.mark.parametrize(
    ("life", "events"),
    [
        (lambda office: office.filed().dossier_id, []),
        (permit.accepted, ["accepted"]),
        (permit.refused, ["refused"]),
        (permit.to_be_supplemented, ["accepted", "supplement_needed"]),
        (permit.fee_told, ["accepted", "fee_due"]),
        (permit.resolved, ["accepted", "fee_due", "result_ready"]),
        (permit.returned, ["accepted", "fee_due", "result_ready", "fee_received", "rating_request"]),
        (_stopped, ["accepted", "stopped"]),
        (_late, ["accepted", "late_apology"]),
    ],
)
def test_each_turn_of_a_dossiers_life_is_told_once(
    working_city: Office, life: Callable[[Office], UUID], events: list[str]
) -> None:
    life(working_city)
    assert told() == events
    assert told() == events
    assert not OutboxEntry.objects.filter(consumer="messages").exists()


def event(seq: int, kind: EventKind, office_id: int | None = None, **data: object) -> LoggedEvent:
    return LoggedEvent(UUID(int=7), seq, NOW, kind, data, 2, "1.013225", "online", office_id=office_id)


STANDING = Standing(UUID(int=7), receiving_id=1, competent_id=2, due_at=NOW, is_part=False)


def said(*events: LoggedEvent, of: Standing = STANDING) -> list[str]:
    """What one act says, where every ten offices are an agency: 1 is agency 1, 21 is agency 2."""
    agency = {1: 1, 2: 2, 21: 2, 31: 3, 32: 3}
    return [f"{each.event} {each.mark}" for each in sayings(of, events, agency.__getitem__, None)]


def test_a_result_before_its_day_is_told_as_such_and_only_once() -> None:
    issued = [event(5, EventKind.RESULT_ISSUED), event(6, EventKind.RESULT_ISSUED)]
    assert said(*issued, event(7, EventKind.CLOCK_FINISHED, outcome="early")) == ["early_result 5"]
    assert said(*issued, event(7, EventKind.CLOCK_FINISHED, outcome="on_time")) == ["result_ready 5"]


def test_the_first_time_that_an_agency_gets_the_dossier_is_told_under_its_own_mark() -> None:
    """The mark is the agency: a dossier that comes back to it is not told again."""
    steps_at = [event(n, EventKind.STEP_ENABLED, office) for n, office in enumerate((31, 32, 1, 21), 1)]
    assert said(*steps_at) == ["moved to:3", "moved to:2"]


def test_who_decides_is_told_with_the_acceptance() -> None:
    accepted = event(1, EventKind.ACCEPTED, 1, code="H-1")
    assert said(accepted, event(2, EventKind.STEP_ENABLED, 21)) == ["accepted 1"]


def test_what_is_paid_elsewhere_is_not_our_money() -> None:
    assert said(event(1, EventKind.FEE_PAID, amount=5, elsewhere=True)) == []


def test_of_a_part_only_what_its_agency_wants_of_the_applicant_is_told() -> None:
    part = replace(STANDING, is_part=True)
    act = [event(n, kind, 31, amount=1) for n, kind in enumerate(TOLD, 1)]
    assert {each.split()[0] for each in said(*act, of=part)} == {"supplement_needed", "late_apology"}


def test_nobody_is_asked_to_rate_where_there_is_no_page_for_it() -> None:
    assert said(event(1, EventKind.RESULT_RETURNED)) == []


def test_the_parts_of_a_linked_dossier_speak_through_their_whole(working_city: Office) -> None:
    linked = sent(working_city)
    part = linked.part("birth")
    linked.does(part, "receive", "2026-11-02 09:00")
    task = linked.task(part, "check")
    item = SupplementItem("relation_proof", "Giấy chứng sinh bản chính", "Bản gửi lên bị mờ.")
    steps.request_supplement(part, task.n, (item,), linked.by(task, "2026-11-02 09:30"))
    carried("2026-11-02 09:30")
    assert told() == ["accepted", "supplement_needed"]
    whole = Dossier.objects.get(pk=linked.whole)
    assert set(Notice.objects.values_list("subject_ref", flat=True)) == {whole.pk}
    for message in Message.objects.all():
        assert str(whole.code) in message.content["text"]


def test_a_linked_dossier_that_goes_to_other_agencies_says_so(working_city: Office) -> None:
    linked = registered(working_city)
    events = told()
    assert events.count("accepted") == 1
    assert events.count("moved") == 2  # the police and the social insurance; the registry is the ward's own
    assert Notice.objects.filter(subject_ref=linked.whole).count() == len(events)


def test_the_events_of_an_act_are_told_whoever_is_killed_between(working_city: Office) -> None:
    permit.accepted(working_city)

    def killed() -> None:
        with transaction.atomic():
            tell_of_events(NOW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert Notice.objects.count() == 0
    assert told() == ["accepted"]


def test_what_comes_out_of_the_outbox_twice_is_told_once(working_city: Office) -> None:
    permit.accepted(working_city)
    entries = list(OutboxEntry.objects.filter(consumer="messages").values("consumer", "subject", "first", "last"))
    assert told() == ["accepted"]
    OutboxEntry.objects.bulk_create(OutboxEntry(**entry) for entry in entries)
    assert told() == ["accepted"]


def test_a_template_that_wants_what_no_dossier_can_say_silences_only_itself(
    working_city: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = book().events
    spoilt = replace(words["accepted"], facts={**words["accepted"].facts, "weather": "label"})
    changed = replace(book(), events={**words, "accepted": spoilt})
    monkeypatch.setattr(telling, "book", lambda: changed)
    permit.to_be_supplemented(working_city)
    assert told() == ["supplement_needed"]


def test_an_invented_past_is_told_to_nobody(past: Past) -> None:
    assert Dossier.objects.exists()
    assert told() == []
    assert not OutboxEntry.objects.filter(consumer="messages").exists()


# --- who is told


def party(role: PartyRole, name: str = "Nguyễn Trúc Lam", **known: object) -> DossierParty:
    return DossierParty(role=role, name=name, kind=PartyKind.CITIZEN, **{"phone": "", "email": "", **known})


def names(*parties: DossierParty) -> list[tuple[str, str]]:
    return [(each.name, each.phone) for each in recipients_of(parties)]


def test_applicant_and_submitter_are_told_once_if_they_are_the_same_person() -> None:
    applicant = party(PartyRole.APPLICANT, identifier="079088910001", phone="0903123456")
    submitter = party(PartyRole.SUBMITTER, identifier="079088910001")
    assert names(applicant, submitter) == [("Nguyễn Trúc Lam", "0903123456")]


def test_both_are_told_if_they_are_two() -> None:
    applicant = party(PartyRole.APPLICANT, "Trần Sen Hồng", identifier="079188910002", phone="0903000001")
    submitter = party(PartyRole.SUBMITTER, identifier="079088910001", phone="0903000002")
    assert names(applicant, submitter) == [("Trần Sen Hồng", "0903000001"), ("Nguyễn Trúc Lam", "0903000002")]


def test_an_applicant_who_is_reached_through_the_submitter_is_told_through_him_once() -> None:
    child = party(PartyRole.APPLICANT, "Nguyễn Mây Xanh")
    submitter = party(PartyRole.SUBMITTER, phone="0903000002")
    assert names(child, submitter) == [("Nguyễn Trúc Lam", "0903000002")]
    company = party(PartyRole.APPLICANT, "Công ty Sông Xanh", identifier="0100109106", phone="0903000002")
    assert names(company, submitter) == [("Nguyễn Trúc Lam", "0903000002")]


def test_others_in_the_dossier_are_not_told() -> None:
    submitter = party(PartyRole.SUBMITTER, phone="0903000002")
    representative = party(PartyRole.REPRESENTATIVE, "Người đại diện", phone="0903000003")
    assert names(submitter, representative) == [("Nguyễn Trúc Lam", "0903000002")]


# --- what is not said


SECRETS = (
    "079088910001",
    "0903123456",
    "lam@thu.example",
    "Đường Xuân Thủy",
    "Đường số 7",
    "Mặt cắt móng",
    "phường khác",
)


@pytest.mark.parametrize("life", [permit.to_be_supplemented, permit.refused, permit.returned, _late, _stopped])
def test_no_message_says_more_of_anybody_than_his_name(
    working_city: Office, vendors: Vendors, life: Callable[[Office], UUID]
) -> None:
    """Not to vendors, not in any channel, not in what is kept to be sent."""
    everywhere = frozenset(Channel)
    life(working_city)
    person_id = DossierParty.objects.filter(role=PartyRole.APPLICANT).values_list("person_id", flat=True)[0]
    assert person_id is not None
    save_preferences(person_id, Preferences(everywhere), NOW)
    subscribe_push(person_id, BROWSER, NOW)
    DossierParty.objects.update(email="lam@thu.example")
    told()
    send_due(NOW)
    outside = [each for vendor in vendors.values() for each in vendor.asked]
    assert {Channel(each) for each in Message.objects.values_list("channel", flat=True)} == everywhere
    spoken = [" ".join((each.title, each.text, each.url, *map(str, each.values.values()))) for each in outside]
    spoken += [str(message.content) for message in Message.objects.all()]
    assert spoken
    for words in spoken:
        assert not [secret for secret in SECRETS if unaccented(secret) in unaccented(words)], words


def test_every_message_leads_to_the_page_of_the_dossier(working_city: Office) -> None:
    dossier = Dossier.objects.get(pk=permit.returned(working_city))
    told()
    for message in Message.objects.all():
        assert message.content["url"] == f"https://motcua.thanhpho.example/tra-cuu/{dossier.reference}/"
        assert str(dossier.code) in message.content["text"]
