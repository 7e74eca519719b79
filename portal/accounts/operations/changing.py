"""Change a number or a PIN, tell the person, and take it back when she did not want it."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete

from portal.accounts import messages, queries, rules
from portal.accounts.models import Account, AccountDevice, DoorVisit, KeyChange, Staff
from portal.accounts.operations import opening, sessions, tallies
from portal.accounts.permissions import HELD_BY, Can
from portal.accounts.states import AccountState, PhoneState
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.sealed import phone_index
from portal.notifications.operations import consent
from portal.notifications.operations.posting import Draft, Recipient, post

NUMBER, PIN, OPENED = "number", "pin", opening.OPENED


def change_pin(account: Account, pin_hash: str) -> None:
    """A new PIN, at once. Every session and known phone ends."""
    had_one = account.pin_hash is not None
    account.pin_hash = pin_hash
    _end_everything(account)
    audit.record("accounts.pin.changed", f"account:{account.id}")
    if had_one:
        change = _note(account.id, PIN, done_at=now())
        _tell(change, queries.recipient(account))


def ask_new_pin(visit: DoorVisit, *, member: int, pin_hash: str, language: str) -> None:
    """The PIN is lost: the new one holds after a day, unless someone who reads the notice says no.

    The notice leaves for whoever holds the number, whether she has an account or not: the one who
    asks learns nothing. Never for a number that may have changed hands. Raises
    Refused("lost_no_more") where the notices of a day are spent: nothing is asked without one.
    """
    who = tallies.digest("lost", visit.phone or "")
    if len(queries.tallied("lost", who)) >= rules.LOST_DAY.most:
        raise Refused("lost_no_more", "new_pin")
    tallies.add("lost", who)
    people = [a for a in queries.on_number(visit.phone_index) if member in {0, a.member}]
    good = [a for a in people if a.phone_state == PhoneState.GOOD and a.pin_hash]
    account = good[0] if len(good) == len(people) == 1 else None
    holds_from = now() + rules.LOST_PIN_WAITS
    account_id = account.id if account else None
    if account_id and (before := queries.waiting_pin(account_id)):
        before.cancelled_at, before.after = now(), None
    change = _note(account_id, PIN, holds_from=holds_from, after=pin_hash)
    if account is not None:
        audit.record("accounts.pin.asked", f"account:{account.id}")
    by_mail = (("email", account.email),) if account and account.email else ()
    _tell(change, Recipient(language, (("sms", visit.phone or ""),)))
    if by_mail:
        _tell(change, Recipient(language, by_mail), again=":email")


def carry_out_due(accounts: list[Account]) -> None:
    """New PINs whose day of waiting is over hold from now on."""
    for change in queries.due_pins(accounts):
        account = db.session.get_one(Account, change.account_id, with_for_update=True)
        account.pin_hash, change.after, change.done_at = change.after, None, now()
        _end_everything(account)
        audit.record("accounts.pin.changed", f"account:{account.id}", "lost")


def change_number(account: Account, phone: str, *, vouched: tuple[int, int] | None = None) -> None:
    """The account moves to a number whose code was typed, or for which two of the team vouch.

    The old number is told, and for a day nothing is done that could harm. Raises
    Refused("number_full").
    """
    before, index = account.phone, phone_index(phone)
    if index == account.phone_index:
        account.phone_state, account.phone_since = PhoneState.GOOD, now()
        return
    member = opening.place_on(index)
    if member is None:
        raise Refused("number_full", "phone")
    old = _old_routes(account)
    _keep_wishes(account, phone)
    account.phone, account.phone_index, account.member = phone, index, member
    account.phone_state, account.phone_since = PhoneState.GOOD, now()
    account.careful_until = now() + rules.CAREFUL
    by, second = vouched or (None, None)
    change = _note(
        account.id, NUMBER, done_at=now(), before=before, vouched_by=by, seconded_by=second
    )
    audit.record("accounts.number.changed", f"account:{account.id}", "vouched" if by else "")
    _tell(change, Recipient(account.language, old))


def vouch_pin(account: Account, staff_id: int) -> str:
    """A counsellor who knows the person prints a code with which she chooses a new PIN."""
    audit.record("accounts.pin.vouched", f"account:{account.id}")
    return opening.first_code(account, staff_id)


def vouch_number(account: Account, phone: str, *, staff_id: int, second_staff: int) -> None:
    """Two of the team, who see the person, move her account to another number (E.164).

    Raises Refused: second_needed where the second is not another one who may do so; number_full.
    """
    second = db.session.get(Staff, second_staff)
    able = second and second.active and Can.ACT_FOR_PEOPLE in HELD_BY.get(second.role, frozenset())
    if not able or second_staff == staff_id:
        raise Refused("second_needed", "second")
    change_number(account, phone, vouched=(staff_id, second_staff))
    _end_everything(account)


def take_back(change: KeyChange) -> None:
    """The reader of a notice did not want this. Safe twice."""
    fresh = db.session.get_one(KeyChange, change.id, with_for_update=True)
    if not can_take_back(fresh):
        return
    fresh.cancelled_at, fresh.after = now(), None
    if fresh.account_id is None:
        return
    account = db.session.get_one(Account, fresh.account_id, with_for_update=True)
    audit.record("accounts.keys.taken_back", f"account:{account.id}", fresh.what)
    if fresh.what == NUMBER:
        _give_number_back(account, fresh.before)
    elif fresh.what == OPENED or fresh.done_at is not None:
        account.state = AccountState.CONTESTED  # until the team has looked
    else:
        return  # a PIN that never held
    _end_everything(account)


def can_take_back(change: KeyChange) -> bool:
    """Is there still something to take back?"""
    account = db.session.get(Account, change.account_id) if change.account_id else None
    if change.cancelled_at is not None or (account and account.state != AccountState.ACTIVE):
        return False
    if change.what == OPENED:
        return account is not None and account.confirmed_at is None
    within = rules.CAREFUL if change.what == NUMBER else rules.TAKEN_BACK_WITHIN
    return now() - change.created_at < within


def contest(account: Account) -> None:
    """ "No, close it": the person never asked for this account."""
    account.state = AccountState.CONTESTED
    _end_everything(account)
    audit.record("accounts.account.contested", f"account:{account.id}")


def reopen(account: Account) -> None:
    """The team has looked, with the person: the account is hers after all."""
    account.state = AccountState.ACTIVE
    audit.record("accounts.account.reopened", f"account:{account.id}")


def _give_number_back(account: Account, before: str | None) -> None:
    index = phone_index(before) if before else None
    member = opening.place_on(index) if index else 1
    account.phone, account.phone_index = (before, index) if member else (None, None)
    account.member = member or 1
    account.phone_since, account.phone_state = now(), PhoneState.GOOD
    account.careful_until = now() + rules.CAREFUL


def _end_everything(account: Account) -> None:
    sessions.end_all(account.id)
    mine = AccountDevice.account_id == account.id
    db.session.execute(delete(AccountDevice).where(mine))


def _keep_wishes(account: Account, phone: str) -> None:
    """What she said of our messages holds on her new number too."""
    if account.phone is None:
        return
    old = phone_index(account.phone)
    for (_, purpose), given in consent.latest([old]).items():
        consent.say(phone, consent.Purpose(purpose), given, how="page", language=account.language)


def _old_routes(account: Account) -> tuple[tuple[str, str], ...]:
    by_sms = (("sms", account.phone),) if account.phone else ()
    by_mail = (("email", account.email),) if account.email else ()
    return (*by_sms, *by_mail)


def _note(
    account_id: int | None,
    what: str,
    *,
    holds_from: datetime | None = None,
    done_at: datetime | None = None,
    before: str | None = None,
    after: str | None = None,
    vouched_by: int | None = None,
    seconded_by: int | None = None,
) -> KeyChange:
    change = KeyChange(
        account_id=account_id,
        what=what,
        token=secrets.token_urlsafe(24),
        before=before,
        after=after,
        holds_from=holds_from or now(),
        done_at=done_at,
        vouched_by=vouched_by,
        seconded_by=seconded_by,
    )
    db.session.add(change)
    db.session.flush()
    return change


def _tell(change: KeyChange, to: Recipient, again: str = "") -> None:
    """A notice with a link to where it is taken back."""
    letter = Draft(
        kind=messages.KEYS_CHANGED,
        to=to,
        key=f"keys_changed:{change.id}{again}",
        cause=f"account:{change.account_id}" if change.account_id else "door",
        expires_at=now() + timedelta(days=1),
        path=f"keys/{change.token}/",
        prompt=True,  # a thief does not wait for the morning
    )
    post(letter)
