"""The team knows better: adds a suggestion, takes one away, moves one. Each with a reason, kept."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.applications.models import Application
from portal.applications.queries import mine as applications
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, insert_new
from portal.core.errors import Refused
from portal.matching.models import MatchingConsent, Suggestion, SuggestionChange
from portal.matching.rules.explaining import Explained, broken
from portal.matching.rules.weights import VERSION, Rule
from portal.matching.states import OPEN, Change, Origin, SuggestionState, Withdrawn
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from portal.people.states import PersonState

FARTHEST = 5  # steps up or down
# A rule that nobody sets aside: a person's word, an opening's room.
NEVER = {
    Rule.CONSENT: Refused("matching_not_agreed"),
    Rule.CAPACITY: Refused("matching_full"),
    Rule.TAKEN: Refused("matching_taken"),
}
STEPS = {Change.UP: 1, Change.DOWN: -1}


@dataclass(frozen=True)
class Why:
    """Why, in one word and in some, and who says so."""

    reason: str  # ChangeReason
    words: str
    by: int  # staff


def add(person: Person, opening: Opportunity, explained: Explained, why: Why) -> Suggestion:
    """Put an opening in a person's list, whatever the rules said but those in NEVER.

    `explained`: how the two fit, as it was read a moment ago. Raises Refused: matching_not_agreed,
    matching_closed, matching_full, matching_taken.
    """
    _must_be_possible(person, opening)
    code = forbidden(explained)
    if code:
        raise Refused(code)
    at = now()
    values: dict[str, Any] = {
        "origin": Origin.COUNSELLOR,
        "score": explained.score,
        "parts": {str(part): value for part, value in explained.parts.items()},
        "missing": [one.stored() for one in explained.missing],
        "version": VERSION,
        "proposed_at": at,
    }
    ids = {"person_id": person.id, "opportunity_id": opening.id}
    token = secrets.token_urlsafe(12)
    new = insert_new(Suggestion, token=token, created_at=at, **ids, **values)
    wanted = select(Suggestion).filter_by(**ids).with_for_update()
    found = db.session.scalars(wanted).one()
    if not new and found.state in OPEN:
        return found
    if not new and found.state != SuggestionState.WITHDRAWN:
        raise Refused("matching_taken")
    if not new:
        _again(found, values)
    _note(found, Change.ADD, why, "added")
    return found


def forbidden(explained: Explained) -> str:
    """Why the team can't set the rules aside for this pair; "" where it can."""
    return next((NEVER[rule].code for rule in broken(explained.passed) if rule in NEVER), "")


def remove(suggestion: Suggestion, why: Why) -> None:
    """Take it out of the person's list, for good: the portal does not suggest it again.

    Raises Refused: suggestion_answered.
    """
    _lock(suggestion)
    suggestion.state, suggestion.reason = SuggestionState.WITHDRAWN, Withdrawn.TEAM
    suggestion.ended_at = now()
    _note(suggestion, Change.REMOVE, why, "removed")


def move(suggestion: Suggestion, what: Change, why: Why) -> None:
    """One step up or down, before all that is told by the score.

    Raises Refused: suggestion_answered, suggestion_at_end.
    """
    _lock(suggestion)
    boost = suggestion.boost + STEPS[what]
    if abs(boost) > FARTHEST:
        raise Refused("suggestion_at_end", "what")
    suggestion.boost = boost
    _note(suggestion, what, why, "moved")


def _must_be_possible(person: Person, opening: Opportunity) -> None:
    # Whoever closes the opening at this moment waits for us, or we for them.
    row = select(Opportunity.id).where(Opportunity.id == opening.id)
    db.session.execute(row.with_for_update(read=True))
    db.session.refresh(opening)
    consent = db.session.get(MatchingConsent, person.id)
    ready = person.state == PersonState.ACTIVE and person.complete_at is not None
    if not ready or consent is None or not consent.given:
        raise Refused("matching_not_agreed")
    if not applications.is_open(opening, now()):
        raise Refused("matching_closed")
    both = (Application.person_id == person.id) & (Application.opportunity_id == opening.id)
    if db.session.scalar(select(Application.id).where(both)) is not None:
        raise Refused("matching_taken")


def _again(suggestion: Suggestion, values: dict[str, Any]) -> None:
    """The same row is offered once more."""
    for name, value in values.items():
        setattr(suggestion, name, value)
    suggestion.state, suggestion.reason, suggestion.words = SuggestionState.PROPOSED, "", ""
    suggestion.ended_at = suggestion.answered_at = suggestion.told_at = None
    suggestion.later_until, suggestion.boost = None, 0


def _lock(suggestion: Suggestion) -> None:
    """The row as it is now, not answered yet, and nobody else changes it before we have done."""
    wanted = select(Suggestion.id).where(Suggestion.id == suggestion.id)
    db.session.execute(wanted.with_for_update())
    db.session.refresh(suggestion)
    if suggestion.state not in OPEN:
        raise Refused("suggestion_answered")


def _note(suggestion: Suggestion, what: Change, why: Why, deed: str) -> None:
    db.session.add(
        SuggestionChange(
            suggestion_id=suggestion.id,
            what=what,
            reason=why.reason,
            words=why.words,
            score=suggestion.score,
            by=why.by,
        )
    )
    audit.record(f"matching.suggestion.{deed}", f"suggestion:{suggestion.id}")
