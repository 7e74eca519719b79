"""Staff write openings themselves: for the programme, or for an employer who asks."""

from contextlib import suppress

import pytest

from portal.accounts.permissions import Role
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.opportunities.models import Opportunity
from portal.opportunities.operations import moderation
from tests.factories.people import member, opportunity, organisation
from tests.opportunities.openings import do, fresh, told
from tests.opportunities.test_moderation import HERE, page_of, press, waiting
from tests.people import make_staff, sign_in, token_in
from tests.queries import counted
from tests.together import together


@pytest.fixture
def desk(client):
    """The browser of a counsellor."""
    sign_in(client, make_staff(Role.COUNSELLOR))
    return client


def write(desk, **other):
    typed = {"kind": "training", "trade_words": "cuisine", "firm": ""} | other
    page = desk.get(HERE + "new").text
    return desk.post(HERE + "new", data=typed | {"form_token": token_in(page, HERE + "new")})


def fill(desk, opening, **other):
    answers = {
        "kind": "training",
        "trade_words": "cuisine",
        "title": "Cuisine",
        "about": "Six semaines.",
        "city": "Rabat",
        "unpaid": "y",
        "no_cv": "y",
        "lasts": "6",
        "lasts_unit": "weeks",
        "pay_period": "month",
    }
    page = desk.get(page_of(opening) + "edit").text
    data = answers | other | {"form_token": token_in(page, page_of(opening) + "edit")}
    return desk.post(page_of(opening) + "edit", data=data)


def test_the_programme_s_own_training_is_written_and_put_online_by_staff(desk):
    assert write(desk).status_code == 303
    opening = db.session.query(Opportunity).one()
    assert (opening.organisation_id, opening.posted_by_staff is not None) == (None, True)
    assert fill(desk, opening).status_code == 303
    assert press(desk, opening, "publish").status_code == 303
    assert (fresh(opening).state, fresh(opening).weeks, told()) == ("open", 6, [])


def test_staff_write_for_an_employer_by_name_or_ice(desk):
    firm = organisation(name="Café Amal", name_folded="cafe amal", ice="001525713000047")
    for name in ("CAFÉ  Amal", "001525713000047"):
        assert write(desk, firm=name).status_code == 303
    openings = db.session.query(Opportunity).all()
    assert [one.organisation_id for one in openings] == [firm.id, firm.id]


@pytest.mark.parametrize("name", ["Nobody", "Twice", "Banned"])
def test_an_employer_that_is_unknown_doubtful_or_banned_is_not_written_for(desk, name):
    for _ in range(2):
        organisation(name="Twice", name_folded="twice")
    organisation(name="Banned", name_folded="banned", state="banned")
    answer = write(desk, firm=name)
    assert answer.status_code == 422
    assert 'href="#firm"' in answer.text
    assert f'value="{name}"' in answer.text


def test_staff_do_not_rewrite_what_an_employer_wrote(desk):
    opening = waiting()
    assert desk.get(page_of(opening) + "edit").status_code == 404
    token = token_in(desk.get(page_of(opening)).text, page_of(opening) + "approve")
    answer = desk.post(page_of(opening) + "publish", data={"form_token": token})
    assert answer.status_code == 404
    assert fresh(opening).state == "to_check"


def test_an_employer_whom_staff_wrote_for_is_told(desk):
    salma = member()
    opening = opportunity(salma.organisation, state="draft", posted_by_staff=1, published_at=None)
    assert press(desk, opening, "publish").status_code == 303
    assert (fresh(opening).state, told()) == ("open", ["opening_checked"])


def test_of_moderators_who_press_at_the_same_instant_one_is_heard(app, rows):
    opening = waiting()
    heard = []

    def moderator(number):
        def press_approve():
            with suppress(Refused), transaction():
                moderation.approve(db.session.get_one(Opportunity, opening.id), number, 1, 30)
                heard.append(number)

        return press_approve

    together(app, *(moderator(number) for number in range(1, 7)))
    assert len(heard) == 1
    assert (fresh(opening).checked_by, told()) == (heard[0], ["opening_checked"])


def test_one_opening_asks_the_same_few_questions_however_long_its_story(desk):
    opening = waiting()
    for _ in range(9):
        do(moderation.look_at, opening, 1)
    with counted() as asked:
        desk.get(page_of(opening))
    assert len(asked) <= 8
