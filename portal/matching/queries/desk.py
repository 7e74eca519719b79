"""What the team asks of the suggestions of a person or an opening. Nothing here changes a row."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import Staff
from portal.core.db import db
from portal.matching.models import (
    WANTED,
    MatchingConsent,
    OpeningMatch,
    PersonMatch,
    Suggestion,
    SuggestionChange,
)
from portal.matching.queries.figures import LIVE
from portal.matching.states import SuggestionState, Withdrawn
from portal.opportunities.models import Opportunity
from portal.people.models import Person, PersonTrade
from portal.people.queries.desk import STANDING, in_reach

MOST = 60  # suggestions on one page; an opening has 20 at most, unless the team adds
MOST_CHANGES = 40


Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Candidates:
    """Who is suggested for an opening: those a member of staff sees, and how many others."""

    mine: list[Suggestion]
    elsewhere: int  # suggested or taken up, of other offices


def candidates(staff: Staff, opening: Opportunity) -> Candidates:
    """Those in the list or with a yes first, in their order; then those that ended."""
    its = select(Suggestion).join(Suggestion.person)
    its = its.where(Suggestion.opportunity_id == opening.id)
    person = joinedload(Suggestion.person).load_only(Person.name, Person.token, Person.hub)
    trades = person.selectinload(Person.trades).load_only(PersonTrade.words)
    mine = _ordered(its.where(in_reach(staff), Person.state.in_(STANDING)))
    reach = in_reach(staff) & Person.state.in_(STANDING)
    others = its.with_only_columns(func.count()).where(Suggestion.state.in_(LIVE), ~reach)
    return Candidates(
        list(db.session.scalars(mine.options(trades))), db.session.scalar(others) or 0
    )


def of_person(person: Person) -> list[Suggestion]:
    """Her suggestions, in the same order."""
    hers = select(Suggestion).where(Suggestion.person_id == person.id)
    whole = joinedload(Suggestion.opportunity).joinedload(Opportunity.organisation)
    return list(db.session.scalars(_ordered(hers).options(whole)))


def suggestion(staff: Staff, person_token: str, token: str) -> Suggestion | None:
    """One of a person that this member of staff sees."""
    found = select(Suggestion).join(Suggestion.person)
    found = found.where(in_reach(staff), Person.state.in_(STANDING))
    found = found.where(Person.token == person_token, Suggestion.token == token)
    whole = (
        joinedload(Suggestion.person),
        joinedload(Suggestion.opportunity).joinedload(Opportunity.organisation),
    )
    return db.session.scalar(found.options(*whole))


def between(
    staff: Staff, token: str, opening: Opportunity
) -> tuple[Person, Suggestion | None] | None:
    """A person that this member of staff may see, and the suggestion of this opening to her,
    whatever became of it."""
    both = (Suggestion.person_id == Person.id) & (Suggestion.opportunity_id == opening.id)
    wanted = select(Person, Suggestion).outerjoin(Suggestion, both)
    mine = wanted.where(Person.token == token, in_reach(staff), Person.state.in_(STANDING))
    row = db.session.execute(mine).first()
    return (row[0], row[1]) if row else None


def person(staff: Staff, token: str) -> Person | None:
    """The person with this address and no more than her own row, if this member of staff may see
    her."""
    mine = (Person.token == token) & in_reach(staff) & Person.state.in_(STANDING)
    return db.session.scalar(select(Person).where(mine))


def consent(person: Person) -> MatchingConsent | None:
    return db.session.get(MatchingConsent, person.id)


def changes_of_opening(staff: Staff, opening: Opportunity) -> list[SuggestionChange]:
    """What the team did to the suggestions of an opening, the newest first; of people of one's own
    office alone."""
    wanted = select(SuggestionChange).join(SuggestionChange.suggestion).join(Suggestion.person)
    wanted = wanted.where(Suggestion.opportunity_id == opening.id, in_reach(staff))
    whole = joinedload(SuggestionChange.suggestion).joinedload(Suggestion.person)
    return _newest(wanted.options(whole.load_only(Person.name, Person.token)))


def changes_of_person(person: Person) -> list[SuggestionChange]:
    """What the team did to the suggestions of a person, the newest first."""
    wanted = select(SuggestionChange).join(SuggestionChange.suggestion)
    whole = joinedload(SuggestionChange.suggestion).joinedload(Suggestion.opportunity)
    titles = whole.load_only(Opportunity.title, Opportunity.token, Opportunity.language)
    return _newest(wanted.where(Suggestion.person_id == person.id).options(titles))


def _newest(wanted: Rows) -> list[SuggestionChange]:
    last = wanted.order_by(SuggestionChange.id.desc()).limit(MOST_CHANGES)
    return list(db.session.scalars(last))


def _ordered(wanted: Rows) -> Rows:
    """As the person and the team read them: what the team moved, then the score."""
    standing = case((Suggestion.state.in_(LIVE), 0), else_=1)
    order = (standing, Suggestion.boost.desc(), Suggestion.score.desc(), Suggestion.id)
    return wanted.order_by(*order).limit(MOST)


def was_removed(standing: Suggestion | None) -> bool:
    """Did the team take it from her list? Then it may put it back."""
    if standing is None or standing.state != SuggestionState.WITHDRAWN:
        return False
    return standing.reason == Withdrawn.TEAM


def match(person: Person) -> PersonMatch | None:
    return db.session.get(PersonMatch, person.id)


def wanted(opening: Opportunity) -> int:
    """How many candidates its employer asked for."""
    found = db.session.get(OpeningMatch, opening.id)
    return WANTED if found is None else found.wanted


def come(opening: Opportunity) -> int:
    """How many people said yes to it: their applications are what its employer sees."""
    yes = (Suggestion.opportunity_id == opening.id) & (Suggestion.state == SuggestionState.YES)
    return db.session.scalar(select(func.count()).select_from(Suggestion).where(yes)) or 0
