"""Whatever is sent, the answer is a page or a badge: never a breakdown, never a lost row."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.permissions import Role
from portal.core.db import db
from portal.events.models import Registration
from tests.factories.events import SessionFactory
from tests.people import make_staff, sign_in, token_in

ODD = st.sampled_from(
    [
        "\x00",
        "\u202e",
        "٠٦٦١",
        "9" * 400,
        "-1",
        "1e309",
        "=cmd|x",
        "<script>",
        "'--",
        "🙂",
        "\r\n",
        "y",
    ]
)
ANY = st.one_of(ODD, st.text(max_size=200), st.text("0123456789+ ", max_size=20))
FIELDS = ("name", "phone", "session", "interest", "trade", "city", "language", "consent")
FORMS = st.fixed_dictionaries({}, optional={name: st.lists(ANY, max_size=3) for name in FIELDS})
SLOWLY = {
    "deadline": None,
    "max_examples": 100,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@pytest.fixture
def session(client):
    return SessionFactory()


@given(form=FORMS)
@settings(**SLOWLY)
def test_no_registration_form_breaks_the_portal(client, session, form):
    address = f"/fr/events/{session.event.slug}/"
    token = token_in(client.get(address).text)
    before = db.session.query(Registration).count()
    answer = client.post(address + "register", data=form | {"form_token": token})
    assert answer.status_code in {303, 422}
    made = db.session.query(Registration).count() - before
    assert made == (answer.status_code == 303)


@given(text=ANY)
@settings(**SLOWLY)
def test_no_form_token_breaks_the_portal(client, session, text):
    address = f"/fr/events/{session.event.slug}/register"
    assert client.post(address, data={"form_token": text, "name": "x"}).status_code == 403


@given(
    path=st.lists(st.one_of(ODD, st.text(max_size=20)), min_size=1, max_size=4),
    query=st.dictionaries(st.text(max_size=8), ANY, max_size=3),
)
@settings(**SLOWLY)
def test_no_address_breaks_the_portal(client, session, path, query):
    address = "/fr/events/" + "/".join(quote(part, safe="") for part in path)
    assert client.get(address, query_string=query).status_code < 500


@given(
    query=st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("q", "session", "seat", "state", "interest", "page"), ANY)
    )
)
@settings(**SLOWLY)
def test_no_search_breaks_the_desk(client, session, query):
    if client.get_cookie("sid") is None:
        sign_in(client, make_staff(Role.COORDINATOR))
    address = f"/fr/desk/events/{session.event.slug}/registrations/"
    assert client.get(address, query_string=query).status_code in {200, 404}
