"""A person applies: one tap, what the employer will see, what is missing, once only."""

from datetime import timedelta

import pytest

from portal.applications.models import Application, Turn
from portal.applications.operations import applying
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.employers.models import Organisation
from portal.notifications.models import Message
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from tests.databases import look_again
from tests.factories import people
from tests.people import token_in, words
from tests.queries import counted
from tests.together import together


def address(opening, lang="fr"):
    return f"/{lang}/opportunities/{opening.slug}/apply"


def send(browser, opening, **form):
    page = browser.get(address(opening))
    token = token_in(page.text, address(opening))
    return browser.post(address(opening), data=form | {"form_token": token})


def only():
    look_again()
    return db.session.query(Application).one()


def test_the_page_shows_the_card_before_anything_is_sent(person, scene):
    page = words(person.get(address(scene.opening, "en")).text)
    assert "The employer will see this, and nothing else" in page
    for shown in ("Aminata", "tajine", "Rabat"):
        assert shown in page
    assert db.session.query(Application).count() == 0


def test_one_tap_sends_it_and_the_employer_hears_of_it(person, scene):
    answer = send(person, scene.opening)
    assert answer.status_code == 303
    assert answer.location == address(scene.opening)
    made = only()
    assert (made.state, made.sentence, made.made_by) == ("new", "", None)
    assert [(turn.state, turn.by) for turn in made.turns] == [("new", "person")]
    (message,) = db.session.query(Message).all()
    assert (message.kind, message.purpose) == ("application_new", "work")
    assert message.address == scene.member.account.phone
    assert "You applied here" in words(person.get(address(scene.opening, "en")).text)


def test_a_sentence_goes_along(person, scene):
    send(person, scene.opening, sentence="  Je peux venir lundi. ")
    assert only().sentence == "Je peux venir lundi."


def test_a_sentence_that_is_too_long_comes_back_as_it_was(person, scene):
    back = send(person, scene.opening, sentence="z" * 301)
    assert back.status_code == 422
    assert "z" * 301 in back.text
    assert db.session.query(Application).count() == 0


def test_a_number_in_the_sentence_is_asked_about_and_sent_if_the_person_says_so(person, scene):
    text = "Appelez-moi au 06 61 23 45 67"
    back = send(person, scene.opening, sentence=text)
    assert back.status_code == 422
    assert 'name="as_it_is"' in back.text
    assert text in back.text
    assert db.session.query(Application).count() == 0
    assert send(person, scene.opening, sentence=text, as_it_is="y").status_code == 303
    assert only().sentence == text


def test_the_same_form_twice_applies_once(person, scene):
    page = person.get(address(scene.opening))
    form = {"form_token": token_in(page.text, address(scene.opening))}
    first, second = (person.post(address(scene.opening), data=form) for _ in range(2))
    assert first.location == second.location
    assert only().state == "new"


def test_who_applied_already_is_led_to_the_application(person, scene):
    made = people.application(scene.person, scene.opening)
    assert f"/fr/me/applications/{made.token}/" in person.get(address(scene.opening)).text


def test_applying_twice_with_two_forms_changes_nothing(person, scene):
    pages = [person.get(address(scene.opening)).text for _ in range(2)]
    for page in pages:
        form = {"form_token": token_in(page, address(scene.opening)), "sentence": "Bonjour"}
        assert person.post(address(scene.opening), data=form).status_code == 303
    assert len(only().turns) == 1


def test_an_unfinished_profile_is_told_which_step_is_missing(person, scene):
    with transaction():
        mine = db.session.get_one(Person, scene.person.id)
        mine.complete_at, mine.steps = None, ["trades", "skills", "languages", "place"]
    page = person.get(address(scene.opening, "en"))
    assert "1 step is missing" in words(page.text)
    assert "What I look for" in words(page.text)
    assert 'href="/en/me/profile/"' in page.text
    assert 'method="post" action="/en/opportunities' not in page.text


def test_a_profile_that_was_finished_leads_back_to_the_opening(person, scene):
    with transaction():
        db.session.get_one(Person, scene.person.id).complete_at = None
    person.get(address(scene.opening))
    with transaction():
        db.session.get_one(Person, scene.person.id).complete_at = now()
    assert f'href="{address(scene.opening)}"' in person.get("/fr/me/profile/").text
    send(person, scene.opening)
    assert f'href="{address(scene.opening)}"' not in person.get("/fr/me/profile/").text


def test_an_unfinished_profile_can_not_apply_by_a_form_of_before(person, scene):
    token = token_in(person.get(address(scene.opening)).text, address(scene.opening))
    with transaction():
        db.session.get_one(Person, scene.person.id).complete_at = None
    assert person.post(address(scene.opening), data={"form_token": token}).status_code == 422
    assert db.session.query(Application).count() == 0


def test_someone_without_a_profile_is_led_to_one(client, scene):
    people.enter(client, people.account())
    page = client.get(address(scene.opening, "en"))
    assert page.status_code == 200
    assert "Begin my profile" in words(page.text)


def test_a_paused_profile_says_so(person, scene):
    with transaction():
        db.session.get_one(Person, scene.person.id).state = "paused"
    assert "Your profile is paused" in words(person.get(address(scene.opening, "en")).text)


@pytest.mark.parametrize("state", ["paused", "filled", "expired"])
def test_an_opening_that_is_not_open_says_so_and_shows_others(person, scene, state):
    other = people.opportunity(scene.firm, title="Retouches")
    with transaction():
        db.session.get_one(Opportunity, scene.opening.id).state = state
    page = person.get(address(scene.opening, "en"))
    assert "This opening takes no answers any more." in words(page.text)
    assert f"/en/opportunities/{other.slug}/" in page.text


def test_an_opening_that_ends_while_the_form_is_open_is_refused(person, scene):
    token = token_in(person.get(address(scene.opening)).text, address(scene.opening))
    with transaction():
        db.session.get_one(Opportunity, scene.opening.id).expires_at = now()
    assert person.post(address(scene.opening), data={"form_token": token}).status_code == 422
    assert db.session.query(Application).count() == 0


@pytest.mark.parametrize("state", ["draft", "to_check", "sent_back", "withdrawn"])
def test_an_opening_that_nobody_may_see_is_not_found(person, scene, state):
    with transaction():
        db.session.get_one(Opportunity, scene.opening.id).state = state
    assert person.get(address(scene.opening)).status_code == 404


@pytest.mark.parametrize("state", ["pending", "suspended", "banned"])
def test_nobody_applies_to_an_employer_that_is_not_verified(person, scene, state):
    with transaction():
        db.session.get_one(Organisation, scene.firm.id).state = state
    assert person.get(address(scene.opening)).status_code == 404
    with pytest.raises(Refused, match="opening_closed"), transaction():
        applying.apply(
            db.session.get_one(Person, scene.person.id),
            db.session.get_one(Opportunity, scene.opening.id),
        )


def test_a_visitor_is_led_to_the_door_and_back(client, scene):
    answer = client.get(address(scene.opening))
    assert answer.status_code == 303
    assert f"then=/fr/opportunities/{scene.opening.slug}/apply" in answer.location.replace(
        "%2F", "/"
    )


def test_the_programme_s_own_opening_is_applied_to_as_well(person, scene):
    training = people.opportunity(scene.firm, organisation_id=None, kind="training")
    assert send(person, training).status_code == 303
    assert only().introduced_at
    assert db.session.query(Message).count() == 0


def test_fifty_at_once_make_one_application(app, scene):
    # Ids alone: a row belongs to the session that read it.
    person_id, opening_id = scene.person.id, scene.opening.id

    def deed():
        with transaction():
            applying.apply(
                db.session.get_one(Person, person_id),
                db.session.get_one(Opportunity, opening_id),
            )

    together(app, *[deed] * 50)
    assert only().state == "new"
    assert db.session.query(Turn).count() == 1
    assert db.session.query(Message).count() == 1


def test_an_employer_meets_no_more_people_a_month_than_it_asked_for(app, scene):
    with transaction():
        db.session.get_one(Organisation, scene.firm.id).max_introductions = 7
    opening_id = scene.opening.id
    crowd = [people.person(name=f"P{number}").id for number in range(20)]

    def deed(person_id):
        with transaction():
            applying.apply(
                db.session.get_one(Person, person_id),
                db.session.get_one(Opportunity, opening_id),
            )

    together(app, *[lambda one=one: deed(one) for one in crowd])
    look_again()
    met = db.session.query(Application).filter(Application.introduced_at.is_not(None)).count()
    assert met == 7
    assert db.session.query(Application).count() == 20


def test_who_is_in_the_queue_is_told_so(person, scene):
    with transaction():
        db.session.get_one(Organisation, scene.firm.id).max_introductions = 1
    people.application(people.person(), scene.opening)
    send(person, scene.opening)
    assert "You are in the queue" in words(person.get(address(scene.opening, "en")).text)
    assert db.session.query(Message).count() == 0


def test_several_people_in_an_hour_make_one_message_to_a_member(scene):
    for number in range(4):
        applicant = people.person(name=f"P{number}")
        with transaction():
            applying.apply(
                db.session.get_one(Person, applicant.id),
                db.session.get_one(Opportunity, scene.opening.id),
            )
    assert db.session.query(Application).count() == 4
    assert db.session.query(Message).count() == 1


def test_the_page_asks_the_same_of_the_database_for_a_long_profile(person, scene):
    person.get(address(scene.opening))
    with counted() as few:
        person.get(address(scene.opening))
    with transaction():
        mine = db.session.get_one(Person, scene.person.id)
        for number in range(10):
            mine.skills.append(type(mine.skills[0])(words=f"s{number}", learned="training"))
    with counted() as many:
        person.get(address(scene.opening))
    assert len(many) == len(few) <= 12


def test_who_took_it_back_may_apply_again_on_the_same_row(person, scene):
    made = people.application(
        scene.person, scene.opening, state="withdrawn", created_at=now() - timedelta(days=9)
    )
    assert "Apply again" in words(person.get(address(scene.opening, "en")).text)
    send(person, scene.opening, sentence="Encore moi")
    again = only()
    assert (again.id, again.token, again.state) == (made.id, made.token, "new")
    assert again.sentence == "Encore moi"
    assert now() - again.heard_at < timedelta(minutes=1)


@pytest.mark.parametrize("way_out", ["/fr/leave", "/fr/me/sign-out"])
def test_who_leaves_does_not_leave_behind_which_opening_she_wanted(client, scene, way_out):
    people.enter(client, people.account())
    client.get(address(scene.opening))
    assert client.get_cookie("apply").value == scene.opening.slug
    token = token_in(client.get("/fr/me/").text, "/fr/me/sign-out")
    client.post(way_out, data={"form_token": token})
    assert client.get_cookie("apply") is None
