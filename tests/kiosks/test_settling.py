"""In whatever order, batches and repetitions scans arrive: the end is the same."""

import os
import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Seat
from portal.events.operations import registration as registering
from portal.kiosks.models import Presence, Scan
from portal.kiosks.states import Again
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.kiosks import wire

pytestmark = pytest.mark.usefixtures("rows")
BADGES, KIOSKS = 5, 4
MANY = 300 if os.environ.get("PORTAL_FAULTS") == "full" else 10
VERDICTS = ("welcome", "already_in", "unknown", "cancelled", "too_early", "goodbye")
# A fair of two days, nine to noon; what is scanned before, between and after is refused.
HOURS = st.integers(-6, 40).map(lambda halves: timedelta(minutes=30 * halves))


class Fair:
    """Two check points, two kiosks at each; badges of every kind."""

    def __init__(self, again, exits):
        self.began = now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
        days = [self.began, self.began + timedelta(hours=16)]
        first = SessionFactory(starts_at=days[0], ends_at=days[0] + timedelta(hours=3))
        second = SessionFactory(
            event=first.event, starts_at=days[1], ends_at=days[1] + timedelta(hours=3)
        )
        both = doors.point(first, second, again=again, exits=exits)
        only_first = doors.point(first, again=again)
        self.kiosks = [doors.kiosk(point)[0] for point in (both, both, only_first, only_first)]
        chosen = [(first,), (second,), (first, second), (first,), (first,)]
        self.badges = [
            register(*mine, name=f"Badge {i}", phone=None) for i, mine in enumerate(chosen)
        ]
        with transaction():
            registering.cancel(db.session.merge(self.badges[3]))
            offered = db.session.merge(wire.seat(self.badges[4]))
            offered.state, offered.offer_ends_at = "offered", now() + timedelta(hours=1)
        wire.listed(first.event_id)
        self.keys = [wire.key_of(badge) for badge in self.badges]

    def sent(self, scans):
        """The drawn scans as their kiosks send them."""
        made = []
        for number, (badge, kiosk, hours, direction, shown, forced) in enumerate(scans):
            other = {"x": 1, "r": "invited"} if forced else {}
            key = self.keys[badge] if badge < BADGES else "A" * 14
            at = self.began + hours
            other |= {"n": f"scan-{number}", "k": key, "d": direction, "v": shown}
            made.append((kiosk, wire.scan(at=at, **other)))
        return made

    def deliver(self, made, seed):
        """In batches of any size, in any order, some of them again."""
        luck = random.Random(seed)
        waiting = {k: [scan for kiosk, scan in made if kiosk == k] for k in range(KIOSKS)}
        batches = []
        for kiosk, scans in waiting.items():
            luck.shuffle(scans)
            while scans:
                size = luck.randint(1, 4)
                batches.append((kiosk, scans[:size]))
                del scans[:size]
        batches += [batch for batch in batches if luck.random() < 0.4]
        luck.shuffle(batches)
        for kiosk, scans in batches:
            wire.send(self.kiosks[kiosk], *scans, at=self.began + timedelta(days=3))

    def forget(self):
        """As before the first scan."""
        with transaction():
            connection = db.session.connection()
            for table in (Presence.__table__, Scan.__table__):
                connection.execute(table.delete())
            connection.execute(Seat.__table__.update().values(arrived_at=None))


SCANS = st.lists(
    st.tuples(
        st.integers(0, BADGES),  # one more than there are: a code that nobody has
        st.integers(0, KIOSKS - 1),
        HOURS,
        st.sampled_from(("in", "in", "out")),
        st.sampled_from(VERDICTS),
        st.sampled_from((False, False, False, True)),
    ),
    min_size=1,
    max_size=16,
)


@pytest.mark.parametrize(
    ("again", "exits"), [(Again.ONCE, False), (Again.DAILY, True), (Again.FREE, True)]
)
def test_any_order_and_any_repetition_come_to_the_same(again, exits):
    fair = Fair(again, exits)

    @given(SCANS, st.integers(0, 2**32), st.integers(0, 2**32))
    @settings(
        max_examples=MANY,
        deadline=None,
    )
    def holds(scans, one, other):
        made = fair.sent(scans)
        ends = []
        for seed in (one, other):
            fair.forget()
            fair.deliver(made, seed)
            ends.append(wire.state())
        assert ends[0] == ends[1]
        assert_consistent(ends[0], {scan["n"] for _, scan in made})

    holds()


def assert_consistent(end, nonces):
    """What must be true whatever was scanned."""
    scans, there, _ = end
    assert set(scans) == nonces
    counted = {nonce for nonce, facts in scans.items() if facts[4]}
    assert {first for _, first, _ in there.values()} <= counted
    people = {facts[0] for nonce, facts in scans.items() if nonce in counted}
    assert {code for _, code, _ in there} == people
