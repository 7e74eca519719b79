"""What matching knows of people and openings, read from the tables column by column.

Name, sex, age, nationality, status and what the file keeps sealed are never asked for here.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    or_,
    select,
    union_all,
)

from portal.accounts.models import Account
from portal.accounts.states import AccountState
from portal.applications.models import Application
from portal.core.clock import local
from portal.core.db import db
from portal.core.folding import fold
from portal.employers.models import Membership
from portal.employers.states import MemberState
from portal.matching.models import MatchingConsent, PersonMatch, Suggestion
from portal.matching.rules.facts import LEVELS, HeldTrade, Seeker
from portal.matching.states import SuggestionState, Withdrawn
from portal.opportunities.models import Opportunity
from portal.people.models import Person, PersonFile, PersonLanguage, PersonSkill, PersonTrade
from portal.people.states import PersonState, WorkRoute

STANDING = (PersonState.ACTIVE, PersonState.PAUSED)
PLACE = {level: place for place, level in enumerate(LEVELS)}
folded = lru_cache(maxsize=50_000)(fold)
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
            place="" if row.city_code else folded(row.city),
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
    return wanted.where(Person.state.in_(STANDING), among(Person.id, ids)).order_by(Person.id)


def among(column: Any, ids: Ids) -> ColumnElement[bool]:
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
    wanted = wanted.where(PersonTrade.trade != "", among(PersonTrade.person_id, ids))
    for person, trade, months in db.session.execute(wanted.order_by(PersonTrade.id)):
        found[person].append(_held(trade, months))
    return found


def _skills(ids: Ids) -> dict[int, list[str]]:
    found = defaultdict(list)
    wanted = select(PersonSkill.person_id, PersonSkill.skill, PersonSkill.words)
    for person, skill, words in db.session.execute(wanted.where(among(PersonSkill.person_id, ids))):
        if name := skill or folded(words):
            found[person].append(name)
    return found


def _languages(ids: Ids) -> dict[int, list[tuple[str, int, int]]]:
    found = defaultdict(list)
    wanted = select(*(PersonLanguage.person_id, PersonLanguage.language)).add_columns(
        PersonLanguage.spoken, PersonLanguage.written
    )
    wanted = wanted.where(among(PersonLanguage.person_id, ids)).order_by(PersonLanguage.language)
    for person, language, spoken, written in db.session.execute(wanted):
        found[person].append((language, PLACE[spoken], PLACE[written]))
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
        applied.where(among(Application.person_id, ids)),
        said.where(among(Suggestion.person_id, ids)),
        own.where(among(Person.id, ids)),
    )
    found = defaultdict(list)
    for person, opening in db.session.execute(wanted):
        found[person].append(opening)
    return found
