"""What is done on a timetable. Each job looks at what is due and may run late, twice or after a crash: nothing is lost
and nothing is done twice. The worker's database remembers when each ran, so that several workers share one timetable.
"""

from __future__ import annotations

import logging

from django.conf import settings
from procrastinate.contrib.django import app

from motcua.domain.dossiers.services.audit import seal_days
from motcua.domain.dossiers.services.day_stamps import stamp_days
from motcua.domain.dossiers.services.drafts import forget_old_drafts
from motcua.domain.dossiers.services.partitions import prepare_months
from motcua.domain.dossiers.services.reminders import look_at_all
from motcua.domain.notifications.services import forget_words
from motcua.domain.records.judging import judge_what_is_trusted_otherwise
from motcua.domain.records.services import drop_unused_content
from motcua.infra import clock, ratelimit
from motcua.infra.signing import SigningError, signing_from

log = logging.getLogger(__name__)

_HOURLY = "17 * * * *"
_AFTER_SEALING = "27 * * * *"
_NIGHTLY = "42 18 * * *"  # by the clock of the machines (UTC): 01:42 in the offices


@app.periodic(cron=_HOURLY)
@app.task(queueing_lock="seal")
def seal(timestamp: int) -> None:
    """Tie the chains of every day that is over into its digest."""
    log.info("sealed %s days", seal_days(clock.machine_now()))


@app.periodic(cron=_AFTER_SEALING)
@app.task(queueing_lock="stamp")
def stamp(timestamp: int) -> None:
    """Have every sealed day stamped by the time-stamping server, if there is one; what it refuses waits an hour."""
    signing = signing_from(settings)
    if signing.stamps is None:
        log.info("sealed days get no time stamp: MOTCUA_TSA names no server")
        return
    try:
        log.info("stamped %s days", stamp_days(signing.stamps, signing.trust, clock.machine_now()))
    except SigningError as wrong:
        log.warning("sealed days wait for their time stamp: %s", wrong.en)


@app.periodic(cron=_HOURLY)
@app.task(queueing_lock="months")
def months(timestamp: int) -> None:
    """Keep the tables of the coming months ready."""
    prepare_months(clock.now())


@app.periodic(cron=_HOURLY)
@app.task(queueing_lock="counters")
def counters(timestamp: int) -> None:
    """Forget rate limits whose window has ended."""
    log.info("forgot %s counters", ratelimit.forget_ended(clock.now()))


@app.periodic(cron=_NIGHTLY)
@app.task(queueing_lock="reminders")
def reminders(timestamp: int) -> None:
    """Have every open dossier looked at once, so that changed rules of reminding hold from the next morning on."""
    log.info("%s dossiers to be looked at", look_at_all(clock.now()))


@app.periodic(cron=_NIGHTLY)
@app.task(queueing_lock="abandoned")
def abandoned(timestamp: int) -> None:
    """Remove drafts that nobody touches any more, uploads nobody refers to, and the words of old messages."""
    log.info("forgot %s drafts", forget_old_drafts(clock.now()))
    log.info("dropped %s contents", drop_unused_content())
    log.info("erased the words of %s notices", forget_words(clock.now()))


@app.periodic(cron=_HOURLY)
@app.task(queueing_lock="trust")
def trust(timestamp: int) -> None:
    """Judge signatures again when the city trusts others than before."""
    log.info("judging %s documents again", judge_what_is_trusted_otherwise(clock.now()))
