"""What the door no longer needs; numbers that may be someone else's by now."""

from datetime import timedelta

from sqlalchemy import delete, func, select, update

from portal.accounts import rules
from portal.accounts.models import (
    Account,
    AccountDevice,
    AccountSession,
    DoorVisit,
    FirstCode,
    KeyChange,
    StaffSession,
    Tally,
)
from portal.accounts.states import PhoneState
from portal.core.clock import now
from portal.core.db import db, written
from portal.notifications.models import Message, State

DAY = timedelta(days=1)
NOT_IN_SERVICE = "number_unknown"  # what the operator says of a number (notifications)


def forget_door() -> None:
    """Tallies, and sessions that nobody uses. The rest stays as portal/privacy/rules.py says."""
    at = now()
    for old in (
        delete(Tally).where(Tally.at < at - DAY),
        delete(StaffSession).where(StaffSession.created_at < at - rules.ABSOLUTE),
        delete(AccountSession).where(AccountSession.seen_at < at - rules.PERSON_IDLE),
    ):
        written(old)


def doubt_numbers() -> int:
    """A number that nobody used here for half a year, or that is out of service, is suspect."""
    at = now()
    last_seen = func.coalesce(Account.seen_at, Account.created_at)
    bounced = select(Message.address_index).where(
        Message.state == State.FAILED,
        Message.error_code == NOT_IN_SERVICE,
        Message.channel == "sms",
        Message.updated_at > Account.phone_since,
    )
    doubtful = (last_seen < at - rules.DORMANT) | Account.phone_index.in_(bounced)
    mine = Account.phone_index.is_not(None) & (Account.phone_state == PhoneState.GOOD)
    done = update(Account).where(mine, doubtful).values(phone_state=PhoneState.SUSPECT)
    return written(done).rowcount


def forget_person(account_id: int) -> None:
    """Every key of an account, for whoever erases it."""
    for table in (AccountSession, AccountDevice, FirstCode, KeyChange):
        db.session.execute(delete(table).where(table.account_id == account_id))
    db.session.execute(delete(DoorVisit).where(DoorVisit.account_id == account_id))
