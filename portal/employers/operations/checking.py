"""Staff decide who may post, and the members hear of it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts.queries import recipient
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.employers import rules
from portal.employers.messages import EMPLOYER_CHECKED
from portal.employers.models import Membership, Organisation, OrganisationDecision
from portal.employers.operations import members, registering
from portal.employers.operations.holding import hold
from portal.employers.states import Decision, MemberState, Verification
from portal.notifications.operations import posting

TELLS_FOR = timedelta(days=7)
PAGE = "employer/organisation/"  # below the language: where the answer is read


@dataclass(frozen=True)
class Ruling:
    """What one member of staff decides, having seen the organisation in this version."""

    decision: Decision
    note: str
    seen: int
    staff_id: int


def decide(organisation: Organisation, ruling: Ruling) -> None:
    """Decide. Refused if someone changed the organisation or decided since it was looked at."""
    held = hold(organisation.id)
    if held.version != ruling.seen:
        raise Refused("employer_changed")
    if ruling.decision not in rules.decisions(held):
        raise Refused("decision_impossible", "decision")
    if ruling.decision in rules.NEEDS_NOTE and not ruling.note:
        raise Refused("note_missing", "note")
    _apply(held, ruling)
    row = OrganisationDecision(
        organisation_id=held.id, decision=ruling.decision, note=ruling.note, by=ruling.staff_id
    )
    db.session.add(row)
    db.session.flush()
    audit.record(f"employers.decision.{ruling.decision}", registering.subject(held))
    _tell(held, row)


def _apply(held: Organisation, ruling: Ruling) -> None:
    if ruling.decision == Decision.TAKE_CHANGE:
        registering.take_wanted(held)
    elif ruling.decision == Decision.LEAVE_CHANGE:
        held.wanted = None
    held.state = rules.state_after(ruling.decision, held)
    if held.state == Verification.VERIFIED and held.verified_at is None:
        held.verified_at = now()
    held.state_reason, held.state_by, held.state_at = ruling.note, ruling.staff_id, now()
    held.version += 1


def _tell(held: Organisation, row: OrganisationDecision) -> None:
    """One neutral message to each member, in the place of an older one that has not left yet."""
    active = (Membership.organisation_id == held.id) & (Membership.state == MemberState.ACTIVE)
    wanted = select(Membership).options(joinedload(Membership.account)).where(active)
    for member in db.session.scalars(wanted).all():
        if member.account is None:
            continue
        posting.cancel(members.cause(member))
        posting.post(
            posting.Draft(
                kind=EMPLOYER_CHECKED,
                to=recipient(member.account),
                key=f"{EMPLOYER_CHECKED}:{row.id}:{member.id}",
                cause=members.cause(member),
                expires_at=now() + TELLS_FOR,
                path=PAGE,
            )
        )
