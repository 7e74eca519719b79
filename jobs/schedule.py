"""What runs when, as one table; read by the sweeper."""

from datetime import timedelta

from portal.core.queue import Job

EVERY = {
    Job.EXPIRE_OFFERS: timedelta(minutes=1),
    Job.TIDY: timedelta(hours=24),
}
