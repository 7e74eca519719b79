"""What runs when, as one table; read by the sweeper."""

from datetime import time, timedelta

from portal.core.queue import Job

EVERY = {
    Job.EXPIRE_OFFERS: timedelta(minutes=1),
    Job.ANNOUNCE: timedelta(minutes=1),
    Job.SETTLE: timedelta(seconds=20),
    Job.FORGET: timedelta(hours=24),
    Job.KEEP_RULES: timedelta(hours=24),
    Job.FOLLOW_APPLICATIONS: timedelta(hours=1),
    Job.SETTLE_APPLICATIONS: timedelta(minutes=1),
    Job.CONFIRM_OPENINGS: timedelta(hours=1),
    Job.FOLLOW_AGREEMENTS: timedelta(hours=1),
    Job.DRAW_SHARE_IMAGES: timedelta(minutes=5),
    Job.DRAW_PAPERS: timedelta(minutes=1),
    Job.DRAW_STARTUP_IMAGES: timedelta(minutes=5),
    Job.TAKE_TURNS: timedelta(minutes=30),
    Job.SUM_UP_MONTH: timedelta(hours=6),
    Job.TIDY: timedelta(hours=24),
    Job.MATCH_CHANGES: timedelta(minutes=10),
}
# Once a night, between these hours of Morocco.
NIGHTLY = {Job.MATCH_ALL: (time(2), time(4))}
