"""Before an account is erased for want of use, its owner is asked."""

from datetime import timedelta

from sqlalchemy import String, cast, exists, func, select

from portal.accounts import queries as accounts
from portal.accounts.models import Account
from portal.accounts.states import AccountState
from portal.core.clock import now
from portal.core.db import db
from portal.notifications.models import Message
from portal.notifications.operations import posting
from portal.people.models import Person
from portal.privacy import messages
from portal.privacy.rules import ASK_FIRST, YEARS_2

BATCH = 100


def ask_sleepers(after: int) -> int:
    """Write to accounts unused for two years, once each, from the id `after` on.

    A sign-in starts the two years again. Returns the last id of this batch; 0 at the end.
    """
    limit = now() - timedelta(days=YEARS_2)
    last = func.coalesce(Account.seen_at, Account.created_at)
    acted_for = exists().where((Person.account_id == Account.id) & (Person.changed_at > limit))
    asked = exists().where(
        (Message.kind == messages.ACCOUNT_ASLEEP)
        & (Message.cause == "account:" + cast(Account.id, String))
        & (Message.created_at > limit)
    )
    reachable = (Account.state == AccountState.ACTIVE) & Account.phone.is_not(None)
    wanted = select(Account).where(Account.id > after, reachable, last <= limit, ~acted_for, ~asked)
    found = db.session.scalars(wanted.order_by(Account.id).limit(BATCH)).all()
    for account in found:
        _ask(account)
    return found[-1].id if found else 0


def _ask(account: Account) -> None:
    draft = posting.Draft(
        kind=messages.ACCOUNT_ASLEEP,
        to=accounts.recipient(account),
        key=f"asleep:{account.id}:{now().date().isoformat()}",
        cause=f"account:{account.id}",
        expires_at=now() + timedelta(days=ASK_FIRST),
        path="me/",
    )
    posting.post(draft)
