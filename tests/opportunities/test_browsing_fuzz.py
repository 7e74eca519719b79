"""Whatever is asked of the openings, the answer is a page: never a breakdown, never a secret."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.db import db
from portal.opportunities.models import OpportunityReport
from portal.opportunities.queries import searching
from portal.web import public
from tests.factories.people import opportunity
from tests.people import token_in

ODD = st.sampled_from(
    ["\x00", "\u202e\u2066", "٠١٢", "9" * 400, "-1", "1e309", "🙂", "\r\n", "%", "_", "'--", "<b>"]
    + ["a" * 5000, "ا" * 3000, "\ud7ff", "ﷺ", "́" * 500, "stage", "no_cv", "rabat", "internship"]
)
ANY = st.one_of(ODD, st.text(max_size=200), st.text("0123456789+- ", max_size=20))
FIELDS = ("q", "city", "kind", "sector", "no_cv", "page")
SLOWLY = {
    "deadline": None,
    "max_examples": 150,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@pytest.fixture
def opening(client):
    searching.forget()
    opportunity(slug="hidden", title="Canari-Caché", state="to_check")
    return opportunity(slug="one")


@given(
    query=st.dictionaries(st.sampled_from(FIELDS), st.one_of(ANY, st.lists(ANY, max_size=3))),
    lang=st.sampled_from(["fr", "ar", "en", "es"]),
    partial=st.booleans(),
)
@settings(**SLOWLY)
def test_no_search_breaks_the_list(client, opening, query, lang, partial):
    public.forget()
    asks = {"HX-Request": "true"} if partial else {}
    answer = client.get(f"/{lang}/opportunities/", query_string=query, headers=asks)
    assert answer.status_code in {200, 404}
    if answer.status_code == 404:  # no page has a NUL in its address
        assert "\x00" in str(query) or "\\x00" in repr(query)
    assert "Canari" not in answer.text.replace(str(query.get("q", "")), "")


@given(
    path=st.lists(st.one_of(ODD, st.text(max_size=20)), min_size=1, max_size=3),
    query=st.dictionaries(st.text(max_size=8), ANY, max_size=3),
)
@settings(**SLOWLY)
def test_no_address_breaks_the_portal(client, opening, path, query):
    address = "/fr/opportunities/" + "/".join(quote(part, safe="") for part in path)
    assert client.get(address, query_string=query).status_code < 500


@given(form=st.dictionaries(st.sampled_from(["reason", "words"]), st.lists(ANY, max_size=3)))
@settings(**SLOWLY)
def test_no_report_breaks_the_portal(client, opening, form):
    address = "/fr/opportunities/one/report"
    token = token_in(client.get(address).text, address)
    answer = client.post(address, data=form | {"form_token": token})
    assert answer.status_code in {303, 422}
    assert db.session.query(OpportunityReport).count() <= 5
