"""Whatever people type, and what messages say."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.agreements import messages, queries
from portal.agreements.forms import AgreementForm, EvaluationForm
from portal.agreements.rules import wording
from portal.core.db import db
from portal.notifications import rules, texts
from portal.notifications.neutral import forbidden_in
from portal.web.locale import LANGUAGES
from tests.agreements.table import FILLED, Table, send
from tests.agreements.test_pages import THEIRS
from tests.factories import people

anything = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "0", "-1", "99999999999999999999", "2027-02-30", "٣٠", "²", "\x00", "\ud800"]
    ),
    st.sampled_from([*FILLED.values(), "school", "yes", "partly", "06 12 34 56 78"]),
)
relaxed = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@relaxed
@given(
    data=st.dictionaries(
        st.sampled_from(
            [*FILLED, "school_name", "school_address", "school_signer", "terms", "hours"]
        ),
        anything,
    )
)
def test_whatever_is_typed_becomes_words_or_a_sentence(app, data):
    clean = {name: text.encode("utf-8", "replace").decode() for name, text in data.items()}
    with app.test_request_context("/fr/", method="POST", data=FILLED | clean):
        form = AgreementForm()
        if not form.validate():
            assert form.wrong
            return
        words, school = form.words(), form.school()
    assert 1 <= words.hours_per_week <= 60
    assert 0 <= words.allowance <= 100_000
    assert isinstance(words.starts_on, date)
    assert school is None or school.address


@relaxed
@given(
    data=st.dictionaries(
        st.sampled_from(
            [
                "outcome",
                "marks",
                "hired",
                "contract",
                "last_day",
                "missed_hours",
                "hired_on",
                "words",
            ]
        ),
        anything,
    )
)
def test_whatever_is_said_of_an_internship_fits_or_is_asked_again(app, data):
    clean = {name: text.encode("utf-8", "replace").decode() for name, text in data.items()}
    filled = {"outcome": "finished", "marks": "good", "hired": "no"}
    with app.test_request_context("/fr/", method="POST", data=filled | clean):
        form = EvaluationForm()
        if form.validate():
            said = form.said()
            assert said.outcome in {"finished", "partly", "absent"}
            assert 0 <= said.missed_hours <= 2000


@relaxed
@given(lines=st.lists(st.text(max_size=40), max_size=5), title=st.text(min_size=1, max_size=40))
def test_no_words_can_pass_for_a_line_of_another_kind(lines, title):
    terms = wording.Terms(
        **dict.fromkeys(wording.Terms.__dataclass_fields__, "x")
        | {"activities": "\n".join(lines), "title": title, "kind": "voluntary", "goal": "hire"}
        | {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 2, 2), "allowance": 5}
    )
    back = wording.read(wording.canonical(terms))
    want = wording.parts(terms, "fr")
    assert [p.kind for p in back] == [p.kind for p in want]
    assert [p.label for p in back] == [p.label for p in want]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", messages.KINDS, ids=lambda kind: kind.name)
def test_messages_are_neutral_and_one_sms(app, rows, kind, language):
    facts = {"link": "W" * 12, "otp": "123456"}
    with app.test_request_context():
        said = texts.sms(kind.name, language, facts)
    assert forbidden_in(said) == []
    assert rules.segments(said) <= (2 if language == "ar" else 1)
    assert not re.search(r"Atelier|Aminata", said)


def test_the_code_s_last_line_is_bound_to_the_portal(app, rows):
    with app.test_request_context():
        said = texts.sms(messages.CODE, "fr", {"otp": "123456"})
    assert re.search(r"\n@\S+ #123456$", said)


def test_an_agreement_says_nothing_that_is_not_written(rows):
    table = Table(skills="", protection="", insurance="", benefits="", hours="")
    text = table.now.text
    for label in ("Assurance", "Sécurité", "Avantages", "Horaires", "ICE"):
        assert label not in text
    assert queries.terms(table.now).renews == ""


@settings(relaxed, max_examples=20)
@given(data=st.dictionaries(st.sampled_from(["title", "activities", "hours", "terms"]), anything))
def test_whatever_is_typed_is_answered_kept_and_shown(app, rows, data):
    clean = {name: text.encode("utf-8", "replace").decode() for name, text in data.items()}
    firm = people.organisation()
    mine = people.application(people.person(), people.opportunity(firm), state="accepted")
    client = app.test_client()
    people.enter(client, db.session.get_one(people.Account, people.member(firm).account_id))
    answer = send(client, f"{THEIRS}new/{mine.token}", **FILLED | clean)
    assert answer.status_code in {303, 422}
    if answer.status_code == 303:
        assert client.get(answer.location).status_code == 200
        assert send(client, f"{answer.location}send", answer.location).status_code == 303
        assert client.get(f"{answer.location}agreement.pdf").status_code == 200
