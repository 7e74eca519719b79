"""Two records turn out to be one person: keep one, with what both know. It can be undone.

What becomes of the rows that upper domains hang on a person (applications, signatures of
agreements, memberships of employers) is theirs to say. Each declares a *mover* in portal/app.py,
as kinds of message are declared: a question that answers with the changes to be made. This module
makes them all in one go, writes them down sealed, and undoes them without asking anybody.
"""

from typing import Protocol

from sqlalchemy import select

from portal.accounts.models import Account
from portal.accounts.operations import sessions
from portal.core import audit
from portal.core.changes import Change, apply, packed, put_back, unpacked
from portal.core.clock import now
from portal.core.db import db, insert_new
from portal.core.errors import Refused
from portal.people.models import Person, PersonApart, PersonMerge
from portal.people.queries import joining
from portal.people.queries.desk import CAN_BE_UNDONE, STANDING
from portal.people.states import PersonState


class Mover(Protocol):
    """Says which rows follow when the record `dropped` becomes part of `kept`.

    `account` stays, `closed` closes (ids of accounts; 0 where there is none, or none closes).
    """

    def __call__(self, *, kept: int, dropped: int, account: int, closed: int) -> list[Change]: ...


MOVERS: list[Mover] = []


def declare(mover: Mover) -> None:
    """Make known what an upper domain moves."""
    if mover not in MOVERS:
        MOVERS.append(mover)


def planned(kept: Person, dropped: Person) -> list[Change]:
    """All that merge() would change now."""
    closed = dropped.account_id if kept.account_id and dropped.account_id else None
    who = {"kept": kept.id, "dropped": dropped.id}
    keys = {"account": kept.account_id or dropped.account_id or 0, "closed": closed or 0}
    moved = [change for mover in MOVERS for change in mover(**who, **keys)]
    return [*joining.changes(kept, dropped), *moved]


def merge(kept: Person, dropped: Person, *, staff_id: int) -> PersonMerge:
    """Make one of two. Of two members of staff who do so at once, the second is refused.

    Raises Refused("people_merge_impossible") unless both still stand.
    """
    _lock(kept, dropped)
    standing = kept.state in STANDING and dropped.state in STANDING
    if kept.id == dropped.id or not standing:
        raise Refused("people_merge_impossible")
    changes = planned(kept, dropped)
    if kept.account_id and dropped.account_id:
        sessions.end_all(dropped.account_id)
    apply(changes)
    merged = PersonMerge(
        kept_id=kept.id, dropped_id=dropped.id, before={"changes": packed(changes)}, by=staff_id
    )
    db.session.add(merged)
    db.session.flush()
    db.session.expire_all()
    audit.record("people.person.merged", f"person:{kept.id}", f"person:{dropped.id}")
    return merged


def undo(merged: PersonMerge) -> None:
    """Put both back as they were; what someone has changed since stays changed.

    Raises Refused: people_merge_undone, people_merge_old, people_merge_followed (one of the two
    has become part of yet another record, or was erased).
    """
    db.session.refresh(merged, with_for_update=True)
    kept = db.session.get_one(Person, merged.kept_id)
    dropped = db.session.get_one(Person, merged.dropped_id)
    _lock(kept, dropped)
    if merged.undone_at is not None:
        raise Refused("people_merge_undone")
    if merged.before is None or merged.at + CAN_BE_UNDONE < now():
        raise Refused("people_merge_old")
    if kept.state not in STANDING or dropped.state != PersonState.MERGED:
        raise Refused("people_merge_followed")
    put_back(unpacked(merged.before["changes"]))
    merged.undone_at, merged.before = now(), None
    db.session.flush()
    db.session.expire_all()
    audit.record("people.merge.undone", f"person:{kept.id}", f"person:{dropped.id}")


def keep_apart(one: Person, other: Person, *, staff_id: int) -> None:
    """Someone has looked: these are two people, and the pair is not shown again."""
    first, second = sorted((one.id, other.id))
    if insert_new(PersonApart, one_id=first, other_id=second, by=staff_id):
        audit.record("people.person.apart", f"person:{first}", f"person:{second}")


def _lock(one: Person, other: Person) -> None:
    """Both, always in the same order: of two who do this at once, one waits for the other."""
    ids = sorted((one.id, other.id))
    locked = select(Person).where(Person.id.in_(ids)).order_by(Person.id).with_for_update()
    db.session.scalars(locked.execution_options(populate_existing=True)).all()
    keys = [i for i in (one.account_id, other.account_id) if i]
    accounts = select(Account).where(Account.id.in_(keys)).order_by(Account.id).with_for_update()
    db.session.scalars(accounts.execution_options(populate_existing=True)).all()
