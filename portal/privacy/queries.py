"""Questions asked about what is kept. Nothing here changes a row."""

from sqlalchemy import select

from portal.accounts.models import Account
from portal.core.db import db
from portal.privacy.models import Tombstone
from portal.privacy.rules import RULES, Action, Kept


def account(account_id: int) -> Account:
    """The account, fresh from the database."""
    return db.session.get_one(Account, account_id, populate_existing=True)


def shown_rules() -> list[Kept]:
    """The rules about people, in their order: those that a person may want to know."""
    hidden = {"staff", "staff_session", "import_list", "sending", "receipt", "form_answer"}
    about = (kept for kept in RULES if kept.columns["S1"] or kept.columns["S2"])
    return [k for k in about if k.table not in hidden and k.action != Action.WITH]


def is_erased(what: str) -> bool:
    """Was this account ("account:12") erased? A restored backup must not bring it back."""
    return db.session.scalar(select(Tombstone.id).where(Tombstone.what == what)) is not None
