"""The trial space: inside it the same code reads and writes the mirror of the tables (`mirror`), and nothing else.

It is one transaction whose search path begins with the mirror's schema. PostgreSQL takes such a path back when the
transaction ends, however it ends; a connection that is cut ends with it, and none is opened in its place. So no path
is ever left behind on a connection that others use next, not even behind a pooler that shares them by transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from motcua.infra.postgres.mirror import SCHEMA

_inside: ContextVar[bool] = ContextVar("inside the trial space", default=False)
_ENTER = """
WITH entered AS MATERIALIZED (SELECT set_config('search_path', %s || current_setting('search_path'), true))
SELECT current_schema() FROM entered
"""
_LEAVE = "SET LOCAL search_path TO DEFAULT"


class NoTrialSpaceError(RuntimeError):
    """The database has no mirror of its tables, so that a trial would write the real ones."""

    def __init__(self) -> None:
        super().__init__("the trial space is not there: run `motcua migrate`")


def is_inside() -> bool:
    """Whether the caller is in the trial space."""
    return _inside.get()


@contextmanager
def trial_space() -> Iterator[None]:
    """Work in the trial space of this thread's connection: one transaction, undone whole by an exception.

    Raises RuntimeError inside another transaction or trial space, for what is half outside has no end of its own; and
    when something was to be done after the transaction, which would be outside. NoTrialSpaceError without a mirror.
    """
    if _inside.get():
        raise RuntimeError("a trial within a trial: the space is entered once")
    with transaction.atomic(durable=True):
        _enter()
        hooks, mark = len(connection.run_on_commit), _inside.set(True)
        try:
            yield
        finally:
            _inside.reset(mark)
        if len(connection.run_on_commit) > hooks:
            raise RuntimeError("what waits for the end of a trial's transaction would be done outside the trial")
        # Inside a test the transaction goes on, and one that is to be rolled back takes its path along.
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(_LEAVE)


def _enter() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [f"{SCHEMA}, "])
        found: tuple[str | None] = cursor.fetchone()
    # A path may name a schema that is not there: PostgreSQL skips it and would go on to the real tables.
    if found[0] != SCHEMA:
        raise NoTrialSpaceError
