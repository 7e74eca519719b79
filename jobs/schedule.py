"""What runs when, as one table; read by the sweeper."""

from datetime import timedelta

from portal.core.queue import Job

EVERY = {
    Job.EXPIRE_OFFERS: timedelta(minutes=1),
    Job.ANNOUNCE: timedelta(minutes=1),
    Job.SETTLE: timedelta(seconds=20),
    Job.FORGET: timedelta(hours=24),
    Job.TIDY: timedelta(hours=24),
}
