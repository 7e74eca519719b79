"""The kinds of message that agreements send. Texts live in templates/messages/<kind>/."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.agreements.models import Agreement
from portal.agreements.states import AgreementState
from portal.core.db import db
from portal.notifications.kinds import Kind, Purpose, Urgency
from portal.notifications.models import Message

TO_SIGN = "agreement_to_sign"
CODE = "agreement_code"
SIGNED = "agreement_signed"
CHANGED = "agreement_changed"
STOPPED = "agreement_stopped"
EVALUATE = "agreement_evaluate"

KINDS: tuple[Kind, ...] = (
    Kind(TO_SIGN, Purpose.WORK),
    # The origin-bound line lets a phone fill the code in on this portal's pages only.
    Kind(CODE, Purpose.CODE, ("otp",), Urgency.CODE, approved=False, bound="otp"),
    Kind(SIGNED, Purpose.WORK),
    Kind(CHANGED, Purpose.WORK),
    Kind(STOPPED, Purpose.WORK),
    Kind(EVALUATE, Purpose.WORK, (), Urgency.NOTICE),
)

MUST_BE = {
    TO_SIGN: (AgreementState.TO_SIGN,),
    CODE: (AgreementState.TO_SIGN,),
    CHANGED: (AgreementState.TO_SIGN,),
    SIGNED: (AgreementState.SIGNED, AgreementState.ENDED),
    STOPPED: (AgreementState.REJECTED, AgreementState.CANCELLED),
    EVALUATE: (AgreementState.ENDED,),
}


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """Why some of these messages need not leave any more: id -> code, for those alone."""
    ids = {_number(copy) for copy in copies}
    whole = select(Agreement).options(
        selectinload(Agreement.signatures), selectinload(Agreement.evaluations)
    )
    known = {a.id: a for a in db.session.scalars(whole.where(Agreement.id.in_(ids)))}
    return {c.id: "agreement_moved_on" for c in copies if _is_gone(c, known.get(_number(c)))}


def _is_gone(copy: Message, agreement: Agreement | None) -> bool:
    if agreement is None or agreement.state not in MUST_BE.get(copy.kind, ()):
        return True
    party = copy.facts.get("party", "")
    if copy.kind == EVALUATE:
        return any(said.party == party for said in agreement.evaluations)
    if copy.kind not in (TO_SIGN, CHANGED, CODE):
        return False
    if copy.facts.get("version", agreement.version) != agreement.version:
        return True
    mine = [s for s in agreement.signatures if s.party == party]
    return not mine or mine[0].signed_at is not None


def _number(copy: Message) -> int:
    word, _, number = copy.cause.partition(":")
    return int(number) if word == "agreement" and number.isdigit() else 0
