"""Who speaks for an organisation: invite, join, choose, hand over, leave, remove."""

from sqlalchemy import func, select

from portal.accounts.models import Account
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.employers import queries, rules
from portal.employers.models import Membership, Organisation
from portal.employers.operations.holding import hold
from portal.employers.operations.registering import subject
from portal.employers.states import MemberRole, MemberState
from portal.notifications.operations import posting


def cause(member: Membership) -> str:
    """What messages to a member are about."""
    return f"membership:{member.id}"


def invite(organisation: Organisation, name: str) -> Membership:
    """Invite someone. The link is for queries.invitation_secret(); without an owner, whoever
    uses it first becomes one."""
    held = hold(organisation.id)
    if rules.is_stopped(held):
        raise Refused("employer_stopped")
    here = (Membership.organisation_id == held.id) & (Membership.state != MemberState.LEFT)
    _forget_old_invitations(held)
    if (db.session.scalar(select(func.count()).where(here)) or 0) >= rules.MOST_MEMBERS:
        raise Refused("members_many")
    made = Membership(
        organisation_id=held.id,
        state=MemberState.INVITED,
        invited_name=name,
        invite_ends_at=now() + rules.INVITATION_HOLDS,
    )
    db.session.add(made)
    db.session.flush()
    made.invite_hash = queries.invitation_hash(queries.invitation_secret(made))
    audit.record("employers.member.invited", subject(held))
    db.session.flush()
    return made


def accept(secret: str, account: Account) -> Membership:
    """Join by a link. It works once; of two at the same instant, one is refused."""
    found = queries.invitation(secret)
    if found is None:
        raise Refused("invitation_over")
    held = hold(found.organisation_id)
    invited = queries.invitation(secret)  # again: another may have used it meanwhile
    if invited is None:
        raise Refused("invitation_over")
    here = (Membership.organisation_id == held.id) & (Membership.account_id == account.id)
    earlier = db.session.scalar(select(Membership).where(here))
    if earlier is not None and earlier.state == MemberState.ACTIVE:
        raise Refused("member_already")
    owned = queries.has_owner(held.id)
    joined = _taken_up(invited, earlier)
    joined.role = MemberRole.MEMBER if owned else MemberRole.OWNER
    joined.account_id, joined.state = account.id, MemberState.ACTIVE
    joined.chosen_at, joined.invited_name = now(), ""
    audit.record("employers.member.joined", subject(held))
    db.session.flush()
    return joined


def take_back(member: Membership) -> None:
    """An invitation that nobody may use any more, or a member who speaks for it no longer."""
    held = hold(member.organisation_id)
    member = _as_it_stands(member)
    if member.state == MemberState.INVITED:
        db.session.delete(member)
        audit.record("employers.invitation.taken_back", subject(held))
    elif member.role == MemberRole.OWNER:
        raise Refused("owner_stays")
    else:
        _end(member)
        audit.record("employers.member.removed", subject(held))


def leave(member: Membership) -> None:
    """Speak for the organisation no longer. An owner hands it over first."""
    held = hold(member.organisation_id)
    member = _as_it_stands(member)
    if member.role == MemberRole.OWNER:
        raise Refused("owner_leaves")
    _end(member)
    audit.record("employers.member.left", subject(held))


def hand_over(mine: Membership, to: Membership) -> None:
    """`to` becomes the owner, and `mine` a member like the others."""
    held = hold(mine.organisation_id)
    mine, to = _as_it_stands(mine), _as_it_stands(to)
    if mine.role != MemberRole.OWNER or to.state != MemberState.ACTIVE or to.id == mine.id:
        raise Refused("hand_over_impossible")
    mine.role, to.role = MemberRole.MEMBER, MemberRole.OWNER
    audit.record("employers.member.handed_over", subject(held))


def choose(member: Membership) -> None:
    """Work for this organisation from now on, among those that this account speaks for."""
    member.chosen_at = now()


def forget(account_id: int) -> None:
    """An account is erased: it speaks for nobody. The oldest of the others becomes the owner."""
    mine = select(Membership).where(Membership.account_id == account_id)
    for row in db.session.scalars(mine).all():
        held = hold(row.organisation_id)
        member = _as_it_stands(row, left=True)
        if member.state == MemberState.ACTIVE:
            if member.role == MemberRole.OWNER:
                _pass_on(member)
            _end(member)
            audit.record("employers.member.left", subject(held))
        member.account_id, member.invited_name = None, ""
    db.session.flush()


def _as_it_stands(member: Membership, *, left: bool = False) -> Membership:
    """The row as it is now that the organisation is held. Refused if it is there no more."""
    wanted = select(Membership).where(Membership.id == member.id)
    fresh = db.session.scalar(wanted.execution_options(populate_existing=True))
    if fresh is None or (fresh.state == MemberState.LEFT and not left):
        raise Refused("member_gone")
    return fresh


def _pass_on(mine: Membership) -> None:
    others = (Membership.organisation_id == mine.organisation_id) & (Membership.id != mine.id)
    wanted = select(Membership).where(others, Membership.state == MemberState.ACTIVE)
    heir = db.session.scalar(wanted.order_by(Membership.id).limit(1))
    if heir is not None:
        heir.role = MemberRole.OWNER
    mine.role = MemberRole.MEMBER


def _end(member: Membership) -> None:
    member.state, member.role = MemberState.LEFT, MemberRole.MEMBER
    posting.cancel(cause(member))


def _taken_up(invited: Membership, earlier: Membership | None) -> Membership:
    """The row that the member gets: the one of before, if they had left; the link is used up."""
    if earlier is None:
        invited.invite_hash = None
        return invited
    db.session.delete(invited)
    return earlier


def _forget_old_invitations(held: Organisation) -> None:
    """Links that are too old are of no use: their rows go when a new one is made."""
    old = (Membership.state == MemberState.INVITED) & (Membership.invite_ends_at <= now())
    here = select(Membership).where(Membership.organisation_id == held.id, old)
    for row in db.session.scalars(here).all():
        db.session.delete(row)
    db.session.flush()
