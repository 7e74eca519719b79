"""An employer answers: one tap, a meeting, which skills; what the person then reads."""

from datetime import timedelta

import pytest

from portal.applications import labels
from portal.applications.models import Application
from portal.applications.operations import answering, applying
from portal.applications.operations.answering import Said
from portal.applications.states import Answer
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.notifications.models import Message
from tests import html_rules
from tests.databases import look_again
from tests.desk import typed
from tests.factories import people
from tests.people import spoken, token_in, words
from tests.together import together

ONE_TAP = [one for one in Answer if one not in (Answer.INTERVIEW, Answer.SKILLS)]


@pytest.fixture
def made(scene):
    return people.application(scene.person, scene.opening, sentence="Je couds depuis dix ans.")


@pytest.fixture
def employer(employer):
    return html_rules.watching(employer)


def page_of(made, lang="en"):
    return f"/{lang}/employer/applicants/{made.token}/"


def tap(browser, made, **form):
    page = browser.get(page_of(made)).text
    action = page_of(made) + "answer"
    return browser.post(action, data=form | {"form_token": token_in(page, action)})


def fill(browser, made, which, **form):
    action = page_of(made) + which
    page = browser.get(action).text
    return browser.post(action, data=form | {"form_token": token_in(page, action)})


def fresh(made):
    look_again()
    return db.session.get_one(Application, made.id)


def kinds():
    return sorted(db.session.scalars(db.select(Message.kind)))


def test_the_home_page_lists_who_waits_new_ones_first_by_opening(employer, scene):
    old = people.application(people.person(name="Zineb"), scene.opening, state="interview")
    second = people.opportunity(scene.firm, title="Brodeuse")
    for name, opening in (("Moussa", second), ("Awa", scene.opening), ("Fatou", second)):
        people.application(people.person(name=name), opening)
    page = words(employer.get("/en/employer/").text)
    order = [page.index(name) for name in ("Awa", "Moussa", "Fatou", "Zineb")]
    assert order == sorted(order)
    assert old.token in employer.get("/en/employer/").text


def test_the_home_page_says_how_long_they_wait_and_how_many_were_met(employer, scene):
    at = now() - timedelta(days=3)
    people.application(people.person(), scene.opening, heard_at=at)
    page = words(employer.get("/en/employer/").text)
    assert "has waited 3 days" in page
    assert "you were shown 1 of the 10 people you asked for" in page


def test_an_empty_list_is_friendly(employer):
    assert "Nobody waits for you" in words(employer.get("/en/employer/").text)


def test_an_applicant_s_page_shows_the_card_and_the_sentence(employer, scene, made):
    page = words(employer.get(page_of(made)).text)
    for shown in ("Aminata", "tajine", "Rabat", "Je couds depuis dix ans."):
        assert shown in page
    assert scene.person.account.phone not in page


@pytest.mark.parametrize("said", ONE_TAP)
def test_one_tap_answers_and_the_person_hears_of_it(app, employer, made, said):
    assert tap(employer, made, answer=said).status_code == 303
    after = fresh(made)
    assert after.answer == said
    assert [turn.by for turn in after.turns] == ["employer"]
    assert kinds() == ["application_answer"]
    assert spoken(app, labels.SAID[said], "en") in words(employer.get(page_of(made)).text)


def test_a_yes_can_not_be_taken_back_and_so_it_takes_two_taps(employer, made):
    page = employer.get(page_of(made)).text
    form = page.partition('id="answer"')[2]
    assert form.index("<button hidden disabled>") < form.index('name="line"')  # for the Enter key
    folded = page.split("<details>")[1:]
    yes = next(part for part in folded if 'value="accepted"' in part.split("</details>")[0])
    assert "<summary>" in yes
    assert "no_place" not in yes.split("</details>")[0]
    assert tap(employer, made, answer="accepted").status_code == 303
    assert 'name="answer"' not in employer.get(page_of(made)).text


@pytest.mark.parametrize("lang", ["fr", "ar", "en", "es"])
@pytest.mark.parametrize("said", ONE_TAP)
def test_the_person_reads_the_answer_on_her_page(client, app, scene, made, said, lang):
    with transaction():
        answering.answer(db.session.get_one(Application, made.id), Said(said, line="À bientôt"))
    people.enter(client, scene.person.account)
    page = client.get(f"/{lang}/me/applications/{made.token}/")
    assert page.status_code == 200
    assert "À bientôt" in page.text
    assert spoken(app, labels.SAID[said], lang) in words(page.text)


def test_a_meeting_has_a_day_an_hour_and_a_place(employer, client, scene, made):
    at = now().replace(second=0, microsecond=0) + timedelta(days=2)
    form = {"meeting_at": typed(at), "where": "12 rue des Tanneurs", "line": "Venez en tenue"}
    assert fill(employer, made, "meeting", **form).status_code == 303
    after = fresh(made)
    assert (after.state, after.meeting_at, after.heard_at) == ("interview", at, at)
    (message,) = db.session.query(Message).all()
    assert message.kind == "application_interview"
    assert set(message.facts) == {"starts_at", "link"}
    people.enter(client, scene.person.account)
    page = words(client.get(f"/en/me/applications/{made.token}/").text)
    for shown in ("The employer wants to meet you", "12 rue des Tanneurs", "Venez en tenue"):
        assert shown in page
    assert "May this employer call you?" in page


def test_a_meeting_can_be_moved(employer, made):
    for days in (2, 5):
        form = {"meeting_at": typed(now() + timedelta(days=days)), "where": "Ici"}
        assert fill(employer, made, "meeting", **form).status_code == 303
    assert fresh(made).meeting_at > now() + timedelta(days=4)
    assert kinds() == ["application_interview"] * 2


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"where": "Ici"}, "Choose the day and the hour."),
        ({"meeting_at": "demain", "where": "Ici"}, "Choose the day and the hour."),
        ({"meeting_at": "2020-01-01T10:00", "where": "Ici"}, "This day is over."),
        ({"meeting_at": "2090-01-01T10:00", "where": "Ici"}, "This day is too far away."),
        ({"meeting_at": "9999-12-31T23:59", "where": "x"}, "This day is too far away."),
        ({"meeting_at": "2027-02-12T10:00"}, "Write where you will meet."),
    ],
)
def test_a_meeting_that_can_not_be_comes_back(employer, made, form, sentence):
    back = fill(employer, made, "meeting", **form)
    assert back.status_code == 422
    assert sentence in words(back.text)
    assert fresh(made).state == "new"


def test_missing_skills_are_named_and_the_person_reads_which(employer, client, scene, made):
    assert fill(employer, made, "skills", skills="permis C").status_code == 303
    after = fresh(made)
    assert (after.state, after.reason, after.reason_shown) == ("declined", "skills", True)
    people.enter(client, scene.person.account)
    page = words(client.get(f"/en/me/applications/{made.token}/").text)
    assert "Other skills were needed. permis C" in page
    assert "See all openings" in page


def test_missing_skills_must_be_named(employer, made):
    assert fill(employer, made, "skills", skills=" ").status_code == 422
    assert fresh(made).state == "new"


@pytest.mark.parametrize(
    "line",
    [
        "Venez sur www.argent-facile.com",
        "Il faut payer 300 dh de frais de dossier",
        "Appelez le 06 61 23 45 67",
        "Apportez votre passeport",
    ],
)
def test_a_line_that_lures_waits_for_the_team(employer, client, scene, made, line):
    assert tap(employer, made, answer="later", line=line).status_code == 303
    after = fresh(made)
    assert after.line_held
    assert after.line_flags
    assert "The team looks at your own line first" in words(employer.get(page_of(made)).text)
    people.enter(client, scene.person.account)
    page = client.get(f"/en/me/applications/{made.token}/").text
    assert line not in page
    assert "we keep your answer" in words(page)


def test_a_line_that_is_too_long_comes_back(employer, made):
    assert tap(employer, made, answer="later", line="z" * 201).status_code == 422
    assert fresh(made).state == "new"


@pytest.mark.parametrize("said", ["", "interview", "skills", "hired", "\x00", "no_place "])
def test_an_answer_that_is_none_is_refused(employer, made, said):
    assert tap(employer, made, answer=said).status_code == 400
    assert fresh(made).state == "new"


def test_the_same_tap_twice_answers_once(employer, made):
    page = employer.get(page_of(made)).text
    action = page_of(made) + "answer"
    form = {"answer": "later", "form_token": token_in(page, action)}
    assert [employer.post(action, data=form).status_code for _ in range(2)] == [303, 303]
    assert len(fresh(made).turns) == 1
    assert kinds() == ["application_answer"]


def test_what_was_said_already_can_not_be_said_again(employer, made):
    page = employer.get(page_of(made)).text
    action = page_of(made) + "answer"
    other = token_in(employer.get(page_of(made)).text, action)
    for token, status in ((token_in(page, action), 303), (other, 422)):
        form = {"answer": "next_week", "form_token": token}
        assert employer.post(action, data=form).status_code == status
    assert fresh(made).state == "reading"
    assert "by next week" not in employer.get(page_of(made)).text.split("Your answer")[1]


def test_two_members_who_answer_at_the_same_instant_make_one_answer(app, scene, made):
    refused, application_id = [], made.id

    def say(answer):
        try:
            with transaction():
                answering.answer(db.session.get_one(Application, application_id), Said(answer))
        except Refused as no:
            refused.append(no.code)

    together(app, lambda: say(Answer.ACCEPTED), lambda: say(Answer.LATER))
    story = [turn.state for turn in fresh(made).turns]
    # "Kept for later" may still become a yes; a yes does not become anything else.
    assert (story, refused) in [
        (["accepted"], ["answer_impossible"]),
        (["pool", "accepted"], []),
    ]


def test_nobody_answers_who_took_it_back(scene, made):
    with transaction():
        applying.withdraw(db.session.get_one(Application, made.id))
    with pytest.raises(Refused, match="application_gone"), transaction():
        answering.answer(db.session.get_one(Application, made.id), Said(Answer.LATER))
