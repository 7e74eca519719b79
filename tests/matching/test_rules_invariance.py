"""Name, sex, age, nationality, status never enter: changed for everyone, nothing else changes."""

import re
from datetime import date

import pytest
from sqlalchemy import update

from portal.accounts.models import Account
from portal.core.db import db, transaction
from portal.matching.queries import facts, offers
from portal.matching.rules import nearness, scoring
from portal.matching.rules.pool import Pool
from portal.people.models import Person, PersonFile, PersonLanguage, PersonTrade
from tests.factories import people
from tests.matching.pairs import TODAY
from tests.queries import counted

# Whatever else of someone is asked of the database is one thing too many.
READ = {
    *("person.id", "person.state", "person.complete_at", "person.city", "person.city_code"),
    *("person.travel", "person.other_cities", "person.free_from", "person.has_cv"),
    *("person.hours", "person.hours_per_week", "person.wants"),
    *("person_file.work_route", "person_file.weeks", "person_file.work_route_at"),
    "account.state",  # whether its owner contests it
}
CROWD = (
    ("Aminata", "tailor", "fr", "rabat"),
    ("Ibrahima", "tailor", "ary", "sale"),
    ("Mariam", "cook", "fr", "rabat"),
    ("Yao", "dressmaker", "fr", "rabat"),
)


@pytest.fixture
def crowd(rows):
    for place, (name, trade, language, city) in enumerate(CROWD):
        who = people.person(
            name=name,
            city_code=city,
            family_name=f"Diallo {place}",
            trades=[PersonTrade(words="x", trade=trade, learned="training", months=12 * place)],
            languages=[PersonLanguage(language=language, spoken="good", written="good")],
            file=PersonFile(
                work_route="now",
                sex="f" if place % 2 else "m",
                birth_year=str(1980 + place),
                help_wanted="a bed for the night",
                next_step="asks for asylum",
            ),
        )
        people.agreed_to_matching(who)
    firm = people.organisation()
    for trade, language in (("tailor", "fr"), ("tailor", "ary"), ("cook", "fr")):
        people.opportunity(
            firm,
            trade=trade,
            skills=["sewing-machine"],
            languages=[{"language": language, "level": "good"}],
            city_code="rabat",
            hours_per_week=30,
        )


def test_some_of_them_suit(crowd):
    """Else there would be nothing to compare."""
    everyone = Pool(facts.seekers(), nearness.shared())
    judged = [scoring.judge(everyone, what, TODAY, {}) for what in offers.vacancies()]
    assert [one.ok.sum() > 0 for one in judged] == [True, True, True]


def scores() -> bytes:
    """Every number of everyone in every opening, to the last bit."""
    asks = offers.vacancies()
    everyone = Pool(facts.seekers(), nearness.shared())
    rarity = scoring.skill_rarity(asks)
    judged = [scoring.judge(everyone, what, TODAY, rarity) for what in asks]
    assert len(everyone) == len(CROWD)
    assert len(asks) == 3
    return b"".join(
        values.tobytes()
        for one in judged
        for values in (one.score, one.ok, *one.parts.values(), *one.passed.values())
    )


CHANGES = [
    {Person: {"name": "Zoé", "name_folded": "zoe", "family_name": "Traoré"}},
    {PersonFile: {"sex": "m"}},
    {PersonFile: {"sex": None}},
    {PersonFile: {"birth_year": "2007"}},
    {PersonFile: {"help_wanted": "papers, residence card refused", "next_step": None}},
    {PersonFile: {"counsellor_id": 3, "next_step_on": date(2027, 1, 1)}},
    {Account: {"name": "Zoé", "language": "ar"}},
    {Person: {"hub": "Oujda"}},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: str(list(change.values())[0]))
def test_what_may_not_count_changes_no_bit(crowd, change):
    before = scores()
    for model, values in change.items():
        with transaction():
            db.session.execute(update(model).values(**values))
    assert scores() == before


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (PersonTrade, {"trade": "mason"}),
        (PersonTrade, {"months": 1}),
        (PersonLanguage, {"spoken": "little"}),
        (Person, {"city_code": "oujda"}),
        (Person, {"hours": ["evenings"], "hours_per_week": 10}),
        (PersonFile, {"work_route": "counsellor"}),
    ],
    ids=lambda value: str(value),
)
def test_what_counts_changes_some(crowd, model, values):
    before = scores()
    with transaction():
        db.session.execute(update(model).values(**values))
    assert scores() != before


def test_what_may_not_count_is_not_even_read(crowd):
    with counted() as asked:
        facts.seekers()
        offers.vacancies()
    columns_of = (re.split(r"\sFROM\s", one.replace('"', ""))[0] for one in asked)
    selected = set(re.findall(r"\w+\.\w+", " ".join(columns_of)))
    of_people = {
        one for one in selected if one.split(".")[0] in ("person", "person_file", "account")
    }
    assert of_people == READ
