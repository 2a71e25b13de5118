"""Whatever is done in a trial: outside, nothing is seen of it, counted, numbered, sent or sealed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from motcua.core.procedure import Channel
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.inbox import InboxFilter, Whose, inbox
from motcua.domain.dossiers.queries.lists import search_dossiers
from motcua.domain.dossiers.queries.log import all_events
from motcua.domain.dossiers.queries.open import open_counts
from motcua.domain.dossiers.queries.page import dossier_by_key, dossier_page
from motcua.domain.dossiers.queries.staffing import loads_of
from motcua.domain.dossiers.queries.tracking import track
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.services.audit import seal_days, verify_log
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.dossiers.services.timers import due_timers
from motcua.domain.dossiers.trial import (
    act,
    discard_trials,
    let_time_pass,
    list_trials,
    play,
    play_many,
    start_trial,
    trial_page,
)
from motcua.domain.dossiers.trial.space import in_trial
from motcua.domain.dossiers.types import Phase
from motcua.domain.identity import queries as identity
from motcua.domain.reporting.queries import figures_by_agency, filed_by_procedure
from motcua.domain.reporting.services import read_outbox, rebuild
from motcua.domain.reporting.types import Period
from motcua.infra.numbering import last_numbers
from tests.domain.dossiers.trial.conftest import MONDAY, key_at, register_birth, sent_to_the_commune
from tests.office import PERMIT, Office, at
from tests.permit import ONE_STOP, WARD, accepted, n_of

LATER = at("2027-03-01 09:00")
YEAR = Period(at("2026-01-01 00:00").date(), at("2027-12-31 00:00").date())


def rows_outside() -> dict[str, Any]:
    """Every row of every real table with its version, and where every sequence stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [name for (name,) in cursor.fetchall()]
        found: dict[str, Any] = {}
        for table in tables:
            row = "t::text || t.xmin || t.xmax || t.ctid"
            cursor.execute(f"SELECT md5(string_agg({row}, '' ORDER BY t.ctid)) FROM public.{table} t")
            found[table] = cursor.fetchone()
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        found["sequences"] = sorted(cursor.fetchall())
    return found


def said_outside(office: Office) -> list[Any]:
    """What everybody outside is told: leaders, officers, the worker, the auditor, the counter's search."""
    agencies = sorted(identity.agencies().by_id)
    officers = [office.city.who(ONE_STOP, "one_stop_officer"), office.city.who(f"{WARD}.04", "specialist")]
    scopes = [identity.scope(each, MONDAY.date()) for each in officers]
    return [
        figures_by_agency(agencies, YEAR, LATER),
        filed_by_procedure(YEAR),
        open_counts(agencies, LATER),
        [inbox(scope, InboxFilter(whose), LATER) for scope in scopes for whose in Whose],
        [search_dossiers(word, scope, LATER) for scope in scopes for word in ("Nguyễn", "THU", "H29", "0999")],
        loads_of(officers, LATER),
        due_timers(LATER),
        sorted(event.seq for event in all_events(list(EventKind))),
        list(verify_log()),
        last_numbers(),
        Dossier.objects.count(),
    ]


def linked_life(linked: int, tester: int) -> list[UUID]:
    """Trials of a linked procedure: an agency that was silent, parts led to their results, and parts called off."""
    played, withdrawn = (sent_to_the_commune(linked, tester, seed) for seed in "12")
    for trial in (played, withdrawn):
        let_time_pass(trial, at("2026-11-02 14:00"))
        assert [each.part.is_silent for each in trial_page(trial).parts] == [True]
    register_birth(played, tester)
    assert len(trial_page(played).parts) == 3
    assert play(played, tester).phase.is_final
    act(withdrawn, "applicant:withdraw", "withdraw", tester)
    return [played, withdrawn]


def whole_life(version: int, tester: int) -> list[UUID]:
    """Trials that see every act there is."""
    permit = start_trial(version, "house", Channel.ONLINE, tester, MONDAY)
    act(permit, key_at(permit, "receive"), "accept", tester)
    act(permit, "office:supplement", "supplement", tester)
    act(permit, "applicant:supplement", "supplement", tester)
    act(permit, key_at(permit, "assign"), "done", tester)
    act(permit, key_at(permit, "consult"), "ask", tester)
    [*_, opinion] = [each for each in trial_page(permit).open if each.key.startswith("opinion")]
    act(permit, opinion.key, "disagree", tester)
    act(permit, key_at(permit, "inspect"), "done", tester)
    act(permit, key_at(permit, "appraise"), "eligible", tester)
    let_time_pass(permit, at("2026-12-14 09:00"))
    act(permit, "office:apology", "apology", tester)
    assert play(permit, tester).phase.is_final
    refused, withdrawn, stopped = (
        start_trial(version, "house", channel, tester, MONDAY, seed="2") for channel in Channel
    )
    act(refused, key_at(refused, "receive"), "refuse", tester)
    act(withdrawn, "applicant:withdraw", "withdraw", tester)
    act(stopped, "office:stop", "stop", tester)
    return [permit, refused, withdrawn, stopped]


@pytest.mark.django_db
def test_a_whole_life_in_a_trial_leaves_no_trace_outside(
    working_city: Office, version, linked, tester, settings, tmp_path
):
    settings.FILES = tmp_path
    accepted(working_city)
    read_outbox(LATER)
    seal_days(at("2026-11-05 09:00"))
    rows, said, files = rows_outside(), said_outside(working_city), sorted(tmp_path.rglob("*"))

    trials, whole = whole_life(version, tester), linked_life(linked, tester)
    with in_trial(trials[0]):
        document = letter_document(trials[0], 1, MONDAY)
    for each in (version, linked):
        play_many(each, 3, "any", tester, MONDAY)
    pages = [trial_page(each) for each in (*trials, *whole)]
    cards = [*(page.card for page in pages), *(part.card for page in pages for part in page.parts)]
    assert len(cards) == len(pages) + 4

    assert rows_outside() == rows
    assert said_outside(working_city) == said
    outside = [file for file in sorted(tmp_path.rglob("*")) if "trial" not in file.relative_to(tmp_path).parts]
    assert outside == files
    for card in cards:
        for key in filter(None, (card.reference, card.code)):
            with pytest.raises(NoSuchDossierError):
                dossier_by_key(key)
            with pytest.raises(NoSuchDossierError):
                track(key, LATER)
        with pytest.raises(NoSuchDossierError):
            dossier_page(card.id, LATER)
    assert read_outbox(LATER) == 0
    assert seal_days(at("2026-11-05 10:00")) == 0
    rebuild()
    assert said_outside(working_city) == said

    assert discard_trials(version) == len(trials)
    assert discard_trials(linked) == len(whole)
    assert not (tmp_path / "trial" / "content" / document.sha256[:2] / document.sha256).exists()
    assert list_trials(version) == ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'trial'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM trial."{table}"')
            assert cursor.fetchone() == (0,), table


@pytest.mark.django_db(transaction=True)
def test_real_work_goes_on_beside_trials_as_if_there_were_none(working_city: Office):
    version = catalogue.published(PERMIT, MONDAY.date())
    clerk = working_city.city.who(ONE_STOP, "one_stop_officer")
    dossiers = [working_city.filed().dossier_id for _ in range(6)]

    def on_its_own(do: Callable[[], Any]) -> Any:
        try:
            return do()
        finally:
            connection.close()

    def try_out(n: int) -> Phase:
        trial = start_trial(version, "house", Channel.COUNTER, clerk, MONDAY, seed=str(n))
        return play(trial, clerk, str(n)).phase

    def work(dossier: UUID) -> str:
        by = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30")
        return str(steps.accept_dossier(dossier, n_of(dossier, "receive"), by).case.code)

    with ThreadPoolExecutor(4) as pool:
        trials = [pool.submit(on_its_own, lambda n=n: try_out(n)) for n in range(4)]
        codes = sorted(each.result() for each in [pool.submit(on_its_own, lambda d=d: work(d)) for d in dossiers])
    assert all(each.result().is_final for each in trials)
    assert codes == [f"H29.27094-261103-{n:04d}" for n in range(1, 7)]
    assert Dossier.objects.count() == 6
    assert list(verify_log()) == []
    assert len(list_trials(version)) == 4
    discard_trials(version)
