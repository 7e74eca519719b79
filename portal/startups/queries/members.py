"""Who is of a start-up, and who keeps its page."""

import base64

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql import Select

from portal.core.clock import now
from portal.core.db import db
from portal.core.sealed import keyed
from portal.startups.models import Startup, StartupMember
from portal.startups.states import MemberState


def membership_of(account_id: int) -> StartupMember | None:
    """The membership that an account works with: the one that was chosen or begun last."""
    mine = (StartupMember.account_id == account_id) & (StartupMember.state == MemberState.ACTIVE)
    wanted = select(StartupMember).options(joinedload(StartupMember.startup)).where(mine)
    newest = (StartupMember.chosen_at.desc(), StartupMember.id.desc())
    return db.session.scalar(wanted.order_by(*newest).limit(1))


def memberships_of(account_id: int) -> list[StartupMember]:
    """Every page that an account keeps, by name."""
    mine = (StartupMember.account_id == account_id) & (StartupMember.state == MemberState.ACTIVE)
    wanted = select(StartupMember).join(StartupMember.startup).where(mine)
    whole = wanted.options(joinedload(StartupMember.startup))
    return list(db.session.scalars(whole.order_by(Startup.name_folded, StartupMember.id)))


def people(startup_id: int) -> list[StartupMember]:
    """Who is of a start-up, who is invited, and at the end who has left."""
    left = case((StartupMember.state == MemberState.LEFT, 1), else_=0)
    return list(db.session.scalars(_of(startup_id).order_by(left, StartupMember.id)))


def member(startup_id: int, token: str) -> StartupMember | None:
    """One of people(), by the token in its address."""
    return db.session.scalar(_of(startup_id).where(StartupMember.token == token))


def _of(startup_id: int) -> Select[StartupMember]:
    """People, without the invitations that nobody took up in time."""
    real = or_(StartupMember.state != MemberState.INVITED, StartupMember.invite_ends_at > now())
    wanted = select(StartupMember).options(joinedload(StartupMember.account))
    return wanted.where(StartupMember.startup_id == startup_id, real)


def keeps(startup_id: int) -> ColumnElement[bool]:
    """A condition: the members who keep this page."""
    active = StartupMember.state == MemberState.ACTIVE
    return (StartupMember.startup_id == startup_id) & active & StartupMember.account_id.is_not(None)


def has_keeper(startup_id: int, *, but: int = 0) -> bool:
    """Does someone keep this page? `but`: someone else than this member."""
    wanted = select(StartupMember.id).where(keeps(startup_id), StartupMember.id != but)
    return db.session.scalar(wanted.limit(1)) is not None


# Invitations


def is_invited(one: StartupMember) -> bool:
    """Is there a link by which this member may begin to keep the page?"""
    ends = one.invite_ends_at
    return one.invite_hash is not None and ends is not None and ends > now()


def invitation_secret(invited: StartupMember) -> str:
    """What the link of an invitation holds. Made with a key that is not in the database: who
    reads the tables can't make it. A new invitation of the same member has a new one."""
    ends = invited.invite_ends_at
    about = f"{invited.token}|{ends.timestamp():.0f}" if ends else invited.token
    return base64.urlsafe_b64encode(keyed("startups.invitation", about)[:18]).decode()


def invitation_hash(secret: str) -> bytes:
    """How the secret of an invitation is kept."""
    return keyed("startups.invitation.kept", secret)


def invitation(secret: str) -> StartupMember | None:
    """The open invitation behind a link: not used, not taken back, not too old."""
    mine = StartupMember.invite_hash == invitation_hash(secret)
    open_still = (StartupMember.state != MemberState.LEFT) & StartupMember.account_id.is_(None)
    wanted = select(StartupMember).options(joinedload(StartupMember.startup)).where(mine)
    return db.session.scalar(wanted.where(open_still, StartupMember.invite_ends_at > now()))
