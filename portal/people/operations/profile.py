"""A profile: begin it, say one thing after the other, pause it.

Each deed can be asked twice: what is said again changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.accounts.models import Account
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.folding import fold
from portal.people import queries, rules
from portal.people.models import Person, PersonFile, PersonLanguage, PersonSkill, PersonTrade
from portal.people.states import Level, MadeHow, PersonState, Step
from portal.reference import cities


@dataclass(frozen=True)
class TradeSaid:
    """A trade in the person's own words. `trade`: its code; "" for none of those we offered;
    None where she was not asked."""

    words: str
    learned: str
    months: int
    where: str = ""
    trade: str | None = None


@dataclass(frozen=True)
class SkillSaid:
    """A skill of the catalogue (`skill`), or one in her own `words`."""

    skill: str
    words: str
    learned: str


@dataclass(frozen=True)
class Place:
    city: str
    travel: str
    other_cities: tuple[str, ...] = ()  # codes


@dataclass(frozen=True)
class Wishes:
    """`wants`: kinds of opportunity; `free_from`: today or a day to come."""

    wants: tuple[str, ...]
    free_from: date | None
    hours: tuple[str, ...] = ()
    hours_per_week: int | None = None
    words: str = ""


def begin(account: Account, name: str = "") -> Person:
    """The profile of this account: the one that is there, or a new and empty one.

    `name`: what employers read; the account's where nothing is said.
    """
    # Two first taps at once: the second waits here, and finds what the first made.
    db.session.refresh(account, ["state"], with_for_update=True)
    known = queries.person_of(account.id)
    if known is not None:
        return known
    called = name or account.name
    person = Person(account_id=account.id, name=called, name_folded=fold(called), file=PersonFile())
    if account.made_by is not None:
        person.made_how, person.made_by = MadeHow.COUNSELLOR, account.made_by
    db.session.add(person)
    db.session.flush()
    audit.record("people.profile.begun", subject(person))
    return person


def call(person: Person, *, name: str, family_name: str) -> None:
    """Say how she is called: by employers, and beside it on her CV alone."""
    lock(person)
    person.name, person.name_folded = name, fold(name)
    person.family_name = family_name or None
    _changed(person, "name")


def add_trade(person: Person, said: TradeSaid) -> PersonTrade:
    """Add a trade; one that she named in the same words is changed. Refused: too_many_trades."""
    lock(person)
    same = fold(said.words)
    known = next((trade for trade in person.trades if fold(trade.words) == same), None)
    if known is None and len(person.trades) >= rules.MOST_TRADES:
        raise Refused("too_many_trades", "words")
    trade = known or PersonTrade(words="")
    if known is None:
        person.trades.append(trade)
    _write_trade(trade, said)
    _said(person, Step.TRADES)
    return trade


def change_trade(person: Person, token: str, said: TradeSaid) -> PersonTrade:
    """Say a trade anew. In other words it is another trade, which is asked for again.

    Refused: trade_gone.
    """
    lock(person)
    trade = _trade(person, token)
    _write_trade(trade, said)
    _said(person, Step.TRADES)
    return trade


def choose_trade(person: Person, token: str, code: str) -> None:
    """Which trade of the catalogue her words mean; "" for none of them. Refused: trade_gone."""
    lock(person)
    _trade(person, token).trade = code
    _said(person, Step.TRADES)


def drop_trade(person: Person, token: str) -> None:
    """Take a trade away; one that is gone already stays so."""
    lock(person)
    kept = [trade for trade in person.trades if trade.token != token]
    if len(kept) < len(person.trades):
        person.trades = kept
        _said(person, Step.TRADES, filled=bool(kept))


def say_skills(person: Person, skills: Sequence[SkillSaid]) -> None:
    """All that she can do, in the place of what was said before."""
    lock(person)
    wanted = {skill_key(one.skill, one.words): one for one in skills}
    have = {skill_key(one.skill, one.words): one for one in person.skills}
    for key, row in have.items():
        if key not in wanted:
            person.skills.remove(row)
    for key, one in wanted.items():
        row = have.get(key) or PersonSkill(skill=one.skill)
        row.words, row.learned = one.words, one.learned
        if key not in have:
            person.skills.append(row)
    _said(person, Step.SKILLS, filled=bool(wanted))


def say_languages(person: Person, levels: Mapping[str, tuple[str, str]]) -> None:
    """The languages she speaks and writes, in the place of what was said before.

    `levels`: code -> (spoken, written). One that she neither speaks nor writes is left out.
    """
    lock(person)
    known = {c: both for c, both in levels.items() if set(both) != {str(Level.NONE)}}
    have = {row.language: row for row in person.languages}
    for code, row in have.items():
        if code not in known:
            person.languages.remove(row)
    for code, (spoken, written) in known.items():
        row = have.get(code) or PersonLanguage(language=code)
        row.spoken, row.written = spoken, written
        if code not in have:
            person.languages.append(row)
    _said(person, Step.LANGUAGES, filled=bool(known))


def say_place(person: Person, place: Place, *, hubs: Iterable[str] = ()) -> None:
    """Where she lives and how far she goes. Her hub follows, where she has none yet."""
    lock(person)
    person.city, person.city_code = place.city, cities.code_of(place.city)
    person.travel, person.other_cities = place.travel, list(place.other_cities)
    person.hub = person.hub or rules.hub_of(person.city_code, hubs)
    _said(person, Step.PLACE)


def say_wishes(person: Person, wishes: Wishes) -> None:
    """What she looks for, and when she is free."""
    lock(person)
    person.wants, person.free_from = list(wishes.wants), wishes.free_from
    person.hours, person.hours_per_week = list(wishes.hours), wishes.hours_per_week
    person.wishes = wishes.words
    _said(person, Step.WISHES)


def pause(person: Person) -> None:
    """No suggestion and no new application, until she starts again."""
    _turn(person, PersonState.ACTIVE, PersonState.PAUSED, "people.profile.paused")


def resume(person: Person) -> None:
    _turn(person, PersonState.PAUSED, PersonState.ACTIVE, "people.profile.resumed")


def skill_key(skill: str, words: str) -> str:
    """What makes two skills of one person the same."""
    return skill or f"~{fold(words)}"


def subject(person: Person) -> str:
    """How the history names a person."""
    return f"person:{person.id}"


def lock(person: Person) -> None:
    """Whoever changes this person waits for us, or we for them; then we see what they did."""
    db.session.refresh(person, ["steps", "state"], with_for_update=True)
    db.session.expire(person, ["trades", "skills", "languages", "cv_token"])


def _trade(person: Person, token: str) -> PersonTrade:
    found = next((trade for trade in person.trades if trade.token == token), None)
    if found is None:
        raise Refused("trade_gone")
    return found


def _write_trade(trade: PersonTrade, said: TradeSaid) -> None:
    anew = fold(trade.words) != fold(said.words)
    trade.words, trade.where = said.words, said.where
    trade.learned, trade.months = said.learned, said.months
    if said.trade is not None or anew:
        trade.trade = said.trade or ""


def _turn(person: Person, before: PersonState, after: PersonState, what: str) -> None:
    lock(person)
    if person.state == before:
        person.state, person.changed_at = after, now()
        db.session.flush()
        audit.record(what, subject(person))


def _said(person: Person, step: Step, *, filled: bool = True) -> None:
    """Note that a step was filled in, or emptied."""
    done = {*person.steps, step} if filled else {*person.steps} - {step}
    person.steps = [str(one) for one in Step if one in done]
    whole = not rules.steps_left(person.steps)
    person.complete_at = (person.complete_at or now()) if whole else None
    _changed(person, step)


def _changed(person: Person, fields: str) -> None:
    person.changed_at = now()
    db.session.flush()
    audit.record("people.profile.changed", subject(person), fields)
