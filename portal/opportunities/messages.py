"""The kinds of message that opportunities send. Texts live in templates/messages/<kind>/."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.core.db import db
from portal.notifications.kinds import Kind, Purpose, Urgency
from portal.notifications.models import Message
from portal.opportunities.models import Opportunity
from portal.opportunities.states import OpportunityState

CONFIRM = "opening_confirm"
EXPIRED = "opening_expired"
CHECKED = "opening_checked"
SENT_BACK = "opening_sent_back"
WITHDRAWN = "opening_withdrawn"

# What an opening must be for a message about it still to be true.
MUST_BE = {
    CONFIRM: OpportunityState.OPEN,
    EXPIRED: OpportunityState.EXPIRED,
    CHECKED: OpportunityState.OPEN,
    SENT_BACK: OpportunityState.SENT_BACK,
    WITHDRAWN: OpportunityState.WITHDRAWN,
}

KINDS: tuple[Kind, ...] = (
    Kind(CONFIRM, Purpose.WORK, (), Urgency.NOTICE),
    Kind(EXPIRED, Purpose.WORK, (), Urgency.NOTICE),
    Kind(CHECKED, Purpose.WORK),
    Kind(SENT_BACK, Purpose.WORK),
    Kind(WITHDRAWN, Purpose.WORK),
)


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """Why some of these messages need not leave any more: id -> code, for those alone."""
    ids = {_opening_id(copy) for copy in copies}
    columns = (Opportunity.id, Opportunity.state, Opportunity.asked_at)
    rows = db.session.execute(select(*columns).where(Opportunity.id.in_(ids)))
    known = {row.id: row for row in rows}
    return {c.id: "opening_changed" for c in copies if _is_past(c, known.get(_opening_id(c)))}


def _is_past(copy: Message, opening) -> bool:
    if opening is None or opening.state != MUST_BE.get(copy.kind):
        return True
    # Confirmed since: asked_at is empty until the next time.
    return copy.kind == CONFIRM and opening.asked_at is None


def _opening_id(copy: Message) -> int:
    kind, _, number = copy.cause.partition(":")
    return int(number) if kind == "opportunity" and number.isdigit() else 0
