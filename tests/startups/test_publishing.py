"""A page goes to the team, is hidden at once, is shown again; what waits, waits."""

import pytest

from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.startups.labels import REFUSALS
from portal.startups.models import Startup
from portal.startups.operations import publishing, writing
from portal.startups.rules import contacts, steps
from portal.startups.states import StartupState, Step
from portal.web import public
from tests.factories import startups
from tests.people import spoken, token_in, words
from tests.startups.founding import CONTACT, HERE, PAGE, WORK, draft, founder, now_of, send

FULL = {"line": {"fr": "Robes"}, "city": "Salé", "phone": "+212661234567"}


def do(deed, page, **more):
    with transaction():
        deed(db.session.get_one(Startup, page.id), **more)
    return now_of(page)


def test_a_page_is_sent_once_what_must_be_there_is_there():
    lacking = Startup(name="", line={"fr": ""}, city="", phone=None, whatsapp=None)
    assert steps.missing(lacking) == ["name", "line", "city", "phone"]
    whole = Startup(name="A", line={"ar": "x"}, city="Salé", phone=None, whatsapp="+212600000000")
    assert steps.missing(whole) == []


def test_what_is_missing_is_said_and_the_page_stays(client, app):
    page = draft()
    founder(client, page)
    shown = client.get(HERE + "look")
    assert "/founder/send" not in shown.text
    with pytest.raises(Refused, match="page_incomplete"):
        do(publishing.send, page)
    assert now_of(page).state == StartupState.DRAFT


@pytest.mark.parametrize("state", publishing.SENDABLE)
def test_sent_twice_it_is_sent_once(rows, state):
    page = draft(**FULL, state=state, state_note="Photo ?")
    sent = do(publishing.send, page)
    assert (sent.state, sent.state_note) == (StartupState.TO_CHECK, "")
    version = sent.version
    assert do(publishing.send, page).version == version


@pytest.mark.parametrize("state", ["shown", "hidden", "stopped"])
def test_a_page_that_the_team_knows_is_not_sent_again(rows, state):
    with pytest.raises(Refused, match="page_moved_on"):
        do(publishing.send, startups.startup(state=state))


def test_one_tap_hides_the_page_at_once_and_another_shows_it(client):
    page = startups.startup()
    founder(client, page)
    there = f"/fr/startups/{page.slug}/"
    assert client.get(there).status_code == 200
    assert send(client, HERE, HERE + "hide").location == HERE
    public.forget()
    assert client.get(there).status_code == 404
    assert now_of(page).state == StartupState.HIDDEN
    send(client, HERE, HERE + "show")
    public.forget()
    assert client.get(there).status_code == 200


def test_a_kept_page_is_gone_within_its_second(client, monkeypatch):
    page = startups.startup()
    founder(client, page)
    there = f"/fr/startups/{page.slug}/"
    shown = client.get(there)
    assert int(shown.headers["Cache-Control"].rpartition("=")[2]) <= 30
    send(client, HERE, HERE + "hide")
    at = public.time.monotonic()
    monkeypatch.setattr(public.time, "monotonic", lambda: at + 2.1)
    assert client.get(there).status_code == 404


def test_what_was_not_looked_at_yet_can_be_taken_back(client):
    page = draft(**FULL, state=StartupState.TO_CHECK)
    founder(client, page)
    send(client, HERE, HERE + "hide")
    assert now_of(page).state == StartupState.DRAFT


@pytest.mark.parametrize("state", ["stopped", "draft", "sent_back", "to_check"])
def test_only_what_a_member_hid_is_shown_again(rows, state):
    with pytest.raises(Refused, match="page_moved_on"):
        do(publishing.show_again, startups.startup(state=state))


@pytest.mark.parametrize("state", ["stopped", "sent_back"])
def test_what_nobody_sees_is_not_hidden(rows, state):
    with pytest.raises(Refused, match="page_moved_on"):
        do(publishing.hide, startups.startup(state=state))


def test_a_deed_that_comes_too_late_is_said_in_words(client, app):
    page = startups.startup(state=StartupState.HIDDEN)
    founder(client, page)
    shown = client.get(HERE)
    do(lambda one: setattr(one, "state", StartupState.STOPPED), page)
    form = {"form_token": token_in(shown.text, HERE + "show")}
    answer = client.post(HERE + "show", data=form)
    assert answer.status_code == 422
    assert spoken(app, REFUSALS["page_moved_on"]) in words(answer.text)


def test_search_engines_are_asked_about_and_the_answer_is_no(client):
    page = draft(**FULL)
    founder(client, page)
    shown = client.get(HERE + "look").text
    assert 'name="listed"' in shown
    assert "checked" not in shown
    send(client, HERE + "look", HERE + "send", listed="y")
    assert now_of(page).listed is True


def test_who_finds_a_shown_page_can_be_changed(client):
    page = startups.startup()
    founder(client, page)
    send(client, HERE, HERE + "found", listed="y")
    assert now_of(page).listed is True
    send(client, HERE, HERE + "found")
    assert now_of(page).listed is False


def test_a_new_name_and_new_links_of_a_shown_page_wait(client):
    page = startups.startup(links=[])
    founder(client, page)
    send(client, PAGE + "work", **WORK | {"name": "Autre nom", "line_fr": "Sacs"})
    send(client, PAGE + "contact", **CONTACT)
    held = now_of(page)
    assert (held.name, held.line["fr"], held.links) == ("Atelier Baobab", "Sacs", [])
    assert held.wanted == {
        "name": "Autre nom",
        "links": [{"kind": "instagram", "address": "https://www.instagram.com/baobab"}],
    }
    assert held.look_again is True
    assert "Autre nom" in client.get(PAGE + "work").text  # she sees what she asked for
    public.forget()
    assert "Autre nom" not in client.get(f"/fr/startups/{page.slug}/").text
    send(client, PAGE + "work", **WORK | {"line_fr": "Sacs"})  # the old name again
    assert set(now_of(page).wanted) == {"links"}


def test_the_team_takes_what_waits(rows):
    page = startups.startup(wanted={"name": "Les Tisseuses", "links": []})
    taken = do(publishing.take_wanted, page)
    assert (taken.name, taken.name_folded, taken.wanted) == ("Les Tisseuses", "tisseuses", None)
    assert "tisseuses" in taken.search_text


def test_before_it_was_ever_shown_a_new_name_holds_at_once(rows):
    page = draft()
    with transaction():
        writing.write(page, Step.WORK, {"name": "Autre"})
    assert (now_of(page).name, page.wanted, page.look_again) == ("Autre", None, False)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        *(("Appelez le 06 61 23 45 67", True), ("٠٦ ٦١ ٢٣ ٤٥ ٦٧", True), ("o661234567", True)),
        *(("Voir www.baobab.ma", True), ("https://evil.com/x", True), ("baobab.com", True)),
        *(("Sac 120 MAD, robe 350 MAD", False), ("Ouvert 9:00 - 18:30", False), ("", False)),
        *(("Depuis 2019, 12 rue des Fleurs", False), ("De 6 500 à 10 000 dh", False)),
    ],
)
def test_a_number_in_a_text_is_noticed_and_a_price_is_not(text, holds):
    for field in contacts.TEXTS:
        page = Startup(**{name: {"fr": "x"} for name in contacts.TEXTS} | {field: {"ar": text}})
        assert contacts.fields_with_one(page) == ([field] if holds else [])


def test_a_member_is_told_of_it_and_may_send_the_page_all_the_same(client):
    page = draft(**FULL | {"line": {"fr": "Robes, 06 61 23 45 67"}})
    founder(client, page)
    assert f'class="target" href="{PAGE}contact"' in client.get(HERE + "look").text
    send(client, HERE + "look", HERE + "send")
    assert now_of(page).state == StartupState.TO_CHECK
