"""Staff read an opening before anybody else does. Two moderators, one answer."""

import pytest
from sqlalchemy import update

from portal.accounts.permissions import Role
from portal.core import audit
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.notifications.models import Message
from portal.opportunities import labels
from portal.opportunities.models import Opportunity, OpportunityReport
from portal.opportunities.operations import moderation
from tests.databases import look_again
from tests.factories.people import member, opportunity, organisation
from tests.people import make_staff, sign_in, spoken, token_in, words
from tests.queries import counted

HERE = "/en/desk/opportunities/"


@pytest.fixture
def desk(client):
    """The browser of a counsellor."""
    sign_in(client, make_staff(Role.COUNSELLOR))
    return client


def waiting(**other):
    return opportunity(
        other.pop("firm", None) or member().organisation,
        **{"state": "to_check", "published_at": None, "expires_at": None, "confirmed_at": None}
        | other,
    )


def page_of(opening):
    return f"{HERE}{opening.token}/"


def press(client, opening, deed, html=None, **fields):
    html = html or client.get(page_of(opening)).text
    address = f"{page_of(opening)}{deed}"
    typed = {"version": "1"} | fields | {"form_token": token_in(html, address)}
    return client.post(address, data=typed)


def fresh(opening) -> Opportunity:
    look_again()
    return db.session.get_one(Opportunity, opening.id)


def told(*kinds):
    look_again()
    return [m.kind for m in db.session.query(Message).order_by(Message.id)]


def test_the_oldest_waits_first_and_marks_are_seen(desk):
    waiting(title="First", flags=["phone"])
    waiting(title="Second", firm=organisation(state="pending", name="Nouveau"))
    opportunity(title="Online already")
    page = words(desk.get(HERE).text)
    assert page.index("First") < page.index("Second")
    assert "1 mark" in page
    assert "not checked yet" in page
    assert "Online already" not in page
    assert "To read ( 2 )" in page.replace("(2)", "( 2 )")


@pytest.mark.parametrize("which", ["waiting", "ending", "open", "closed", "drafts", "all", "odd"])
def test_every_list_asks_few_questions(desk, which):
    for state in ("to_check", "open", "paused", "draft", "expired"):
        for _ in range(4):
            opportunity(state=state)
    with counted() as asked:
        assert desk.get(HERE + f"?list={which}").status_code == 200
    assert len(asked) <= 8


def test_the_moderator_sees_what_people_will_see_what_was_found_and_whose_it_is(desk):
    about = "Appelez le 06 61 23 45 67 avec votre passeport."
    opening = waiting(about=about, flags=["phone", "papers"])
    html = desk.get(page_of(opening)).text
    assert "<mark>06 61 23 45 67</mark>" in html
    assert "<mark>passeport</mark>" in html
    page = words(html)
    assert "A phone number" in page
    assert "Atelier Nour : checked" in page.replace("Atelier Nour:", "Atelier Nour :")


def test_approved_it_is_online_for_thirty_days_and_the_employer_is_told(desk):
    opening = waiting()
    assert press(desk, opening, "approve").status_code == 303
    row = fresh(opening)
    assert (row.state, row.checked_by is not None) == ("open", True)
    assert row.published_at is not None
    assert row.confirmed_at is not None
    assert (row.expires_at - now()).days == 29
    assert told() == ["opening_checked"]


def test_approved_again_after_a_change_it_does_not_jump_to_the_top(desk):
    first = now().replace(year=2026, month=1, day=2)
    opening = waiting(published_at=first)
    press(desk, opening, "approve")
    assert fresh(opening).published_at == first


def test_sent_back_with_words_that_the_employer_reads(desk):
    opening = waiting()
    answer = press(desk, opening, "send-back", note="Dites quelles heures.")
    assert answer.status_code == 303
    assert (fresh(opening).state, fresh(opening).state_note) == (
        "sent_back",
        "Dites quelles heures.",
    )
    assert told() == ["opening_sent_back"]


@pytest.mark.parametrize("deed", ["send-back", "withdraw"])
def test_without_words_nothing_is_sent_back_or_taken_away(desk, deed):
    opening = waiting()
    answer = press(desk, opening, deed, note="  ")
    assert answer.status_code == 422
    assert 'href="#note"' in answer.text
    assert 'id="note-wrong"' in answer.text
    assert (fresh(opening).state, told()) == ("to_check", [])


def test_words_that_are_too_long_are_kept_on_the_page(desk):
    opening = waiting()
    answer = press(desk, opening, "send-back", note="x" * 501)
    assert answer.status_code == 422
    assert "x" * 501 in answer.text


def test_taken_away_for_good_with_the_reason(desk):
    opening = opportunity(member().organisation)
    press(desk, opening, "withdraw", note="Un lecteur a payé.")
    assert (fresh(opening).state, fresh(opening).state_note) == ("withdrawn", "Un lecteur a payé.")
    assert told() == ["opening_withdrawn"]


@pytest.mark.parametrize("late", ["approve", "send-back", "withdraw"])
def test_of_two_moderators_the_second_reads_what_the_first_decided(desk, late):
    opening = waiting()
    page = desk.get(page_of(opening)).text
    other = make_staff(Role.COORDINATOR, "other@example.org")
    with transaction():
        moderation.withdraw(db.session.get_one(Opportunity, opening.id), other.id, "Déjà vu.")
    answer = press(desk, opening, late, html=page, note="Trop tard")
    assert answer.status_code == 422
    read = words(answer.text)
    assert "A colleague has answered already" in read
    assert "Déjà vu." in read
    assert (fresh(opening).state, told()) == ("withdrawn", ["opening_withdrawn"])


def test_a_moderator_approves_only_what_she_has_read(desk):
    opening = waiting(version=3)
    answer = press(desk, opening, "approve", version="2")
    assert answer.status_code == 422
    assert "while you were reading" in words(answer.text)
    assert fresh(opening).state == "to_check"


@pytest.mark.parametrize("state", ["suspended", "banned"])
def test_a_stopped_employer_s_opening_is_not_approved(desk, state):
    opening = waiting(firm=organisation(state=state))
    assert press(desk, opening, "approve").status_code == 422
    assert fresh(opening).state == "to_check"


def test_reports_of_readers_bring_an_opening_back_until_someone_has_read_them(desk):
    opening = opportunity(title="Reported")
    with transaction():
        db.session.add(OpportunityReport(opportunity_id=opening.id, reason="money", words="200 dh"))
    assert "1 report" in words(desk.get(HERE).text)
    assert "200 dh" in words(desk.get(page_of(opening)).text)
    assert press(desk, opening, "seen").status_code == 303
    assert "Reported" not in words(desk.get(HERE).text)
    assert fresh(opening).state == "open"


def test_the_history_does_not_say_that_the_employer_reported_its_own_opening(app, desk):
    opening = opportunity(title="Reported")
    with transaction():
        for what in ("reported", "paused"):
            audit.record(f"opportunities.opportunity.{what}", f"opportunity:{opening.id}")
        db.session.flush()
        db.session.execute(update(Deed).values(actor="account:5"))
    history = words(desk.get(page_of(opening)).text)
    reported, paused = (
        spoken(app, labels.DEEDS[f"opportunities.opportunity.{what}"], "en")
        for what in ("reported", "paused")
    )
    employer = spoken(app, "The employer", "en")
    assert f"{paused} · {employer}" in history
    assert reported in history
    assert f"{reported} · {employer}" not in history


def test_what_changed_while_online_is_read_again(desk):
    opening = opportunity(look_again=True, title="Changed")
    assert "Changed" in words(desk.get(HERE).text)
    press(desk, opening, "seen")
    assert fresh(opening).look_again is False


@pytest.mark.parametrize(
    ("before", "deed", "after"),
    [
        ("open", "pause", "paused"),
        ("open", "filled", "filled"),
        ("open", "confirm", "open"),
        ("paused", "go-on", "open"),
        ("filled", "go-on", "open"),
        ("expired", "confirm", "open"),
    ],
)
def test_staff_answer_for_an_employer_who_calls(desk, before, deed, after):
    opening = opportunity(state=before)
    assert press(desk, opening, deed).status_code == 303
    assert fresh(opening).state == after


def test_the_history_says_what_who_and_when_but_not_which_words(desk):
    opening = waiting()
    press(desk, opening, "approve")
    page = words(desk.get(page_of(opening)).text)
    assert "Approved: it is online · staff@example.org" in page
    deeds = db.session.query(Deed).filter_by(subject=f"opportunity:{opening.id}").all()
    assert [deed.fields for deed in deeds] == [""]


def test_fair_staff_do_not_moderate(client):
    sign_in(client, make_staff(Role.FAIR_STAFF))
    opening = waiting()
    assert client.get(HERE).status_code == 403
    assert client.get(page_of(opening)).status_code == 403


@pytest.mark.parametrize("token", ["nothing", "%00"])
def test_an_unknown_opening_is_not_found(desk, token):
    assert desk.get(f"{HERE}{token}/").status_code == 404


def test_the_same_press_twice_is_one_approval(desk):
    opening = waiting()
    page = desk.get(page_of(opening)).text
    first, second = (press(desk, opening, "approve", html=page) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert told() == ["opening_checked"]


def test_the_second_of_two_at_the_same_instant_is_refused(rows):
    opening = waiting()
    with transaction():
        moderation.approve(db.session.get_one(Opportunity, opening.id), 1, 1, 30)
    with pytest.raises(Refused) as no, transaction():
        moderation.approve(db.session.get_one(Opportunity, opening.id), 2, 1, 30)
    assert no.value.code == "already_checked"
    assert fresh(opening).checked_by == 1
