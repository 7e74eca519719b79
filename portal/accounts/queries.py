"""Questions asked of the accounts. Nothing here changes a row."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from portal.accounts import rules
from portal.accounts.models import (
    Account,
    AccountDevice,
    AccountSession,
    DoorVisit,
    KeyChange,
    Staff,
    StaffSession,
    Tally,
)
from portal.accounts.states import AccountState, PhoneState, VisitFor
from portal.core import phones
from portal.core.clock import now
from portal.core.db import db
from portal.notifications.operations.posting import Recipient

STAFF_SIGN_IN = "staff_sign_in"  # what is tallied when one fails


def staff_by_email(email: str) -> Staff | None:
    return db.session.scalar(select(Staff).where(Staff.email == email.strip().lower()))


def live_session(token: str) -> StaffSession | None:
    """The session that `token` opens, if it and its holder are still welcome."""
    wanted = select(StaffSession).where(StaffSession.token_hash == hashed(token))
    session = db.session.scalar(wanted)
    if session is None or not session.staff.active:
        return None
    alive = rules.session_lives(session.created_at, session.seen_at, now())
    return session if alive else None


def live_account_session(token: str) -> AccountSession | None:
    """The session of a person that `token` opens, if it and its account still stand."""
    wanted = select(AccountSession).where(AccountSession.token_hash == hashed(token))
    session = db.session.scalar(wanted)
    if session is None or session.account.state != AccountState.ACTIVE:
        return None
    idle = rules.PERSON_IDLE
    alive = rules.session_lives(session.created_at, session.seen_at, now(), idle)
    return session if alive else None


def hashed(token: str) -> str:
    """How a session's token is kept: a leaked table opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()


def failures(who: str) -> int:
    """Failed sign-ins of `who` in the current window."""
    recent = (Tally.what == STAFF_SIGN_IN) & (Tally.at > now() - rules.WINDOW)
    count = select(func.count()).where(Tally.who == who, recent)
    return db.session.scalar(count) or 0


def demo_staff() -> list[Staff]:
    return list(db.session.scalars(select(Staff).where(Staff.demo, Staff.active)))


def emails(ids: set[int]) -> dict[int, str]:
    """The e-mail addresses of these staff, those who have left included."""
    found = db.session.execute(select(Staff.id, Staff.email).where(Staff.id.in_(ids)))
    return dict(found.all())


def recipient(account: Account) -> Recipient:
    """Where this person is written to, in the order she chose; SMS and e-mail come last.

    WhatsApp only where she chose it. Nothing leaves for a number that may be someone else's by
    now, nor for an account that was contested.
    """
    addresses: dict[str, str | None] = {}
    if account.state == AccountState.ACTIVE:
        addresses["email"] = account.email
        if account.phone and account.phone_state == PhoneState.GOOD:
            addresses["whatsapp"] = account.phone
            addresses["sms"] = account.phone if phones.takes_sms(account.phone) else None
    wanted = dict.fromkeys([*account.channels, "sms", "email"])
    routes = tuple((channel, address) for channel in wanted if (address := addresses.get(channel)))
    return Recipient(account.language, routes)


def free_member(index: bytes) -> int | None:
    """The smallest member code that nobody on this number has; None when it is full."""
    taken = set(db.session.scalars(select(Account.member).where(Account.phone_index == index)))
    free = (number for number in range(1, rules.MOST_ON_A_NUMBER + 1) if number not in taken)
    return next(free, None)


def visit(token: str, purpose: str = VisitFor.SIGN_IN) -> DoorVisit | None:
    """The visit at the door that the cookie `token` names, while it lasts: as it was, apart from
    the session, since its row may go while its form is looked at."""
    wanted = select(DoorVisit).where(DoorVisit.token_hash == hashed(token))
    found = db.session.scalar(wanted.where(DoorVisit.purpose == purpose))
    if found is None or now() - found.created_at > rules.VISIT_LASTS:
        return None
    late = found.passed_at is not None and now() - found.passed_at > rules.PASSED_LASTS
    db.session.expunge(found)
    return None if late else found


def devices(token: str) -> list[AccountDevice]:
    """What the cookie `token` of a phone stands for: one row for each account it is known for."""
    fresh = AccountDevice.seen_at > now() - rules.DEVICE_LASTS
    wanted = select(AccountDevice).where(AccountDevice.token_hash == hashed(token), fresh)
    return list(db.session.scalars(wanted))


def on_number(index: bytes | None) -> list[Account]:
    """The accounts on a phone number: for the door and for staff, never for a page."""
    if index is None:
        return []
    mine = (Account.phone_index == index) & (Account.state == AccountState.ACTIVE)
    return list(db.session.scalars(select(Account).where(mine).order_by(Account.member)))


def by_number(number: str) -> Account | None:
    """The account whose printed number this is."""
    mine = (Account.number == number) & (Account.state == AccountState.ACTIVE)
    return db.session.scalar(select(Account).where(mine))


def is_known_number(index: bytes) -> bool:
    return db.session.scalar(select(Account.id).where(Account.phone_index == index)) is not None


def counts(wanted: Sequence[tuple[str, str]]) -> dict[str, tuple[int, int, int]]:
    """What was tallied for each (what, who): in the last quarter of an hour, hour and day."""
    at = now()
    spans = (rules.NUMBER_SHORT.within, rules.HOUR, rules.DAY)
    sums = [func.sum(case((Tally.at > at - span, 1), else_=0)) for span in spans]
    whats, whos = {what for what, _ in wanted}, {who for _, who in wanted}
    mine = Tally.what.in_(whats) & Tally.who.in_(whos) & (Tally.at > at - rules.DAY)
    found = db.session.execute(select(Tally.what, *sums).where(mine).group_by(Tally.what))
    have = {what: (short, hour, day) for what, short, hour, day in found}
    return {what: have.get(what, (0, 0, 0)) for what, _ in wanted}


def tallied(what: str, who: str, within: timedelta = rules.DAY) -> list[datetime]:
    """When this happened, lately."""
    mine = (Tally.what == what) & (Tally.who == who) & (Tally.at > now() - within)
    return list(db.session.scalars(select(Tally.at).where(mine)))


def due_pins(accounts: Sequence[Account]) -> list[KeyChange]:
    """New PINs that were asked for a day ago, and that nobody took back."""
    mine = (KeyChange.what == "pin") & KeyChange.account_id.in_([a.id for a in accounts])
    due = KeyChange.done_at.is_(None) & KeyChange.cancelled_at.is_(None)
    return list(
        db.session.scalars(select(KeyChange).where(mine, due, KeyChange.holds_from <= now()))
    )


def waiting_pin(account_id: int) -> KeyChange | None:
    """A new PIN that was asked for at the door and does not hold yet."""
    mine = (KeyChange.what == "pin") & (KeyChange.account_id == account_id)
    waits = KeyChange.done_at.is_(None) & KeyChange.cancelled_at.is_(None)
    return db.session.scalar(select(KeyChange).where(mine, waits).order_by(KeyChange.id.desc()))


def change(token: str) -> KeyChange | None:
    """What a notice spoke of, while it can be taken back."""
    fresh = KeyChange.created_at > now() - rules.TAKEN_BACK_WITHIN
    return db.session.scalar(select(KeyChange).where(KeyChange.token == token, fresh))


def sessions_of(account_id: int) -> list[AccountSession]:
    """The sessions that are alive, the newest first."""
    wanted = select(AccountSession).where(AccountSession.account_id == account_id)
    found = db.session.scalars(wanted.order_by(AccountSession.id.desc()))
    idle, at = rules.PERSON_IDLE, now()
    return [s for s in found if rules.session_lives(s.created_at, s.seen_at, at, idle)]


def devices_of(account_id: int) -> list[AccountDevice]:
    """The phones that a person called hers."""
    fresh = AccountDevice.seen_at > now() - rules.DEVICE_LASTS
    mine = select(AccountDevice).where(AccountDevice.account_id == account_id, fresh)
    return list(db.session.scalars(mine.order_by(AccountDevice.id.desc())))


def contested() -> list[Account]:
    """Accounts that someone did not ask for: staff look at them."""
    mine = Account.state == AccountState.CONTESTED
    return list(db.session.scalars(select(Account).where(mine).order_by(Account.id)))
