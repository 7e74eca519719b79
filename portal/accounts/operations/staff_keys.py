"""Open the door to staff, and close it."""

import hashlib
import secrets

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import delete, update

from portal.accounts import queries, rules
from portal.accounts.models import Staff, StaffSession, Tally
from portal.accounts.permissions import Role
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused

# OWASP's smallest argon2id profile: 35 to 70 ms on a small server.
hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$0tXwZHbDr2jg1PUtw9uXVw"


def add_staff(
    email: str, role: str, *, password_hash: str, hub: str = "", demo: bool = False
) -> Staff:
    """Give someone a way in, with a fresh TOTP secret. `password_hash` is from hash_password()."""
    email = email.strip().lower()
    if "@" not in email:
        raise Refused("email_wrong", "email")
    if queries.staff_by_email(email):
        raise Refused("email_taken", "email")
    staff = Staff(
        email=email,
        role=Role(role),
        hub=hub,
        password_hash=password_hash,
        totp_secret=pyotp.random_base32(),
        demo=demo,
    )
    db.session.add(staff)
    db.session.flush()
    audit.record("accounts.staff.added", f"staff:{staff.id}", "role")
    return staff


def hash_password(password: str) -> str:
    """Slow on purpose: call it before the transaction, never inside."""
    if len(password) < rules.SHORTEST_PASSWORD:
        raise Refused("password_short", "password")
    return hasher.hash(password)


def password_is_right(password_hash: str | None, password: str) -> bool:
    """Compare; for an unknown account too, at the same price. Outside any transaction."""
    try:
        return hasher.verify(password_hash or _NOBODY, password) and password_hash is not None
    except (Argon2Error, InvalidHashError):
        return False


def may_try(email: str, network: str) -> bool:
    """Have there been too many failures for this account, from here or from everywhere?"""
    here = queries.failures(_who(email, network)) < rules.MOST_FROM_ONE_NETWORK
    return here and queries.failures(_who(email, "")) < rules.MOST_FROM_ALL


def note_failure(email: str, network: str) -> None:
    """Count a failed sign-in, against the account here and everywhere."""
    for who in (_who(email, network), _who(email, "")):
        db.session.add(Tally(what=queries.STAFF_SIGN_IN, who=who))


def open_session(staff_id: int, otp: str) -> str:
    """Check and use up the TOTP code; the token of a new session, to be kept in a cookie.

    Raises Refused("sign_in_wrong").
    """
    staff = db.session.get_one(Staff, staff_id, with_for_update=True)
    step = rules.matching_step(staff.totp_secret, otp, now())
    if step is None or step <= staff.totp_step or not staff.active:
        raise Refused("sign_in_wrong")
    staff.totp_step = step
    token = secrets.token_urlsafe(32)
    db.session.add(StaffSession(token_hash=queries.hashed(token), staff_id=staff.id))
    audit.record("accounts.session.opened", f"staff:{staff.id}")
    return token


def touch(session_id: int) -> None:
    """The session is in use."""
    mine = StaffSession.id == session_id
    db.session.execute(update(StaffSession).where(mine).values(seen_at=now()))


def close_session(token: str) -> None:
    db.session.execute(delete(StaffSession).where(StaffSession.token_hash == queries.hashed(token)))


def reset_staff(staff: Staff, *, password_hash: str) -> None:
    """A lost password or phone: new ones, and every open session ends."""
    staff.password_hash = password_hash
    staff.totp_secret = pyotp.random_base32()
    staff.totp_step = 0
    end_sessions(staff)
    audit.record("accounts.staff.reset", f"staff:{staff.id}", "password,totp")


def remove_staff(staff: Staff) -> None:
    """Someone leaves: no way in any more, and open sessions end now."""
    staff.active = False
    end_sessions(staff)
    audit.record("accounts.staff.removed", f"staff:{staff.id}")


def end_sessions(staff: Staff) -> None:
    db.session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))


def _who(email: str, network: str) -> str:
    return hashlib.sha256(f"{email.strip().lower()}|{network}".encode()).hexdigest()[:32]
