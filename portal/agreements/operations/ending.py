"""Agreements end, and both sides are asked how it went."""

from portal.agreements import queries
from portal.agreements.models import Agreement
from portal.agreements.operations import telling
from portal.agreements.rules import turns
from portal.agreements.states import AgreementState
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused

STEP = 50


def end_over() -> int:
    """End those whose last day has gone by; how many were looked at."""
    ids = queries.over(now(), STEP)
    for agreement_id in ids:
        agreement = queries.by_id(agreement_id, lock=True)
        if agreement is not None and turns.may_become(agreement.state, AgreementState.ENDED):
            end(agreement)
    return len(ids)


def remind() -> int:
    """Ask once more who has not said how it went; how many were looked at."""
    ids = queries.to_remind(now(), STEP)
    for agreement_id in ids:
        agreement = queries.by_id(agreement_id, lock=True)
        if agreement is not None and agreement.reminded_at is None:
            agreement.reminded_at = now()
            db.session.flush()
            telling.evaluate(agreement, again=True)
    return len(ids)


def end(agreement: Agreement) -> None:
    """It is over: on its last day, or earlier when staff say so."""
    if not turns.may_become(agreement.state, AgreementState.ENDED):
        raise Refused("agreement_moved_on")
    agreement.state, agreement.asked_at = AgreementState.ENDED, now()
    agreement.changed_at = now()
    db.session.flush()
    audit.record("agreements.agreement.ended", f"agreement:{agreement.id}")
    telling.evaluate(agreement)
