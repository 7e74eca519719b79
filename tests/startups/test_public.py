"""The page of a business, as everyone reads it."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
import time_machine

from portal.core.db import db, transaction
from portal.startups import labels
from portal.startups.models import Startup, StartupReport
from portal.startups.operations import counting
from portal.startups.states import PhotoState, StartupState
from portal.web import public
from portal.web.locale import LANGUAGES
from tests.factories import startups
from tests.people import spoken, token_in, words

MONDAY_NOON = "2026-11-23T12:00:00Z"
READER = {"User-Agent": "Mozilla/5.0 (Linux; Android 13) Firefox/130.0"}


def page_of(client, one, lang="fr", **asked):
    public.forget()
    return client.get(f"/{lang}/startups/{one.slug}/", **asked)


def test_the_page_says_what_a_customer_wants_in_this_order(app, client):
    one = startups.startup(
        products=[startups.product()], photos=[startups.photo(), startups.photo()]
    )
    startups.member(one)
    html = page_of(client, one).text
    first = ("<picture>", "<h1>", "Robes et sacs en wax", "Coopérative", "tel:+212", "wa.me/212")
    then = ("maps.google.com", "/ask", "Sac en wax</bdi>", "Nous sommes", "Rabat, Salé, Témara")
    last = ("?photos=1#photos", "wa.me/?text", "/report")
    places, after = [], html.index("<main")
    for sign in (*first, *then, *last):
        after = html.index(sign, after)
        places.append(after)
    assert places == sorted(places)
    assert html.count('class="button"') == 1  # green
    assert "<script src" not in html


def test_numbers_are_asked_for_only_where_somebody_reads_them(client):
    one = startups.startup()
    assert f"{one.slug}/ask" not in page_of(client, one).text
    assert client.get(f"/fr/startups/{one.slug}/ask/").status_code == 404
    startups.member(one)
    assert f"{one.slug}/ask" in page_of(client, one).text
    assert client.get(f"/fr/startups/{one.slug}/ask/").status_code == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatsapp_opens_with_a_sentence_in_the_pages_language(app, client, lang):
    one = startups.startup(name="Atelier « Wax & Fils »", whatsapp="+212612345678")
    html = page_of(client, one, lang).text
    (link,) = re.findall(r'href="(https://wa\.me/212612345678\?text=[^"]+)"', html)
    prepared = spoken(
        app, "Hello! I saw the page of “%(name)s” and I would like to know more.", lang
    )
    said = " ".join(unquote(unescape(link).partition("?text=")[2]).split())
    assert said == prepared.replace("%(name)s", one.name)


def test_buttons_tell_by_themselves_that_they_were_pressed(client):
    one = startups.startup()
    html = page_of(client, one).text
    for link, what in (("tel:", "called"), ("https://wa.me/2", "wrote"), ("https://maps", "way")):
        (ping,) = re.findall(rf'href="{link}[^"]*" ping="([^"]+)"', html)
        assert ping == f"/fr/startups/{one.slug}/did/{what}"
        assert client.post(ping, headers=READER).status_code == 204


def test_what_was_not_said_has_no_button(client):
    nothing = {"phone": None, "whatsapp": None, "address": "", "hours": {}, "about": {}}
    main = page_of(client, startups.startup(**nothing, area={})).text.partition("<main")[2]
    for sign in ("tel:", "wa.me/2", "maps.google", "<dl", "<h2", "<details"):
        assert sign not in main


@time_machine.travel(MONDAY_NOON, tick=False)
def test_open_or_closed_is_said_first_and_the_other_days_are_folded(app, client):
    one = startups.startup(hours={"mon": [["09:00", "13:00"], ["15:00", "19:00"]]})
    html = page_of(client, one).text
    now_open = spoken(app, "Open now, until %(time)s") % {"time": "13:00"}
    said = words(html)
    assert now_open in said
    assert said.index(now_open) < said.index("9:00 – 13:00, 15:00 – 19:00")
    folded = html.partition("<details>")[2].partition("</details>")[0]
    assert folded.count("<dt>") == 6
    assert "Lundi" not in folded
    with time_machine.travel("2026-11-23T14:00:00Z", tick=False):
        at_three = spoken(app, "Closed now, opens at %(time)s") % {"time": "15:00"}
        assert at_three in words(page_of(client, one).text)
    with time_machine.travel("2026-11-24T14:00:00Z", tick=False):
        closed = spoken(app, "Closed today, opens on %(day)s at %(time)s")
        monday = closed % {"day": "lundi", "time": "9:00"}
        assert monday in words(page_of(client, one).text)


def test_in_ramadan_its_hours_stand_there(app, client):
    one = startups.startup(ramadan_hours={"mon": [["10:00", "15:00"]]})
    with time_machine.travel("2027-02-08T12:00:00Z", tick=False):
        said = words(page_of(client, one).text)
        assert "10:00 – 15:00" in said
        assert spoken(app, "Ramadan hours") in said
    with time_machine.travel("2027-01-18T12:00:00Z", tick=False):
        html = page_of(client, one).text
        assert "10:00 – 15:00" in html.partition("<details>")[2]
        assert spoken(app, "In Ramadan") in words(html)
    with time_machine.travel("2026-09-28T12:00:00Z", tick=False):
        assert "10:00 – 15:00" not in page_of(client, one).text


def test_a_text_in_another_language_is_marked_and_said_once(app, client):
    one = startups.startup(products=[startups.product(name={"ar": "حقيبة"})])
    html = page_of(client, one, "es").text
    said = words(html)
    assert said.count(spoken(app, "Written in:", "es")) == 1
    assert "Français, العربية" in said
    assert '<bdi lang="fr">Robes et sacs' in html
    assert '<bdi lang="ar">حقيبة' in html
    in_spanish = dict.fromkeys(("line", "about", "area"), {"es": "Bolsos"})
    other = page_of(client, startups.startup(**in_spanish), "es").text
    assert spoken(app, "Written in:", "es") not in words(other)


@pytest.mark.parametrize("state", [state for state in StartupState if state != "shown"])
def test_what_is_not_shown_is_the_same_as_what_does_not_exist(client, state):
    one = startups.startup(slug="one", state=state)
    for below in ("", "report", "report/thanks"):
        hidden = client.get(f"/fr/startups/{one.slug}/{below}")
        unknown = client.get(f"/fr/startups/two/{below}")
        assert hidden.status_code == unknown.status_code == 404
        assert hidden.text.replace("/one/", "/two/") == unknown.text
        assert hidden.headers["Cache-Control"] == "no-store, private"
        assert 'href="/fr/startups/"' in hidden.text
    assert "one" not in client.get("/fr/startups/").text.partition("<main")[2].split('"')


def test_a_page_that_is_hidden_is_gone_at_once_even_from_one_who_holds_it(client):
    one = startups.startup()
    answer = client.get(f"/fr/startups/{one.slug}/")
    assert answer.headers["Cache-Control"] == "public, max-age=30"
    held = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(f"/fr/startups/{one.slug}/", headers=held).status_code == 304
    with transaction():
        db.session.query(Startup).update({"state": StartupState.HIDDEN})
    assert client.get(f"/fr/startups/{one.slug}/", headers=held).status_code == 404


def test_other_public_pages_are_kept_as_long_as_before(client):
    kept = client.get("/fr/opportunities/").headers["Cache-Control"]
    assert kept == "public, max-age=60"
    assert client.get("/fr/startups/").headers["Cache-Control"] == "public, max-age=30"


def test_only_photos_that_the_team_took_are_shown(client):
    hidden = [startups.photo(state=state) for state in PhotoState if state != PhotoState.TAKEN]
    one = startups.startup(photos=[hidden[0], startups.photo(), hidden[1]])
    html = page_of(client, one).text
    assert html.count("<picture>") == 1
    assert one.photos[1].token in html
    assert one.photos[0].token not in html


def test_who_saves_data_gets_photos_when_asking_for_them(app, client):
    sizes = {"320.avif": 6_000, "640.avif": 17_000, "640.jpg": 60_000, "960.avif": 30_000}
    one = startups.startup(photos=[startups.photo(files=sizes), startups.photo(files=sizes)])
    saving = {"headers": {"Save-Data": "on"}}
    for address in ("", f"{one.slug}/"):
        public.forget()
        html = client.get(f"/fr/startups/{address}", **saving).text
        assert "<img" not in html
        assert "/photos/" not in html
        (asked,) = re.findall(r'href="([^"]+photos=1)"', html)
        assert client.get(unescape(asked), **saving).text.count("<picture>") == (
            2 if address else 1
        )
    said = spoken(app, "Show the photos (about %(num)s kB)") % {"num": 47}
    assert said in words(page_of(client, one, **saving).text)


@pytest.mark.parametrize(
    ("lang", "amounts"),
    [
        ("fr", ("1 234,50", "1 200 – 1 500")),
        ("ar", ("1.234,50", "1.200 – 1.500")),
        ("en", ("1,234.50", "1,200 – 1,500")),
        ("es", ("1.234,50", "1.200 – 1.500")),
    ],
)
def test_prices_are_written_as_the_language_writes_numbers(app, client, lang, amounts):
    priced = ({"price_from": 123_450}, {"price_from": 120_000, "price_to": 150_000})
    made = [startups.product(unit="kilo", **one) for one in priced]
    one = startups.startup(products=[*made, startups.product(price_from=None)])
    prices = re.findall(r"<dd>([^<]+)</dd>", page_of(client, one, lang).text)
    per_kilo = spoken(app, labels.PRICES["kilo"], lang)
    expected = [per_kilo % {"amount": amount} for amount in amounts]
    plain = [" ".join(text.split()) for text in prices]
    assert [price for price in plain if price in expected] == expected
    assert spoken(app, "Ask the price", lang) in plain


def test_a_look_is_counted_and_a_page_that_is_not_shown_is_not(client):
    counting.taken()
    one = startups.startup()
    client.get(f"/fr/startups/{one.slug}/", headers=READER)
    client.get("/fr/startups/none/", headers=READER)
    assert len(counting.taken()) == 1


def test_somebody_says_that_something_is_wrong(client):
    one = startups.startup()
    page = client.get(f"/fr/startups/{one.slug}/report")
    form = {"form_token": token_in(page.text, f"/fr/startups/{one.slug}/report"), "reason": ""}
    wrong = client.post(f"/fr/startups/{one.slug}/report", data={**form, "words": "Moi"})
    assert wrong.status_code == 422
    assert "Moi" in wrong.text
    sent = {**form, "reason": "photo", "words": "C'est moi sur la photo."}
    for _ in range(2):  # pressed twice
        answer = client.post(f"/fr/startups/{one.slug}/report", data=sent)
        assert (answer.status_code, answer.headers["Location"]) == (
            303,
            f"/fr/startups/{one.slug}/report/thanks",
        )
    assert client.get(answer.headers["Location"]).status_code == 200
    (kept,) = db.session.query(StartupReport)
    assert (kept.startup_id, kept.reason, kept.words) == (
        one.id,
        "photo",
        "C'est moi sur la photo.",
    )


def test_more_reports_than_anybody_reads_are_not_kept(client):
    one = startups.startup()
    for _ in range(7):
        page = client.get(f"/fr/startups/{one.slug}/report").text
        form = {"form_token": token_in(page, f"/fr/startups/{one.slug}/report"), "reason": "gone"}
        assert client.post(f"/fr/startups/{one.slug}/report", data=form).status_code == 303
    assert db.session.query(StartupReport).count() == 5
