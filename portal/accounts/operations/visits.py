"""A visit at the door: from the number that is typed to the PIN that opens."""

from sqlalchemy import delete

from portal.accounts import queries
from portal.accounts.models import DoorVisit
from portal.accounts.states import VisitFor
from portal.core.db import db
from portal.core.sealed import keyed, phone_index

LONGEST_ADDRESS = 500


def begin(
    seed: str,
    *,
    phone: str | None = None,
    number: str | None = None,
    then: str = "",
    account_id: int | None = None,
    instead_of: str = "",
) -> tuple[DoorVisit, str, bool]:
    """Someone typed a phone number (E.164) or the number of an account. The visit, its cookie, and
    is it new?

    `seed`: the form's one-time token; the same form that arrives twice is one visit and one code.
    `account_id`: the account whose phone is to be changed. `instead_of`: the cookie of the visit
    before; its code is of no use any more.
    """
    token = keyed("door_visit", f"{seed}|{phone}|{number}|{account_id}").hex()
    purpose = VisitFor.NUMBER if account_id else VisitFor.SIGN_IN
    same = queries.visit(token, purpose)
    if same is not None:
        return same, token, False
    for old in {instead_of, token} - {""}:
        forget(old)
    visit = DoorVisit(
        token_hash=queries.hashed(token),
        purpose=purpose,
        account_id=account_id,
        phone=phone,
        phone_index=phone_index(phone) if phone else None,
        number=number,
        then=then[:LONGEST_ADDRESS],
    )
    db.session.add(visit)
    db.session.flush()
    return visit, token, True


def forget(token: str) -> None:
    db.session.execute(delete(DoorVisit).where(DoorVisit.token_hash == queries.hashed(token)))
