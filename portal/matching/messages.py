"""The kinds of message that matching sends. Texts live in templates/messages/<kind>/."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.core.db import db
from portal.matching.models import MatchingConsent, Suggestion
from portal.matching.states import SuggestionState
from portal.notifications.kinds import Kind, Purpose, Urgency
from portal.notifications.models import Message

NEW = "suggestions_new"  # openings were found for her
GONE = "suggestion_gone"  # one that she wanted to think about is filled

KINDS: tuple[Kind, ...] = (
    Kind(NEW, Purpose.WORK, (), Urgency.NOTICE),
    Kind(GONE, Purpose.WORK, (), Urgency.NOTICE),
)


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """Why some of these messages need not leave any more: id -> code, for those alone.

    New suggestions that she has answered or that were withdrawn are no news; who took her yes back
    hears nothing at all.
    """
    people = {_person(copy) for copy in copies}
    agreed = select(MatchingConsent.person_id).where(MatchingConsent.given)
    stay = set(db.session.scalars(agreed.where(MatchingConsent.person_id.in_(people))))
    proposed = select(Suggestion.person_id).where(Suggestion.state == SuggestionState.PROPOSED)
    some = set(db.session.scalars(proposed.where(Suggestion.person_id.in_(people)).distinct()))
    wanted = {NEW: stay & some, GONE: stay}
    return {copy.id: "reason_gone" for copy in copies if _person(copy) not in wanted[copy.kind]}


def _person(copy: Message) -> int:
    number = copy.cause.partition(":")[2]
    return int(number) if number.isdigit() else 0
