"""The kinds of message that start-ups send. Texts live in templates/messages/<kind>/."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.core.db import db
from portal.notifications.kinds import Kind, Purpose, Urgency
from portal.notifications.models import Message
from portal.startups.models import StartupMember
from portal.startups.states import MemberState

CHECKED = "startup_checked"  # whatever was decided: a lock screen is read by others
ASKED = "startup_asked"  # somebody wants to be called back
MONTH = "startup_month"

KINDS: tuple[Kind, ...] = (
    Kind(CHECKED, Purpose.WORK),
    Kind(ASKED, Purpose.WORK),
    Kind(MONTH, Purpose.NEWS, ("looked", "advice"), Urgency.LATER),
)


def cause(member: StartupMember) -> str:
    """What messages to a member are about."""
    return f"startup_member:{member.id}"


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """Why some of these messages need not leave any more: id -> code, for those alone."""
    ids = {_member_id(copy) for copy in copies}
    mine = StartupMember.id.in_(ids) & (StartupMember.state == MemberState.ACTIVE)
    active = set(db.session.scalars(select(StartupMember.id).where(mine)))
    return {copy.id: "reason_gone" for copy in copies if _member_id(copy) not in active}


def _member_id(copy: Message) -> int:
    kind, _, number = copy.cause.partition(":")
    return int(number) if kind == "startup_member" and number.isdigit() else 0
