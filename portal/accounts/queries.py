"""Questions asked of the accounts. Nothing here changes a row."""

import hashlib

from sqlalchemy import func, select

from portal.accounts import rules
from portal.accounts.models import AccountSession, Staff, StaffSession, Tally
from portal.accounts.states import AccountState
from portal.core.clock import now
from portal.core.db import db

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
