"""Nothing in the database tells whose an anonymous rating is.

The proof is a swap: two people rate anonymously, once the first well and the second badly, once the other way round.
All that the database then holds, of every table, with which rows were written by one transaction, is the same: so
there is no question whose answer differs. The same swap of ratings under names does differ.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import override_settings

from motcua.domain.feedback.models import FollowUp, Rating, UsedVoice
from motcua.domain.feedback.services import rating as rating_service
from motcua.domain.feedback.standing import is_used
from motcua.domain.feedback.types import Voice
from tests.domain.feedback.finished import BAD, GOOD, refused, said
from tests.office import Office

pytestmark = pytest.mark.django_db
Row = tuple[str, str, str]
_TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
"""


def rows() -> Counter[Row]:
    """Every row of every table: the table, which transaction wrote it, and what it says. The id of a rating is chance;
    that nothing refers to it is a test of its own.
    """
    found: Counter[Row] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        for (table,) in cursor.fetchall():
            bare = " - 'id'" if table == "feedback_rating" else ""
            cursor.execute(f'SELECT xmin::text, (to_jsonb(t){bare})::text FROM "{table}" t')
            found.update((table, *row) for row in cursor.fetchall())
    return found


def written(first: UUID, second: UUID, *, swapped: bool, anonymous: bool) -> list[Row]:
    """What is new in the database when the one is satisfied and the other not, transactions by their order."""
    before = rows()
    with transaction.atomic():
        said(first, BAD if swapped else GOOD, words="Chậm." if swapped else "Tốt.", anonymous=anonymous)
        said(second, GOOD if swapped else BAD, words="Tốt." if swapped else "Chậm.", anonymous=anonymous)
        new = rows() - before
        transaction.set_rollback(True)
    order = {xmin: str(place) for place, xmin in enumerate(sorted({xmin for _, xmin, _ in new}, key=int))}
    return sorted((table, order[xmin], told) for table, xmin, told in new.elements())


def test_the_database_is_the_same_whoever_of_two_was_the_dissatisfied_one(working_city: Office) -> None:
    first, second = refused(working_city), refused(working_city, "079088910002")
    as_it_was = written(first, second, swapped=False, anonymous=True)
    assert {table for table, *_ in as_it_was} == {"feedback_rating", "feedback_usedvoice"}
    assert as_it_was == written(first, second, swapped=True, anonymous=True)


def test_the_proof_would_find_out_a_rating_that_names_its_dossier(working_city: Office) -> None:
    first, second = refused(working_city), refused(working_city, "079088910002")
    named = written(first, second, swapped=False, anonymous=False)
    assert named != written(first, second, swapped=True, anonymous=False)


def test_an_anonymous_rating_says_no_more_than_procedure_offices_and_month(working_city: Office) -> None:
    said(refused(working_city), BAD, words="Chậm.", anonymous=True)
    row = Rating.objects.values().get()
    assert (row["subject_ref"], row["voice"], row["person_id"], row["given_at"]) == (None, None, None, None)
    told = {name for name, value in row.items() if value not in (None, "")}
    assert told == {
        *("id", "month", "procedure_code", "agency_id", "office_id", "steps"),
        *("door", "levels", "dissatisfied", "words"),
    }
    assert row["month"].day == 1
    assert row["id"].version == 4
    assert not FollowUp.objects.exists()


def test_nothing_refers_to_an_anonymous_rating(working_city: Office) -> None:
    said(refused(working_city), BAD, anonymous=True)
    rating = str(Rating.objects.get().pk)
    assert not [row for row in rows() if rating in row[2]]


def test_the_order_in_which_they_lie_is_chances_not_that_of_their_coming(
    working_city: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossiers = [refused(working_city), refused(working_city, "079088910002")]
    orders = set()
    for seed in range(8):
        monkeypatch.setattr(rating_service, "_chance", Random(seed))
        with transaction.atomic():
            for dossier, words in zip(dossiers, ("sớm", "muộn"), strict=True):
                said(dossier, words=words, anonymous=True)
            with connection.cursor() as cursor:
                cursor.execute("SELECT words FROM feedback_rating ORDER BY ctid")
                orders.add(tuple(words for (words,) in cursor.fetchall()))
            transaction.set_rollback(True)
    assert orders == {("sớm", "muộn"), ("muộn", "sớm")}


def test_which_dossiers_were_rated_is_told_only_by_a_key_that_is_in_no_table(working_city: Office) -> None:
    dossier = refused(working_city)
    said(dossier, anonymous=True)
    token = bytes(UsedVoice.objects.get().digest).hex()
    assert is_used(dossier, Voice.APPLICANT)
    assert not is_used(dossier, Voice.COUNTER)
    with override_settings(SECRET_KEY="another city's"):
        assert not is_used(dossier, Voice.APPLICANT)
    everywhere = [row for row in rows() if token in row[2]]
    assert [table for table, *_ in everywhere] == ["feedback_usedvoice"]
