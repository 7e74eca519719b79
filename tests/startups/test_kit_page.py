"""The page of a kit: asked for, followed, given to its members alone."""

import pytest

from jobs import startups as workers
from portal.core.db import db, transaction
from portal.startups.models import StartupPaper
from portal.startups.papers import workshop
from portal.startups.states import StartupState
from tests.factories import startups
from tests.people import spoken, token_in
from tests.startups import papers
from tests.startups.founding import founder, send
from tests.startups.papers import asked, made

KIT = "/fr/founder/kit/"
MAKE = KIT + "make"
ALL = {*workshop.KIT, workshop.EVERYTHING, workshop.PREVIEW}


@pytest.fixture(autouse=True)
def _here(app, rows, monkeypatch):
    """The job runs in this process, against the database of the tests. What is drawn is a word."""
    papers.quick(app, monkeypatch)


def test_another_s_kit_is_as_if_it_were_not_there(app, client):
    theirs = made(papers.photographed(app))
    founder(client, startups.startup())
    for name in ALL:
        assert client.get(f"{KIT}{theirs.token}/{name}").status_code == 404


@pytest.mark.parametrize("name", ["keys", ".poster.pdf.draft", "..%2Fkeys", "nichts.pdf"])
def test_nothing_but_the_files_of_a_kit_is_given(app, client, name):
    page = papers.photographed(app)
    founder(client, page)
    assert client.get(f"{KIT}{made(page).token}/{name}").status_code == 404


def test_a_file_is_something_to_keep_and_no_cache_keeps_it(app, client):
    page = papers.photographed(app)
    founder(client, page)
    done = made(page)
    for name in ALL:
        answer = client.get(f"{KIT}{done.token}/{name}")
        assert answer.data == papers.file(done.token, name)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "no-store, private"


def test_a_founder_makes_her_kit_without_javascript(app, client):
    page = papers.photographed(app)
    founder(client, page)
    assert send(client, KIT, MAKE).location == KIT
    waiting = client.get(KIT).text
    assert '<meta http-equiv="refresh"' in waiting
    assert "<progress" in waiting
    workers.draw_papers()
    ready = client.get(KIT).text
    assert "<progress" not in ready
    assert "http-equiv" not in ready
    for name in ALL:
        assert f"/{name}" in ready


def test_a_change_of_the_page_offers_a_new_kit(app, client):
    page = papers.photographed(app)
    founder(client, page)
    made(page)
    again = spoken(app, "Make it anew")
    assert again not in client.get(KIT).text
    with transaction():
        startups_page = papers.look(page)
        startups_page.line = {"fr": "Autre chose"}
    assert again in client.get(KIT).text


def test_the_progress_is_drawn_by_a_piece_of_the_page(app, client):
    page = papers.photographed(app)
    founder(client, page)
    asked(page)
    piece = client.get(KIT, headers={"HX-Request": "true"}).text
    assert piece.lstrip().startswith("<section")
    assert "<html" not in piece
    assert 'hx-trigger="every 2s"' in piece


def test_a_page_that_is_not_shown_yet_can_t_be_made_a_kit_by_hand(app, client):
    page = papers.photographed(app)
    founder(client, page)
    token = token_in(client.get(KIT).text, MAKE)
    with transaction():
        papers.look(page).state = StartupState.HIDDEN
    assert client.post(MAKE, data={"form_token": token}).status_code == 422
    assert db.session.query(StartupPaper).count() == 0
