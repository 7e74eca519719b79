"""Questions asked of the employers. Nothing here changes a row."""

import base64
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload
from sqlalchemy.sql import Select

from portal.core.clock import now
from portal.core.db import db
from portal.core.folding import fold
from portal.core.sealed import keyed
from portal.employers import rules
from portal.employers.models import Membership, Organisation, OrganisationDecision
from portal.employers.states import MemberState, Verification

PAGE = 25
LONGEST_QUERY = 200
MOST_ALIKE = 20  # shown beside one organisation
MOST_DECISIONS = 50
_COLUMNS = {
    "name": Organisation.name_folded,
    "ice": Organisation.ice,
    "phone": Organisation.contact_phone_index,
}


def visible_firms() -> ColumnElement[bool]:
    """A condition for queries that join Organisation: only what these posted may be seen.

    The programme's own openings have no organisation: ask for
    `or_(Opportunity.organisation_id.is_(None), visible_firms())` over an outer join.
    """
    return Organisation.state == Verification.VERIFIED


def membership_of(account_id: int) -> Membership | None:
    """The membership that an account works with: the one that was chosen or begun last."""
    mine = (Membership.account_id == account_id) & (Membership.state == MemberState.ACTIVE)
    wanted = select(Membership).options(joinedload(Membership.organisation)).where(mine)
    newest = (Membership.chosen_at.desc(), Membership.id.desc())
    return db.session.scalar(wanted.order_by(*newest).limit(1))


def memberships_of(account_id: int) -> list[Membership]:
    """Everything that an account speaks for, by name."""
    mine = (Membership.account_id == account_id) & (Membership.state == MemberState.ACTIVE)
    wanted = select(Membership).join(Membership.organisation).where(mine)
    whole = wanted.options(joinedload(Membership.organisation))
    return list(db.session.scalars(whole.order_by(Organisation.name_folded, Membership.id)))


def may_post(member: Membership) -> bool:
    """May this member write openings?"""
    return rules.may_post(member)


def introductions_left(organisation: Organisation, used: int) -> int:
    """How many people may still be introduced this month, after `used`."""
    return rules.introductions_left(organisation.max_introductions, used)


# Members and invitations


def members(organisation_id: int) -> list[Membership]:
    """Who speaks for an organisation and who is invited to: owners first, then the oldest."""
    here = (Membership.organisation_id == organisation_id) & _standing()
    wanted = select(Membership).options(joinedload(Membership.account)).where(here)
    order = case((Membership.state == MemberState.ACTIVE, 0), else_=1)
    return list(db.session.scalars(wanted.order_by(order, Membership.role.desc(), Membership.id)))


def member(organisation_id: int, token: str) -> Membership | None:
    """One of members(), by the token in its address."""
    here = (Membership.organisation_id == organisation_id) & (Membership.token == token)
    wanted = select(Membership).options(joinedload(Membership.account)).where(here & _standing())
    return db.session.scalar(wanted)


def _standing() -> ColumnElement[bool]:
    open_still = (Membership.state == MemberState.INVITED) & (Membership.invite_ends_at > now())
    return or_(Membership.state == MemberState.ACTIVE, open_still)


def invitation_secret(invited: Membership) -> str:
    """What the link of an invitation holds. Made with a key that is not in the database: who
    reads the tables can't make it."""
    return base64.urlsafe_b64encode(keyed("employers.invitation", invited.token)[:18]).decode()


def invitation_hash(secret: str) -> bytes:
    """How the secret of an invitation is kept."""
    return keyed("employers.invitation.kept", secret)


def invitation(secret: str) -> Membership | None:
    """The open invitation behind a link: not used, not too old, of a firm that isn't stopped."""
    mine = Membership.invite_hash == invitation_hash(secret)
    open_still = (Membership.state == MemberState.INVITED) & (Membership.invite_ends_at > now())
    wanted = select(Membership).options(joinedload(Membership.organisation)).where(mine, open_still)
    found = db.session.scalar(wanted)
    return None if found is None or rules.is_stopped(found.organisation) else found


def has_owner(organisation_id: int) -> bool:
    """Does someone speak for it who may invite others?"""
    here = (Membership.organisation_id == organisation_id) & (Membership.role == "owner")
    wanted = select(Membership.id).where(here, Membership.state == MemberState.ACTIVE)
    return db.session.scalar(wanted.limit(1)) is not None


# The desk


@dataclass(frozen=True)
class Filter:
    """Which organisations staff look for. Empty fields ask for nothing."""

    text: str = ""
    state: str = ""


def organisation(token: str) -> Organisation | None:
    return db.session.scalar(select(Organisation).where(Organisation.token == token))


def organisations(wanted: Filter, page: int = 1) -> tuple[list[Organisation], int]:
    """One page of what staff look for; and how many there are.

    Those to be checked come first, who waits longest at the top; then the newest of the others.
    """
    found = _matching(wanted)
    total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    waits = or_(Organisation.state == Verification.PENDING, Organisation.wanted.is_not(None))
    order = case((waits, Organisation.state_at), else_=None)
    rows = found.order_by(case((waits, 0), else_=1), order, Organisation.id.desc())
    return list(db.session.scalars(rows.offset((page - 1) * PAGE).limit(PAGE))), total


def every_organisation(wanted: Filter) -> list[Organisation]:
    """All that staff look for, for a file."""
    found = _matching(wanted)
    return list(db.session.scalars(found.order_by(Organisation.name_folded, Organisation.id)))


def waiting_count() -> int:
    """How many wait for staff."""
    waits = or_(Organisation.state == Verification.PENDING, Organisation.wanted.is_not(None))
    return db.session.scalar(select(func.count()).select_from(Organisation).where(waits)) or 0


def _matching(wanted: Filter) -> Select[Organisation]:
    found = select(Organisation)
    if wanted.state:
        found = found.where(Organisation.state == wanted.state)
    for word in fold(wanted.text[:LONGEST_QUERY]).split()[:6]:
        found = found.where(Organisation.search_text.contains(word, autoescape=True))
    return found


def alike(mine: Organisation) -> list[tuple[Organisation, list[str]]]:
    """Other organisations with the name, the ICE or the phone of this one, or with those that it
    asks for; and which of these it is."""
    said = _said(mine)
    same = [_COLUMNS[what].in_(values) for what, values in said.items() if values]
    if not same:
        return []
    others = select(Organisation).where(Organisation.id != mine.id, or_(*same))
    found = db.session.scalars(others.order_by(Organisation.id).limit(MOST_ALIKE))
    return [(one, [w for w in said if getattr(one, _COLUMNS[w].key) in said[w]]) for one in found]


def _said(mine: Organisation) -> dict[str, set[Any]]:
    """What tells an organisation from others, by what it is. Nothing empty."""
    wanted = mine.wanted or {}
    new_name = rules.bare_name(wanted["name"]) if wanted.get("name") else ""
    said: dict[str, set[Any]] = {
        "name": {mine.name_folded, new_name},
        "ice": {mine.ice, wanted.get("ice")},
        "phone": {mine.contact_phone_index},
    }
    return {what: {value for value in values if value} for what, values in said.items()}


def with_twins(ids: Collection[int]) -> set[int]:
    """Those of these organisations that look like another one."""
    mine, other = aliased(Organisation), aliased(Organisation)
    same = or_(
        (other.name_folded == mine.name_folded) & (mine.name_folded != ""),
        other.ice == mine.ice,
        other.contact_phone_index == mine.contact_phone_index,
    )
    twin = select(other.id).where(other.id != mine.id, same).exists()
    return set(db.session.scalars(select(mine.id).where(mine.id.in_(ids), twin)))


def decisions_on(mine: Organisation) -> list[OrganisationDecision]:
    """What staff decided, the newest first."""
    wanted = select(OrganisationDecision).where(OrganisationDecision.organisation_id == mine.id)
    newest = wanted.order_by(OrganisationDecision.id.desc()).limit(MOST_DECISIONS)
    return list(db.session.scalars(newest))
