"""What the jobs of the sendings do, without their workers; and what came of it."""

from collections import Counter
from datetime import UTC, datetime

from portal.core.db import db, transaction
from portal.events.models import Event, Registration, Seat, Sending
from portal.events.operations import announcing, campaigns, sendings
from portal.events.operations.campaigns import Words
from portal.notifications import queries
from portal.notifications.models import Message
from portal.notifications.operations import claiming, noting
from portal.notifications.operations.noting import Outcome
from tests.databases import look_again
from tests.factories.events import register

NOON = datetime(2027, 2, 10, 12, tzinfo=UTC)  # when the tests of messages to many take place


def here(session, rest=""):
    """The address of a page about the messages of a session's event."""
    return f"/en/desk/events/{session.event.slug}/sendings/{rest}"


def page_of(session, sending):
    return here(session, sending.token)


def write(session, text="Bonjour.", **facts):
    """A draft to the people of a session's event, in French unless `texts` says more."""
    words = Words(**({"kind": "words", "texts": {"fr": text}} | facts))
    with transaction():
        event = db.session.get_one(Event, session.event_id)
        return campaigns.write(event, words, staff_id=None)


def send(sending):
    """Let a draft go, as it stands."""
    with transaction():
        mine = db.session.get_one(Sending, sending.id)
        campaigns.send(mine, campaigns.as_read(mine))


def announce():
    """One minute's look at what is due, and every copy of it."""
    with transaction():
        announcing.start_due()
    plan()


def plan(most=200):
    """Write every copy that is due."""
    for _ in range(most):
        with transaction():
            done = not sendings.plan_next()
        if done:
            look_again()
            return
    raise AssertionError("it never ends")


def posted(*kinds):
    """Which messages of these kinds stand in the outbox: (kind, cause), the first one first."""
    look_again()
    rows = db.session.query(Message).order_by(Message.id)
    return [(m.kind, m.cause) for m in rows if m.kind in kinds]


def message(kind):
    """The only message of this kind."""
    look_again()
    return db.session.query(Message).filter_by(kind=kind).one()


def deliver(most=500):
    """Take what may leave now, as a worker does, and hand it over: which kinds."""
    with transaction():
        claims = claiming.claim(most)
        noting.note([Outcome(claim, "accepted") for claim in claims])
    return [claim.kind for claim in claims]


def ended():
    """What was dropped at sending time, and why."""
    look_again()
    rows = db.session.query(Message).filter_by(state="cancelled").order_by(Message.id)
    return [(m.kind, m.error_code) for m in rows]


def phone(number):
    return f"+21266100{number:04d}"


def person(*sessions, number, **facts):
    """Someone with a phone of her own, changed as `facts` say."""
    made = register(*sessions, name=f"Person {number}", phone=phone(number))
    with transaction():
        row = db.session.get_one(Registration, made.id)
        for name, value in facts.items():
            setattr(row, name, value)
    return made


def seat(registration, session, **facts):
    with transaction():
        mine = {"registration_id": registration.id, "session_id": session.id}
        row = db.session.query(Seat).filter_by(**mine).one()
        for name, value in facts.items():
            setattr(row, name, value)


def written_to(sending):
    """Whose copies stand in the outbox."""
    look_again()
    mine = db.session.query(Message).filter_by(sending=f"sending:{sending.id}")
    return {int(m.cause.partition(":")[2]) for m in mine}


def states(sending):
    look_again()
    counts = Counter()
    for one in queries.tally([f"sending:{sending.id}"]):
        counts[one.state] += one.people
    return counts


def act(deed, sending):
    with transaction():
        deed(db.session.get_one(Sending, sending.id))


def sent(session, **facts):
    sending = write(session, **facts)
    send(sending)
    plan()
    return sending
