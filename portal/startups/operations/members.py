"""Who is of a start-up: add, invite, join, change, choose, leave, forget."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select, update

from portal.accounts.models import Account
from portal.core import audit
from portal.core.clock import local, now
from portal.core.db import db
from portal.core.errors import Refused
from portal.notifications.operations import posting
from portal.startups import messages
from portal.startups.models import CallRequest, Startup, StartupMember, StartupPhoto
from portal.startups.operations import publishing
from portal.startups.operations.holding import changed, hold, subject
from portal.startups.queries import members as queries
from portal.startups.rules import members as rules
from portal.startups.states import MemberRole, MemberState


@dataclass(frozen=True)
class Facts:
    """What is written down of a member. `name` is not kept of who has an account: hers stands
    there."""

    name: str
    role: str
    joined_on: date | None = None
    left_on: date | None = None


def add_name(startup: Startup, facts: Facts) -> StartupMember:
    """Someone of the start-up, by name: without access to the page."""
    held = _with_room(startup)
    _must_be_possible(facts)
    made = StartupMember(
        startup_id=held.id, name=facts.name, role=facts.role, joined_on=facts.joined_on
    )
    db.session.add(made)
    db.session.flush()
    audit.record("startups.member.added", subject(held))
    return made


def change(member: StartupMember, facts: Facts) -> None:
    """Another role or other days. The day of leaving is set for who has left alone."""
    held = hold(member.startup_id)
    member = _as_it_stands(member)
    _must_be_possible(facts)
    member.role, member.joined_on = facts.role, facts.joined_on
    if member.account_id is None:
        member.name = facts.name
    if member.state == MemberState.LEFT:
        member.left_on = facts.left_on
    audit.record("startups.member.changed", subject(held))


def invite(
    startup: Startup, name: str, *, role: str = MemberRole.MANAGER, by_staff: int | None = None
) -> StartupMember:
    """Invite someone who is not written down yet to keep the page. `by_staff`: who of the team
    does, for a start-up that the team brought. The link is queries.invitation_secret()."""
    held = _with_room(startup)
    made = StartupMember(startup_id=held.id, name=name, role=role, state=MemberState.INVITED)
    db.session.add(made)
    db.session.flush()
    _open_the_door(made)
    by = "invited" if by_staff is None else "invited_by_team"
    audit.record(f"startups.member.{by}", subject(held))
    return made


def invite_member(member: StartupMember) -> None:
    """Invite someone who is written down already. An older link ends."""
    held = hold(member.startup_id)
    member = _as_it_stands(member)
    if member.state == MemberState.LEFT or member.account_id is not None:
        raise Refused("member_gone")
    _open_the_door(member)
    audit.record("startups.member.invited", subject(held))


def accept(secret: str, account: Account) -> StartupMember:
    """Join by a link. It works once; of two at the same instant, one is refused."""
    found = queries.invitation(secret)
    if found is None:
        raise Refused("invitation_over")
    held = hold(found.startup_id)
    invited = queries.invitation(secret)  # again: another may have used it meanwhile
    if invited is None:
        raise Refused("invitation_over")
    here = (StartupMember.startup_id == held.id) & (StartupMember.account_id == account.id)
    earlier = db.session.scalar(select(StartupMember).where(here))
    if earlier is not None and earlier.state == MemberState.ACTIVE:
        raise Refused("member_already")
    joined = invited
    if earlier is not None:  # the row of before, so that one account has one row
        joined, joined.role = earlier, invited.role
        db.session.delete(invited)
    _shut_the_door(joined)
    joined.account_id, joined.state, joined.name = account.id, MemberState.ACTIVE, None
    joined.joined_on = joined.joined_on or _today()
    joined.left_on, joined.chosen_at = None, now()
    audit.record("startups.member.joined", subject(held))
    db.session.flush()
    return joined


def take_back(member: StartupMember) -> None:
    """Nobody may use the invitation any more. Who was only invited stands nowhere then."""
    held = hold(member.startup_id)
    member = _as_it_stands(member)
    if member.invite_hash is None:
        raise Refused("member_gone")
    _shut_the_door(member)
    if member.state == MemberState.INVITED:
        db.session.delete(member)
    audit.record("startups.invitation.taken_back", subject(held))
    db.session.flush()


def end(member: StartupMember, day: date | None = None) -> None:
    """Someone else has left: stands in the list with that day, and keeps the page no longer."""
    held = hold(member.startup_id)
    member = _as_it_stands(member)
    if member.state != MemberState.ACTIVE:
        raise Refused("member_gone")
    day = day or _today()
    if rules.wrong_dates(member.joined_on, day, _today()):
        raise Refused("dates_wrong", "left_on")
    _end(member, day)
    audit.record("startups.member.left", subject(held))


def leave(mine: StartupMember) -> None:
    """Keep the page no longer. The last one who does hides it first: a page that everyone sees
    has someone who can hide it."""
    held = hold(mine.startup_id)
    mine = _as_it_stands(mine)
    if mine.state != MemberState.ACTIVE:
        raise Refused("member_gone")
    alone = not queries.has_keeper(held.id, but=mine.id)
    if alone and held.state in rules.NEEDS_A_KEEPER:
        raise Refused("last_leaves")
    _end(mine, _today())
    audit.record("startups.member.left", subject(held))


def choose(mine: StartupMember) -> None:
    """Work on this page from now on, among those that this account keeps."""
    mine.chosen_at = now()


def forget(account_id: int) -> None:
    """An account is erased: no name of hers is left, and she keeps no page.

    A page that nobody keeps any more is hidden at once, its numbers and address go, and so do the
    numbers that readers left for her. The team sees that it changed.
    """
    mine = select(StartupMember).where(StartupMember.account_id == account_id)
    for row in db.session.scalars(mine.order_by(StartupMember.startup_id)).all():
        held = hold(row.startup_id)
        member = _as_it_stands(row)
        if member.state == MemberState.ACTIVE:
            _end(member, _today())
            audit.record("startups.member.left", subject(held))
            if not queries.has_keeper(held.id, but=member.id):
                _orphan(held)
        member.account_id = member.name = None
    said_by_her = StartupPhoto.consent_by == account_id
    db.session.execute(update(StartupPhoto).where(said_by_her).values(consent_by=None))
    db.session.flush()


def _orphan(held: Startup) -> None:
    if held.state in rules.NEEDS_A_KEEPER:
        publishing.hide(held)
    held.phone = held.phone_index = held.whatsapp = None
    held.address, held.look_again = "", True
    db.session.execute(delete(CallRequest).where(CallRequest.startup_id == held.id))
    changed(held)


def _with_room(startup: Startup) -> Startup:
    held = hold(startup.id)
    old = (StartupMember.state == MemberState.INVITED) & (StartupMember.invite_ends_at <= now())
    here = StartupMember.startup_id == held.id
    db.session.execute(delete(StartupMember).where(here, old))  # links that are of no use any more
    if (db.session.scalar(select(func.count()).where(here)) or 0) >= rules.MOST_MEMBERS:
        raise Refused("members_many")
    return held


def _must_be_possible(facts: Facts) -> None:
    wrong = rules.wrong_dates(facts.joined_on, facts.left_on, _today())
    if wrong:
        raise Refused("dates_wrong", wrong)


def _open_the_door(member: StartupMember) -> None:
    member.invite_ends_at = now() + rules.INVITATION_HOLDS
    member.invite_hash = queries.invitation_hash(queries.invitation_secret(member))
    db.session.flush()


def _shut_the_door(member: StartupMember) -> None:
    member.invite_hash = member.invite_ends_at = None


def _end(member: StartupMember, day: date) -> None:
    if member.account is not None:  # the others go on seeing who it was
        member.name = member.account.name
    member.state, member.left_on = MemberState.LEFT, day
    _shut_the_door(member)
    for cause in messages.causes(member.id):
        posting.cancel(cause)


def _as_it_stands(member: StartupMember) -> StartupMember:
    """The row as it is now that the start-up is held. Refused if it is there no more."""
    wanted = select(StartupMember).where(StartupMember.id == member.id)
    fresh = db.session.scalar(wanted.execution_options(populate_existing=True))
    if fresh is None:
        raise Refused("member_gone")
    return fresh


def _today() -> date:
    return local(now()).date()
