"""What a person asks of her own suggestions. Nothing here changes a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import joinedload

from portal.applications.models import Application
from portal.core.clock import local, now
from portal.core.db import db
from portal.matching.models import MatchingConsent, PersonMatch, Suggestion
from portal.matching.rules.weights import MOST_PER_PERSON
from portal.matching.states import OPEN, SuggestionState, Withdrawn
from portal.opportunities.models import Opportunity
from portal.people.models import Person

TOLD = timedelta(days=14)  # so long a line says what became of a suggestion that went away
FRESH = timedelta(days=7)  # so long a no can be put back
MOST = 40
MOST_GONE = 5


@dataclass(frozen=True)
class Mine:
    """A person's suggestions: to answer, put off, gone; and what stands above them."""

    consent: MatchingConsent | None
    match: PersonMatch | None
    open: Sequence[Suggestion] = ()
    later: Sequence[Suggestion] = ()
    gone: Sequence[Suggestion] = ()


def all_of(person: Person) -> Mine:
    """The best first: what the team moved up, then the score. At most MOST_PER_PERSON at once.

    Without those to whose opening she has applied by herself.
    """
    since = now() - TOLD
    ended = and_(
        Suggestion.state == SuggestionState.WITHDRAWN,
        Suggestion.reason != Withdrawn.PERSON,
        Suggestion.ended_at > since,
    )
    wanted = select(Suggestion).where(
        Suggestion.person_id == person.id,
        or_(Suggestion.state.in_(OPEN), ended),
        ~exists().where(_same(), Application.person_id == person.id),
    )
    order = (Suggestion.boost.desc(), Suggestion.score.desc(), Suggestion.id)
    whole = joinedload(Suggestion.opportunity).joinedload(Opportunity.organisation)
    rows = db.session.scalars(wanted.options(whole).order_by(*order).limit(MOST)).all()
    day = local(now()).date()
    waiting = [one for one in rows if one.state in OPEN and not put_off(one, day)]
    gone = [one for one in rows if one.state == SuggestionState.WITHDRAWN]
    gone.sort(key=lambda one: (one.ended_at or since, one.id), reverse=True)
    return Mine(
        consent=db.session.get(MatchingConsent, person.id),
        match=db.session.get(PersonMatch, person.id),
        open=waiting[:MOST_PER_PERSON],
        later=[one for one in rows if put_off(one, day)],
        gone=gone[:MOST_GONE],
    )


def put_off(suggestion: Suggestion, day: date) -> bool:
    """Does she want to be asked again on a day that is still to come?"""
    until = suggestion.later_until
    return suggestion.state == SuggestionState.LATER and until is not None and until > day


def one(person: Person, token: str) -> Suggestion | None:
    """Her suggestion with this address, whatever became of it."""
    mine = (Suggestion.token == token) & (Suggestion.person_id == person.id)
    whole = joinedload(Suggestion.opportunity).joinedload(Opportunity.organisation)
    return db.session.scalar(select(Suggestion).where(mine).options(whole))


def application_of(suggestion: Suggestion) -> Application | None:
    """Her application to the same opening, by this way or another."""
    hers = (Application.person_id == suggestion.person_id) & (
        Application.opportunity_id == suggestion.opportunity_id
    )
    return db.session.scalar(select(Application).where(hers))


def can_be_put_back(suggestion: Suggestion) -> bool:
    """A later can, and a no for some days."""
    at = suggestion.answered_at
    fresh = at is not None and at > now() - FRESH
    said_no = suggestion.state == SuggestionState.NO
    return suggestion.state == SuggestionState.LATER or (said_no and fresh)


def _same():
    return Application.opportunity_id == Suggestion.opportunity_id
