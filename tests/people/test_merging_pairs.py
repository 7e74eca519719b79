"""Which people may be one and the same: pairs that staff are shown."""

import random
import time

from portal.accounts.models import Staff
from portal.core.db import db, transaction
from portal.people.models import PersonTrade
from portal.people.operations import merging
from portal.people.queries import doubles
from tests.databases import look_again
from tests.factories.people import account, person


def fresh(row):
    return db.session.get_one(type(row), row.id)


def anyone():
    return Staff(role="coordinator", hub="")


def pairs():
    look_again()
    return [{one.id, other.id} for one, other in doubles.pairs(anyone())]


def test_the_same_phone_and_nearly_the_same_name_is_a_pair_and_a_shared_phone_is_none(rows):
    number = "+212661234567"
    one = person(account=account(name="Aminata", phone=number))
    other = person(account=account(name="Aminatta", phone=number, member=2), city="Tanger")
    person(account=account(name="Moussa", phone=number, member=3))
    assert pairs() == [{one.id, other.id}]


def test_nearly_the_same_whole_name_in_one_city_is_a_pair_elsewhere_none(rows):
    one = person(account=account(name="Awa Sow"))
    other = person(account=account(name="SOW Awa"))
    person(account=account(name="Awa Sow"), city="Tanger", city_code="tanger", hub="Tanger")
    assert pairs() == [{one.id, other.id}]


def test_a_first_name_alone_is_a_pair_only_with_the_same_trade(rows):
    one, other = person(account=account(name="Fatima")), person(account=account(name="Fatima"))
    person(account=account(name="Fatima"), trades=[PersonTrade(words="peinture", learned="unpaid")])
    assert pairs() == [{one.id, other.id}]


def test_a_pair_that_was_told_apart_is_not_shown_again(rows):
    one, other = person(account=account(name="Awa Sow")), person(account=account(name="Awa Sow"))
    for _ in range(2):
        look_again()
        with transaction():
            merging.keep_apart(fresh(other), fresh(one), staff_id=1)
    assert pairs() == []


def test_five_thousand_people_are_compared_in_a_moment(rows):
    letters = random.Random(1)
    names = ["awa", "fatima", "moussa", "ibrahim", "kofi", "nour", "salma", "jean", "aminata"]
    families = ["".join(letters.choices("abdeikmnosrt", k=6)) for _ in range(400)]
    many = [
        doubles.Row(i, f"{letters.choice(names)} {letters.choice(families)}", None, f"city{i % 4}")
        for i in range(5000)
    ]
    before = time.monotonic()
    doubles._likely(many)
    assert time.monotonic() - before < 3
