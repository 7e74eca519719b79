"""The forms that write an agreement, and whatever people type into them."""

from datetime import timedelta

import pytest

from portal.agreements import cards, messages
from portal.agreements.models import Agreement
from portal.agreements.states import AgreementKind, AgreementState, Party
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.opportunities.states import Kind
from tests.agreements.table import EVERYONE, FILLED, SCHOOL, Table, posted, send
from tests.agreements.test_pages import DESK, THEIRS, at_home
from tests.factories import people
from tests.people import sign_in, token_in


@pytest.fixture
def ready(rows):
    """An accepted application at a firm, and the firm's member."""
    firm = people.organisation()
    opening = people.opportunity(firm, activities="Coudre", hours_per_week=30, benefits=["meals"])
    application = people.application(people.person(), opening, state="accepted")
    return application, db.session.get_one(people.Account, people.member(firm).account_id)


def test_the_employer_writes_one_from_what_the_opening_says(client, ready):
    application, account = ready
    people.enter(client, account)
    here = f"{THEIRS}new/{application.token}"
    assert here in client.get(THEIRS).text
    page = client.get(here).text
    for known in ("Couturière", "Coudre", 'value="30"', 'value="1800"', "Salé"):
        assert known in page
    answer = send(client, here, **FILLED)
    assert answer.status_code == 303
    (made,) = db.session.query(Agreement).all()
    assert made.state == AgreementState.DRAFT
    assert (made.made_by_account, made.made_by_staff) == (account.id, None)
    assert made.allowance == 1800
    assert posted() == []
    there = f"{THEIRS}{made.token}/"
    assert send(client, f"{there}send", there).status_code == 303
    assert {m.facts["party"] for m in posted(messages.TO_SIGN)} == {"person"}


def test_staff_write_one_for_the_people_of_their_hub(client, rows):
    table = Table()
    table.refuse(Party.PERSON, "non")
    sign_in(client, table.staff)
    with transaction():
        db.session.get_one(type(table.staff), table.staff.id).totp_step = 0
    here = f"{DESK}new/{table.application.token}"
    assert send(client, here, **FILLED).status_code == 303
    newest = db.session.query(Agreement).order_by(Agreement.id.desc()).first()
    assert newest.made_by_staff == table.staff.id


@pytest.mark.parametrize("state", ["new", "reading", "declined", "withdrawn", "unanswered"])
def test_only_applications_at_the_right_stage_have_one(client, ready, state):
    application, account = ready
    with transaction():
        db.session.get_one(type(application), application.id).state = state
    people.enter(client, account)
    assert client.get(f"{THEIRS}new/{application.token}").status_code == 404


@pytest.mark.parametrize("kind", [Kind.PERMANENT, Kind.FIXED_TERM, Kind.DAILY])
def test_a_job_has_no_internship_agreement(client, rows, kind):
    firm = people.organisation()
    mine = people.application(
        people.person(), people.opportunity(firm, kind=kind), state="accepted"
    )
    people.enter(client, db.session.get_one(people.Account, people.member(firm).account_id))
    assert client.get(f"{THEIRS}new/{mine.token}").status_code == 404


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (Kind.OBSERVATION, AgreementKind.OBSERVATION),
        (Kind.PFE, AgreementKind.SCHOOL),
        (Kind.WORK_GRANT, AgreementKind.GRANT),
        (Kind.INTERNSHIP, AgreementKind.VOLUNTARY),
    ],
)
def test_the_kind_is_a_label_taken_from_the_opening(app, rows, kind, label):
    mine = people.application(people.person(), people.opportunity(kind=kind), state="accepted")
    assert cards.first_words(mine, now()).kind == label


def test_another_firm_writes_none_for_this_application(client, ready):
    application, _ = ready
    stranger = people.member()
    people.enter(client, db.session.get_one(people.Account, stranger.account_id))
    here = f"{THEIRS}new/{application.token}"
    assert client.get(here).status_code == 404
    assert application.token not in client.get(THEIRS).text


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"title": ""}, "title"),
        ({"kind": "law"}, "kind"),
        ({"goal": ""}, "goal"),
        ({"starts_on": "demain"}, "starts_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"ends_on": "2027-01-01"}, "ends_on"),
        ({"ends_on": "2031-01-01"}, "ends_on"),
        ({"hours_per_week": "0"}, "hours_per_week"),
        ({"hours_per_week": "99"}, "hours_per_week"),
        ({"allowance": "-5"}, "allowance"),
        ({"activities": " "}, "activities"),
        ({"activities": "x" * 1501}, "activities"),
        ({"tutor_name": ""}, "tutor_name"),
        ({"kind": "school"}, "school_name"),
        ({"school_name": "Institut"}, "school_signer"),
        (
            {"school_name": "Institut", "school_signer": "M. A", "school_address": "05 37 12"},
            "school_address",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    client, ready, other, field
):
    application, account = ready
    people.enter(client, account)
    answer = send(client, f"{THEIRS}new/{application.token}", **FILLED | other)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert "Karim Bennani" in answer.text or field == "tutor_name"
    assert db.session.query(Agreement).count() == 0


def test_the_same_form_twice_is_one_agreement(client, ready):
    application, account = ready
    people.enter(client, account)
    here = f"{THEIRS}new/{application.token}"
    form = FILLED | {"form_token": token_in(client.get(here).text, here)}
    first, second = client.post(here, data=form), client.post(here, data=form)
    assert first.location == second.location
    assert db.session.query(Agreement).count() == 1


def test_a_second_one_for_the_same_application_is_refused(client, ready):
    application, account = ready
    people.enter(client, account)
    here = f"{THEIRS}new/{application.token}"
    send(client, here, **FILLED)
    assert send(client, here, **FILLED).status_code == 422
    assert db.session.query(Agreement).count() == 1


def test_editing_shows_what_stands_and_warns_that_signatures_fall(client, rows):
    table = Table(school=SCHOOL)
    table.sign(Party.PERSON)
    here = at_home(client, table, Party.EMPLOYER)
    page = client.get(f"{here}edit").text
    for known in ("Karim Bennani", SCHOOL.address, "Mme Idrissi", "2027-03-26"):
        assert known in page
    assert send(client, f"{here}edit", **FILLED).status_code == 303
    assert table.now.version == 2
    assert set(table.states) == set(EVERYONE)  # the school was taken away


def test_a_signed_one_is_not_edited_but_continued(client, rows):
    table = Table()
    table.sign(*EVERYONE)
    here = at_home(client, table, Party.EMPLOYER)
    assert client.get(f"{here}edit").status_code == 404
    page = client.get(f"{here}renew").text
    assert str(table.now.ends_on + timedelta(days=1)) in page
    answer = send(
        client, f"{here}renew", **FILLED | {"starts_on": "2027-03-29", "ends_on": "2027-04-30"}
    )
    assert answer.status_code == 303
    assert table.number in client.get(answer.location).text


def test_a_draft_is_cancelled_by_who_writes_and_what_is_to_sign_by_staff_alone(client, rows):
    draft, sent = Table(sent=False), Table()
    here = at_home(client, draft, Party.EMPLOYER)
    assert send(client, f"{here}cancel", here).status_code == 303
    assert draft.now.state == AgreementState.CANCELLED
    there = at_home(client, sent, Party.EMPLOYER)
    assert f"{there}cancel" not in client.get(there).text
    form = {"form_token": token_in(client.get(f"{there}edit").text, f"{there}edit")}
    assert client.post(f"{there}cancel", data=form).status_code == 422
    assert sent.now.state == AgreementState.TO_SIGN
    desk = at_home(client, sent, Party.PROGRAMME)
    assert send(client, f"{desk}cancel", desk).status_code == 303
    assert sent.now.state == AgreementState.CANCELLED


def test_a_person_without_an_account_is_not_asked_to_sign(rows, client):
    table = Table(sent=False)
    with transaction():
        db.session.get_one(people.Person, table.person.id).account_id = None
    here = at_home(client, table, Party.PROGRAMME)
    assert send(client, f"{here}send", here).status_code == 422
    assert table.now.state == AgreementState.DRAFT
