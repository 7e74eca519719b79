"""Whatever the desk is asked for, the answer is a page; and a filter agrees with what rows say."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.permissions import Role
from portal.core.clock import now
from portal.core.db import db
from portal.startups.cards import desk as cards
from portal.startups.models import Startup, StartupDecision
from portal.startups.queries import desk as queries
from portal.startups.rules import gaps as rules
from portal.startups.rules.gaps import Gap
from portal.startups.states import Decision, StartupState
from tests.databases import empty, look_again
from tests.factories.startups import member, photo, product, startup
from tests.people import make_staff, sign_in, token_in
from tests.startups.desk import DESK, reported

ODD = st.sampled_from(
    ["\x00", "\u202e", "9" * 400, "-1", "1e309", "=cmd|x", "<script>", "'--", "%", "_", "🙂", "²"]
)
GOOD = st.sampled_from([*queries.SHOWS, "sewing", "cooperative", "W4I", "Rabat", "2", "baobab"])
ANY = st.one_of(ODD, GOOD, st.text(max_size=130))
NAMES = ("q", "show", "programme", "hub", "form", "sector", "page", "lists", "show")
QUERIES = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, ANY))
DECISIONS = st.fixed_dictionaries(
    {},
    optional={
        "decision": st.one_of(st.sampled_from([str(one) for one in Decision]), ANY),
        "note": ANY,
        "seen": st.one_of(st.just("1"), ANY),
        "photo": ANY,
    },
)
SLOWLY = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@pytest.fixture
def staff(client):
    sign_in(client, make_staff(Role.COUNSELLOR))
    return startup(photos=[photo()])


def sendable(form):
    """A browser sends UTF-8: lone surrogates are replaced, as the test client can't write them."""
    return {name: value.encode("utf-8", "replace").decode() for name, value in form.items()}


@given(query=QUERIES)
@settings(max_examples=60, **SLOWLY)
def test_no_question_breaks_the_desk(client, staff, query):
    answer = client.get(DESK, query_string=sendable(query))
    nothing_types = "\x00" in "".join(query.values())  # no address of ours holds a NUL
    assert answer.status_code == (404 if nothing_types else 200)


@given(form=DECISIONS)
@settings(max_examples=60, **SLOWLY)
def test_no_decision_breaks_the_desk(client, staff, form):
    page = f"{DESK}{staff.token}/"
    text = client.get(page).text
    # A stopped page offers "lift" alone, in the same form.
    token = token_in(text, page + "decide")
    look_again()
    before = db.session.query(StartupDecision).count()
    answer = client.post(page + "decide", data=sendable(form) | {"form_token": token})
    assert answer.status_code in (303, 422)
    look_again()
    after = db.session.query(StartupDecision).count()
    assert after == before + (answer.status_code == 303)


PAGES = st.fixed_dictionaries(
    {
        "state": st.sampled_from(list(StartupState)),
        "wanted": st.sampled_from([None, {"name": "X"}]),
        "hours": st.sampled_from([None, 0, 89, 91]),
        "photos": st.lists(st.sampled_from(["to_check", "taken", "left"]), max_size=2),
        "prices": st.lists(st.sampled_from([None, 100]), max_size=2),
        "keeper": st.sampled_from(["none", "active", "left", "nameless"]),
        "reports": st.lists(st.sampled_from([None, 3]), max_size=2),
    }
)


@given(page=PAGES)
@settings(max_examples=60, **SLOWLY)
def test_what_a_row_lacks_is_what_the_filter_finds(rows, page):
    look_again()  # PostgreSQL empties no table that this session reads
    empty(db.engine)
    one = made(page)
    lacks = {str(gap) for gap in cards.gaps([one])[one.id]}
    figures = queries.figures()
    found = {str(gap) for gap in Gap if figures.get(str(gap))}
    assert found == lacks - {Gap.ONE_LANGUAGE}
    complete = rules.is_complete(one, cards.gaps([one])[one.id])
    assert figures["complete"] == complete
    assert queries.waiting_count() == bool(lacks & {"waiting", "reported"})
    for show in queries.SHOWS:
        assert queries.startups(queries.Filter(show=show))[1] == figures[show]


def made(page) -> Startup:
    hours = page["hours"]
    one = startup(
        state=page["state"],
        wanted=page["wanted"],
        hours_at=None if hours is None else now() - timedelta(days=hours),
        photos=[photo(state=state) for state in page["photos"]],
        products=[product(price_from=price) for price in page["prices"]],
    )
    if page["keeper"] != "none":
        state = "left" if page["keeper"] == "left" else "active"
        other = {"account_id": None, "name": "Awa"} if page["keeper"] == "nameless" else {}
        member(one, state=state, **other)
    for seen_by in page["reports"]:
        reported(one, seen_by=seen_by)
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(Startup, one.id)
