"""A kit: asked for, drawn piece by piece, given to its members alone."""

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine

from jobs import housekeeping
from jobs import startups as jobs
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.core.queue import Job
from portal.startups.models import Startup, StartupPhoto
from portal.startups.operations import drawing
from portal.startups.papers import facts, poster, workshop
from portal.startups.states import PaperState, PhotoState, StartupState
from tests.startups import papers
from tests.startups.founding import founder
from tests.startups.papers import asked, made, paper

KIT = "/fr/founder/kit/"
MAKE = KIT + "make"
ALL = {*workshop.KIT, workshop.EVERYTHING, workshop.PREVIEW}


@pytest.fixture(autouse=True)
def _here(app, rows, monkeypatch, request):
    """The job runs in this process, against the database of the tests. What is drawn is a word,
    but for tests that look at it."""
    if "for_real" in request.fixturenames:
        monkeypatch.setattr("jobs.app", lambda: app)
    else:
        papers.quick(app, monkeypatch)


@pytest.fixture
def for_real():
    """All is drawn as it is for members."""


def test_a_kit_is_drawn_whole_and_says_how_far_it_is(app, monkeypatch, for_real):
    steps = []
    before = drawing.note
    monkeypatch.setattr(drawing, "note", lambda *how: steps.append(how[1:3]) or before(*how))
    done = made(papers.photographed(app))
    assert (done.state, done.done, done.total, done.tries) == (PaperState.READY, 9, 9, 1)
    assert steps == [(number, 9) for number in range(1, 10)]
    assert {path.name for path in (workshop.root() / done.token).iterdir()} == ALL
    assert done.digest == facts.digest(facts.kit(db.session.get(Startup, done.startup_id)))


def test_one_archive_holds_all_of_it(app, for_real):
    done = made(papers.photographed(app))
    with zipfile.ZipFile(io.BytesIO(papers.file(done.token, workshop.EVERYTHING))) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == set(workshop.KIT)
        assert archive.read("poster.pdf") == papers.file(done.token, "poster.pdf")


def test_the_poster_shows_the_photo(app, for_real):
    page = papers.photographed(app)
    with_photo = papers.file(made(page).token, "poster.pdf")
    without = poster.draw(facts.kit(papers.look(page)), None)
    assert len(with_photo) > len(without) + 50_000


def test_a_photo_that_the_team_left_meanwhile_is_given_to_nobody(app, client):
    page = papers.photographed(app)
    founder(client, page)
    done = made(page)
    address = f"{KIT}{done.token}/poster.pdf"
    assert client.get(address).status_code == 200
    with transaction():
        db.session.query(StartupPhoto).update({"state": PhotoState.LEFT})
    assert client.get(address).status_code == 404
    shown = client.get(KIT)
    assert "poster.pdf" not in shown.text
    assert f'action="{MAKE}"' in shown.text


def test_pressed_twice_there_is_one_kit_until_the_page_says_something_else(app, jobs):
    page = papers.photographed(app)
    first = asked(page)
    assert asked(page) == first
    assert (Job.DRAW_PAPERS,) in jobs
    from jobs import startups as workers

    workers.draw_papers()
    assert asked(page) == first  # nothing has changed
    with transaction():
        papers.look(page).line = {"fr": "Autre chose"}
    assert asked(page) != first


def test_the_old_kit_goes_when_the_new_one_is_there(app):
    page = papers.photographed(app)
    old = made(page).token
    with transaction():
        papers.look(page).line = {"fr": "Autre chose"}
    token = asked(page)
    assert paper(old)  # until then it stays
    jobs.draw_papers()
    assert paper(old) is None
    assert not (workshop.root() / old).exists()
    assert (workshop.root() / token / "poster.pdf").exists()


def test_two_workers_never_draw_the_same(app):
    asked(papers.photographed(app))
    with transaction():
        first = drawing.claim()
    with transaction():
        second = drawing.claim()
    assert (first is not None, second) == (True, None)


def test_a_killed_worker_s_kit_is_carried_on_with_what_is_there(app, monkeypatch):
    page = papers.photographed(app)
    token = asked(page)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(workshop.card, "draw", killed)
        with pytest.raises(KeyboardInterrupt):
            jobs.draw_papers()
    halfway = paper(token)
    assert (halfway.state, halfway.done) == (PaperState.DRAWING, 2)
    jobs.draw_papers()
    assert paper(token).done == 2  # its lease is not over
    kept = (workshop.root() / token / "poster.pdf").stat().st_mtime_ns
    with time_machine.travel(now() + timedelta(minutes=2), tick=False):
        jobs.draw_papers()
    assert paper(token).state == PaperState.READY
    assert (workshop.root() / token / "poster.pdf").stat().st_mtime_ns == kept


def test_what_the_page_says_otherwise_meanwhile_is_drawn_anew(app):
    page = papers.photographed(app)
    token = asked(page)
    with transaction():
        mine = drawing.claim()
    with transaction():
        drawing.note(mine, 2, 9, "another wording")
    (workshop.root() / token).mkdir(parents=True)
    (workshop.root() / token / "poster.pdf").write_bytes(b"old")
    with transaction():
        drawing.let_go(mine)
    jobs.draw_papers()
    assert papers.file(token, "poster.pdf").startswith(b"%PDF")


def test_a_worker_who_came_back_too_late_changes_nothing(app):
    asked(papers.photographed(app))
    with transaction():
        late = drawing.claim()
    with time_machine.travel(now() + timedelta(minutes=2), tick=False), transaction():
        assert drawing.claim() is not None
    for deed in (
        lambda: drawing.note(late, 1, 9, "x"),
        lambda: drawing.let_go(late),
        lambda: drawing.finish(late, [], []),
    ):
        with pytest.raises(drawing.Lost), transaction():
            deed()


def test_after_three_failures_it_is_said_and_can_be_asked_for_again(app, client, monkeypatch):
    page = papers.photographed(app)
    founder(client, page)
    token = asked(page)

    def broken(*_):
        raise ValueError

    monkeypatch.setattr(workshop.poster, "draw", broken)
    at = now()
    for minute in range(3):
        with time_machine.travel(at + timedelta(minutes=minute), tick=False):
            jobs.draw_papers()
    assert (paper(token).state, paper(token).tries) == (PaperState.FAILED, 3)
    assert f'action="{MAKE}"' in client.get(KIT).text
    assert asked(page) != token


def test_whose_workers_are_killed_three_times_is_given_up(app):
    token = asked(papers.photographed(app))
    for minute in range(4):
        with time_machine.travel(now() + timedelta(minutes=2 * minute), tick=False), transaction():
            assert (drawing.claim() is not None) == (minute < 3)
    assert paper(token).state == PaperState.FAILED


def test_a_hidden_page_has_no_kit(app, client):
    page = papers.photographed(app)
    founder(client, page)
    done = made(page)
    with transaction():
        papers.look(page).state = StartupState.HIDDEN
    assert client.get(f"{KIT}{done.token}/poster.pdf").status_code == 404
    shown = client.get(KIT)
    assert "poster.pdf" not in shown.text
    assert f'action="{MAKE}"' not in shown.text
    with pytest.raises(Refused, match="kit_hidden"), transaction():
        drawing.ask(papers.look(page), "x")


def test_a_page_that_is_hidden_while_its_kit_waits_is_not_drawn(app):
    page = papers.photographed(app)
    token = asked(page)
    with transaction():
        papers.look(page).state = StartupState.HIDDEN
    jobs.draw_papers()
    assert paper(token) is None
    assert not (workshop.root() / token).exists()


def test_old_kits_go_and_folders_that_nobody_knows(app):
    kept = made(papers.photographed(app)).token
    lost = workshop.root() / ("A" * 22)
    lost.mkdir()
    (lost / "poster.pdf").write_bytes(b"x")
    housekeeping.tidy()
    assert paper(kept)
    assert lost.exists()  # its row may come in a moment
    with time_machine.travel(now() + timedelta(days=31), tick=False):
        housekeeping.tidy()
    assert paper(kept) is None
    assert not lost.exists()
    assert not (workshop.root() / kept).exists()
