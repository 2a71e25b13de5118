"""What is written in the trial space stays there; what is outside is as it was, whatever happens inside."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.utils import IntegrityError, OperationalError, ProgrammingError

from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.trial.space import prepare_trial_space
from motcua.infra import prepared
from motcua.infra.models import Counter, OutboxEntry
from motcua.infra.numbering import next_number
from motcua.infra.postgres.mirror import SCHEMA, build_mirror
from motcua.infra.postgres.trial import NoTrialSpaceError, is_inside, trial_space

pytestmark = pytest.mark.django_db(transaction=True)
HOT = "SELECT last FROM infra_counter WHERE scope = %s"


@pytest.fixture(autouse=True)
def _empty_mirror():
    """What a test commits in the space goes with it; a database before its first trial is made ready."""
    prepare_trial_space()
    yield
    with connection.cursor() as cursor:
        for table in tables_of(SCHEMA):
            cursor.execute(f'TRUNCATE "{SCHEMA}"."{table}"')


def tables_of(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        return [name for (name,) in cursor.fetchall()]


def cut() -> None:
    """End this thread's connection from the server's side."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    parameters = connection.get_connection_params()
    told = {name: parameters[name] for name in ("dbname", "user", "host") if name in parameters}
    with psycopg.connect(**told) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def path() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        return str(cursor.fetchone()[0])


def numbers(scope: str = "cars") -> int | None:
    return Counter.objects.filter(scope=scope).values_list("last", flat=True).first()


def test_what_is_written_inside_is_found_inside_and_nowhere_else():
    with trial_space():
        assert is_inside()
        assert [next_number("cars"), next_number("cars")] == [1, 2]
    assert not is_inside()
    assert numbers() is None
    with trial_space():
        assert numbers() == 2


def test_what_is_outside_is_not_seen_inside():
    with transaction.atomic():
        next_number("cars")
    with trial_space():
        assert numbers() is None
    assert numbers() == 1


def test_a_prepared_statement_reads_where_it_is_sent_from():
    with transaction.atomic():
        next_number("cars")
    for _ in range(7):  # prepared on this connection, and planned for good after a few uses
        assert prepared.rows(HOT, ["cars"]) == [(1,)]
        with trial_space():
            assert prepared.rows(HOT, ["cars"]) == ([(5,)] if numbers() else [])
            Counter.objects.update_or_create(scope="cars", defaults={"last": 5})
    assert numbers() == 1


def test_what_gives_its_own_numbers_counts_apart():
    with trial_space():
        inside = [OutboxEntry.objects.create(consumer="c", subject="0" * 32, first=1, last=1).position for _ in "12"]
    outside = OutboxEntry.objects.create(consumer="c", subject="0" * 32, first=1, last=1).position
    assert inside[1] == inside[0] + 1
    assert OutboxEntry.objects.get().position == outside


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_undoes_what_was_done_inside_and_leads_outside(error):
    before = path()

    def fail():
        with trial_space():
            next_number("cars")
            raise error

    with pytest.raises(error):
        fail()
    assert (path(), is_inside()) == (before, False)
    with trial_space():
        assert numbers() is None


def test_an_error_of_the_database_leads_outside():
    before = path()
    with pytest.raises(IntegrityError), trial_space():
        Counter.objects.create(scope="cars", last=0)
    assert path() == before


def test_a_part_that_is_taken_back_stays_inside():
    with trial_space():
        next_number("boats")
        with transaction.atomic():
            next_number("cars")
            transaction.set_rollback(True)
        next_number("cars")
    assert numbers() is None
    with trial_space():
        assert (numbers("boats"), numbers("cars")) == (1, 1)


def test_a_whole_that_is_taken_back_leads_outside():
    before = path()
    with trial_space():
        next_number("cars")
        transaction.set_rollback(True)
    assert path() == before
    with trial_space():
        assert numbers() is None


def test_a_connection_that_is_cut_inside_is_not_replaced_there():
    def try_on():
        with trial_space():
            next_number("cars")
            cut()
            try:
                next_number("cars")
            finally:
                with pytest.raises((OperationalError, transaction.TransactionManagementError, ProgrammingError)):
                    next_number("cars")

    with pytest.raises(OperationalError):
        try_on()
    assert not is_inside()
    assert numbers() is None
    with transaction.atomic():
        assert next_number("cars") == 1


def test_two_threads_one_inside_and_one_outside_meet_nothing_of_each_other():
    inside, done = Event(), Event()

    def try_on() -> list[int]:
        try:
            with trial_space():
                found = [next_number("cars")]
                inside.set()
                done.wait(30)
                found.append(next_number("cars"))
            return found
        finally:
            connection.close()

    def work() -> list[int]:
        try:
            inside.wait(30)
            assert not is_inside()
            with transaction.atomic():
                found = [next_number("cars") for _ in range(5)]
            done.set()
            return found
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        tried, worked = pool.submit(try_on), pool.submit(work)
        assert (tried.result(), worked.result()) == ([1, 2], [1, 2, 3, 4, 5])
    assert numbers() == 5


def test_many_threads_that_go_in_and_out_write_each_where_they_are():
    ready = Barrier(6)

    def busy(which: int) -> None:
        try:
            ready.wait(30)
            for n in range(20):
                if (which + n) % 2:
                    with trial_space():
                        next_number(f"inside {which}")
                else:
                    with transaction.atomic():
                        next_number(f"outside {which}")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(busy, range(6)))
    outside = dict(Counter.objects.values_list("scope", "last"))
    with trial_space():
        inside = dict(Counter.objects.values_list("scope", "last"))
    assert outside == {f"outside {which}": 10 for which in range(6)}
    assert inside == {f"inside {which}": 10 for which in range(6)}


def test_the_space_is_entered_once():
    with trial_space(), pytest.raises(RuntimeError, match="within a trial"), trial_space():
        pass
    with trial_space():
        assert is_inside()


def test_the_space_is_no_part_of_another_transaction():
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"), trial_space():
        pass


def test_nothing_is_left_to_be_done_outside_when_the_space_is_left():
    with pytest.raises(RuntimeError, match="outside"), trial_space():
        transaction.on_commit(lambda: next_number("cars"))
    assert numbers() is None


def test_a_table_that_is_not_mirrored_is_read_but_not_written():
    with trial_space():
        assert Session.objects.count() == 0
    with pytest.raises(ProgrammingError, match="must not write the real table django_session"), trial_space():
        Session.objects.create(session_key="k", session_data="d", expire_date="2030-01-01T00:00+00:00")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO public.infra_counter VALUES ('cars', 1)",
        "UPDATE public.dossiers_dossier SET code = ''",
        "DELETE FROM public.dossiers_dossierevent",
        "TRUNCATE public.dossiers_draft",
    ],
)
def test_a_real_table_is_refused_by_its_full_name_too(statement):
    with pytest.raises(ProgrammingError, match="must not write"), trial_space(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nothing_is_copied_into_a_real_table():
    def copy():
        with trial_space(), connection.cursor() as cursor, cursor.copy("COPY public.infra_counter FROM STDIN") as rows:
            rows.write(b"cars\t1\n")

    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="must not write"):
        copy()


def test_every_real_table_is_guarded():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
            " AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT EXISTS"
            " (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'nothing_is_written_from_a_trial')"
        )
        assert cursor.fetchall() == []


def test_the_mirror_leads_nowhere_outside():
    """No foreign key, no default and no trigger of a table of the mirror reaches a real one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT x.conname FROM pg_constraint x WHERE x.connamespace = %(schema)s::regnamespace AND x.contype = 'f'"
            " UNION ALL SELECT c.relname FROM pg_class c JOIN pg_attrdef d ON d.adrelid = c.oid"
            " WHERE c.relnamespace = %(schema)s::regnamespace AND pg_get_expr(d.adbin, d.adrelid) LIKE '%%nextval%%'"
            " UNION ALL SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE c.relnamespace = %(schema)s::regnamespace",
            {"schema": SCHEMA},
        )
        assert cursor.fetchall() == []


def test_the_mirror_has_every_table_that_acts_write_with_its_rules_and_indexes():
    mirrored = set(tables_of(SCHEMA))
    with connection.cursor() as cursor:
        real = {
            table.name
            for table in connection.introspection.get_table_list(cursor)
            if table.name.startswith(("dossiers_", "records_", "infra_")) and table.type in "pt"
        }
        parts = {name for name in real if name not in mirrored}
        cursor.execute("SELECT relname FROM pg_class WHERE relispartition")
        assert parts <= {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'dossiers_dossier'")
        [indexes] = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE schemaname = 'trial' AND tablename = 'dossiers_dossier'")
        assert cursor.fetchone() == (indexes,)
    with pytest.raises(IntegrityError, match="null value"), trial_space():
        Dossier.objects.bulk_create([Dossier(id="0" * 32)])


def test_a_mirror_that_is_as_it_should_be_keeps_what_lies_in_it():
    with trial_space():
        next_number("cars")
    prepare_trial_space()
    with trial_space():
        assert numbers() == 1


def test_a_mirror_is_made_anew_when_a_table_has_changed():
    with trial_space():
        next_number("cars")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE infra_counter ADD COLUMN colour text")
        prepare_trial_space()
        cursor.execute("SELECT count(colour) FROM trial.infra_counter")
        assert cursor.fetchone() == (0,)
        transaction.set_rollback(True)
    with trial_space():
        assert numbers() == 1


def test_without_a_mirror_nothing_is_tried_on_the_real_tables():
    with connection.cursor() as cursor:
        cursor.execute("ALTER SCHEMA trial RENAME TO elsewhere")
    try:
        with pytest.raises(NoTrialSpaceError, match="motcua migrate"), trial_space():
            next_number("cars")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER SCHEMA elsewhere RENAME TO trial")
    assert numbers() is None


def test_a_mirror_that_stands_is_not_made_twice():
    assert build_mirror(("infra_",), "") is True
    assert build_mirror(("infra_",), "") is False
    prepare_trial_space()
