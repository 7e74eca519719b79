"""A person follows her applications: in plain words, with what comes next, taken back at will."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal.applications.models import Application, Turn
from portal.applications.states import ApplicationState
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.phones import shown
from portal.employers.models import Organisation
from portal.notifications.models import Message
from tests.databases import look_again
from tests.desk import press
from tests.factories import people
from tests.people import token_in, words
from tests.queries import counted


def page_of(made, lang="en"):
    return f"/{lang}/me/applications/{made.token}/"


def test_without_any_the_list_says_what_to_do(person):
    assert "You have not applied yet" in words(person.get("/en/me/applications/").text)


def test_without_a_profile_the_list_is_empty_too(client):
    people.enter(client, people.account())
    assert "You have not applied yet" in words(client.get("/en/me/applications/").text)


def test_the_list_shows_what_goes_on_before_what_has_ended(person, scene):
    people.application(scene.person, scene.opening, state="declined")
    people.application(scene.person, people.opportunity(scene.firm, title="Brodeuse"))
    page = words(person.get("/en/me/applications/").text)
    assert page.index("Brodeuse") < page.index("Ended") < page.index("Couturière")
    assert "The employer has your answer." in page


def test_a_new_application_says_until_when_there_will_be_an_answer(person, scene):
    begin = datetime(2027, 2, 10, 10, tzinfo=UTC)
    made = people.application(scene.person, scene.opening, heard_at=begin)
    with time_machine.travel(begin + timedelta(days=1), tick=False):
        people.enter(person, scene.person.account)
        page = words(person.get(page_of(made)).text)
    assert "The employer has your answer." in page
    assert "They have until Friday 12 March to reply." in page


@pytest.mark.parametrize("state", ApplicationState)
@pytest.mark.parametrize("lang", ["fr", "ar", "en", "es"])
def test_each_state_has_its_page(person, scene, state, lang):
    made = people.application(scene.person, scene.opening, state=state)
    people._add(Turn(application_id=made.id, state=state, by="staff"))
    assert person.get(page_of(made, lang)).status_code == 200
    assert person.get(f"/{lang}/me/applications/").status_code == 200


def test_the_story_is_told_with_its_days(person, scene):
    made = people.application(scene.person, scene.opening, state="reading")
    day = datetime(2027, 3, 5, 12, tzinfo=UTC)
    people._add(Turn(application_id=made.id, state="new", by="person", at=day))
    later = day + timedelta(days=4)
    people._add(Turn(application_id=made.id, state="reading", by="employer", at=later))
    page = words(person.get(page_of(made)).text)
    assert "Friday 5 March : You applied." in page.replace("March:", "March :")
    assert "Tuesday 9 March" in page


@pytest.mark.parametrize(("visible", "there"), [(True, True), (False, False)])
def test_a_reason_is_read_only_when_it_may_be(person, scene, visible, there):
    made = people.application(
        scene.person,
        scene.opening,
        state="declined",
        reason="absent",
        reason_detail="xyzzy",
        reason_shown=visible,
    )
    page = words(person.get(page_of(made)).text)
    assert ("You were not at the meeting." in page) == there
    assert ("xyzzy" in page) == there


@pytest.mark.parametrize("state", ["declined", "cancelled", "unanswered", "withdrawn"])
def test_an_end_is_followed_by_a_next_step(person, scene, state):
    near = people.opportunity(scene.firm, title="Retouches")
    far = people.opportunity(people.organisation(), sector="care", trade="x", city_code="oujda")
    hidden = people.opportunity(people.organisation(state="suspended"), title="Cachée")
    applied = people.opportunity(scene.firm, title="Déjà")
    people.application(scene.person, applied)
    made = people.application(scene.person, scene.opening, state=state)
    page = person.get(page_of(made)).text
    assert near.slug in page
    for other in (far, hidden, applied):
        assert other.slug not in page
    assert "/en/events/" in page


def test_a_next_step_that_the_team_noted_is_read(person, scene):
    made = people.application(
        scene.person, scene.opening, next_step="Venir au bureau", next_step_on=date(2027, 3, 5)
    )
    page = words(person.get(page_of(made)).text)
    assert "Venir au bureau · by Friday 5 March" in page


def test_please_call_shows_the_employer_s_number_and_nothing_else_does(person, scene):
    phone = shown(scene.firm.contact_phone)
    made = people.application(scene.person, scene.opening)
    assert phone not in person.get(page_of(made)).text
    with transaction():
        mine = db.session.get_one(Application, made.id)
        mine.state, mine.answer = "to_do", "call"
    assert phone in person.get(page_of(made)).text
    with transaction():
        db.session.get_one(Application, made.id).answer = "come"
        db.session.get_one(Organisation, scene.firm.id).address = "12 rue des Tanneurs"
    page = person.get(page_of(made)).text
    assert phone not in page
    assert "12 rue des Tanneurs" in page


@pytest.mark.parametrize("state", ["new", "interview", "accepted", "pool"])
def test_it_can_be_taken_back(person, scene, state):
    made = people.application(scene.person, scene.opening, state=state)
    action = page_of(made) + "withdraw"
    assert press(person, page_of(made), action).status_code == 303
    look_again()
    again = db.session.get_one(Application, made.id)
    assert again.state == "withdrawn"
    assert [(turn.state, turn.by) for turn in again.turns] == [("withdrawn", "person")]
    page = words(person.get(page_of(made)).text)
    assert "You took back this application." in page
    assert "Apply again" in page


def test_taking_it_back_twice_does_it_once(person, scene):
    made = people.application(scene.person, scene.opening)
    pages = [person.get(page_of(made)).text for _ in range(2)]
    action = page_of(made) + "withdraw"
    for page in pages:
        form = {"form_token": token_in(page, action)}
        assert person.post(action, data=form).status_code == 303
    look_again()
    assert db.session.query(Turn).count() == 1
    assert db.session.query(Message).count() == 0


def test_what_has_ended_can_not_be_taken_back(person, scene):
    made = people.application(scene.person, scene.opening)
    page = person.get(page_of(made)).text
    action = page_of(made) + "withdraw"
    with transaction():
        db.session.get_one(Application, made.id).state = "declined"
    back = person.post(action, data={"form_token": token_in(page, action)})
    assert back.status_code == 422
    look_again()
    assert db.session.get_one(Application, made.id).state == "declined"


WAYS = [("", "get"), ("number", "get"), ("withdraw", "post"), ("number", "post")]


@pytest.mark.parametrize(("way", "method"), [*WAYS, ("number/take-back", "post")])
def test_another_person_s_application_is_as_if_there_were_none(person, scene, way, method):
    mine = people.application(scene.person, scene.opening)
    html = person.get(page_of(mine)).text
    form = {"form_token": token_in(html, page_of(mine) + "withdraw")}
    other = people.application(people.person(), scene.opening, state="interview")
    none = "x" * len(other.token)
    first, second = (
        getattr(person, method)(
            f"/fr/me/applications/{token}/{way}", **({"data": form} if method == "post" else {})
        )
        for token in (other.token, none)
    )
    assert first.status_code == second.status_code == 404
    assert first.text.replace(other.token, none) == second.text


def test_the_pin_is_asked_again_after_five_minutes(person, scene):
    made = people.application(scene.person, scene.opening)
    with time_machine.travel(now() + timedelta(minutes=6)):
        for address in ("/en/me/applications/", page_of(made)):
            assert "/me/pin" in person.get(address).location


def test_the_list_asks_the_same_of_the_database_however_long_it_is(person, scene):
    people.application(scene.person, scene.opening)
    with counted() as few:
        person.get("/en/me/applications/")
    for _ in range(8):
        people.application(scene.person, people.opportunity(people.organisation()))
    with counted() as many:
        person.get("/en/me/applications/")
    assert len(many) == len(few) <= 12


def test_the_page_asks_the_same_of_the_database_for_a_long_story(person, scene):
    made = people.application(scene.person, scene.opening, state="declined")
    with counted() as few:
        person.get(page_of(made))
    for _ in range(9):
        people._add(Turn(application_id=made.id, state="interview", by="employer"))
        people.opportunity(people.organisation())
    with counted() as many:
        person.get(page_of(made))
    assert len(many) <= len(few) + 1 <= 12
