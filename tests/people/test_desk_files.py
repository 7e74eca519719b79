"""A person's file: what a counsellor writes, who wrote when, and two who write at once."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.audit import Deed
from portal.core.db import db
from portal.people.models import Person, PersonFile
from portal.people.queries import desk
from tests.databases import look_again
from tests.factories.people import person
from tests.people import token_in
from tests.people.desk import PEOPLE, counsellor, here, staff


@pytest.fixture
def who(client):
    counsellor(client)
    return person()


def stamp_in(html):
    return html.split('name="stamp"')[1].split('value="')[1].split('"')[0]


def write(client, who, page=None, **answers):
    """Send the file's form as it stands on `page` (fetched now if not given)."""
    address = here(who) + "file/"
    html = page or client.get(address).text
    usual = {
        "form_token": token_in(html, address),
        "stamp": stamp_in(html),
        "work_route": "counsellor",
        "hub": "Rabat",
        "counsellor": "0",
        "sex": "",
    }
    return client.post(address, data=usual | answers)


def file_of(who) -> PersonFile:
    look_again()
    return db.session.get_one(PersonFile, who.id)


def test_a_counsellor_writes_the_next_step_and_its_day(client, who):
    day = desk.today() + timedelta(days=7)
    answer = write(client, who, next_step="Appeler l'école", next_step_on=day.isoformat())
    assert answer.status_code == 303
    assert (file_of(who).next_step, file_of(who).next_step_on) == ("Appeler l'école", day)
    assert "Appeler" in client.get(here(who)).text


def test_the_work_route_says_who_decided_and_when_and_never_why(client, who):
    me = staff(email="other@example.org")
    assert write(client, who, work_route="weeks", weeks="6").status_code == 303
    file = file_of(who)
    assert (file.work_route, file.weeks) == ("weeks", 6)
    assert file.work_route_by not in {None, me.id}
    assert file.work_route_at is not None
    assert write(client, who, work_route="now", weeks="6").status_code == 303
    assert file_of(who).weeks == 0


def test_who_writes_and_what_is_noted_without_a_value(client, who):
    write(client, who, sex="f", birth_year="1994", help_wanted="garde d'enfant")
    line = db.session.query(Deed).filter_by(what="people.file.changed").one()
    assert line.subject == f"person:{who.id}"
    assert set(line.fields.split(",")) == {"sex", "birth_year", "help_wanted"}
    assert (file_of(who).sex, file_of(who).birth_year) == ("f", 1994)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"next_step": "Appeler"}, "next_step_on"),
        ({"next_step_on": "2027-01-01"}, "next_step_on"),
        ({"next_step": "x", "next_step_on": "31/02"}, "next_step_on"),
        ({"next_step": "x", "next_step_on": "9999-01-01"}, "next_step_on"),
        ({"work_route": "weeks"}, "weeks"),
        ({"work_route": "weeks", "weeks": "600"}, "weeks"),
        ({"birth_year": "2025"}, "birth_year"),
        ({"birth_year": "-5"}, "birth_year"),
        ({"sex": "papers"}, "sex"),
        ({"help_wanted": "x" * 1001}, "help_wanted"),
        ({"counsellor": "999999"}, "counsellor"),
        ({"hub": "Paris"}, "hub"),
    ],
)
def test_a_wrong_answer_is_shown_beside_its_field_and_nothing_is_kept(client, who, answers, field):
    before = file_of(who).changed_at
    answer = write(client, who, **answers)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert file_of(who).changed_at == before


def test_the_second_of_two_counsellors_sees_what_the_first_wrote_and_loses_nothing(client, who):
    stale = client.get(here(who) + "file/").text
    day = desk.today().isoformat()
    write(client, who, next_step="Premier", next_step_on=day)
    answer = write(client, who, page=stale, next_step="Second", next_step_on=day)
    assert answer.status_code == 422
    assert "Premier" in answer.text
    assert ">\nSecond</textarea>" in answer.text.replace("\r", "")
    assert file_of(who).next_step == "Premier"
    again = write(client, who, page=answer.text, next_step="Second", next_step_on=day)
    assert again.status_code == 303
    assert file_of(who).next_step == "Second"


def test_a_step_that_was_taken_leaves_the_list_of_what_is_due(client, who):
    write(client, who, next_step="Appeler", next_step_on=desk.today().isoformat())
    assert press_done(client, who).status_code == 303
    assert (file_of(who).next_step, file_of(who).next_step_on) == (None, None)


def press_done(client, who, page=None):
    html = page or client.get(here(who)).text
    address = here(who) + "file/done"
    form = {"form_token": token_in(html, address), "stamp": stamp_in(html)}
    return client.post(address, data=form)


def test_done_does_not_take_away_a_step_that_someone_has_just_written(client, who):
    day = desk.today().isoformat()
    write(client, who, next_step="Ancien", next_step_on=day)
    stale = client.get(here(who)).text
    write(client, who, next_step="Nouveau", next_step_on=day)
    answer = press_done(client, who, page=stale)
    assert answer.status_code == 422
    assert file_of(who).next_step == "Nouveau"


def test_a_person_can_be_given_to_another_office(client, who):
    answer = write(client, who, hub="Tanger", counsellor="1")
    assert answer.location == PEOPLE
    assert client.get(here(who)).status_code == 404
    look_again()
    kept = db.session.get_one(Person, who.id)
    assert (kept.hub, kept.file.counsellor_id) == ("Tanger", None)


def test_only_the_team_of_the_office_can_follow_someone(client, who):
    other = staff(email="tanger@example.org", hub="Tanger")
    assert write(client, who, counsellor=str(other.id)).status_code == 422


def test_a_file_that_is_not_there_yet_is_made(client):
    counsellor(client)
    bare = person(file=None)
    assert client.get(here(bare)).status_code == 200
    assert write(client, bare, work_route="now").status_code == 303
    assert file_of(bare).work_route == "now"


def test_residence_is_asked_nowhere(client, who):
    page = client.get(here(who) + "file/").text.lower()
    for word in ("nationalit", "passport", "passeport", "permit", "titre", "asile", "refug"):
        assert word not in page
    assert not {"status", "papers", "nationality", "residence"} & set(
        PersonFile.__table__.columns.keys()
    )


def test_the_form_twice_changes_once(client, who):
    html = client.get(here(who) + "file/").text
    day = desk.today().isoformat()
    for _ in range(2):
        answer = write(client, who, page=html, next_step="Appeler", next_step_on=day)
        assert answer.status_code == 303
    assert db.session.query(Deed).filter_by(what="people.file.changed").count() == 1


ODD = st.sampled_from(
    ["\x00", "\u202e", "٢٠٢٧", "9" * 400, "-1", "1e9", "<script>", "🙂", "\r\n", "weeks"]
)
ANY = st.one_of(
    ODD, st.text(max_size=60), st.text("0123456789-/ ", max_size=12), st.dates().map(str)
)
FIELDS = (
    *("next_step", "next_step_on", "help_wanted", "work_route", "weeks", "counsellor", "hub"),
    *("sex", "birth_year", "stamp"),
)


@given(form=st.fixed_dictionaries({}, optional={f: st.lists(ANY, max_size=2) for f in FIELDS}))
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_sent_the_answer_is_a_page(client, form):
    if client.get_cookie("sid") is None:
        counsellor(client)
    found = db.session.query(Person).filter_by(hub="Rabat").first() or person()
    address = here(found) + "file/"
    html = client.get(address).text
    data = {"stamp": stamp_in(html)} | form | {"form_token": token_in(html, address)}
    assert client.post(address, data=data).status_code in {303, 422}
