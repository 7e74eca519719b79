"""Count at the door, in the database: what can't be counted is refused."""

from sqlalchemy import delete

from portal.accounts import queries, rules
from portal.accounts.models import Tally
from portal.accounts.rules import Limit, Patience
from portal.core.clock import now
from portal.core.db import db, in_turn
from portal.core.errors import Refused
from portal.core.sealed import keyed

WRONG_PIN = "pin"  # what is tallied


def digest(what: str, *of: str) -> str:
    """What stands for a number, a phone or a network in the tallies."""
    return keyed(f"tally.{what}", "|".join(of)).hex()[:32]


def add(what: str, who: str) -> int:
    row = Tally(what=what, who=who)
    db.session.add(row)
    db.session.flush()
    return row.id


def take(what: str, who: str, limit: Limit, *, refusal: Refused) -> int:
    """Count one more; raises `refusal` when the limit is reached. The id of the tally."""
    in_turn(f"{what}:{who}")
    if len(queries.tallied(what, who, limit.within)) >= limit.most:
        raise refusal
    return add(what, who)


def begin_pin(who: str, patience: Patience) -> int:
    """A PIN is about to be tried: counted as wrong until it proves right (see forgive()).

    Counted first, so that a hundred tries at the same instant are a hundred tries. Raises
    Refused: pin_wait, pin_no_more.
    """
    in_turn(f"{WRONG_PIN}:{who}")
    pause = rules.pin_pause(queries.tallied(WRONG_PIN, who), patience, now())
    if pause is None:
        raise Refused("pin_no_more")
    if pause:
        raise Refused("pin_wait")
    return add(WRONG_PIN, who)


def forgive(tally_id: int) -> None:
    """The PIN was right: this try counts no more. Earlier ones still do."""
    db.session.execute(delete(Tally).where(Tally.id == tally_id))
