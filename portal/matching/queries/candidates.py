"""Who may suit one opening, found quickly; the rules then look at each of them."""

import re
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, or_, select

from portal.core.db import db
from portal.matching.models import MatchingConsent, PersonMatch
from portal.matching.rules.facts import Vacancy
from portal.matching.rules.nearness import shared
from portal.matching.rules.reach import AROUND
from portal.matching.rules.shortlist import FAR
from portal.people.models import Person, PersonSkill, PersonTrade
from portal.people.states import PersonState, Travel
from portal.reference import cities

_CODES = re.compile(r'"([^"]+)"')  # in a list that is kept as JSON


def near(vacancy: Vacancy) -> set[int]:
    """Everyone whom the rules could leave for this opening, and others."""
    there = who_could_go(vacancy)
    row = shared().row(vacancy.trade)
    trades = {code for code, number in shared().number.items() if row[number] >= FAR}
    able = _who_can({*vacancy.skills, *vacancy.skills_wished}, trades, vacancy.trade)
    wished = {person for person, words in there.items() if trades & set(_CODES.findall(words))}
    return (there.keys() & able) | wished


def who_could_go(vacancy: Vacancy) -> dict[int, str]:
    """People who agreed, look for this kind, and could go there; with the trades they wish for, as
    the table keeps them."""
    wanted = select(Person.id, cast(PersonMatch.wish_trades, Text))
    wanted = wanted.join(MatchingConsent, MatchingConsent.person_id == Person.id)
    wanted = wanted.outerjoin(PersonMatch, PersonMatch.person_id == Person.id)
    ready = and_(
        MatchingConsent.given,
        Person.state == PersonState.ACTIVE,
        Person.complete_at.is_not(None),
    )
    kind = or_(_holds(Person.wants, vacancy.kind), cast(Person.wants, Text) == "[]")
    rows = db.session.execute(wanted.where(ready, kind, _reaches(vacancy)))
    return {person: wishes or "" for person, wishes in rows}


def who_agreed() -> list[int]:
    """Everyone who agreed to be matched."""
    wanted = select(MatchingConsent.person_id).where(MatchingConsent.given)
    return list(db.session.scalars(wanted.order_by(MatchingConsent.person_id)))


def _reaches(vacancy: Vacancy) -> ColumnElement[bool]:
    moves = Person.travel == Travel.MOVE
    if vacancy.remote:
        return Person.id.is_not(None)
    if vacancy.city not in cities.CITIES:
        return or_(moves, Person.city_code == "")
    near_by = [code for code in cities.CITIES if (cities.km(code, vacancy.city) or 0) <= AROUND]
    return or_(moves, Person.city_code.in_(near_by), _holds(Person.other_cities, vacancy.city))


def _who_can(skills: set[str], near_trades: set[str], trade: str) -> set[int]:
    """People with a near trade, with a skill that is asked for, or a trade that comes with it."""
    essential = shared().essential
    asked = skills or set(essential.get(trade, ()))
    with_it = {code for code, its in essential.items() if asked & set(its)}
    trades = select(PersonTrade.person_id).where(PersonTrade.trade.in_(near_trades | with_it))
    named: ColumnElement[bool] = PersonSkill.skill.in_(asked)
    if asked - shared().skills:  # in own words, which only fold() compares
        named = or_(named, PersonSkill.words != "")
    skilled = select(PersonSkill.person_id).where(named)
    return {*db.session.scalars(trades.distinct()), *db.session.scalars(skilled.distinct())}


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    """Is this word in a list that is kept as JSON?"""
    return cast(column, Text).contains(f'"{word}"', autoescape=True)
