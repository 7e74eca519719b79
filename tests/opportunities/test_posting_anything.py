"""Whatever is sent, the answer is a page or an opening; and how much each page weighs."""

import re
from dataclasses import replace

import brotli
import pytest
import smsutil
from flask import render_template
from hypothesis import given, settings
from hypothesis import strategies as st

from portal import build
from portal.core.db import db
from portal.notifications import texts
from portal.notifications.neutral import forbidden_in
from portal.opportunities import messages
from portal.opportunities.models import Opportunity
from portal.web.locale import LANGUAGES
from tests.databases import look_again
from tests.events.test_fuzz import ANY, SLOWLY
from tests.factories.people import enter, member, opportunity
from tests.people import make_staff, sign_in, token_in

FIELDS = (
    *("kind", "trade_words", "trade", "title", "places", "city", "starts_on", "lasts"),
    *("lasts_unit", "hours", "pay_from", "pay_to", "pay_period", "unpaid", "no_cv", "about"),
    *("activities", "skills", "skills_other", "skills_wished", "address", "remote"),
    *("hours_per_week", "benefits", "grant_share", "level_fr", "later"),
)
SAID = {
    "kind": st.sampled_from(["internship", "daily", "training", "x"]),
    "starts_on": st.one_of(ANY, st.dates().map(str)),
    "lasts": st.one_of(ANY, st.integers(-5, 10**12).map(str)),
    "pay_from": st.one_of(ANY, st.integers(-5, 10**12).map(str)),
    "title": st.text(max_size=130),
    "about": st.text(max_size=300),
}
FORMS = st.fixed_dictionaries(
    {}, optional={name: st.lists(SAID.get(name, ANY), max_size=3) for name in FIELDS}
)
HOST = "https://portail-emploi.example.ma"
LONG = {
    "title": "Couturière ou couturier pour un atelier de caftans et de robes de soirée",
    "about": "Vous apprenez à coudre des robes et des caftans.\n" * 20,
    "activities": "Couper, coudre, repasser, accueillir les clientes.\n" * 20,
    "skills": [f"savoir-faire numéro {n}" for n in range(12)],
    "flags": ["phone", "whatsapp", "money", "papers", "sex", "age", "origin", "looks", "pay"],
    "benefits": ["meals", "transport", "lodging", "clothes", "insurance", "certificate"],
    "languages": [{"language": one, "level": "good"} for one in ("fr", "ary", "ar", "en", "es")],
    "address": "12, rue des Consuls, Médina",
    "hours": "9 h – 17 h, lundi à vendredi",
    "hours_per_week": 40,
    "trade": "dressmaker",
    "state_note": "Dites quelles heures on travaille, et ce que la personne apprend.",
}


@pytest.fixture
def mine(client):
    salma = member()
    enter(client, salma.account)
    return salma.organisation


@given(form=FORMS)
@settings(**SLOWLY | {"max_examples": 60})
def test_no_second_screen_breaks_the_portal(client, mine, form):
    opening = opportunity(mine, state="draft")
    address = f"/ar/employer/opportunities/{opening.token}/edit"
    token = token_in(client.get(address).text)
    answer = client.post(address, data=form | {"form_token": token})
    assert answer.status_code in {303, 422}
    if answer.status_code == 303:
        assert client.get(answer.location).status_code == 200
        assert client.get(address).status_code == 200


@given(kind=ANY, words=ANY)
@settings(**SLOWLY | {"max_examples": 40})
def test_no_first_screen_breaks_the_portal(client, mine, kind, words):
    address = "/fr/employer/opportunities/new"
    before = db.session.query(Opportunity).count()
    typed = {"kind": kind, "trade_words": words, "form_token": token_in(client.get(address).text)}
    answer = client.post(address, data=typed)
    look_again()
    made = db.session.query(Opportunity).count() - before
    assert made == (answer.status_code == 303)


@given(note=ANY, version=ANY, deed=st.sampled_from(["approve", "send-back", "withdraw", "seen"]))
@settings(**SLOWLY | {"max_examples": 40})
def test_no_answer_of_a_moderator_breaks_the_desk(client, note, version, deed):
    if client.get_cookie("sid") is None:
        sign_in(client, make_staff())
    opening = opportunity(state="to_check")
    page = f"/fr/desk/opportunities/{opening.token}/"
    html = client.get(page).text
    token = token_in(html, f"{page}approve")
    data = {"note": note, "version": version, "form_token": token}
    assert client.post(f"{page}{deed}", data=data).status_code in {303, 422}


@given(query=st.fixed_dictionaries({}, optional={"list": ANY, "page": ANY}))
@settings(**SLOWLY | {"max_examples": 40})
def test_no_list_breaks_the_desk(client, query):
    if client.get_cookie("sid") is None:
        sign_in(client, make_staff())
    assert client.get("/fr/desk/opportunities/", query_string=query).status_code in {200, 404}


def weight(html: str) -> int:
    return len(brotli.compress(html.encode(), quality=5))


def css(app) -> int:
    name = build.manifest(app.extensions["settings"].programme)["css/site.css"]
    return (build.BUILT / f"{name}.br").stat().st_size


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_page_of_the_employer_is_light(client, mine, app, lang):
    for number in range(20):
        opening = opportunity(mine, **LONG | {"title": f"{LONG['title']} {number}"})
    here = f"/{lang}/employer/opportunities/"
    page = f"{here}{opening.token}/"
    for address in (here, here + "new", page, page + "edit", page + "preview"):
        size = weight(client.get(address).text)
        assert size <= 6000, address
        assert size + css(app) <= 10_000, address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_page_of_the_desk_is_light(client, app, lang):
    sign_in(client, make_staff())
    for number in range(20):
        opening = opportunity(**LONG | {"state": "to_check", "title": f"{LONG['title']} {number}"})
    here = f"/{lang}/desk/opportunities/"
    for address in (here, here + "new", f"{here}{opening.token}/"):
        assert weight(client.get(address).text) <= 6000, address


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", messages.KINDS, ids=lambda kind: kind.name)
def test_a_message_is_one_sms_and_says_nothing_of_anybody(app, monkeypatch, kind, lang):
    real = replace(app.extensions["settings"], base_url=HOST)
    monkeypatch.setitem(app.extensions, "settings", real)
    with app.test_request_context():
        text = texts.sms(kind.name, lang, {"link": "W" * 12})
        with texts.speaking(lang):
            subject = render_template(f"messages/{kind.name}/subject.txt").strip()
    assert len(smsutil.split(text).parts) <= (2 if lang == "ar" else 1)
    assert text.endswith(f"{HOST}/m/{'W' * 12}")
    assert not forbidden_in(text)
    assert 0 < len(subject) <= 50
    assert not re.search(r"\d|%\(", subject)
