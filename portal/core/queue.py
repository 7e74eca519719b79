"""Redis is a doorbell: it wakes a worker, and losing it costs only time.

Jobs are named, not imported: portal never depends on jobs/. What has to be done stands in the
database; a ring that is lost is rung again by the sweeper.
"""

import logging
import time
from enum import StrEnum

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer

from portal.core.db import after_commit

log = logging.getLogger(__name__)

MESSAGES, WORK = "messages", "work"  # a worker serves one of them: a long list delays no message
QUEUES = (MESSAGES, WORK)
JOB_SECONDS = 60  # below RQ's 90 s heartbeat: an orphaned job ends before it is called abandoned
FAILED_DAYS = 7
BELL_SECONDS = 2  # a ring that nobody answered may be repeated after this
QUIET_SECONDS = 0.25  # a process asks for the same job no oftener: the sweeper sees the rest
DEAF_SECONDS = 1.0  # after a failure Redis is left alone for so long


class Job(StrEnum):
    DELIVER = "jobs.messages.deliver"
    SETTLE = "jobs.messages.settle"
    FORGET = "jobs.messages.forget"
    PLAN_SENDING = "jobs.sendings.plan"
    ANNOUNCE = "jobs.sendings.announce"
    IMPORT = "jobs.imports.carry_on"
    EXPIRE_OFFERS = "jobs.events.expire_offers"
    CONFIRM_OPENINGS = "jobs.opportunities.confirm"
    DRAW_SHARE_IMAGES = "jobs.opportunities.draw"
    FOLLOW_APPLICATIONS = "jobs.applications.follow"
    SETTLE_APPLICATIONS = "jobs.applications.settle"
    FOLLOW_AGREEMENTS = "jobs.agreements.follow"
    DRAW_PAPERS = "jobs.startups.draw_papers"
    DRAW_STARTUP_IMAGES = "jobs.startups.draw_images"
    TAKE_TURNS = "jobs.startups.take_turns"
    SUM_UP_MONTH = "jobs.startups.sum_up"
    MATCH_CHANGES = "jobs.matching.match_changes"
    MATCH_ALL = "jobs.matching.match_all"
    KEEP_RULES = "jobs.privacy.keep_rules"
    TIDY = "jobs.housekeeping.tidy"


ON_MESSAGES = {Job.DELIVER, Job.SETTLE}
# A job that can't be cut into pieces. It holds a lease in the database, so that an orphaned one
# and the next do not do the same.
LONG = {Job.MATCH_ALL: 1800}


class Bell:
    """The connection of one process to Redis, and how often it failed."""

    def __init__(self, url: str, *, timeout: float | None = 0.2) -> None:
        self.redis = Redis.from_url(
            url,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            retry=Retry(NoBackoff(), 0),
        )
        self.queues = {
            name: Queue(name, connection=self.redis, serializer=JSONSerializer) for name in QUEUES
        }
        self.failures = 0
        self._deaf_until = 0.0
        self._rung: tuple[str, tuple[str, ...]] | None = None
        self._quiet_until = 0.0

    def ring(self, job: str, *ids: str) -> bool:
        """Ask a worker to run `job`, unless that was asked a moment ago. False: Redis is away."""
        at = time.monotonic()
        if at < self._deaf_until:
            return False
        if (job, ids) == self._rung and at < self._quiet_until:
            return True
        self._rung, self._quiet_until = (job, ids), at + QUIET_SECONDS
        try:
            if self.redis.set(_bell_key(job, ids), 1, nx=True, ex=BELL_SECONDS):
                self.queues[MESSAGES if job in ON_MESSAGES else WORK].enqueue_call(
                    job,
                    args=ids,
                    timeout=LONG.get(Job(job), JOB_SECONDS),
                    result_ttl=0,
                    failure_ttl=FAILED_DAYS * 86400,
                    description=job,
                )
        except RedisError as error:
            self.failures += 1
            self._deaf_until = time.monotonic() + DEAF_SECONDS
            log.warning("bell not rung", extra={"job": job, "error": type(error).__name__})
            return False
        return True

    def answered(self, job: str, *ids: str) -> None:
        """The job has begun: what is due from now on deserves a new ring."""
        try:
            self.redis.delete(_bell_key(job, ids))
        except RedisError:
            self.failures += 1

    def alive(self) -> bool:
        """Does Redis answer?"""
        try:
            return bool(self.redis.ping())
        except RedisError:
            return False


def _bell_key(job: str, ids: tuple[str, ...]) -> str:
    return ":".join(("bell", job, *ids))


bell: Bell | None = None


def connect(url: str) -> None:
    """Use the Redis at `url` in this process from now on."""
    global bell
    bell = Bell(url)


def ring(job: Job, *ids: str) -> bool:
    """Ring now. False when no Redis is reachable: the sweeper will see what is due."""
    return bell is not None and bell.ring(job.value, *ids)


def later(job: Job, *ids: str) -> None:
    """Ring once the current transaction has committed. Arguments are opaque ids, never facts."""
    after_commit(lambda: ring(job, *ids))
