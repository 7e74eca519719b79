"""Who wants to be called back: for the members alone."""

from datetime import timedelta

import pytest

from portal.accounts.models import AccountSession
from portal.core.clock import now
from portal.core.db import db, transaction
from tests.factories import people, startups
from tests.people import spoken, words
from tests.queries import counted
from tests.startups.kept import REQUESTS, fresh, keeper, requests, send

NAME, WORDS, PHONE = "Zoubida Canari", "Canari bleu", "+212661987654"


@pytest.fixture
def mine(client, rows):
    """Salma keeps a page, signed in."""
    return keeper(client)[1]


def left(of, **other):
    facts = {"name": NAME, "words": WORDS, "phone": PHONE, **other}
    return startups.call_request(of.startup, **facts)


def test_a_member_reads_name_number_and_words_and_can_call_and_write(client, mine):
    left(mine)
    page = client.get(REQUESTS).text
    assert NAME in page
    assert WORDS in page
    assert f'href="tel:{PHONE}"' in page
    assert f"https://wa.me/{PHONE[1:]}?text=" in page


def test_the_message_begins_in_the_language_of_the_reader(client, app, mine):
    left(mine, language="ar")
    page = client.get(REQUESTS).text
    assert "العربية" in page
    hello = spoken(app, "Hello, this is %(name)s. You asked us to call you back.", "ar")
    with app.test_request_context():
        first = hello.split("%(name)s")[0]
        assert app.jinja_env.filters["urlencode"](first) in page


def test_the_newest_come_first_and_those_who_were_called_last(client, mine):
    at = now()
    names = ["Ancienne", "Récente", "Appelée"]
    left(mine, name="Ancienne", at=at - timedelta(days=2))
    left(mine, name="Récente", at=at - timedelta(days=1))
    left(mine, name="Appelée", at=at, done_at=at)
    page = client.get(REQUESTS).text
    assert sorted(names, key=page.index) == ["Récente", "Ancienne", "Appelée"]


def test_i_have_called_is_noted_and_the_request_can_be_removed(client, mine):
    one = left(mine)
    assert send(client, f"{REQUESTS}{one.token}/done", {}, REQUESTS).location == REQUESTS
    assert fresh(one).done_at is not None
    assert send(client, f"{REQUESTS}{one.token}/remove", {}, REQUESTS).location == REQUESTS
    assert requests() == []


def test_the_pin_is_asked_again_before_numbers_are_shown(client, mine):
    one = left(mine)
    with transaction():
        db.session.query(AccountSession).update({"pin_at": now() - timedelta(minutes=6)})
    answer = client.get(REQUESTS)
    assert answer.status_code == 303
    assert "/fr/me/pin?then=" in answer.location
    assert NAME not in answer.text
    assert fresh(one).done_at is None


def test_members_of_another_business_find_nothing(client, app, mine):
    theirs = left(startups.member())
    left(mine, name="À moi")
    assert NAME not in client.get(REQUESTS).text
    for what in ("done", "remove"):
        for token in (theirs.token, "A" * 22):
            page = client.get(REQUESTS).text
            form = {"form_token": page.split('name="form_token" value="')[1].split('"')[0]}
            assert client.post(f"{REQUESTS}{token}/{what}", data=form).status_code == 404
    assert fresh(theirs).done_at is None


def test_a_visitor_and_someone_without_a_page_see_nothing(client, app, mine):
    left(mine)
    assert "/me/sign-in" in app.test_client().get(REQUESTS).location
    browser = app.test_client()
    people.enter(browser, people.account())
    assert browser.get(REQUESTS).location == "/fr/founder/begin"


def test_many_requests_stand_on_several_pages(client, mine):
    for n in range(26):
        left(mine, name=f"Personne {n}", at=now() - timedelta(minutes=n))
    first, second = client.get(REQUESTS).text, client.get(REQUESTS + "?page=2").text
    assert "Personne 24<" in first
    assert "Personne 25<" not in first
    assert "Personne 25<" in second
    assert client.get(REQUESTS + "?page=999999999999").status_code == 200


def test_the_page_asks_the_database_as_often_with_one_as_with_twenty(client, mine):
    left(mine)
    client.get(REQUESTS)
    with counted() as few:
        client.get(REQUESTS)
    for _ in range(20):
        left(mine)
    with counted() as many:
        client.get(REQUESTS)
    assert len(many) == len(few) <= 12


def test_an_empty_page_says_so(client, app, mine):
    assert spoken(app, "Nobody yet.") in words(client.get(REQUESTS).text)


def test_the_founder_s_first_page_says_how_many_wait(app, client):
    keeper = startups.member()
    people.enter(client, keeper.account)
    quiet = client.get("/fr/founder/").text
    startups.call_request(keeper.startup)
    startups.call_request(keeper.startup, done_at=now())
    assert "/founder/requests/" in quiet
    assert "1 personne attend votre appel" not in words(quiet)
    assert "1 personne attend votre appel" in words(client.get("/fr/founder/").text)
