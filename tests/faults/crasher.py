"""A worker, or someone who registers a person, that is struck dead at one chosen point.

    python -m tests.faults.crasher POINT SESSION_ID

It runs with the settings of a portal, in a process of its own, and ends with status 9 at the point;
with 0 when it never came there.
"""

import os
import sys

from sqlalchemy import event

import jobs
from jobs import messages
from portal.core import queue
from portal.core.db import db, transaction
from portal.events.models import EventSession
from portal.events.operations import registration
from portal.events.operations.registration import Answers
from portal.events.states import Source
from portal.notifications.operations import noting
from portal.notifications.wires.gateway import Gateway

DYING = 9


def die(*_args, **_kwargs):
    os._exit(DYING)


def after(function):
    """`function`, and death when it has returned."""

    def deadly(*args, **kwargs):
        function(*args, **kwargs)
        die()

    return deadly


POINTS = {
    "before the commit": lambda: event.listen(db.session, "before_commit", die),
    "after the commit, before the bell": lambda: setattr(queue.bell, "ring", die),
    "after the lease": lambda: setattr(messages, "_let_fly", die_if_claimed),
    "after the post": lambda: setattr(Gateway, "send", after(Gateway.send)),
    "before the note": lambda: setattr(noting, "note", die),
    "after the note": lambda: setattr(messages, "_land", after(messages._land)),
}
PRODUCING = ("before the commit", "after the commit, before the bell")
_let_fly = messages._let_fly


def die_if_claimed(lines, flying, claims):
    if claims:
        die()
    _let_fly(lines, flying, claims)


def produce(session_id: int) -> None:
    session = db.session.get_one(EventSession, session_id)
    answers = Answers("Nour", "+212661234567", (session.id,))
    with transaction():
        registration.register(session.event, answers, source=Source.WEB)


def main(point: str, session_id: int) -> None:
    app = jobs.app()
    with app.app_context():
        POINTS[point]()
        if point in PRODUCING:
            produce(session_id)
            return
    messages.LINES = 1
    messages.deliver()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
