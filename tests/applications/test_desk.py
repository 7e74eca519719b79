"""The desk: the applications of a hub's people, both sides, what staff may do about them."""

from datetime import date, timedelta

import pytest

from portal.accounts.models import Staff
from portal.accounts.permissions import Role
from portal.applications.models import Application, Disclosure
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.notifications.models import Message
from portal.people.models import Person
from tests.databases import look_again
from tests.desk import press
from tests.factories import people
from tests.people import make_staff, sign_in, words
from tests.queries import counted

DESK = "/en/desk/applications/"


@pytest.fixture
def made(scene):
    return people.application(scene.person, scene.opening, sentence="Je couds.")


def staff(client, role=Role.COUNSELLOR, hub="Rabat"):
    made = make_staff(role, email=f"{role}{hub}@example.org")
    with transaction():
        db.session.get_one(Staff, made.id).hub = hub
    sign_in(client, made)
    return made


@pytest.fixture
def counsellor(client, scene):
    staff(client)
    return client


def page_of(made):
    return f"{DESK}{made.token}/"


def fresh(made):
    look_again()
    return db.session.get_one(Application, made.id)


@pytest.mark.parametrize(
    ("role", "hub", "sees"),
    [
        (Role.COUNSELLOR, "Rabat", True),
        (Role.COUNSELLOR, "Tanger", False),
        (Role.COUNSELLOR, "", False),
        (Role.COORDINATOR, "", True),
        (Role.COORDINATOR, "Rabat", True),
        (Role.COORDINATOR, "Tanger", False),
    ],
)
def test_staff_see_the_people_of_their_hub(client, scene, made, role, hub, sees):
    staff(client, role, hub)
    assert (made.token in client.get(DESK).text) == sees
    answer = client.get(page_of(made))
    assert answer.status_code == (200 if sees else 404)
    none = "x" * len(made.token)
    if not sees:
        nobody = client.get(f"{DESK}{none}/")
        assert answer.text.replace(made.token, none) == nobody.text


def test_fair_staff_do_not_get_in(client, made):
    staff(client, Role.FAIR_STAFF)
    assert client.get(DESK).status_code == 403
    assert client.get(page_of(made)).status_code == 403


def test_the_list_begins_with_what_nobody_answers(counsellor, scene, made):
    late = people.application(
        people.person(name="Zineb"),
        scene.opening,
        heard_at=now() - timedelta(days=22),
        alerted_at=now(),
    )
    page = counsellor.get(DESK).text
    assert page.index(late.token) < page.index(made.token)
    assert "no answer" in words(page)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("state=open", {"new", "late"}),
        ("state=alerted", {"late"}),
        ("state=held", {"held"}),
        ("state=declined", {"held"}),
        ("state=all", {"new", "late", "held"}),
        ("state=all&days=20", {"late"}),
        ("state=%F0%9F%99%82", {"new", "late", "held"}),
        ("days=99999999999999", {"new", "late"}),
        ("page=99", set()),
    ],
)
def test_the_list_can_be_filtered(counsellor, scene, made, question, found):
    late = people.application(
        people.person(), scene.opening, heard_at=now() - timedelta(days=22), alerted_at=now()
    )
    held = people.application(people.person(), scene.opening, state="declined", line_held=True)
    page = counsellor.get(f"{DESK}?{question}").text
    rows = {"new": made, "late": late, "held": held}
    assert {name for name, one in rows.items() if one.token in page} == found
    part = counsellor.get(f"{DESK}?{question}", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert {name for name, one in rows.items() if one.token in part} == found


def test_the_list_can_be_narrowed_to_one_opening(counsellor, scene, made):
    other = people.application(people.person(), people.opportunity(scene.firm))
    page = counsellor.get(f"{DESK}?opening={scene.opening.slug}").text
    assert made.token in page
    assert other.token not in page


def test_the_list_asks_the_same_of_the_database_however_long_it_is(counsellor, scene, made):
    with counted() as few:
        counsellor.get(DESK)
    for _ in range(12):
        people.application(people.person(), people.opportunity(people.organisation()))
    with counted() as many:
        counsellor.get(DESK)
    assert len(many) == len(few) <= 12


def test_one_application_shows_both_sides_and_the_look_is_noted_once(counsellor, scene, made):
    page = words(counsellor.get(page_of(made)).text)
    for shown in ("Aminata", "Je couds.", "Atelier Nour", "Couturière", "No answer yet."):
        assert shown in page
    counsellor.get(page_of(made))
    looks = db.session.query(Deed).filter_by(what="people.file.read").all()
    assert [one.subject for one in looks] == [f"person:{scene.person.id}"]


def test_one_application_asks_little_of_the_database(counsellor, made):
    counsellor.get(page_of(made))
    with counted() as statements:
        counsellor.get(page_of(made))
    assert len(statements) <= 12


def test_a_next_step_is_noted(counsellor, made):
    form = {"next_step": "Venir mardi", "next_step_on": "2027-03-05"}
    assert press(counsellor, page_of(made), page_of(made) + "next-step", **form).status_code == 303
    after = fresh(made)
    assert (after.next_step, after.next_step_on) == ("Venir mardi", date(2027, 3, 5))


@pytest.mark.parametrize(
    "form", [{}, {"next_step": "x" * 201}, {"next_step": "x", "next_step_on": "mardi"}]
)
def test_a_next_step_that_is_none_comes_back(counsellor, made, form):
    assert press(counsellor, page_of(made), page_of(made) + "next-step", **form).status_code == 422
    assert fresh(made).next_step == ""


def test_an_application_is_moved_with_its_reason(counsellor, made):
    form = {"state": "declined", "reason": "language", "shown": "y"}
    assert press(counsellor, page_of(made), page_of(made) + "move", **form).status_code == 303
    after = fresh(made)
    assert (after.state, after.reason, after.reason_shown) == ("declined", "language", True)
    assert [(turn.state, turn.by) for turn in after.turns] == [("declined", "staff")]
    assert [m.kind for m in db.session.query(Message)] == ["application_answer"]


def test_a_reason_that_is_not_to_be_read_is_kept(counsellor, made):
    press(counsellor, page_of(made), page_of(made) + "move", state="declined", reason="absent")
    assert not fresh(made).reason_shown


@pytest.mark.parametrize("state", ["", "new", "unanswered", "xyz"])
def test_a_state_that_does_not_follow_comes_back(counsellor, made, state):
    back = press(counsellor, page_of(made), page_of(made) + "move", state=state)
    assert back.status_code == 422
    assert fresh(made).state == "new"


def test_a_word_of_the_employer_that_staff_write_down_ends_the_alarm(counsellor, scene, made):
    with transaction():
        mine = db.session.get_one(Application, made.id)
        mine.alerted_at, mine.heard_at = now(), now() - timedelta(days=22)
    press(counsellor, page_of(made), page_of(made) + "move", state="on_hold")
    after = fresh(made)
    assert after.alerted_at is None
    assert now() - after.heard_at < timedelta(minutes=1)


def test_a_number_is_written_down_for_someone_who_is_there(counsellor, made):
    action = page_of(made) + "number"
    assert press(counsellor, page_of(made), action).status_code == 303
    look_again()
    said = db.session.query(Disclosure).one()
    assert said.given_to == db.session.query(Staff).one().id
    assert press(counsellor, page_of(made), action + "/take-back").status_code == 303
    look_again()
    assert db.session.query(Disclosure).one().withdrawn_at


@pytest.mark.parametrize(("choice", "read"), [("good", True), ("bad", False)])
def test_words_of_an_employer_are_let_through_or_kept_back(counsellor, made, choice, read):
    with transaction():
        mine = db.session.get_one(Application, made.id)
        mine.state, mine.answer, mine.answer_line = "reading", "next_week", "www.exemple.com"
        mine.line_held, mine.line_flags = True, ["link"]
    assert "own words wait" in words(counsellor.get(page_of(made)).text)
    action = page_of(made) + "line"
    assert press(counsellor, page_of(made), action, line=choice).status_code == 303
    after = fresh(made)
    assert not after.line_held
    assert bool(after.answer_line) == read


def for_address(person, opening):
    return f"{DESK}for/{person.token}/{opening.slug}"


def test_staff_apply_for_a_person_who_agrees_and_it_says_who_did(counsellor, scene):
    here = for_address(scene.person, scene.opening)
    assert press(counsellor, here, here, present="y").status_code == 422
    assert db.session.query(Application).count() == 0
    form = {"present": "y", "agreed": "y", "sentence": "Elle coud."}
    answer = press(counsellor, here, here, **form)
    look_again()
    made = db.session.query(Application).one()
    assert answer.location == f"/en/desk/applications/{made.token}/"
    assert made.made_by == db.session.query(Staff).one().id
    assert (made.made_present, made.sentence) == (True, "Elle coud.")
    assert [(turn.state, turn.by) for turn in made.turns] == [("new", "staff")]
    assert "the team, the person was there" in words(counsellor.get(answer.location).text)


def test_staff_do_not_apply_for_a_person_of_another_hub(counsellor, scene):
    far = people.person(hub="Tanger")
    assert counsellor.get(for_address(far, scene.opening)).status_code == 404


def test_staff_are_told_what_is_in_the_way(counsellor, scene):
    here = for_address(scene.person, scene.opening)
    people.application(scene.person, scene.opening)
    assert "This person has applied here." in words(counsellor.get(here).text)
    other = people.person()
    with transaction():
        db.session.get_one(Person, other.id).complete_at = None
    assert "not finished" in words(counsellor.get(for_address(other, scene.opening)).text)
    full = people.opportunity(scene.firm, state="filled")
    page = words(counsellor.get(for_address(scene.person, full)).text)
    assert "takes no answers any more" in page
