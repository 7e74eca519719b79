"""Two registrations turn out to be one person: keep one, with the best of both.

What becomes of the rows that upper domains hang on a registration (scans at the doors) is theirs
to say. Each declares a *mover* in portal/app.py.
"""

from contextlib import AbstractContextManager, ExitStack
from typing import Protocol

from portal.core import audit
from portal.core.db import db
from portal.core.errors import Refused
from portal.events.models import Registration, Seat
from portal.events.operations import seats, telling
from portal.events.operations.registration import GONE, search_text
from portal.events.states import HOLDING, RegistrationState
from portal.notifications.operations import posting as outbox


class Mover(Protocol):
    """Entered before anything is locked, left when `drop` has become part of `keep`."""

    def __call__(self, keep: Registration, drop: Registration) -> AbstractContextManager[None]: ...


MOVERS: list[Mover] = []


def declare(mover: Mover) -> None:
    """Make known what an upper domain moves."""
    if mover not in MOVERS:
        MOVERS.append(mover)


def merge(keep: Registration, drop: Registration) -> None:
    """Move what `drop` has to `keep`. Its badge page leads to the kept one from now on.

    Raises Refused("merge_impossible") unless both are active and of one event.
    """
    if keep.id == drop.id or keep.event_id != drop.event_id:
        raise Refused("merge_impossible")
    with ExitStack() as movers:
        for mover in MOVERS:
            movers.enter_context(mover(keep, drop))
        _merge(keep, drop)
    audit.record("events.registration.merged", telling.cause(keep), telling.cause(drop))


def _merge(keep: Registration, drop: Registration) -> None:
    if {keep.state, drop.state} != {RegistrationState.ACTIVE}:
        raise Refused("merge_impossible")
    mine = {seat.session_id: seat for seat in keep.seats}
    seats.lock(seat.session_id for seat in [*keep.seats, *drop.seats])
    outbox.cancel(telling.cause(drop))
    drop.state, drop.merged_into_id = RegistrationState.MERGED, keep.id
    for seat in list(drop.seats):
        if seat.session_id in mine:
            _keep_the_better(mine[seat.session_id], seat)
        elif seat.state not in GONE:
            seat.registration = keep
    _fill_gaps(keep, drop)


def _keep_the_better(mine: Seat, other: Seat) -> None:
    if other.state in HOLDING and mine.state not in HOLDING:
        mine.state, other.state = other.state, mine.state
        mine.offer_ends_at, other.offer_ends_at = other.offer_ends_at, None
    arrived = [at for at in (mine.arrived_at, other.arrived_at) if at]
    mine.arrived_at, other.arrived_at = min(arrived, default=None), None
    seats.give_back([other])


def _fill_gaps(keep: Registration, drop: Registration) -> None:
    if not keep.phone and drop.phone:
        keep.phone, keep.phone_index, keep.held = drop.phone, drop.phone_index, drop.held
    keep.email, keep.channels = keep.email or drop.email, keep.channels or drop.channels
    keep.paused = keep.paused or drop.paused
    keep.trade = keep.trade or drop.trade
    if not keep.city:
        keep.city, keep.city_code = drop.city, drop.city_code
    keep.interests = sorted({*keep.interests, *drop.interests})
    keep.search_text = search_text(keep)
    db.session.flush()
