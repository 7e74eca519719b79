"""Whatever is typed into a profile or a CV, the answer is a page: never a breakdown."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.db import db
from portal.people import cards, papers, queries, rules
from portal.people.models import Person, PersonTrade
from tests.factories.people import account, enter, person
from tests.people import token_in
from tests.people.profiles import HERE

ODD = st.sampled_from(
    ["\x00", "\u202e", "٠٦٦١", "9" * 400, "-1", "1e309", "=cmd|x", "<script>", "'--", "🙂", "\r\n"]
)
KNOWN = st.sampled_from(
    [
        *("none", "cook", "mason", "formal_job", "training", "1to2", "more", "fr", "ary", "wo"),
        *("good", "fluent", "little", "move", "city", "rabat", "sale", "internship", "daily"),
        *("now", "later", "15/03/2028", "mornings", "20", "phone", "where", "cooking-dishes"),
    ]
)
ANY = st.one_of(KNOWN, ODD, st.text(max_size=100), st.text("خباطة éà'", max_size=12))
SLOWLY = {
    "deadline": None,
    "max_examples": 50,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


def forms(*fields):
    return st.fixed_dictionaries({}, optional={name: st.lists(ANY, max_size=4) for name in fields})


@pytest.fixture
def row(client):
    made = person()
    enter(client, made.account)
    return made


def sent(client, screen, form, action=""):
    """Send this form; it is taken or comes back, and the profile can still be read by all."""
    token = token_in(client.get(f"/fr{screen}").text)
    answer = client.post(f"/fr{action or screen}", data=form | {"form_token": token})
    assert answer.status_code in {303, 422}
    for address in (HERE, "/me/cv/"):
        assert client.get(f"/ar{address}").status_code == 200
    return answer


@given(form=forms("words", "trade", "learned", "band", "where"))
@settings(**SLOWLY)
def test_no_trade_breaks_a_profile(client, row, form):
    sent(client, HERE + "trades/", form)
    db.session.rollback()
    here = f"{HERE}trades/{queries.person_of(row.account_id).trades[0].token}"
    sent(client, here, form)
    sent(client, here + "/which", form)
    assert len(queries.person_of(row.account_id).trades) <= rules.MOST_TRADES


@given(form=forms("skill", "words", "key", "learned"))
@settings(**SLOWLY)
def test_no_skill_breaks_a_profile(client, row, form):
    sent(client, HERE + "skills", form)
    sent(client, HERE + "skills/learned", form)


@given(form=forms("language", "spoken", "written", "more"))
@settings(**SLOWLY)
def test_no_language_breaks_a_profile(client, row, form):
    sent(client, HERE + "languages", form)


@given(form=forms("city", "travel", "other", "wants", "start", "day", "hours", "per_week", "words"))
@settings(**SLOWLY)
def test_no_place_and_no_wish_breaks_a_profile(client, row, form):
    sent(client, HERE + "place", form)
    sent(client, HERE + "wishes", form)


@given(form=forms("name", "family_name", "shown"))
@settings(**SLOWLY)
def test_no_name_and_no_line_breaks_a_cv(client, row, form):
    sent(client, HERE + "name", form)
    sent(client, "/me/cv/", form)


@given(form=forms("name"))
@settings(**SLOWLY)
def test_no_name_breaks_the_beginning(client, form):
    enter(client, account())
    token = token_in(client.get(f"/fr{HERE}").text)
    answer = client.post(f"/fr{HERE}begin", data=form | {"form_token": token})
    assert answer.status_code in {303, 422}


@given(text=ANY)
@settings(**SLOWLY)
def test_no_search_breaks_the_trades(client, row, text):
    for headers in ({}, {"HX-Request": "true"}):
        asked = {"query_string": {"words": text}, "headers": headers}
        assert client.get(f"/ar{HERE}trades/", **asked).status_code in {200, 404}


@given(text=ANY)
@settings(**SLOWLY)
def test_no_address_breaks_a_profile(client, row, text):
    there = quote(text, safe="") or "x"
    for address in (f"{HERE}trades/{there}", f"{HERE}trades/{there}/which", f"/cv/{there}/"):
        assert client.get(f"/fr{address}").status_code < 500


@given(words=st.lists(ANY, min_size=1, max_size=4))
@settings(**{**SLOWLY, "max_examples": 25})
def test_no_word_breaks_the_paper_or_the_card(client, row, words):
    with client.application.test_request_context("/ar/"):
        made = Person(name=words[0] or "A", family_name=words[-1], city=words[0], cv_hidden=[])
        made.wants, made.hours, made.steps = [], [], []
        trades = [{"words": text[:80], "trade": "", "learned": "training"} for text in words]
        made.trades = [PersonTrade(**one, months=6, where=words[-1], token="t") for one in trades]
        assert papers.pdf(papers.cv(made, "ar")).startswith(b"%PDF-")
        assert cards.card(made, "ar").trades
    db.session.rollback()
