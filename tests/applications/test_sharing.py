"""A number is seen by one employer, for one application, while the person says yes. Never else."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.applications import labels, rules
from portal.applications.models import Application, Disclosure
from portal.applications.operations import answering, applying, following, sharing
from portal.applications.operations.answering import Said
from portal.applications.queries import firm as of_firm
from portal.applications.states import Answer
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import committed, db, transaction
from portal.core.errors import Refused
from portal.core.phones import shown
from portal.employers.models import Organisation
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from tests import html_rules
from tests.databases import look_again
from tests.desk import press
from tests.factories import people
from tests.people import spoken, token_in, words


@pytest.fixture
def made(scene):
    with transaction():
        db.session.get_one(Person, scene.person.id).family_name = "Diallo"
    return people.application(scene.person, scene.opening, state="interview")


@pytest.fixture
def employer(employer):
    return html_rules.watching(employer)


def mine(made, way="", lang="en"):
    return f"/{lang}/me/applications/{made.token}/{way}"


def theirs(made, way="", lang="en"):
    return f"/{lang}/employer/applicants/{made.token}/{way}"


def give(browser, made):
    return press(browser, mine(made, "number"), mine(made, "number"))


def look(browser, made):
    """What the employer reads when it asks for the number."""
    answer = press(browser, theirs(made), theirs(made, "number"))
    assert answer.status_code == 303
    return browser.get(theirs(made, "number"))


def number(scene):
    return shown(scene.person.account.phone)


def row():
    look_again()
    return db.session.query(Disclosure).one()


def test_it_is_asked_when_the_employer_wants_to_meet_and_nothing_is_ticked(app, person, made):
    page = person.get(mine(made)).text
    assert "May this employer call you?" in words(page)
    form = person.get(mine(made, "number")).text
    assert spoken(app, labels.SHARING[rules.SHARE_VERSION], "en") in words(form)
    assert "checked" not in form
    assert db.session.query(Disclosure).count() == 0


def test_before_a_word_of_the_employer_it_is_not_asked_but_possible(person, scene):
    made = people.application(scene.person, scene.opening)
    page = words(person.get(mine(made)).text)
    assert "May this employer call you?" not in page
    assert "Give my number to this employer" in page
    assert give(person, made).status_code == 303


def test_what_was_said_is_kept_with_its_words_and_its_language(person, made):
    page = person.get(mine(made, "number", "ar")).text
    assert page
    press(person, mine(made, "number", "ar"), mine(made, "number", "ar"))
    said = row()
    assert (said.version, said.language, said.given_to) == (rules.SHARE_VERSION, "ar", None)
    assert said.ends_at - said.given_at == timedelta(days=30)
    assert said.version in labels.SHARING


def test_the_employer_sees_the_number_by_a_tap_and_the_person_reads_when(
    client, app, employer, scene, made
):
    people.enter(client, scene.person.account)
    assert number(scene) not in employer.get(theirs(made)).text
    assert employer.get(theirs(made, "number")).status_code == 404
    give(client, made)
    assert number(scene) not in employer.get(theirs(made)).text
    assert employer.get(theirs(made, "number")).status_code == 404  # not by a mere link
    assert "has not looked at it yet" in words(client.get(mine(made)).text)
    page = look(employer, made)
    assert number(scene) in page.text
    assert "Diallo" in page.text
    assert "The employer looked at it on" in words(client.get(mine(made)).text)
    looks = db.session.query(Deed).filter_by(what="applications.contact.seen").all()
    assert [(one.actor, one.subject) for one in looks] == [
        (f"account:{scene.member.account_id}", f"person:{scene.person.id}")
    ]


def test_taken_back_it_is_gone_at_once(client, employer, scene, made):
    people.enter(client, scene.person.account)
    give(client, made)
    assert look(employer, made).status_code == 200
    press(client, mine(made), mine(made, "number/take-back"))
    assert employer.get(theirs(made, "number")).status_code == 404
    assert "See the phone number" not in words(employer.get(theirs(made)).text)
    assert "This employer may have your number" not in words(client.get(mine(made)).text)


def test_given_again_it_holds_again_and_no_look_is_remembered(client, employer, scene, made):
    people.enter(client, scene.person.account)
    give(client, made)
    look(employer, made)
    press(client, mine(made), mine(made, "number/take-back"))
    give(client, made)
    assert row().seen_at is None
    assert employer.get(theirs(made, "number")).status_code == 404
    assert number(scene) in look(employer, made).text


def test_it_ends_by_itself_after_thirty_days(app, scene, made):
    with time_machine.travel(datetime(2027, 2, 1, 10, tzinfo=UTC), tick=False) as clock:
        with transaction():
            sharing.give(db.session.get_one(Application, made.id), language="fr")
        clock.shift(timedelta(days=30) - timedelta(seconds=1))
        assert of_firm.contact(scene.firm.id, made.token)
        clock.shift(timedelta(seconds=1))
        assert of_firm.contact(scene.firm.id, made.token) is None


def test_the_pin_is_asked_before_a_number_is_given(person, made):
    page = person.get(mine(made, "number")).text
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert "/me/pin" in person.get(mine(made, "number")).location
        action = mine(made, "number")
        late = person.post(action, data={"form_token": token_in(page, action)})
        assert late.location == action
    assert db.session.query(Disclosure).count() == 0


@pytest.mark.parametrize("state", ["declined", "pool", "withdrawn", "unanswered", "cancelled"])
def test_where_an_application_has_ended_no_number_is_given(person, scene, state):
    made = people.application(scene.person, scene.opening, state=state)
    assert person.get(mine(made, "number")).status_code == 404
    with pytest.raises(Refused, match="sharing_impossible"), transaction():
        sharing.give(db.session.get_one(Application, made.id), language="fr")


def test_without_a_firm_there_is_nobody_to_give_it_to(scene):
    training = people.opportunity(scene.firm, organisation_id=None)
    made = people.application(scene.person, training, state="interview")
    with pytest.raises(Refused, match="sharing_impossible"), transaction():
        sharing.give(db.session.get_one(Application, made.id), language="fr")


def test_a_yes_for_one_application_says_nothing_of_another(employer, scene, made):
    second = people.application(scene.person, people.opportunity(scene.firm), state="interview")
    with transaction():
        sharing.give(db.session.get_one(Application, made.id), language="fr")
    assert of_firm.contact(scene.firm.id, made.token)
    assert of_firm.contact(scene.firm.id, second.token) is None
    other = people.organisation()
    assert of_firm.contact(other.id, made.token) is None


def test_a_person_without_a_phone_has_only_a_name_to_give(employer, scene):
    who = people.person(account=people.account(phone=None), family_name="Sow")
    made = people.application(who, scene.opening, state="interview")
    with transaction():
        sharing.give(db.session.get_one(Application, made.id), language="fr")
    page = look(employer, made)
    assert "This person has no phone" in words(page.text)
    assert "Sow" in page.text


# --- the property: at no instant is a number seen without a yes that holds ---

GIVE, BACK, APPLY, WITHDRAW = "give", "take back", "apply", "withdraw"
MEET, DECLINE, BAN, LIFT, PASS, SETTLE = "meet", "decline", "ban", "lift", "pass", "settle"
STEPS = st.one_of(
    st.sampled_from([GIVE, GIVE, BACK, APPLY, WITHDRAW, MEET, DECLINE, BAN, LIFT, SETTLE]),
    st.tuples(st.just(PASS), st.integers(1, 40)),
)


class Story:
    """What happens, and what ought to be true of it, reckoned by hand beside the portal."""

    def __init__(self, scene, clock):
        self.scene, self.clock = scene, clock
        self.until = None  # a yes holds until then
        self.banned = False

    def row(self):
        mine = Application.person_id == self.scene.person.id
        return db.session.scalar(db.select(Application).where(mine))

    def do(self, step):
        kind, days = step if isinstance(step, tuple) else (step, 0)
        if kind == PASS:
            self.clock.shift(timedelta(days=days, seconds=1))
            return
        with suppress(Refused):
            self._do(kind)

    def _do(self, kind):
        made = self.row()
        if kind in (BAN, LIFT):
            state = "banned" if kind == BAN else "verified"
            db.session.get_one(Organisation, self.scene.firm.id).state = state
            self.banned = kind == BAN
        elif kind == APPLY:
            applying.apply(
                db.session.get_one(Person, self.scene.person.id),
                db.session.get_one(Opportunity, self.scene.opening.id),
            )
        elif kind == SETTLE:
            self.until = None if following.end_with_opening() else self.until
        elif made is not None:
            self._do_with(made, kind)

    def _do_with(self, made, kind):
        if kind == GIVE:
            sharing.give(made, language="fr")
            self.until = now() + timedelta(days=rules.SHARE_DAYS)
        elif kind in (BACK, WITHDRAW):
            (sharing.end if kind == BACK else applying.withdraw)(made)
            self.until = None
        else:
            answer = Answer.CALL if kind == MEET else Answer.NO_PLACE
            answering.answer(made, Said(answer))

    def holds(self):
        made = self.row()
        asked = made is not None and made.state in rules.SHAREABLE
        return bool(asked and not self.banned and self.until is not None and now() < self.until)


class Over(Exception):
    """The story is told: none of it is kept."""


@given(steps=st.lists(STEPS, min_size=3, max_size=9))
@settings(
    max_examples=5_000 if os.environ.get("PORTAL_FAULTS") == "full" else 1_000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@pytest.mark.timeout(900)
def test_at_no_instant_is_a_number_seen_without_a_yes_that_holds(scene, open_for_ever, steps):
    begin = datetime(2027, 2, 1, 10, tzinfo=UTC)
    with time_machine.travel(begin, tick=False) as clock, suppress(Over), transaction():
        story = Story(scene, clock)
        for step in steps:
            story.do(step)
            made = story.row()
            seen = made is not None and of_firm.contact(scene.firm.id, made.token) is not None
            assert seen == story.holds(), step
        raise Over


@pytest.fixture
def open_for_ever(scene):
    with transaction():
        db.session.get_one(Opportunity, scene.opening.id).expires_at = None


def test_closing_by_silence_ends_it_too(scene, made):
    with transaction():
        sharing.give(db.session.get_one(Application, made.id), language="fr")
        db.session.get_one(Application, made.id).heard_at = now() - timedelta(days=31)
    committed(lambda: following.close_silent((7, 14, 21, 30)))
    assert row().withdrawn_at
