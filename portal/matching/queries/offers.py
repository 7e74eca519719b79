"""What matching knows of openings, read from the tables column by column."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    func,
    or_,
    select,
    type_coerce,
)

from portal.applications.models import Application
from portal.applications.states import OPEN as GOING
from portal.applications.states import ApplicationState
from portal.core.clock import now
from portal.core.db import db
from portal.employers.models import Organisation
from portal.employers.queries import visible_firms
from portal.matching.models import WANTED, OpeningMatch, Suggestion
from portal.matching.queries.facts import PLACE, Ids, among, folded
from portal.matching.rules.facts import Vacancy
from portal.matching.states import SuggestionState, Withdrawn
from portal.opportunities.models import Opportunity
from portal.opportunities.states import OpportunityState

LIVE = (*GOING, ApplicationState.ACCEPTED)  # applications that take a candidate's place
FEW = 500  # so many are named to the database one by one


def vacancies(ids: Ids = None) -> list[Vacancy]:
    """Openings as matching knows them, by id: all that are open now, or those of `ids` whatever
    their state."""
    taken = _candidates(ids)
    found = _open_now() if ids is None else _read(Opportunity.id.in_(ids))
    return [_with_room(one, taken.get(one.id, 0)) for one in found]


def _read(which: ColumnElement[bool]) -> list[Vacancy]:
    at = now()
    rows = db.session.execute(_openings().where(which).order_by(Opportunity.id))
    return [_vacancy(row, at) for row in rows]


# Thousands of openings are the same from one question to the next: a process keeps them, and reads
# those again that changed, whose firm changed, or of which another number is wanted.
_kept: dict[int, tuple[Any, Vacancy]] = {}


def _open_now() -> list[Vacancy]:
    global _kept
    marks, known = _marks(), _kept
    same = {i: known[i] for i, mark in marks.items() if i in known and known[i][0] == mark}
    again = marks.keys() - same.keys()
    if again or len(known) != len(marks):
        which = Opportunity.id.in_(again) if len(again) <= FEW else is_open(now())
        read = {one.id: (marks[one.id], one) for one in _read(which) if one.id in marks}
        _kept = known = dict(sorted({**same, **read}.items()))
    return [vacancy for _mark, vacancy in known.values()]


def forget() -> None:
    """Read them all again at the next question: another database."""
    _kept.clear()


def _marks() -> dict[int, Any]:
    """Of each open opening what is other than before once it, its firm or its number changed."""
    moments = (Opportunity.changed_at, Organisation.state_at, OpeningMatch.wanted_at)
    as_kept = (type_coerce(moment, String) for moment in moments)
    wanted = select(Opportunity.id, OpeningMatch.wanted, *as_kept).select_from(Opportunity)
    wanted = wanted.outerjoin(Organisation, Organisation.id == Opportunity.organisation_id)
    wanted = wanted.outerjoin(OpeningMatch, OpeningMatch.opportunity_id == Opportunity.id)
    return {row.id: tuple(row[1:]) for row in db.session.execute(wanted.where(is_open(now())))}


def why_closed(ids: Collection[int]) -> dict[int, Withdrawn]:
    """Those of these openings that take nobody now, and why."""
    states = select(Opportunity.id, Opportunity.state).where(Opportunity.id.in_(ids))
    state = dict(db.session.execute(states).all())
    found = {}
    for one in vacancies(ids):
        if not one.open:
            filled = state[one.id] == OpportunityState.FILLED
            found[one.id] = Withdrawn.FILLED if filled else Withdrawn.CLOSED
        elif not one.room:
            found[one.id] = Withdrawn.ENOUGH
    return found


def is_open(at: datetime) -> ColumnElement[bool]:
    """May people apply to it? For queries that join Organisation from outside."""
    return and_(
        Opportunity.state == OpportunityState.OPEN,
        or_(Opportunity.expires_at.is_(None), Opportunity.expires_at > at),
        or_(Opportunity.organisation_id.is_(None), visible_firms()),
    )


def _openings() -> Select[*tuple[Any, ...]]:
    wanted = select(
        *(Opportunity.id, Opportunity.kind, Opportunity.trade, Opportunity.skills),
        *(Opportunity.skills_wished, Opportunity.languages, Opportunity.city),
        *(Opportunity.city_code, Opportunity.remote, Opportunity.no_cv, Opportunity.starts_on),
        *(Opportunity.hours_per_week, Opportunity.state, Opportunity.expires_at),
        *(Opportunity.organisation_id, OpeningMatch.wanted),
        visible_firms().label("seen"),
    ).select_from(Opportunity)
    wanted = wanted.outerjoin(Organisation, Organisation.id == Opportunity.organisation_id)
    return wanted.outerjoin(OpeningMatch, OpeningMatch.opportunity_id == Opportunity.id)


def _with_room(one: Vacancy, candidates: int) -> Vacancy:
    return replace(one, room=max(0, one.wanted - candidates)) if candidates else one


def _vacancy(row: Any, at: datetime) -> Vacancy:
    count = WANTED if row.wanted is None else row.wanted
    shown = row.organisation_id is None or bool(row.seen)
    over = row.expires_at is not None and row.expires_at <= at
    return Vacancy(
        id=row.id,
        kind=row.kind,
        trade=row.trade,
        skills=_named(row.skills),
        skills_wished=_named(row.skills_wished),
        languages=tuple((one["language"], PLACE[one["level"]]) for one in row.languages),
        city=row.city_code,
        place="" if row.city_code else folded(row.city),
        remote=row.remote,
        no_cv=row.no_cv,
        starts_on=row.starts_on,
        hours_per_week=row.hours_per_week,
        wanted=count,
        room=count,
        open=row.state == OpportunityState.OPEN and not over and shown,
    )


def _named(skills: Iterable[str]) -> tuple[str, ...]:
    """Codes as they are (folding leaves them alone), own words folded; each once."""
    return tuple(dict.fromkeys(folded(one) for one in skills))


def _candidates(ids: Ids) -> dict[int, int]:
    """How many came to each opening by a suggestion and are still candidates, or were taken."""
    same = (Application.person_id == Suggestion.person_id) & (
        Application.opportunity_id == Suggestion.opportunity_id
    )
    wanted = select(Suggestion.opportunity_id, func.count()).join(Application, same)
    yes = Suggestion.state == SuggestionState.YES
    wanted = wanted.where(yes, Application.state.in_(LIVE), among(Suggestion.opportunity_id, ids))
    return dict(db.session.execute(wanted.group_by(Suggestion.opportunity_id)).all())
