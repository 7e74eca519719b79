"""What the fault tests share: messages to thousands of people, and what became of them."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import select, update

from portal import migrating
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events import messages
from portal.events.models import Registration, Seat
from portal.events.operations import telling
from portal.events.states import SeatState
from portal.notifications.models import Message, State
from portal.notifications.operations import claiming, posting
from tests.factories.crowds import fair
from tests.faults.provider import Provider
from tests.stack.processes import Stack

FITTING = {
    messages.WAITING: lambda: {"state": SeatState.WAITING},
    messages.THANKS: lambda: {"arrived_at": now()},
}
TERMINAL = {"accepted", "delivered", "unknown", "dead", "failed", "cancelled", "expired"}


def prepare(stack: Stack, count: int) -> None:
    """So many messages wait to leave, by day or by night. Call inside the stack's application."""
    migrating.upgrade(stack.url)
    session = fair(count, starts_at=now() + timedelta(days=7), ends_at=now() + timedelta(days=8))
    post_to_everyone(session)


def post_to_everyone(session, kind: str = messages.BADGE) -> None:
    """Of any kind: the people's seats are made such that there is a reason to send it."""
    facts = FITTING.get(kind)
    if facts:
        with transaction():
            db.session.execute(update(Seat).where(Seat.session_id == session.id).values(**facts()))
    mine = select(Registration).where(Registration.event_id == session.event_id)
    drafts = [
        telling.draft(
            person, kind, person.seats[0], key=f"{kind}:{person.id}", prompt=True, text="Bonjour"
        )
        for person in db.session.scalars(mine)
    ]
    with transaction():
        assert posting.post_all(drafts) == len(drafts)


def fates(stack: Stack) -> Counter:
    """How many messages are in each state."""
    return Counter(dict(stack.rows("SELECT state, count(*) FROM message GROUP BY state")))


def unfinished(stack: Stack) -> int:
    found = fates(stack)
    return sum(count for state, count in found.items() if state not in TERMINAL)


def references(stack: Stack) -> set[str]:
    return {reference for (reference,) in stack.rows("SELECT reference FROM message")}


def hurry(stack: Stack) -> int:
    """Leases that have lasted ten seconds run out now, pauses end; how many are unfinished."""
    taken = now() + claiming.LEASE - timedelta(seconds=10)
    dropped = (Message.state == State.LEASED) & (Message.lease_until < taken)
    stack.change(
        update(Message).where(dropped).values(lease_until=now()),
        update(Message).where(Message.state == State.PENDING).values(next_at=now()),
    )
    return unfinished(stack)


def twice(provider: Provider) -> int:
    """How many letters reached a phone more than once."""
    return sum(count - 1 for count in provider.effects.values())
