"""Whatever is sent, the answer is a page: never a breakdown, never half a row."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.permissions import Role
from portal.core.db import db
from portal.employers.models import Membership, Organisation
from tests.employers import firms
from tests.employers.firms import HOME, firm, typed
from tests.factories import people
from tests.people import make_staff, sign_in, token_in

DESK = "/fr/desk/employers/"
ODD = st.sampled_from(
    [
        "\x00",
        "\u202e",
        "٠٦٦١٢٢٣٣٤٤",
        "9" * 400,
        "-1",
        "1e309",
        "=cmd|x",
        "<script>",
        "'--",
        "🙂",
        "\ud800",
        "\r\n",
        "²",
    ]
)
GOOD = st.sampled_from([*typed().values(), "email", "walk_in", "a@b.ma", "verify", "ban", "1"])
ANY = st.one_of(ODD, GOOD, st.text(max_size=130), st.text("0123456789+ ", max_size=20))
FIELDS = (*typed(), "email", "address", "charter")
FORMS = st.fixed_dictionaries({}, optional={name: st.lists(ANY, max_size=2) for name in FIELDS})
NEARLY = FORMS.map(lambda odd: typed() | odd)
ONE_ODD = st.tuples(st.sampled_from(FIELDS), ANY).map(lambda pair: typed() | {pair[0]: pair[1]})
SLOWLY = {
    "deadline": None,
    "max_examples": 80,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@pytest.fixture
def mine(client):
    one = firm()
    people.enter(client, one.account)
    sign_in(client, make_staff(Role.COORDINATOR))
    return one


def sendable(form):
    """A browser sends UTF-8: lone surrogates are replaced, as the test client can't write them."""

    def clean(value):
        if isinstance(value, list):
            return [clean(one) for one in value]
        return value.encode("utf-8", "replace").decode()

    return {name: clean(value) for name, value in form.items()}


@given(form=st.one_of(FORMS, NEARLY, ONE_ODD))
@settings(**SLOWLY)
def test_no_registration_breaks_the_portal(client, mine, form):
    address = HOME + "register"
    before = db.session.query(Organisation).count(), db.session.query(Membership).count()
    token = {"form_token": token_in(client.get(address).text, address)}
    answer = client.post(address, data=sendable(form) | token)
    assert answer.status_code in {303, 422}
    db.session.rollback()
    after = db.session.query(Organisation).count(), db.session.query(Membership).count()
    made = answer.status_code == 303
    assert after == (before[0] + made, before[1] + made)
    if made:  # so that the limit of organisations is not met
        db.session.rollback()
        with firms.transaction():
            newest = db.session.query(Organisation).order_by(Organisation.id.desc()).first()
            db.session.query(Membership).filter_by(organisation_id=newest.id).delete()
            db.session.delete(newest)


@given(form=st.one_of(NEARLY, ONE_ODD))
@settings(**SLOWLY)
def test_no_change_breaks_the_portal(client, mine, form):
    for address in (HOME + "edit", f"{DESK}{mine.organisation.token}/edit"):
        token = {"form_token": token_in(client.get(address).text, address)}
        answer = client.post(address, data=sendable(form) | token)
        assert answer.status_code in {303, 422}


@given(
    form=st.fixed_dictionaries(
        {}, optional={n: st.lists(ANY, max_size=2) for n in ("decision", "note", "seen")}
    )
)
@settings(**SLOWLY)
def test_no_decision_breaks_the_desk(client, mine, form):
    page = f"{DESK}{mine.organisation.token}/"
    token = {"form_token": token_in(client.get(page).text, page + "decide")}
    answer = client.post(page + "decide", data=sendable(form) | token)
    assert answer.status_code in {303, 422}


@given(name=ANY)
@settings(**SLOWLY | {"max_examples": 15})
def test_no_invitation_breaks_the_portal(client, mine, name):
    for address in (HOME + "members/invite", f"{DESK}{mine.organisation.token}/invite"):
        form = sendable({"name": name})
        token = {"form_token": token_in(client.get(address).text, address)}
        answer = client.post(address, data=form | token)
        assert answer.status_code in {303, 422}
        if answer.status_code == 303:
            assert client.get(answer.location).status_code == 200


@given(secret=st.one_of(ODD, st.text(min_size=1, max_size=40)))
@settings(**SLOWLY)
def test_no_link_breaks_the_portal(client, mine, secret):
    for address in (HOME + "join/", HOME + "members/", DESK):
        answer = client.get(address + quote(secret.encode("utf-8", "replace"), safe=""))
        assert answer.status_code < 500


@given(
    query=st.fixed_dictionaries({}, optional=dict.fromkeys(("q", "state", "page"), ANY)),
)
@settings(**SLOWLY)
def test_no_search_breaks_the_desk(client, mine, query):
    answer = client.get(DESK, query_string=sendable(query))
    assert answer.status_code in {200, 404}
