"""What each side says at the end, and the person's word on what the tutor said."""

from dataclasses import asdict, dataclass
from datetime import date

from portal.agreements import queries
from portal.agreements.models import Agreement, Evaluation
from portal.agreements.states import AgreementState, Outcome, Party
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused


@dataclass(frozen=True)
class Said:
    """How it went, as one side tells it."""

    outcome: str
    marks: str
    hired: bool | None = None
    last_day: date | None = None
    missed_hours: int = 0
    contract: str = ""
    hired_on: date | None = None
    words: str = ""


def evaluate(agreement: Agreement, party: str, said: Said) -> None:
    """Keep what this side says, once. Raises Refused."""
    if agreement.state != AgreementState.ENDED:
        raise Refused("agreement_not_ended")
    if queries.evaluation(agreement, party) is not None:
        raise Refused("already_evaluated")
    if said.last_day and not agreement.starts_on <= said.last_day <= agreement.ends_on:
        raise Refused("last_day_outside", "last_day")
    agreement.evaluations.append(Evaluation(party=party, **_fitting(said)))
    db.session.flush()
    audit.record("agreements.agreement.evaluated", f"agreement:{agreement.id}", party)


def disagree(agreement: Agreement, why: str) -> None:
    """The person does not agree with what the tutor said. Staff read why."""
    theirs = queries.evaluation(agreement, Party.EMPLOYER)
    if theirs is None:
        raise Refused("not_evaluated_yet")
    if theirs.disagrees:
        raise Refused("already_disagreed")
    theirs.disagrees, theirs.disagrees_why, theirs.disagrees_at = True, why, now()
    db.session.flush()
    audit.record("agreements.agreement.disagreed", f"agreement:{agreement.id}")


def _fitting(said: Said) -> dict[str, object]:
    """Only what belongs to the answers that were given: no contract where nobody was hired."""
    facts = asdict(said) | {"words": said.words or None}
    if said.outcome != Outcome.PARTLY:
        facts |= {"last_day": None, "missed_hours": 0}
    if not said.hired:
        facts |= {"contract": "", "hired_on": None}
    return facts
