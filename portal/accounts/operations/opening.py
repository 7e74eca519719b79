"""Open an account: for oneself at the door, or by a counsellor for someone who can't."""

import secrets
from datetime import timedelta

from sqlalchemy import update

from portal.accounts import messages, queries, rules
from portal.accounts.models import Account, FirstCode, KeyChange
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, in_turn
from portal.core.errors import Refused
from portal.core.sealed import keyed, phone_index
from portal.notifications.operations.posting import Draft, post

OPENED = "opened"  # what a KeyChange speaks of, beside "number" and "pin"


def open_for(
    name: str, *, language: str, phone: str | None = None, staff_id: int, present: bool = True
) -> Account:
    """A counsellor opens an account; the person is told of it and can say that she did not ask.

    `phone` is in E.164. Raises Refused("number_full") where five people share this number.
    """
    account = _new(name, language=language, phone=phone)
    account.made_by, account.made_present = staff_id, present
    db.session.add(account)
    db.session.flush()
    audit.record("accounts.account.opened", f"account:{account.id}", "by_team")
    _tell(account)
    return account


def open_own(name: str, *, language: str, phone: str, pin_hash: str) -> Account:
    """Someone opens her own account, after the code. `pin_hash` is from pins.hashed()."""
    account = _new(name, language=language, phone=phone)
    account.pin_hash, account.confirmed_at = pin_hash, now()
    db.session.add(account)
    db.session.flush()
    audit.record("accounts.account.opened", f"account:{account.id}", "consent")
    return account


def first_code(account: Account, staff_id: int) -> str:
    """Six digits to be printed and given to the person: they hold a week, once.

    The codes printed for her before are of no use any more.
    """
    mine = (FirstCode.account_id == account.id) & FirstCode.used_at.is_(None)
    db.session.execute(update(FirstCode).where(mine).values(used_at=now()))
    code = rules.new_code()
    row = FirstCode(
        account_id=account.id,
        code_hash=keyed("first_code", f"{account.id}|{code}"),
        ends_at=now() + rules.FIRST_CODE_HOLDS,
        made_by=staff_id,
    )
    db.session.add(row)
    audit.record("accounts.code.printed", f"account:{account.id}")
    return code


def place_on(index: bytes) -> int | None:
    """A member code for one more person on a number; None when it is full. Two who ask at the same
    instant get two codes."""
    in_turn(f"member:{index.hex()}")
    return queries.free_member(index)


def _new(name: str, *, language: str, phone: str | None) -> Account:
    index = phone_index(phone) if phone else None
    member = place_on(index) if index else 1
    if member is None:
        raise Refused("number_full", "phone")
    return Account(
        name=name,
        language=language,
        phone=phone,
        phone_index=index,
        phone_since=now() if phone else None,
        member=member,
    )


def _tell(account: Account) -> None:
    """An account was opened in someone's name: she must be able to say no."""
    change = KeyChange(
        account_id=account.id,
        what=OPENED,
        token=secrets.token_urlsafe(24),
        holds_from=now(),
        done_at=now(),
    )
    db.session.add(change)
    letter = Draft(
        kind=messages.ACCOUNT_OPENED,
        to=queries.recipient(account),
        key=f"account_opened:{account.id}",
        cause=f"account:{account.id}",
        expires_at=now() + timedelta(days=7),
        path=f"keys/{change.token}/",
    )
    post(letter)
