"""The phones that a person called hers."""

from sqlalchemy import delete

from portal.accounts.models import AccountDevice, AccountSession
from portal.core import audit
from portal.core.db import db


def forget(account_id: int, device_id: int) -> None:
    """This phone is hers no more; a connection that is open on it ends."""
    mine = (AccountDevice.account_id == account_id) & (AccountDevice.id == device_id)
    if db.session.execute(delete(AccountDevice).where(mine)).rowcount:  # type: ignore[attr-defined]
        there = (AccountSession.account_id == account_id) & (AccountSession.device_id == device_id)
        db.session.execute(delete(AccountSession).where(there))
        audit.record("accounts.phone.forgotten", f"account:{account_id}")
