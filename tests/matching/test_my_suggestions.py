"""What a person sees of her suggestions and does with them, page by page."""

from datetime import timedelta

import pytest

from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.matching import labels
from portal.matching.models import MatchingConsent, PersonMatch
from portal.matching.rules.weights import Rule
from portal.matching.states import Withdrawn
from tests.databases import look_again
from tests.factories import people
from tests.matching.scene import HERE, SAYING, address, asked, change, fresh, home, says, send
from tests.people import words

NO = f"/fr{HERE}consent"


@pytest.fixture
def scene(rows):
    return asked()


@pytest.fixture
def browser(client, scene):
    people.enter(client, scene.person.account)
    return client


# Before she agrees


def test_who_has_no_profile_is_led_to_begin_one(client, rows):
    people.enter(client, people.account())
    assert 'class="button" href="/fr/me/profile/"' in home(client)


@pytest.mark.parametrize("lang", SAYING)
def test_before_she_agrees_she_reads_what_is_used_and_what_never_is(client, app, rows, lang):
    who = people.person()
    people.suggestion(who)
    people.enter(client, who.account)
    page = home(client, lang)
    for sentence in labels.CONSENT.values():
        assert says(app, sentence, page, lang)
    assert page.count('name="given"') == 2
    assert "Couturière" not in page


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_one_tap_says_whether_the_portal_may_look(client, rows, answer):
    who = people.person()
    people.enter(client, who.account)
    sent = send(client, f"/ar{HERE}", f"/ar{HERE}consent", given=answer)
    assert (sent.status_code, sent.location) == (303, f"/ar{HERE}")
    look_again()
    said = db.session.get_one(MatchingConsent, who.id)
    assert (said.given, said.language, said.given_to) == (answer == "yes", "ar", None)


def test_who_said_no_can_change_her_mind_and_is_not_asked_to_say_no_again(client, rows):
    who = people.person()
    people.agreed_to_matching(who, given=False)
    people.enter(client, who.account)
    page = home(client)
    assert 'value="yes"' in page
    assert 'value="no"' not in page


@pytest.mark.parametrize("given", ["", "perhaps"])
def test_neither_yes_nor_no_comes_back_with_a_sentence(client, rows, given):
    who = people.person()
    people.enter(client, who.account)
    back = send(client, f"/fr{HERE}", NO, given=given)
    assert back.status_code == 422
    assert 'role="alert"' in back.text
    look_again()
    assert db.session.get(MatchingConsent, who.id) is None


# Her list


@pytest.mark.parametrize("lang", SAYING)
def test_her_list_says_what_it_is_and_why_it_suits_her(browser, scene, lang):
    page = home(browser, lang)
    for shown in ("Couturière", "Atelier Nour", "1"):
        assert shown in words(page)
    assert address(scene.suggestion, lang=lang) in page
    assert 'class="there"' in page
    assert "○" in page


def test_what_the_team_moved_up_comes_first_then_the_score_and_never_more_than_six(browser, scene):
    made = {
        title: people.suggestion(scene.person, people.opportunity(title=title), **facts)
        for title, facts in {
            "moved": {"boost": 1, "score": 0.5},
            "best": {"score": 0.9},
            "down": {"boost": -1, "score": 0.99},
            **{f"middle{i}": {"score": 0.8 - i / 100} for i in range(3)},
        }.items()
    }
    page = home(browser)
    order = sorted((title for title in made if title in page), key=page.index)
    assert order == ["moved", "best", "middle0", "middle1", "middle2"]
    assert page.count('<article class="card">') == 6


def test_what_she_put_off_stands_apart_until_its_day(browser, scene):
    day = local(now()).date()
    change(scene.suggestion, state="later", later_until=day + timedelta(days=3))
    assert "<article" not in home(browser)
    assert address(scene.suggestion) in home(browser)
    change(scene.suggestion, later_until=day)
    assert "<article" in home(browser)


def test_what_she_applied_for_by_herself_is_not_in_her_list(browser, scene):
    people.application(scene.person, scene.opening)
    assert "Couturière" not in home(browser)


@pytest.mark.parametrize("lang", SAYING)
@pytest.mark.parametrize("reason", [str(one) for one in Withdrawn if one != Withdrawn.PERSON])
def test_what_went_away_has_a_kind_line_for_two_weeks(browser, app, scene, lang, reason):
    change(scene.suggestion, state="withdrawn", reason=reason, ended_at=now())
    assert says(app, labels.GONE[reason], home(browser, lang), lang)
    change(scene.suggestion, ended_at=now() - timedelta(days=15))
    assert "Couturière" not in home(browser, lang)


def test_what_she_stopped_herself_is_not_listed(browser, scene):
    change(scene.suggestion, state="withdrawn", reason="person", ended_at=now())
    assert "Couturière" not in home(browser)


@pytest.mark.parametrize("lang", SAYING)
@pytest.mark.parametrize("rule", [str(rule) for rule in Rule if rule != Rule.CONSENT])
def test_an_empty_list_says_why_and_what_to_do(browser, app, scene, lang, rule):
    change(scene.suggestion, state="withdrawn", reason="person", ended_at=now())
    with transaction():
        db.session.add(PersonMatch(person_id=scene.person.id, excluded_by=rule, seen_at=now()))
    page = home(browser, lang)
    assert says(app, labels.NONE_FOR_PERSON[rule], page, lang)
    assert f'class="button" href="/{lang}/opportunities/"' in page
    assert "Rabat" in words(page)
    far = f'href="/{lang}/me/profile/place"' in page
    assert far == (rule == Rule.REACH)


def test_an_empty_list_that_nobody_has_looked_at_yet_says_that_we_are_looking(browser, app, scene):
    change(scene.suggestion, state="withdrawn", reason="person", ended_at=now())
    assert says(app, "We are looking.", home(browser), "fr")
    with transaction():
        db.session.add(PersonMatch(person_id=scene.person.id, seen_at=now()))
    assert not says(app, "We are looking.", home(browser), "fr")
    change(scene.person, changed_at=now())
    assert says(app, "We are looking.", home(browser), "fr")


def test_a_profile_that_is_not_finished_says_what_is_missing(browser, scene):
    change(scene.person, complete_at=None, steps=["trades", "skills", "languages", "place"])
    page = home(browser)
    assert 'class="button" href="/fr/me/profile/"' in page
    assert page.split('id="unready"')[1].split("</section>")[0].count("<li>") == 1
    assert "<article" not in page


def test_a_profile_that_is_paused_says_so(browser, app, scene):
    change(scene.person, state="paused")
    page = home(browser)
    assert says(app, "Your profile is paused.", page, "fr")
    assert "<article" not in page


def test_stopping_empties_the_list(browser, scene):
    sent = send(browser, f"/fr{HERE}", NO, given="no")
    assert sent.status_code == 303
    said = fresh(scene.suggestion)
    assert (said.state, said.reason) == ("withdrawn", "person")
    assert "Couturière" not in home(browser)
