"""What matching knows of people and openings, read from the tables column by column.

Name, sex, age, nationality, status and what the file keeps sealed are never asked for here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all

from portal.accounts.models import Account
from portal.accounts.states import AccountState
from portal.applications.models import Application
from portal.applications.states import OPEN as GOING
from portal.applications.states import ApplicationState
from portal.core.clock import local, now
from portal.core.db import db
from portal.core.folding import fold
from portal.employers.models import Membership, Organisation
from portal.employers.queries import visible_firms
from portal.employers.states import MemberState
from portal.matching.models import WANTED, MatchingConsent, OpeningMatch, PersonMatch, Suggestion
from portal.matching.rules.facts import LEVELS, HeldTrade, Seeker, Vacancy
from portal.matching.states import SuggestionState, Withdrawn
from portal.opportunities.models import Opportunity
from portal.opportunities.states import OpportunityState
from portal.people.models import Person, PersonFile, PersonLanguage, PersonSkill, PersonTrade
from portal.people.states import PersonState, WorkRoute

STANDING = (PersonState.ACTIVE, PersonState.PAUSED)
LIVE = (*GOING, ApplicationState.ACCEPTED)  # applications that take a candidate's place
_PLACE = {level: place for place, level in enumerate(LEVELS)}
_words = lru_cache(maxsize=50_000)(fold)
_held = lru_cache(maxsize=50_000)(HeldTrade)
_some = lru_cache(maxsize=10_000)(lambda *values: frozenset(values))

Ids = Collection[int] | Select[int] | None  # None: all


def seekers(ids: Ids = None) -> list[Seeker]:
    """People as matching knows them, by id; all whose record stands, or those of `ids`.

    The trades that their wishes name are those found last (operations.reading). Who has not agreed
    or is paused is there, too: the rules say why she gets nothing.
    """
    trades, skills = _trades(ids), _skills(ids)
    languages, taken = _languages(ids), _taken(ids)
    return [
        Seeker(
            id=row.id,
            consents=bool(row.given),
            active=_active(row),
            trades=tuple(trades.get(row.id, ())),
            wish_trades=tuple(row.wish_trades or ()),
            skills=frozenset(skills.get(row.id, ())),
            languages=tuple(languages.get(row.id, ())),
            city=row.city_code,
            place="" if row.city_code else _words(row.city),
            travel=row.travel or "city",
            other_cities=_some(*row.other_cities),
            ready_on=_ready_on(row),
            hours=_some(*row.hours),
            hours_per_week=row.hours_per_week,
            wants=_some(*row.wants),
            has_cv=row.has_cv,
            route=row.work_route or WorkRoute.COUNSELLOR.value,
            taken=frozenset(taken.get(row.id, ())),
        )
        for row in db.session.execute(_people(ids))
    ]


def _people(ids: Ids) -> Select[*tuple[Any, ...]]:
    wanted = select(
        *(Person.id, Person.state, Person.complete_at, Person.city, Person.city_code),
        *(Person.travel, Person.other_cities, Person.free_from, Person.hours),
        *(Person.hours_per_week, Person.wants, Person.has_cv),
        *(PersonFile.work_route, PersonFile.weeks, PersonFile.work_route_at),
        *(MatchingConsent.given, PersonMatch.wish_trades, Account.state.label("account")),
    ).select_from(Person)
    for model in (PersonFile, MatchingConsent, PersonMatch):
        wanted = wanted.outerjoin(model, model.person_id == Person.id)
    wanted = wanted.outerjoin(Account, Account.id == Person.account_id)
    return wanted.where(Person.state.in_(STANDING), _of(Person.id, ids)).order_by(Person.id)


def _of(column: Any, ids: Ids) -> ColumnElement[bool]:
    return column.is_not(None) if ids is None else column.in_(ids)


def _active(row: Any) -> bool:
    """Complete, not paused, and with an account that nobody contests (or none yet)."""
    open_door = row.account in (None, AccountState.ACTIVE)
    return row.state == PersonState.ACTIVE and row.complete_at is not None and open_door


def _ready_on(row: Any) -> date | None:
    """The later of what she says and what her counsellor wrote; None for today."""
    days = [row.free_from] if row.free_from else []
    if row.work_route == WorkRoute.WEEKS and row.weeks and row.work_route_at:
        days.append(local(row.work_route_at).date() + timedelta(weeks=row.weeks))
    return max(days, default=None)


def _trades(ids: Ids) -> dict[int, list[HeldTrade]]:
    found = defaultdict(list)
    wanted = select(PersonTrade.person_id, PersonTrade.trade, PersonTrade.months)
    wanted = wanted.where(PersonTrade.trade != "", _of(PersonTrade.person_id, ids))
    for person, trade, months in db.session.execute(wanted.order_by(PersonTrade.id)):
        found[person].append(_held(trade, months))
    return found


def _skills(ids: Ids) -> dict[int, list[str]]:
    found = defaultdict(list)
    wanted = select(PersonSkill.person_id, PersonSkill.skill, PersonSkill.words)
    for person, skill, words in db.session.execute(wanted.where(_of(PersonSkill.person_id, ids))):
        if name := skill or _words(words):
            found[person].append(name)
    return found


def _languages(ids: Ids) -> dict[int, list[tuple[str, int, int]]]:
    found = defaultdict(list)
    wanted = select(*(PersonLanguage.person_id, PersonLanguage.language)).add_columns(
        PersonLanguage.spoken, PersonLanguage.written
    )
    wanted = wanted.where(_of(PersonLanguage.person_id, ids)).order_by(PersonLanguage.language)
    for person, language, spoken, written in db.session.execute(wanted):
        found[person].append((language, _PLACE[spoken], _PLACE[written]))
    return found


def _taken(ids: Ids) -> dict[int, list[int]]:
    """Openings that are nothing to suggest: applied to, answered, removed by the team, or of a firm
    that she speaks for herself."""
    applied = select(Application.person_id, Application.opportunity_id)
    removed = (Suggestion.state == SuggestionState.WITHDRAWN) & (
        Suggestion.reason == Withdrawn.TEAM
    )
    answered = Suggestion.state.in_((SuggestionState.NO, SuggestionState.YES))
    said = select(Suggestion.person_id, Suggestion.opportunity_id).where(or_(answered, removed))
    speaks = (Membership.account_id == Person.account_id) & (Membership.state == MemberState.ACTIVE)
    own = select(Person.id, Opportunity.id).join(Membership, speaks)
    own = own.join(Opportunity, Opportunity.organisation_id == Membership.organisation_id)
    wanted = union_all(
        applied.where(_of(Application.person_id, ids)),
        said.where(_of(Suggestion.person_id, ids)),
        own.where(_of(Person.id, ids)),
    )
    found = defaultdict(list)
    for person, opening in db.session.execute(wanted):
        found[person].append(opening)
    return found


# Openings


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


# Thousands of openings are the same from one question to the next: a process keeps them until one
# of them, a firm or a wanted number changes.
_kept: tuple[Any, list[Vacancy]] = (None, [])


def _open_now() -> list[Vacancy]:
    global _kept
    stamp, (before, found) = _stamp(), _kept
    if stamp != before:
        found = _read(is_open(now()))
        _kept = stamp, found
    return found


def _stamp() -> Any:
    """Other than before as soon as anything of an open opening has changed."""
    wanted = select(
        func.count(),
        func.sum(Opportunity.id),
        func.max(Opportunity.changed_at),
        select(func.max(OpeningMatch.wanted_at)).scalar_subquery(),
        select(func.sum(OpeningMatch.wanted)).scalar_subquery(),
        select(func.max(Organisation.state_at)).scalar_subquery(),
    ).select_from(Opportunity)
    wanted = wanted.outerjoin(Organisation, Organisation.id == Opportunity.organisation_id)
    return tuple(db.session.execute(wanted.where(is_open(now()))).one())


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
        languages=tuple((one["language"], _PLACE[one["level"]]) for one in row.languages),
        city=row.city_code,
        place="" if row.city_code else _words(row.city),
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
    return tuple(dict.fromkeys(_words(one) for one in skills))


def _candidates(ids: Ids) -> dict[int, int]:
    """How many came to each opening by a suggestion and are still candidates, or were taken."""
    same = (Application.person_id == Suggestion.person_id) & (
        Application.opportunity_id == Suggestion.opportunity_id
    )
    wanted = select(Suggestion.opportunity_id, func.count()).join(Application, same)
    yes = Suggestion.state == SuggestionState.YES
    wanted = wanted.where(yes, Application.state.in_(LIVE), _of(Suggestion.opportunity_id, ids))
    return dict(db.session.execute(wanted.group_by(Suggestion.opportunity_id)).all())
