"""The kinds of message that start-ups send. Texts live in templates/messages/<kind>/."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.core.db import db
from portal.notifications.kinds import Kind, Purpose, Urgency
from portal.notifications.models import Message
from portal.startups.models import CallRequest, Startup, StartupMember
from portal.startups.states import MemberState, StartupState

CHECKED = "startup_checked"  # whatever was decided: a lock screen is read by others
ASKED = "startup_asked"  # somebody wants to be called back
MONTH = "startup_month"

KINDS: tuple[Kind, ...] = (
    Kind(CHECKED, Purpose.WORK),
    Kind(ASKED, Purpose.WORK),
    # About her own page, so WORK: nobody asked her about NEWS, which is silent unless allowed. She
    # stops it under "My messages", with the others about her work.
    Kind(MONTH, Purpose.WORK, ("looked", "advice"), Urgency.LATER),
)


def cause(kind: str, member_id: int) -> str:
    """What a message of this kind to a member is about: a newer one takes its place."""
    return f"{kind}:{member_id}"


def causes(member_id: int) -> list[str]:
    """What all messages to a member are about."""
    return [cause(kind.name, member_id) for kind in KINDS]


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """Why some of these messages need not leave any more: id -> code, for those alone.

    Who keeps the page no longer hears nothing of it; nor does anyone of a request that was
    answered meanwhile, nor of the month of a page that nobody sees any more.
    """
    ids = {_member_id(copy) for copy in copies}
    mine = StartupMember.id.in_(ids) & (StartupMember.state == MemberState.ACTIVE)
    keeps = select(StartupMember.id).where(mine)
    waits = select(CallRequest.id).where(
        CallRequest.startup_id == StartupMember.startup_id, CallRequest.done_at.is_(None)
    )
    seen = keeps.join(Startup).where(Startup.state == StartupState.SHOWN)
    wanted = {CHECKED: keeps, ASKED: keeps.where(waits.exists()), MONTH: seen}
    kinds = {copy.kind for copy in copies}
    holds = {kind: set(db.session.scalars(wanted[kind])) for kind in kinds}
    return {copy.id: "reason_gone" for copy in copies if _member_id(copy) not in holds[copy.kind]}


def _member_id(copy: Message) -> int:
    number = copy.cause.partition(":")[2]
    return int(number) if number.isdigit() else 0
