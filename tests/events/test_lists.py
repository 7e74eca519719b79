"""Lists at the desk: bring one in, look at what is wrong, register."""

import csv
import io

import pytest

from portal.accounts.permissions import Role
from portal.core import tables
from portal.core.db import db, transaction
from portal.core.queue import Job
from portal.events.models import ImportList, Registration
from portal.web.locale import LANGUAGES
from tests.desk import press
from tests.factories.events import EventFactory, SessionFactory
from tests.lists import DESK, bring, confirm, count, upload, work
from tests.people import make_staff, sign_in, token_in, words
from tests.queries import counted

HTMX = {"HX-Request": "true"}
GOOD = "Nom;Téléphone\nAwa Ba;0612345678\nBinta Koné;0661234567\n"


@pytest.fixture
def session(client, app, monkeypatch):
    monkeypatch.setattr("jobs.app", lambda: app)
    monkeypatch.setattr("portal.core.db.BREATH", 0)
    sign_in(client, make_staff(Role.COORDINATOR))
    return SessionFactory(event=EventFactory(slug="salon"))


def test_a_list_goes_from_file_to_registrations(client, session, jobs):
    sent = upload(client, GOOD, session=str(session.id))
    address = sent.location
    assert jobs == [(Job.IMPORT.value, address.rsplit("/", 1)[1])]
    assert "<progress" in client.get(address).text
    work(address)
    assert count(Registration) == 0
    assert confirm(client, address).location == address
    page = client.get(address)
    assert 'href="/fr/desk/events/salon/registrations/"' in page.text
    assert count(Registration) == 2
    assert "Binta Koné" in words(client.get(DESK + "registrations/").text)


def test_progress_moves_with_htmx_and_without_javascript(client, session):
    address = upload(client, GOOD, session=str(session.id)).location
    page = client.get(address).text
    assert f'<a href="{address}">' in page
    part = client.get(address, headers=HTMX).text
    assert part.lstrip().startswith('<section id="import" hx-get')
    assert 'value="0"></progress>' in part
    work(address)
    for text in (client.get(address).text, client.get(address, headers=HTMX).text):
        assert "hx-trigger" not in text


def test_problems_are_said_row_by_row_and_kept_in_a_file(client, session):
    text = "Nom;Téléphone;Âge\nAwa;12;30\n;0612345678;31\nBinta;;32\n"
    address = bring(client, text, session).replace("/fr/", "/en/")
    page = words(client.get(address).text)
    assert "1 row is good. 2 rows have a problem." in page
    assert "Row 2, phone: We can't read this number." in page
    assert "Row 3, name: The name is missing." in page
    assert "We did not use these columns: Âge" in page
    answer = client.get(address + "/problems.csv")
    assert answer.mimetype == "text/csv"
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [line[:2] for line in lines] == [["Row", "Column"], ["2", "phone"], ["3", "name"]]


def test_a_list_of_problems_alone_has_nothing_to_register(client, session):
    address = bring(client, "Nom;Téléphone\nAwa;12\n", session)
    assert 'action="' + address not in client.get(address).text


def test_a_thousand_problems_stay_a_small_page(client, session):
    address = bring(client, "Nom;Tél\n" + "Awa;1\n" * 1000, session)
    with counted() as statements:
        page = client.get(address, headers={"Accept-Encoding": "br"})
    assert len(page.data) < 6000
    assert len(statements) <= 12
    assert client.get(address + "/problems.csv").text.count("\n") == 1001


def test_the_page_without_consent_or_file_says_what_is_missing(client, session):
    address = DESK + "import"
    form = {"form_token": token_in(client.get(address).text, address)}
    sent = client.post(address, data=form)
    assert sent.status_code == 422
    assert 'href="#file"' in sent.text
    assert 'href="#consent"' in sent.text
    assert count(ImportList) == 0


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"PK\x03\x04", b"\x00" * 5000, b"Ville\nRabat\n", b"Nom\n", b"\xff\xfe\x00"),
        *(b"x" * (tables.MOST_BYTES + 1), b"Nom\n" + b"Awa\n" * 5001),
        bytes.fromhex("d0cf11e0a1b11ae1"),
    ],
    ids=range(9),
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(client, session, content):
    sent = upload(client, content)
    assert sent.status_code == 422
    assert 'id="file-wrong"' in sent.text
    assert count(ImportList) == 0


def test_a_file_far_too_big_is_refused_with_a_page(client, session):
    assert upload(client, b"x" * (7 * 1024 * 1024)).status_code == 413


def test_a_session_of_another_event_can_not_be_chosen(client, session):
    sent = upload(client, GOOD, session=str(SessionFactory().id))
    assert sent.status_code == 422
    assert 'id="session-wrong"' in sent.text


def test_the_same_upload_twice_is_one_list_and_another_file_is_asked_again(client, session):
    token = token_in(client.get(DESK + "import").text, DESK + "import")
    first, second = (upload(client, GOOD, token=token) for _ in range(2))
    assert first.location == second.location
    other = upload(client, GOOD + "Fatou;\n", token=token)
    assert other.status_code == 422
    assert count(ImportList) == 1


def test_registering_twice_is_registering_once(client, session):
    address = bring(client, GOOD, session)
    page = client.get(address).text
    for token in (token_in(page, address + "/register"), token_in(client.get(address).text)):
        form = {"form_token": token, "send": "y"}
        assert client.post(address + "/register", data=form).status_code in {303, 403}
    work(address)
    work(address)
    assert count(Registration) == 2


def test_a_list_that_is_not_kept_any_more_asks_for_the_file_again(client, session):
    address = bring(client, GOOD, session)
    with transaction():
        db.session.query(ImportList).update({"rows": None})
    sent = press(client, address, address + "/register")
    assert sent.status_code == 422
    assert 'role="alert"' in sent.text


def test_a_cancelled_event_takes_no_list(client, session):
    with transaction():
        session.event.state = "cancelled"
    assert upload(client, GOOD).status_code == 422


def test_a_list_belongs_to_its_event(client, session):
    address = bring(client, GOOD, session)
    other = SessionFactory().event.slug
    assert client.get(address.replace("salon", other)).status_code == 404
    assert client.get(address + "x").status_code == 404


def test_fair_staff_neither_bring_nor_take_lists(app, client, session):
    address = bring(client, GOOD, session)
    someone = app.test_client()
    sign_in(someone, make_staff(Role.FAIR_STAFF, email="fair@example.org"))
    for page in (DESK + "import", address, address + "/problems.csv"):
        assert someone.get(page).status_code == 403
    assert someone.post(DESK + "export", data={"format": "csv"}).status_code == 403


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_a_list_speaks_every_language(client, session, lang):
    address = bring(client, GOOD + "Fatou;12\n", session).replace("/fr/", f"/{lang}/")
    for page in (address, f"/{lang}/desk/events/salon/import"):
        assert client.get(page).status_code == 200
    confirm(client, address)
    assert client.get(address).status_code == 200
