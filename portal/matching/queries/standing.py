"""The suggestions there are, as the matching compares them with those there should be."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, func, or_, select

from portal.core.db import db
from portal.matching.models import Suggestion
from portal.matching.states import OPEN, SuggestionState, Withdrawn


class Standing(NamedTuple):
    """A suggestion that is open, or was withdrawn and may come back."""

    id: int
    person: int
    opening: int
    state: str
    origin: str
    score: float
    version: str
    proposed_at: datetime

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def of_people(ids: Collection[int] | Select[int]) -> list[Standing]:
    return _rows(_wanted().where(Suggestion.person_id.in_(ids)))


def of_opening(opening_id: int) -> list[Standing]:
    return _rows(_wanted().where(Suggestion.opportunity_id == opening_id))


def everything() -> list[Standing]:
    return _rows(_wanted())


def _wanted() -> Select[int, int, int, str, str, float, str, datetime]:
    """What was answered, or removed by the team, stays as it is: it is not among these."""
    gone = and_(Suggestion.state == SuggestionState.WITHDRAWN, Suggestion.reason != Withdrawn.TEAM)
    wanted = select(
        Suggestion.id,
        Suggestion.person_id,
        Suggestion.opportunity_id,
        Suggestion.state,
        Suggestion.origin,
        Suggestion.score,
        Suggestion.version,
        Suggestion.proposed_at,
    )
    return wanted.where(or_(Suggestion.state.in_(OPEN), gone)).order_by(Suggestion.id)


def _rows(wanted: Select[int, int, int, str, str, float, str, datetime]) -> list[Standing]:
    return [Standing(*row) for row in db.session.execute(wanted)]


def scores(openings: Collection[int]) -> dict[int, list[tuple[int, float]]]:
    """The people who have open suggestions of these openings, each with her score, best first."""
    theirs = and_(Suggestion.opportunity_id.in_(openings), Suggestion.state.in_(OPEN))
    wanted = select(Suggestion.opportunity_id, Suggestion.person_id, Suggestion.score)
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for opening, person, score in db.session.execute(
        wanted.where(theirs).order_by(Suggestion.score.desc(), Suggestion.person_id)
    ):
        found[opening].append((person, score))
    return found


def open_for_people(ids: Collection[int] | None) -> dict[int, int]:
    """How many open suggestions each of these people has; None: everyone who has some."""
    wanted = select(Suggestion.person_id, func.count()).where(Suggestion.state.in_(OPEN))
    if ids is not None:
        wanted = wanted.where(Suggestion.person_id.in_(ids))
    return dict(db.session.execute(wanted.group_by(Suggestion.person_id)).all())
