"""Open and close the sessions of people."""

import secrets

from sqlalchemy import delete, update

from portal.accounts.models import Account, AccountSession
from portal.accounts.queries import hashed
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db


def open_for(account: Account, *, device_id: int | None = None) -> str:
    """The token of a new session, to be kept in a cookie."""
    token = secrets.token_urlsafe(32)
    row = AccountSession(token_hash=hashed(token), account_id=account.id, device_id=device_id)
    db.session.add(row)
    account.seen_at = now()
    audit.record("accounts.account.entered", f"account:{account.id}")
    return token


def touch(session_id: int) -> None:
    """The session is in use."""
    mine = AccountSession.id == session_id
    db.session.execute(update(AccountSession).where(mine).values(seen_at=now()))


def pin_given(token_hash: str) -> None:
    """The PIN was typed once more, and was right."""
    mine = AccountSession.token_hash == token_hash
    db.session.execute(update(AccountSession).where(mine).values(pin_at=now(), seen_at=now()))


def close(token: str) -> None:
    mine = AccountSession.token_hash == hashed(token)
    db.session.execute(delete(AccountSession).where(mine))


def end(account_id: int, *, which: int, but: int) -> None:
    """End one connection of an account (`which`), or with 0 every one except `but`."""
    mine = (AccountSession.account_id == account_id) & (AccountSession.id != but)
    one = mine & (AccountSession.id == which) if which else mine
    db.session.execute(delete(AccountSession).where(one))
    audit.record("accounts.session.ended", f"account:{account_id}", "" if which else "all")


def end_all(account_id: int, *, but: int = 0) -> None:
    """End every session of an account, except the one with the id `but`."""
    mine = (AccountSession.account_id == account_id) & (AccountSession.id != but)
    db.session.execute(delete(AccountSession).where(mine))
