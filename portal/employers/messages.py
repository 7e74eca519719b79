"""The kinds of message that employers send. Texts live in templates/messages/<kind>/."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.core.db import db
from portal.employers.models import Membership
from portal.employers.states import MemberState
from portal.notifications.kinds import Kind, Purpose
from portal.notifications.models import Message

EMPLOYER_CHECKED = "employer_checked"  # whatever was decided: a lock screen is read by others

KINDS: tuple[Kind, ...] = (Kind(EMPLOYER_CHECKED, Purpose.WORK),)


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """Why some of these messages need not leave any more: id -> code, for those alone."""
    ids = {_membership_id(copy) for copy in copies}
    mine = Membership.id.in_(ids) & (Membership.state == MemberState.ACTIVE)
    active = set(db.session.scalars(select(Membership.id).where(mine)))
    return {copy.id: "reason_gone" for copy in copies if _membership_id(copy) not in active}


def _membership_id(copy: Message) -> int:
    kind, _, number = copy.cause.partition(":")
    return int(number) if kind == "membership" and number.isdigit() else 0
