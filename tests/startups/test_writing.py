"""Saved as one writes; two who write at once; whatever is typed, the answer is a page."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import Account
from portal.core.audit import Deed
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.core.sealed import phone_index
from portal.startups.labels import REFUSALS
from portal.startups.models import Startup, StartupMember
from portal.startups.operations import products, writing
from portal.startups.states import MemberRole, StartupState, Step
from tests import budgets
from tests.factories import startups
from tests.factories.people import account, enter
from tests.people import spoken, token_in, words
from tests.queries import counted
from tests.startups.founding import (
    CONTACT,
    HERE,
    HOURS,
    PAGE,
    PLACE,
    PRODUCT,
    WORK,
    draft,
    founder,
    now_of,
    seen_on,
    send,
)
from tests.startups.payloads import TEXTS

STEPS = {"work": WORK, "place": PLACE, "hours": HOURS, "contact": CONTACT}
ODD = st.sampled_from(
    [
        *("\x00", "\x1b[0m", "\u202eabc", "٠٦٦١", "9" * 400, "-1", "1e309", "=cmd|x", "<script>"),
        *("'--", "🙂" * 50, "\r\n\r\n", "ب" * 10_000, "\ud800", "%00", "None", "[]", "{}"),
    ]
)
ANY = st.one_of(ODD, st.sampled_from(TEXTS), st.text(max_size=60), st.just(""))
SLOWLY = {
    "deadline": None,
    "max_examples": 10,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@pytest.fixture
def mine(client):
    page = draft()
    founder(client, page)
    return page


@pytest.fixture
def unwatched(app, mine):
    """The same member without the look at each page: what attackers type looks like a mistake."""
    client = app.test_client()
    enter(client, db.session.query(StartupMember).one().account)
    return client


def test_who_begins_a_page_is_its_manager(rows):
    owner = account(name="Mariam")
    with transaction():
        made = writing.begin(owner, name="Sté Baobab SARL", form="sarl", language="ar")
    row = db.session.query(StartupMember).one()
    assert (row.role, row.name, row.account_id) == (MemberRole.MANAGER, "Mariam", owner.id)
    assert (made.state, made.language, made.name_folded) == ("draft", "ar", "baobab")
    assert made.slug.startswith("ste-baobab-sarl-")


def test_five_businesses_are_the_most_of_one_account(rows):
    owner = account()
    for _ in range(5):
        startups.member(startups.startup(), owner)
    with pytest.raises(Refused, match="startups_many"), transaction():
        writing.begin(db.session.get_one(Account, owner.id), name="x", form="sarl", language="fr")


def test_a_page_is_found_by_what_it_says(client, mine):
    send(client, PAGE + "work", **WORK)
    send(client, PAGE + "place", **PLACE)
    send(client, PAGE + "contact", **CONTACT)
    send(client, HERE + "products/", **PRODUCT)
    page = now_of(mine)
    for word in ("baobab", "couture", "wax", "سلا", "الخياطه", "sale"):
        assert word in page.search_text.split(), word
    assert "661234567" not in page.search_text
    assert page.phone_index == phone_index("+212661234567")


def keep(client, step, **typed):
    shown = client.get(PAGE + step)
    sent = {"form_token": token_in(shown.text, PAGE + step), "seen": seen_on(shown.text)}
    return client.post(f"{PAGE}{step}/keep", data={**sent, **typed}, headers={"HX-Request": "true"})


@pytest.mark.parametrize("step", STEPS)
def test_a_screen_saves_itself_and_twice_is_once(client, mine, step):
    first = keep(client, step, **STEPS[step])
    assert (first.status_code, "✓" in first.text) == (200, True)
    assert len(first.data) <= 3000
    said, version = writing.said(now_of(mine), Step(step)), mine.version
    assert said != writing.said(draft(), Step(step))
    keep(client, step, **STEPS[step])
    assert (writing.said(now_of(mine), Step(step)), mine.version) == (said, version)


def test_what_is_well_formed_is_saved_beside_what_is_not_yet(client, mine):
    keep(client, "work", **WORK | {"line_fr": "", "name": "", "about_fr": "Nous sommes six."})
    page = now_of(mine)
    assert (page.name, page.about) == ("Atelier Baobab", {"fr": "Nous sommes six."})


@pytest.mark.parametrize("state", [StartupState.SHOWN, StartupState.TO_CHECK])
def test_half_a_sentence_is_not_published_by_itself(client, state):
    page = startups.startup(state=state)
    founder(client, page)
    answer = keep(client, "work", **WORK | {"line_fr": "Rob"})
    assert "✓" not in answer.text
    assert now_of(page).line == {"fr": "Robes et sacs en wax, cousus à Salé"}
    assert "work/keep" not in client.get(PAGE + "work").text


def test_the_preview_shows_what_is_typed_and_saves_nothing(client, mine):
    token = token_in(client.get(PAGE + "work").text, PAGE + "work")
    typed = WORK | {"line_fr": "Sacs <b>neufs</b>", "form_token": token}
    answer = client.post(PAGE + "work/preview", data=typed)
    assert "Sacs &lt;b&gt;neufs&lt;/b&gt;" in answer.text
    assert len(answer.data) <= 3000
    assert now_of(mine).line == {}


def test_the_second_of_two_is_told_and_keeps_what_she_typed(client, mine, app):
    before = client.get(PAGE + "work").text
    other = app.test_client()
    colleague = account(name="Awa")
    startups.member(now_of(mine), colleague)
    enter(other, colleague)
    send(other, PAGE + "work", **WORK | {"line_fr": "Pagnes"})
    sent = {"form_token": token_in(before, PAGE + "work"), "seen": seen_on(before)}
    late = client.post(PAGE + "work", data={**sent, **WORK, "line_fr": "Rideaux"})
    assert late.status_code == 422
    assert spoken(app, REFUSALS["page_changed"]) in words(late.text)
    assert 'value="Rideaux"' in late.text
    assert now_of(mine).line == {"fr": "Pagnes"}
    again = {"form_token": token_in(late.text, PAGE + "work"), "seen": seen_on(late.text)}
    assert client.post(PAGE + "work", data={**again, **WORK, "line_fr": "Rideaux"}).location
    assert now_of(mine).line == {"fr": "Rideaux"}


def test_her_own_lost_answer_does_not_stop_her(client, mine):
    """The network was cut after an autosave: the screen still has the print from before."""
    before = client.get(PAGE + "work").text
    sent = {"form_token": token_in(before, PAGE + "work"), "seen": seen_on(before)}
    client.post(PAGE + "work/keep", data={**sent, **WORK, "line_fr": "Rob"})
    answer = client.post(PAGE + "work", data={**sent, **WORK, "line_fr": "Robes"})
    assert answer.status_code == 303
    assert now_of(mine).line == {"fr": "Robes"}


def test_two_on_different_screens_do_not_meet(client, mine, app):
    before = client.get(PAGE + "place").text
    other = app.test_client()
    colleague = account(name="Awa")
    startups.member(now_of(mine), colleague)
    enter(other, colleague)
    send(other, PAGE + "work", **WORK)
    sent = {"form_token": token_in(before, PAGE + "place"), "seen": seen_on(before)}
    assert client.post(PAGE + "place", data={**sent, **PLACE}).status_code == 303


def test_every_change_is_noted_without_a_value(client, mine):
    send(client, PAGE + "work", **WORK)
    send(client, PAGE + "contact", **CONTACT)
    fields = [d.fields for d in db.session.query(Deed).filter_by(what=writing.CHANGED)]
    assert fields[0] == "about,line,sector,trade,trade_words"
    assert fields[1] == "links,phone,whatsapp"


@pytest.mark.parametrize(("deed", "code"), [("change", "product_gone"), ("move", "product_gone")])
def test_a_product_that_is_gone_is_refused(rows, deed, code):
    page = draft()
    more = {"up": True} if deed == "move" else {}
    said = [] if deed == "move" else [products.Said({"fr": "x"})]
    with pytest.raises(Refused, match=code), transaction():
        getattr(products, deed)(db.session.get_one(Startup, page.id), "none", *said, **more)


@given(typed=st.dictionaries(st.sampled_from(sorted({*WORK, *PLACE, *CONTACT, *HOURS})), ANY))
@settings(**SLOWLY)
def test_whatever_is_typed_the_answer_is_a_page(mine, unwatched, typed):
    client = unwatched
    for step in STEPS:
        assert send(client, PAGE + step, **typed).status_code in {303, 422}
        assert keep(client, step, **typed).status_code == 200
        token = token_in(client.get(PAGE + step).text, PAGE + step)
        form = {**typed, "form_token": token}
        assert client.post(f"{PAGE}{step}/preview", data=form).status_code == 200
    for address in (HERE, HERE + "look", PAGE + "which", PAGE + "trades"):
        assert client.get(address, query_string=typed).status_code in {200, 404}


@given(typed=st.dictionaries(st.sampled_from([*PRODUCT, "price_to", "name_ar", "more"]), ANY))
@settings(**SLOWLY)
def test_no_product_and_no_beginning_breaks_anything(mine, unwatched, typed):
    client = unwatched
    assert send(client, HERE + "products/", **typed).status_code in {303, 422}
    if now_of(mine).products:
        there = f"{HERE}products/{mine.products[-1].token}"
        assert send(client, there, **typed).status_code in {303, 422}
    begun = {"name": typed.get("name_ar", ""), "form": typed.get("unit", "sarl")}
    assert send(client, HERE + "begin", **begun).status_code in {303, 422}


def full() -> Startup:
    """A page as full as it may be."""
    long = dict.fromkeys(("fr", "ar", "en", "es"), "é" * 90)
    page = startups.startup(line=long, about=dict.fromkeys(long, "à b " * 150), area=long)
    for _ in range(24):
        startups.product(
            startup_id=page.id, name=dict.fromkeys(long, "Robe " * 12), price_to=99_900
        )
    return page


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_screen_of_a_full_page_is_light_and_asks_little(app, rows, lang):
    (most,), (queries,) = budgets.most("any further page"), budgets.most("database queries")
    client, page = app.test_client(), full()
    founder(client, page)
    product = page.products[0].token if page.products else now_of(page).products[0].token
    screens = (
        *("", "look", "begin", "products/", f"products/{product}"),
        *("page/work", "page/which", "page/place", "page/hours", "page/contact"),
    )
    for screen in screens:
        with counted() as statements:
            answer = client.get(f"/{lang}/founder/{screen}", headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200
        assert len(answer.data) <= most, (screen, len(answer.data))
        assert len(statements) <= queries, screen
