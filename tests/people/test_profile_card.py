"""What an employer may see of a person: a closed list, and nothing else is even fetched."""

from dataclasses import asdict, fields
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.people import queries
from portal.people.cards import Card, card
from portal.people.models import Person, PersonFile, PersonLanguage, PersonTrade
from tests.factories.people import account, person
from tests.queries import counted


@pytest.fixture
def english(app, rows):
    with app.test_request_context("/en/"):
        app.preprocess_request()
        yield


def shown(row, language="en"):
    db.session.rollback()
    db.session.expunge_all()
    return card(queries.for_card(row.id), language)


def test_a_card_has_these_fields_and_no_other():
    assert [field.name for field in fields(Card)] == [
        *("name", "trades", "skills", "languages", "hours", "per_week", "city", "starts")
    ]


def test_a_card_says_what_the_profile_says(english):
    seen = shown(person(hours_per_week=20))
    (trade,) = seen.trades
    assert (trade.name, trade.words, trade.months) == ("Cook", "cuisine", 24)
    assert (trade.experience, trade.learned) == ("1 to 2 years", "learned at work")
    assert [(one.name, one.learned) for one in seen.skills] == [("tajine", "self-taught")]
    assert [(one.name, one.said) for one in seen.languages] == [
        ("French", "spoken: well · written: a little")
    ]
    assert seen.hours == ("In the morning", "In the afternoon")
    assert (seen.name, seen.city, seen.per_week) == ("Aminata", "Rabat", "About 20 hours")


def test_a_card_speaks_the_language_of_its_reader(english):
    assert shown(person(), "ar").city == "الرباط"
    assert shown(person(), "es").languages[0].name == "Francés"


def test_a_job_without_a_contract_reads_like_any_other(english):
    trades = [
        PersonTrade(words=how, trade="", learned=how, months=6)
        for how in ("formal_job", "informal_job")
    ]
    assert len({trade.learned for trade in shown(person(trades=trades)).trades}) == 1


def test_nothing_that_is_not_on_the_card_reaches_it(english):
    marked = "CANARY"
    row = person(
        account=account(name=f"{marked}1", email=f"{marked}2@example.org"),
        name="Awa",
        family_name=f"{marked}3",
        wishes=f"{marked}4",
        cv_token=f"{marked}5",
        hub=f"{marked}6",
        other_cities=[f"{marked}7"],
        file=PersonFile(
            sex=f"{marked}8", birth_year=1991, help_wanted=f"{marked}9", next_step=f"{marked}10"
        ),
        trades=[PersonTrade(words="x", learned="training", where=f"{marked}11")],
    )
    assert marked not in repr(asdict(shown(row)))
    assert "1991" not in repr(asdict(shown(row)))


@pytest.mark.parametrize("field", ["family_name", "wishes", "cv_token", "hub", "account_id"])
def test_what_an_employer_may_not_see_is_not_even_fetched(english, field):
    row = person(family_name="Sow", file=PersonFile(sex="f", help_wanted="x"))
    db.session.expunge_all()
    seen = queries.for_card(row.id)
    with pytest.raises(InvalidRequestError):
        getattr(seen, field)
    for secret in ("sex", "birth_year", "help_wanted", "next_step", "counsellor_id"):
        with pytest.raises(InvalidRequestError):
            getattr(seen.file, secret)


def test_cards_of_many_cost_as_much_as_the_card_of_one(english):
    for _ in range(3):
        person(languages=[PersonLanguage(language="wo", spoken="good", written="none")])
    costs = []
    for most in (1, 3):
        db.session.rollback()
        db.session.expunge_all()
        with counted() as statements:
            people = db.session.scalars(
                select(Person).options(*queries.card_parts()).limit(most)
            ).all()
            assert len([card(one, "fr") for one in people]) == most
        costs.append(len(statements))
    assert costs == [4, 4]


@pytest.mark.parametrize(
    ("route", "weeks", "free_in", "words"),
    [
        ("now", 0, None, "Can start now"),
        ("now", 0, -9, "Can start now"),
        ("now", 0, 10, "Can start in about 2 weeks"),
        ("weeks", 6, None, "Can start in about 6 weeks"),
        ("weeks", 1, 0, "Can start in about 1 week"),
        ("weeks", 2, 40, "Can start in about 6 weeks"),
        ("weeks", 0, None, "Start to be agreed with us"),
        ("counsellor", 3, None, "Start to be agreed with us"),
    ],
)
def test_when_she_can_start_is_said_and_never_why(english, route, weeks, free_in, words):
    free = None if free_in is None else local(now()).date() + timedelta(days=free_in)
    row = person(free_from=free, file=PersonFile(work_route=route, weeks=weeks))
    assert shown(row).starts == words


def test_who_has_no_file_yet_starts_when_it_is_agreed(english):
    row = person()
    with transaction():
        db.session.delete(db.session.get(PersonFile, row.id))
    assert shown(row).starts == "Start to be agreed with us"
