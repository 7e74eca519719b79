"""Come in: who may try a PIN here, and what opens when it is right."""

import secrets
from dataclasses import dataclass

from sqlalchemy import update

from portal.accounts import queries, rules
from portal.accounts.models import Account, AccountDevice, DoorVisit
from portal.accounts.operations import opening, sessions, tallies
from portal.accounts.queries import hashed
from portal.accounts.rules import Patience
from portal.accounts.states import PhoneState
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused

OPENED = "opened"  # what is tallied


@dataclass(frozen=True)
class Standing:
    """What may be tried at the door: against whom, and how patiently.

    `who` is counted for the number that was typed, whether anyone has it or not: a pause says
    nothing of who has an account. A known phone is counted apart, so strangers never block it.
    """

    accounts: list[Account]
    who: str
    patience: Patience
    otherwise: "Standing | None" = None


@dataclass(frozen=True)
class Opened:
    """A session, and the cookie of a phone that its owner calls hers ("" for a shared one)."""

    account: Account
    token: str
    phone_token: str = ""


def standing(visit: DoorVisit, phone_token: str) -> Standing:
    """Whose PIN may be tried in this visit, on this phone."""
    if visit.phone_index is None:
        account = queries.by_number(visit.number or "")
        who = tallies.digest("pin", visit.number or "")
        return Standing([account] if account else [], who, rules.ON_PAPER)
    everyone = queries.on_number(visit.phone_index)
    number = visit.phone_index.hex()
    known = {row.account_id for row in queries.devices(phone_token)} if phone_token else set()
    mine = [account for account in everyone if account.id in known]
    after_code = Standing(everyone, tallies.digest("pin", number), rules.AFTER_CODE)
    if not mine:
        passed = visit.passed_at is not None
        return after_code if passed else Standing([], after_code.who, rules.AFTER_CODE)
    who = tallies.digest("pin", number, hashed(phone_token))
    if visit.passed_at is not None:
        return Standing(everyone, who, rules.KNOWN_DEVICE, otherwise=after_code)
    return Standing(mine, who, rules.KNOWN_DEVICE)


def try_pin(place: Standing) -> int:
    """Count a try before it is made; the id of its tally. Raises Refused: pin_wait, pin_no_more."""
    try:
        return tallies.begin_pin(place.who, place.patience)
    except Refused:
        if place.otherwise is None:
            raise
        return tallies.begin_pin(place.otherwise.who, place.otherwise.patience)


def open_to(
    account_id: int, visit: DoorVisit, *, tally: int | None, phone_token: str, mine: bool
) -> Opened:
    """The PIN was right: a session. `mine`: this phone belongs to this person."""
    account = db.session.get_one(Account, account_id)
    if tally is not None:
        tallies.forgive(tally)
    if visit.passed_at is not None and visit.phone_index == account.phone_index:
        account.phone_state = PhoneState.GOOD  # the number and the person belong together
    device_id, phone_token = _device(account, phone_token, mine=mine)
    token = sessions.open_for(account, device_id=device_id)
    # The visit ends in a minute: on a bad line the same form may arrive twice.
    ends = now() - rules.PASSED_LASTS + rules.MINUTE
    mine_still = (DoorVisit.id == visit.id) & (DoorVisit.passed_at > ends)
    db.session.execute(update(DoorVisit).where(mine_still).values(passed_at=ends))
    return Opened(account, token, phone_token)


def open_first(visit: DoorVisit, name: str, *, language: str, pin_hash: str) -> int:
    """The first time here: an account on the number of this visit. Its id.

    The same visit opens one account, however often the form arrives. Raises
    Refused("no_more_accounts") where five share the number, and after some on one day: the
    sentence is the same, so it does not count who is there.
    """
    fresh = db.session.get_one(DoorVisit, visit.id, with_for_update=True)
    if fresh.account_id is not None:
        return fresh.account_id
    refusal = Refused("no_more_accounts")
    number = (fresh.phone_index or b"").hex()
    tallies.take(OPENED, tallies.digest(OPENED, number), rules.OPENED_DAY, refusal=refusal)
    try:
        account = opening.open_own(
            name, language=language, phone=fresh.phone or "", pin_hash=pin_hash
        )
    except Refused:
        raise refusal from None
    fresh.account_id = account.id
    return account.id


def confirm(account: Account) -> None:
    """Yes, this account is mine."""
    account.confirmed_at = now()
    audit.record("accounts.account.confirmed", f"account:{account.id}")


def _device(account: Account, token: str, *, mine: bool) -> tuple[int | None, str]:
    """The row of this phone for this account, made where she says that the phone is hers."""
    rows = queries.devices(token) if token else []
    row = next((row for row in rows if row.account_id == account.id), None)
    if row is None and mine:
        token = token if rows else secrets.token_urlsafe(32)
        row = AccountDevice(token_hash=hashed(token), account_id=account.id)
        db.session.add(row)
        audit.record("accounts.phone.remembered", f"account:{account.id}")
    if row is None:
        return None, ""
    row.seen_at = now()
    db.session.flush()
    return row.id, token
