"""Many people and openings in the tables, from what matching knows of them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import insert

from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.matching.models import MatchingConsent, PersonMatch
from portal.matching.rules.facts import LEVELS, Seeker, Vacancy
from portal.opportunities.models import Opportunity
from portal.opportunities.states import OpportunityState
from portal.people.models import Person, PersonFile, PersonLanguage, PersonSkill, PersonTrade
from portal.people.states import Step
from portal.reference import trades
from tests.factories.people import organisation

FIRMS = 40


def settle(seekers: Sequence[Seeker], vacancies: Sequence[Vacancy]) -> None:
    """Rows for all of them, with the same ids plus one. All agreed; nobody was matched yet."""
    known = trades.known().skills
    firms = [organisation(name=f"Atelier {number}", ice=None).id for number in range(FIRMS)]
    with transaction():
        _put(Person, map(_person, seekers))
        _put(PersonFile, map(_file, seekers))
        _put(MatchingConsent, map(_consent, seekers))
        _put(PersonMatch, map(_wishes, seekers))
        _put(PersonTrade, (row for one in seekers for row in _trades(one)))
        _put(PersonSkill, (row for one in seekers for row in _skills(one, known)))
        _put(PersonLanguage, (row for one in seekers for row in _languages(one)))
        _put(Opportunity, (_opening(one, firms[n % FIRMS]) for n, one in enumerate(vacancies)))


def _put(model, rows: Iterable[dict]) -> None:
    db.session.connection().execute(insert(model), list(rows))


def _person(one: Seeker) -> dict:
    return {
        "id": one.id + 1,
        "name": "Aminata",
        "city": one.city or one.place,
        "city_code": one.city,
        "hub": "Rabat",
        "travel": one.travel,
        "other_cities": sorted(one.other_cities),
        "free_from": one.ready_on,
        "hours": sorted(one.hours),
        "hours_per_week": one.hours_per_week,
        "wants": sorted(one.wants),
        "has_cv": one.has_cv,
        "steps": [str(step) for step in Step],
        "complete_at": now(),
    }


def _file(one: Seeker) -> dict:
    return {"person_id": one.id + 1, "work_route": one.route}


def _consent(one: Seeker) -> dict:
    return {"person_id": one.id + 1, "given": True, "version": "1", "language": "fr"}


def _wishes(one: Seeker) -> dict:
    return {"person_id": one.id + 1, "wish_trades": list(one.wish_trades)}


def _trades(one: Seeker) -> Iterable[dict]:
    facts = {"person_id": one.id + 1, "words": "…", "learned": "informal_job"}
    return [facts | {"trade": held.code, "months": held.months} for held in one.trades]


def _skills(one: Seeker, known) -> Iterable[dict]:
    facts = {"person_id": one.id + 1, "learned": "self_taught"}
    for skill in sorted(one.skills):
        code = skill if skill in known else ""
        yield facts | {"skill": code, "words": "" if code else skill}


def _languages(one: Seeker) -> Iterable[dict]:
    for language, spoken, written in one.languages:
        levels = {"spoken": LEVELS[spoken], "written": LEVELS[written]}
        yield {"person_id": one.id + 1, "language": language, **levels}


def _opening(one: Vacancy, firm: int) -> dict:
    at = now()
    today = local(at).date()
    return {
        "id": one.id + 1,
        "slug": f"opening-{one.id}",
        "organisation_id": firm,
        "kind": one.kind,
        "title": "Atelier",
        "language": "fr",
        "trade": one.trade,
        "skills": list(one.skills),
        "skills_wished": list(one.skills_wished),
        "languages": [{"language": code, "level": LEVELS[least]} for code, least in one.languages],
        "city": one.city or one.place,
        "city_code": one.city,
        "remote": one.remote,
        "no_cv": one.no_cv,
        "starts_on": max(one.starts_on, today) if one.starts_on else None,
        "hours_per_week": one.hours_per_week,
        "state": str(OpportunityState.OPEN),
        "published_at": at,
        "expires_at": at + timedelta(days=30),
    }
