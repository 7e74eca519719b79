"""One message to many people: start it, write the copies, hold it, cancel it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, select

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, insert_new
from portal.core.queue import Job, later
from portal.events.models import Event, Registration, Seat, Sending
from portal.events.operations import copies, reach, readers
from portal.events.operations.registration import GONE
from portal.events.states import RegistrationState, SendingState
from portal.notifications.operations import posting as outbox

OPEN = (SendingState.SCHEDULED, SendingState.PLANNING)
PAGE = 20
LATER = timedelta(minutes=5)
BATCH = 500  # registrations a transaction: others may write in between


@dataclass(frozen=True)
class Wanted:
    """What is sent, and to whom: people of a session (None: of the whole event) whose seat is in
    one of the states `seats` (empty: any that was not given back), who came (True), did not
    (False), or either (None)."""

    kind: str
    key: str
    ends_at: datetime
    due_at: datetime | None = None  # None: now
    session_id: int | None = None
    seats: tuple[str, ...] = ()
    arrived: bool | None = None
    texts: dict[str, str] = field(default_factory=dict)
    was: datetime | None = None  # a session that is moved: when it was to begin


def start(event_id: int, wanted: Wanted) -> bool:
    """Send this to everyone concerned, when it is due. False: it was started already."""
    at = now()
    new = insert_new(
        Sending,
        key=wanted.key,
        event_id=event_id,
        kind=wanted.kind,
        state=SendingState.SCHEDULED,
        session_id=wanted.session_id,
        seats=list(wanted.seats),
        arrived=wanted.arrived,
        texts=wanted.texts,
        was=wanted.was,
        due_at=wanted.due_at or at,
        ends_at=wanted.ends_at,
    )
    if new and (wanted.due_at is None or wanted.due_at <= at):
        later(Job.PLAN_SENDING)
    return new


def next_due() -> Sending | None:
    """The sending whose copies are to be written now, held until the commit."""
    at = now()
    open_still = Sending.state.in_(OPEN) & (Sending.due_at <= at)
    wanted = select(Sending).where(open_still).order_by(Sending.due_at, Sending.id)
    return db.session.scalar(wanted.limit(1).with_for_update(skip_locked=True))


def plan_next() -> int:
    """Write the copies for the next people of a sending that is due; how many people were looked
    at. Run until it says 0 and nothing is due."""
    sending = next_due()
    if sending is None:
        return 0
    sending.state = SendingState.PLANNING
    people = _people(sending)
    drafts = reach.asked_for(sending.kind, copies.drafts(sending, people))
    posted = outbox.post_all(drafts)
    sending.planned += posted
    sending.left_out += len(people) - len(drafts)
    if people:
        sending.planned_up_to = people[-1].id
    if len(people) < BATCH:
        sending.state, sending.planned_at = SendingState.PLANNED, now()
    return max(len(people), 1)


def set_aside() -> None:
    """The sending whose turn it is can't be planned: others go first, it is tried again later."""
    sending = next_due()
    if sending is not None:
        sending.due_at = now() + LATER


def concerned(sending: Sending) -> Select[int]:
    """The ids of the registrations that a sending speaks to."""
    mine = select(Registration.id).where(
        Registration.event_id == sending.event_id,
        Registration.state == RegistrationState.ACTIVE,
    )
    return mine.where(*_chosen(sending))


def _chosen(sending: Sending) -> list[ColumnElement[bool]]:
    """What holds for the seats of someone a sending speaks to."""
    seat = Seat.registration_id == Registration.id
    if sending.session_id is not None:
        seat = seat & (Seat.session_id == sending.session_id)
    wanted = Seat.state.in_(sending.seats) if sending.seats else Seat.state.not_in(GONE)
    has_one = exists().where(seat, wanted)
    came = exists().where(seat, Seat.arrived_at.is_not(None))
    if sending.arrived is None:
        return [has_one]
    return [has_one, came if sending.arrived else ~came]


def count(sending: Sending) -> int:
    """How many people a sending speaks to."""
    return db.session.scalar(select(func.count()).select_from(concerned(sending).subquery())) or 0


def hold(sending: Sending) -> None:
    """Nothing more of it leaves until it is let go."""
    _lock(sending)
    if sending.held or sending.state == SendingState.CANCELLED:
        return
    sending.held = True
    outbox.hold_sending(copies.named(sending))
    audit.record("events.sending.held", f"event:{sending.event_id}")


def let_go(sending: Sending) -> None:
    """What was held may leave again."""
    _lock(sending)
    if not sending.held:
        return
    sending.held = False
    outbox.let_sending_go(copies.named(sending))
    audit.record("events.sending.let_go", f"event:{sending.event_id}")


def cancel(sending: Sending) -> None:
    """What has not left does not leave. Asked twice, done once.

    Copies that are being written at this moment are waited for, or they would leave.
    """
    _lock(sending)
    if sending.state == SendingState.CANCELLED:
        return
    sending.state = SendingState.CANCELLED
    outbox.cancel_sending(copies.named(sending))
    audit.record("events.sending.cancelled", f"event:{sending.event_id}")


def _lock(sending: Sending) -> None:
    db.session.refresh(sending, with_for_update=True)


def stop_all(event: Event) -> None:
    """The event is cancelled: nothing else that was on its way to its people leaves."""
    mine = select(Sending).where(Sending.event_id == event.id).order_by(Sending.id)
    for sending in db.session.scalars(mine.with_for_update()):
        outbox.cancel_sending(copies.named(sending))
        if sending.state in OPEN:
            sending.state = SendingState.CANCELLED


def _people(sending: Sending) -> list[Registration]:
    """The next people of a sending."""
    after = concerned(sending).where(Registration.id > sending.planned_up_to)
    return readers.of(sending.event, after.order_by(Registration.id).limit(BATCH))


def of_event(event: Event, page: int = 1) -> tuple[list[Sending], bool]:
    """What is sent to people of this event, the newest first; are there more?"""
    mine = select(Sending).where(Sending.event_id == event.id).order_by(Sending.id.desc())
    found = list(db.session.scalars(mine.offset((page - 1) * PAGE).limit(PAGE + 1)))
    return found[:PAGE], len(found) > PAGE


def by_token(event: Event, token: str) -> Sending | None:
    mine = (Sending.event_id == event.id) & (Sending.token == token)
    return db.session.scalar(select(Sending).where(mine))
