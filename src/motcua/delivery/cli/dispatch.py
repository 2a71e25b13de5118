"""Finding the command, and giving it what it needs: nothing, Django, or a database that answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import Final

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from motcua import __version__
from motcua.delivery.cli.database_faults import why
from motcua.delivery.cli.needs import database
from motcua.infra.postgres import PostgresError

Command = Callable[[list[str]], int]
_READ_ENOUGH: Final = 141
"""What shells tell of a program whose output nobody reads any more."""


class Needs(Enum):
    NOTHING = 0
    DJANGO = 1
    DATABASE = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: its words, where it is, what it needs, and what it is for."""

    where: str
    needs: Needs
    purpose: str


COMMANDS = {
    "demo": Entry(
        "demo:demo", Needs.NOTHING, "a demo city on this machine; --once also plays the building-permit story"
    ),
    "found": Entry(
        "founding:command", Needs.DATABASE, "all a training city needs: tables, map, offices, people, procedures"
    ),
    "serve": Entry("serve:serve", Needs.DATABASE, "the web server (pages and API)"),
    "worker": Entry(
        "work:worker", Needs.DATABASE, "the process that lets time act: timers, counters, letters, digests"
    ),
    "migrate": Entry("prepare:migrate", Needs.DATABASE, "bring the database to this version; safe to run again"),
    "prepare": Entry("prepare:prepare", Needs.DJANGO, "compile translations and collect static files"),
    "reference load": Entry("reference:load", Needs.DATABASE, "administrative units, agencies, holidays"),
    "calendar import": Entry("calendar:import_calendar", Needs.DATABASE, "days off and hours: FILE --decision NUMBER"),
    "calendar status": Entry("calendar:status", Needs.DATABASE, "how far changes of the calendar are carried through"),
    "people load": Entry("reference:people", Needs.DATABASE, "officers and citizens of a training city"),
    "accounts load": Entry("accounts:load", Needs.DATABASE, "into which accounts the agencies collect: FILE"),
    "appoint": Entry("appoint:appoint", Needs.DATABASE, "give a person a role in an office: a city's first officers"),
    "city": Entry(
        "city:city",
        Needs.DATABASE,
        "give a training city a past: --dossiers N [--months M --offices N --seed S --until MOMENT]",
    ),
    "catalogue check": Entry("catalogue:check", Needs.NOTHING, "judge all procedure packages"),
    "catalogue test": Entry("scenarios:test", Needs.NOTHING, "play the scenarios of procedure packages"),
    "catalogue load": Entry("catalogue:load", Needs.DATABASE, "publish the packages that changed"),
    "catalogue diff": Entry("packages:diff", Needs.NOTHING, "what changed from OLD to NEW: folders, .zip or versions"),
    "catalogue export": Entry("packages:export", Needs.DATABASE, "a version as a .zip: CODE|VERSION FILE"),
    "catalogue import": Entry("packages:import_package", Needs.DATABASE, "a .zip becomes a draft: FILE --by LOGIN"),
    "mine": Entry(
        "mine:mine",
        Needs.NOTHING,
        "what a log of cases tells: FILE | --live [--json] [--process BPMN] [--discover BPMN]",
    ),
    "simulate": Entry(
        "simulate:simulate",
        Needs.NOTHING,
        "play a procedure with people and chance: PACKAGE --cases N --seed S [--json]",
    ),
    "fit": Entry(
        "fit:fit_log", Needs.NOTHING, "a scenario out of a log: LOG --process BPMN|PACKAGE|--discover BPMN [--out FILE]"
    ),
    "compare": Entry(
        "compare:compare", Needs.NOTHING, "what a change brings, and how sure: ONE TWO [--precision 0.02] [--json]"
    ),
    "staff": Entry(
        "staff:staff",
        Needs.NOTHING,
        "the cheapest roster that is in time: WHAT --on-time 0.95 [--most POOL=N] [--json]",
    ),
    "forecast": Entry(
        "forecast:forecast_dossiers",
        Needs.DATABASE,
        "which open dossiers will be late: --procedure CODE [--office CODE] [--check DAY] [--json]",
    ),
    "log export": Entry(
        "log:export", Needs.DATABASE, "the city's own event log: FILE.parquet|csv|xes|ocel.json [--from --to --office]"
    ),
    "changeover impact": Entry(
        "changeover:show_impact", Needs.DATABASE, "which running dossiers a version meets: CODE [--to N] [--json]"
    ),
    "changeover start": Entry(
        "changeover:start",
        Needs.DATABASE,
        "move dossiers to a version: CODE --decision NUMBER --reason WORDS --by LOGIN",
    ),
    "changeover run": Entry("changeover:run", Needs.DATABASE, "carry a changeover out here and now: ID"),
    "changeover undo": Entry("changeover:undo", Needs.DATABASE, "put its dossiers back: ID --reason WORDS --by LOGIN"),
    "changeover status": Entry("changeover:status", Needs.DATABASE, "how far changeovers are: CODE or ID [--json]"),
    "papers check": Entry("papers:check", Needs.DATABASE, "how a paper of the city stands: CODE|SHA256"),
    "papers revoke": Entry("papers:revoke", Needs.DATABASE, "out of force: CODE --reason WORDS --by LOGIN"),
    "papers replace": Entry("papers:replace", Needs.DATABASE, "by another: CODE CODE --reason WORDS --by LOGIN"),
    "process check": Entry("process:check", Needs.NOTHING, "what a BPMN file holds and what of it can run"),
    "process run": Entry("process:run", Needs.NOTHING, "play a BPMN file: --scenario S.yaml gives the answers"),
    "process layout": Entry("process:layout", Needs.NOTHING, "draw the diagram of BPMN files"),
    "decision check": Entry("decision:check", Needs.NOTHING, "what a DMN file holds; gaps and overlaps of its tables"),
    "decision eval": Entry(
        "decision:evaluate", Needs.NOTHING, "ask a decision: --data D.yaml; tells the matching rules"
    ),
    "messages check": Entry("messages:check", Needs.DJANGO, "judge catalogue/shared/messages.yaml, or FILE"),
    "messages status": Entry("messages:status", Needs.DATABASE, "how each channel does: waiting, sent, dead [--json]"),
    "keys list": Entry("keys:show", Needs.DATABASE, "the keys that officers and agencies sign with"),
    "keys register": Entry("keys:register", Needs.DATABASE, "whose a key is: LABEL --officer LOGIN | --agency CODE"),
    "keys revoke": Entry("keys:revoke", Needs.DATABASE, "a key signs nothing more: NUMBER --reason WORDS"),
    "keys enrol": Entry("keys:enrol", Needs.DATABASE, "keys for the leaders and agencies of a training city"),
    "books load": Entry("books:load", Needs.DATABASE, "in whose name receipts are issued, and who may do what"),
    "audit verify": Entry("audit:verify", Needs.DATABASE, "check every chain of events and every daily digest"),
    "audit digest": Entry("audit:digest", Needs.DATABASE, "seal the days that are over, and have them stamped"),
    "audit export": Entry("audit:export", Needs.DATABASE, "what proves a day, for openssl: DAY FOLDER"),
    "clock": Entry("clock:clock", Needs.DJANGO, "show or set the clock of a training city"),
    "bench": Entry("bench:bench", Needs.NOTHING, "one measurement, as a line of JSON"),
}


def run(arguments: list[str]) -> int:
    """Run the command that the first words name. 2 for words that name none."""
    if arguments[:1] == ["--version"]:
        print(__version__)
        return 0
    for words in (2, 1):
        entry = COMMANDS.get(" ".join(arguments[:words]))
        if entry and len(arguments) >= words:
            return _with_needs(entry, arguments[words:])
    return _explain(arguments)


def _with_needs(entry: Entry, rest: list[str]) -> int:
    try:
        if entry.needs is Needs.DATABASE:
            database()
        elif entry.needs is Needs.DJANGO:
            django.setup()
        module, name = entry.where.split(":")
        command: Command = getattr(import_module(f"motcua.delivery.cli.{module}"), name)
        status = command(rest)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read along has read enough: `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READ_ENOUGH
    except (PostgresError, ImproperlyConfigured) as problem:
        print(f"motcua: {problem}", file=sys.stderr)
        return 1
    except DatabaseError as fault:
        if not (told := why(fault)):
            raise
        print(f"motcua: {told}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _explain(arguments: list[str]) -> int:
    asked = not arguments or arguments[0] in ("help", "-h", "--help")
    out = sys.stdout if asked else sys.stderr
    if not asked:
        print(f"motcua: there is no command {' '.join(arguments[:2])!r}; these are:", file=out)
    for words, entry in COMMANDS.items():
        print(f"  motcua {words:<16} {entry.purpose}", file=out)
    return 0 if asked else 2
