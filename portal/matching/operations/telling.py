"""A person is told that openings were found for her, and that one she wanted is filled."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import func, or_, select, update

from portal.accounts import queries as accounts
from portal.accounts.models import Account
from portal.applications.models import Application
from portal.core import audit
from portal.core.clock import local, now
from portal.core.db import db, in_turn, written
from portal.employers.models import Organisation
from portal.matching import messages
from portal.matching.models import MatchingConsent, PersonMatch, Suggestion
from portal.matching.queries.offers import is_open
from portal.matching.states import SuggestionState
from portal.notifications.operations import posting
from portal.notifications.operations.posting import Draft
from portal.opportunities.models import Opportunity
from portal.people.models import Person

AGAIN = timedelta(days=3)  # between two messages about new suggestions to one person
GATHER = timedelta(hours=1)  # she may be reading the page now; several openings are one message
HOLDS = timedelta(days=5)  # after that a message would only surprise
BATCH = 100
PATH = "me/suggestions/"


def tell_new(most: int = BATCH) -> int:
    """Write to people who have suggestions that they were not told of. How many people?

    Whoever can't be reached counts as told: her list and her counsellor tell her.
    """
    in_turn("matching.tell")
    at = now()
    found = _waiting(most)
    today = local(at).date().isoformat()
    _post(messages.NEW, {f"suggestions:{person}:{today}": person for person in found})
    ids = [suggestion for mine in found.values() for suggestion in mine]
    written(update(Suggestion).where(Suggestion.id.in_(ids)).values(told_at=at))
    written(update(PersonMatch).where(PersonMatch.person_id.in_(found)).values(told_at=at))
    return len(found)


def ask_again(most: int = BATCH) -> int:
    """She said “later”, and the day has come: it is as new again. How many?"""
    later = Suggestion.state == SuggestionState.LATER
    wanted = select(Suggestion).where(later, Suggestion.later_until <= local(now()).date())
    locked = wanted.order_by(Suggestion.id).limit(most).with_for_update(skip_locked=True)
    found = db.session.scalars(locked).all()
    for one in found:
        one.state, one.later_until = SuggestionState.PROPOSED, None
        one.proposed_at, one.told_at = now(), None
        audit.record("matching.suggestion.asked_again", f"suggestion:{one.id}")
    return len(found)


def tell_gone(people: Mapping[int, int]) -> None:
    """What she wanted to think about is filled. `people`: suggestion -> person."""
    if not people:
        return
    _post(messages.GONE, {f"{messages.GONE}:{one}": person for one, person in people.items()})


def _post(kind: str, people: Mapping[str, int]) -> None:
    """To each of these people who can be reached. `people`: key of the message -> person."""
    accounts_of = _accounts(list(people.values()))
    posting.post_all(
        Draft(
            kind=kind,
            to=accounts.recipient(accounts_of[person]),
            key=key,
            cause=f"person:{person}",
            expires_at=now() + HOLDS,
            path=PATH,
        )
        for key, person in people.items()
        if person in accounts_of
    )


def _waiting(most: int) -> dict[int, list[int]]:
    """People to be told of something now, with the suggestions that it is about."""
    at = now()
    applied = select(Application.id).where(
        Application.person_id == Suggestion.person_id,
        Application.opportunity_id == Suggestion.opportunity_id,
    )
    fresh = (
        select(Suggestion.person_id, Suggestion.id, Suggestion.proposed_at)
        .join(PersonMatch, PersonMatch.person_id == Suggestion.person_id)
        .join(MatchingConsent, MatchingConsent.person_id == Suggestion.person_id)
        .join(Opportunity, Opportunity.id == Suggestion.opportunity_id)
        .outerjoin(Organisation, Organisation.id == Opportunity.organisation_id)
        .where(Suggestion.state == SuggestionState.PROPOSED, Suggestion.told_at.is_(None))
        .where(or_(PersonMatch.told_at.is_(None), PersonMatch.told_at <= at - AGAIN))
        .where(MatchingConsent.given, is_open(at), ~applied.exists())
        .subquery()
    )
    oldest = func.min(fresh.c.proposed_at)
    first = select(fresh.c.person_id).group_by(fresh.c.person_id).having(oldest <= at - GATHER)
    ids = list(db.session.scalars(first.order_by(oldest, fresh.c.person_id).limit(most)))
    found: dict[int, list[int]] = {}
    rows = select(fresh.c.person_id, fresh.c.id).where(fresh.c.person_id.in_(ids))
    for person, suggestion in db.session.execute(rows.order_by(fresh.c.id)):
        found.setdefault(person, []).append(suggestion)
    return found


def _accounts(people: list[int]) -> dict[int, Account]:
    wanted = select(Person.id, Account).join(Account, Account.id == Person.account_id)
    return dict(db.session.execute(wanted.where(Person.id.in_(people))).all())
