"""The catalogue: which businesses, in which language, drawn in pieces, given while it is true."""

import re

import pytest

from jobs import startups as jobs
from portal.accounts.permissions import Role
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.startups.models import Startup, StartupPaper, StartupPhoto
from portal.startups.operations import drawing
from portal.startups.papers import catalogue, workshop
from portal.startups.states import PaperState, PhotoState, StartupState
from tests.factories import startups
from tests.people import make_staff, sign_in, token_in
from tests.startups import papers
from tests.startups.papers import look, paper
from tests.startups.test_kit_papers import CASES, boxes, one  # noqa: F401 - a fixture

HERE = "/fr/desk/startups/directory/catalogue/"


@pytest.fixture(autouse=True)
def _here(app, rows, monkeypatch):
    """The job runs in this process, against the database of the tests."""
    monkeypatch.setattr("jobs.app", lambda: app)


@pytest.fixture
def desk(client):
    sign_in(client, make_staff(Role.COORDINATOR, "co@example.org"))
    return client


def asked(language="fr", **narrowed) -> str:
    with transaction():
        return drawing.ask_catalogue(language, narrowed, 1).token


def made(language="fr", **narrowed) -> StartupPaper:
    token = asked(language, **narrowed)
    jobs.draw_papers()
    return paper(token)


def pdf(done: StartupPaper) -> bytes:
    return papers.file(done.token, workshop.CATALOGUE)


def several(count: int, **other) -> list[Startup]:
    return [startups.startup(name=f"Atelier {n:03}", **other) for n in range(count)]


def words(language="fr") -> catalogue.Words:
    counts = (("Métier", (("Couture", 3),)),)
    return catalogue.Words(
        language, "Portail", "Nos entreprises", "3", "Sommaire", "Autres", counts
    )


def test_it_has_a_cover_contents_and_three_businesses_on_a_page(app):
    several(7)
    done = made()
    assert papers.sizes(pdf(done)) == [(210, 297)] * (1 + 1 + 3)
    assert "7" in papers.text(pdf(done), 0)
    for number, names in ((2, "012"), (3, "345"), (4, "6")):
        said = papers.text(pdf(done), number)
        assert [n for n in "0123456" if f"Atelier 00{n}" in said] == list(names)


def test_the_contents_say_on_which_page_each_business_stands(app):
    several(7)
    said = papers.text(pdf(made()), 1)
    found = re.findall(r"Atelier 00(\d) (\d)", said)
    assert found == [("0", "3"), ("1", "3"), ("2", "3"), *((n, "4") for n in "345"), ("6", "5")]


def test_each_business_has_its_code_that_leads_to_its_page(app):
    pages = several(3)
    found = papers.codes(papers.picture(pdf(made()), 2))
    base = app.extensions["settings"].base_url
    assert sorted(found) == sorted(f"{base}/s/{look(page).code}".upper() for page in pages)


def test_only_pages_that_everyone_sees_stand_in_it_and_only_those_asked_for(app):
    startups.startup(name="Montrée", sector="sewing", city_code="sale", programme="W4I")
    startups.startup(name="Ailleurs", sector="sewing", city_code="rabat", programme="W4L")
    startups.startup(name="Cachée", state=StartupState.HIDDEN)
    whole, narrow = papers.text(pdf(made()), 2), papers.text(pdf(made(city="sale")), 2)
    assert ("Montrée" in whole, "Ailleurs" in whole, "Cachée" in whole) == (True, True, False)
    assert ("Montrée" in narrow, "Ailleurs" in narrow) == (True, False)
    for narrowed in ({"programme": "W4L"}, {"sector": "sewing", "city": "rabat"}):
        said = papers.text(pdf(made(**narrowed)), 2)
        assert ("Montrée" in said, "Ailleurs" in said) == (False, True)


def test_a_catalogue_of_nobody_is_refused(app):
    with pytest.raises(Refused, match="catalogue_empty"):
        asked(city="oujda")


def test_the_same_asked_for_twice_is_drawn_once(app):
    several(1)
    assert asked() == asked()
    assert asked("ar") != asked("fr")


def test_it_is_drawn_piece_by_piece_and_the_next_job_goes_on(app, monkeypatch, jobs):
    from jobs import startups as workers

    for number in range(4):
        papers.photographed(app, name=f"Atelier {number}")
    token = asked()
    monkeypatch.setattr(workers, "SECONDS", 0)  # each job has time for nothing
    workers.draw_papers()
    assert paper(token).done == 0
    monkeypatch.setattr(workers, "SECONDS", 25)
    monkeypatch.setattr(workers, "SECONDS_BEFORE_LONG", -1)  # for all but the longest piece
    workers.draw_papers()
    assert (paper(token).done, paper(token).total) == (4, 5)
    assert ("jobs.startups.draw_papers",) in [tuple(map(str, call)) for call in jobs]
    monkeypatch.setattr(workers, "SECONDS_BEFORE_LONG", 10)
    workers.draw_papers()
    assert (paper(token).state, paper(token).done) == (PaperState.READY, 5)
    assert [path.name for path in (workshop.root() / token).iterdir()] == [workshop.CATALOGUE]


def test_a_page_hidden_or_a_photo_withdrawn_since_ends_the_giving(app, desk):
    page = papers.photographed(app)
    done = made()
    address = f"{HERE}{done.token}/catalogue.pdf"
    assert desk.get(address).data == pdf(done)
    for model, state, other in (
        (Startup, StartupState.HIDDEN, StartupState.SHOWN),
        (StartupPhoto, PhotoState.LEFT, PhotoState.TAKEN),
    ):
        with transaction():
            db.session.query(model).update({"state": state})
        assert desk.get(address).status_code == 404
        assert "catalogue.pdf" not in desk.get(f"{HERE}{done.token}").text
        with transaction():
            db.session.query(model).update({"state": other})
        assert desk.get(address).status_code == 200
    assert look(page).state == StartupState.SHOWN


def test_a_coordinator_makes_one(app, desk):
    several(2, sector="sewing")
    form = {"form_token": token_in(desk.get(HERE).text, HERE), "tongue": "ar", "sector": "sewing"}
    answer = desk.post(HERE, data=form)
    assert answer.status_code == 303
    assert "<progress" in desk.get(answer.location).text
    piece = desk.get(answer.location, headers={"HX-Request": "true"}).text
    assert piece.lstrip().startswith("<section")
    jobs.draw_papers()
    ready = desk.get(answer.location).text
    assert "catalogue.pdf" in ready
    assert answer.location in desk.get(HERE).text


def test_what_is_not_there_to_choose_is_said_beside_the_field(app, desk):
    several(1)
    form = {"form_token": token_in(desk.get(HERE).text, HERE), "tongue": "de", "city": "paris"}
    answer = desk.post(HERE, data=form)
    assert answer.status_code == 422
    assert answer.text.count("data-wrong") == 2


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.FAIR_STAFF])
def test_others_of_the_team_do_not_enter(client, role):
    sign_in(client, make_staff(role, "x@example.org", hub="Rabat"))
    assert client.get(HERE).status_code == 403


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_text_of_a_business_leaves_its_box_or_lies_on_another(boxes, case, language):  # noqa: F811
    about = {**CASES[case], "sector": "Couture"}
    entries = [one(language=language, **about, photo="") for _ in range(3)]
    catalogue.draw(words(language), entries, {})
    for number, (page, left, top, right, bottom, line, (width, height), room) in enumerate(boxes):
        assert room > -0.01, line
        assert min(left, top, width - right, height - bottom) > 5, line
        for other in boxes[number + 1 :]:
            across = min(right, other[3]) - max(left, other[1])
            down = min(bottom, other[4]) - max(top, other[2])
            assert page != other[0] or min(across, down) <= 0.35, (line, other[5])


def test_a_sector_never_stands_alone_at_the_foot_of_a_column():
    entries = [one(sector=f"{number // 42:02}") for number in range(200)]
    lines = catalogue._contents(entries)
    feet = lines[catalogue.IN_CONTENTS - 1 :: catalogue.IN_CONTENTS]
    assert feet
    assert not any(sector for sector, _, _ in feet)


def test_what_is_rare_is_counted_together():
    names = [f"Ville {n:02}" for n in range(20)] + ["Rabat"] * 3
    counted = catalogue.tally(names, "Autres")
    assert counted[0] == ("Rabat", 3)
    assert counted[-1] == ("Autres", 14)
    assert sum(count for _, count in counted) == 23
    assert len(counted) == catalogue.BARS
