"""The directory: what people type, where they are, what is open at this hour."""

from datetime import timedelta

import pytest
import time_machine

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.reference import trades
from portal.startups.models import Startup
from portal.startups.queries import browsing, wording
from portal.startups.states import LegalForm, StartupState
from portal.web import public
from tests.factories import startups

# slug, name, line, trade, sector, city, form, a product
SHOWN = (
    *(
        ("sew", "Atelier Baobab", {"fr": "Robes et sacs en wax"}, "dressmaker", "sewing"),
        ("sale", LegalForm.COOPERATIVE, "Sac à dos"),
    ),
    *(
        ("cook", "Saveurs d’ici", {"ar": "أطباق إفريقية ومغربية"}, "cook", "catering"),
        ("rabat", LegalForm.SARL, "Mafé au poulet"),
    ),
    *(
        ("fix", "Frío Express", {"es": "Reparamos neveras"}, "plumber", "repair"),
        ("tanger", LegalForm.AUTO_ENTREPRENEUR, "Reparación de grifos"),
    ),
    *(
        ("hair", "Salon Awa", {"en": "Braids and haircuts"}, "hairdresser", "beauty"),
        ("oujda", LegalForm.INCOME_ACTIVITY, "Box braids"),
    ),
    *(
        ("help", "Mains Unies", {"fr": "Cours de français"}, "", "education"),
        ("rabat", LegalForm.ASSOCIATION, "Cours du soir"),
    ),
)
MEANT = (
    *(("couture", "fr", "sew"), ("couturière à Salé", "fr", "sew"), ("wax", "fr", "sew")),
    *(("je cherche une couturière", "fr", "sew"), ("baobab", "fr", "sew"), ("baobap", "fr", "sew")),
    *(("خياطة", "ar", "sew"), ("khayata", "fr", "sew"), ("costurera", "es", "sew")),
    *(("cuisine africaine", "fr", "cook"), ("mafé", "fr", "cook"), ("أطباق", "ar", "cook")),
    *(("طبّاخ الرباط", "ar", "cook"), ("plombier", "fr", "fix"), ("neveras", "es", "fix")),
    *(("plumer tanger", "en", "fix"), ("coiffeuse", "fr", "hair"), ("braids", "en", "hair")),
    *(("حلاقة وجدة", "ar", "hair"), ("coopérative", "fr", "sew"), ("تعاونية", "ar", "sew")),
    *(
        ("association", "fr", "help"),
        ("cours", "fr", "help"),
        ("entreprise de couture", "fr", "sew"),
    ),
)


@pytest.fixture
def shown(rows):
    wording.keeper.forget()
    for place in range(0, len(SHOWN), 2):
        (slug, name, line, trade, sector), (city, form, product) = SHOWN[place : place + 2]
        facts = {"slug": slug, "name": name, "line": line, "trade": trade, "sector": sector}
        where = {
            "city_code": city,
            "city": city.title(),
            "trade_words": "",
            "about": {},
            "area": {},
        }
        made = [startups.product(name={"fr": product})]
        startups.startup(**facts, **where, form=form, products=made)


def found(text="", language="fr", **other):
    wanted = browsing.Wanted(text, language=language, **other)
    return [one.slug for one in browsing.listing(wanted).startups]


@pytest.mark.parametrize(("text", "language", "slug"), MEANT)
def test_words_as_people_type_them_lead_to_the_business(shown, text, language, slug):
    assert found(text, language)[:1] == [slug]


def test_words_that_say_nothing_show_everything(shown):
    assert len(found("entreprises")) == len(found()) == 5


def test_trade_city_and_words_narrow_together(shown):
    assert set(found(city="rabat")) == {"cook", "help"}
    assert found(sector="beauty") == ["hair"]
    assert found(city="rabat", sector="education") == ["help"]
    assert found("cours", city="oujda") == []


def test_an_index_that_lags_behind_shows_nothing_that_was_hidden(shown, monkeypatch):
    assert found("plombier") == ["fix"]
    before = browsing._index()
    monkeypatch.setattr(browsing, "_index", lambda: before)
    with transaction():
        db.session.query(Startup).filter_by(slug="fix").update({"state": StartupState.HIDDEN})
    assert found("plombier") == []
    assert "fix" not in found()


def test_the_index_learns_a_new_product(shown):
    assert found("tricot") == []
    of = db.session.query(Startup.id).filter_by(slug="help").scalar()
    startups.product(startup_id=of, name={"fr": "Tricot"})
    with transaction():
        db.session.query(Startup).filter_by(id=of).update({"version": 2})
    assert found("tricot") == ["help"]


def test_what_comes_close_is_said_to(shown):
    near = browsing.listing(browsing.Wanted("plombier oujda", language="fr"))
    assert [one.slug for one in near.startups] == ["fix"]
    assert not near.whole


def test_where_nothing_fits_the_closest_are_proposed(shown):
    wanted = browsing.Wanted("couture", city="oujda", language="fr")
    assert browsing.listing(wanted).total == 0
    proposed = [one.slug for one in browsing.instead(wanted)]
    assert proposed[:2] == ["sew", "hair"]
    assert len(proposed) == 3
    assert len(browsing.instead(browsing.Wanted("zzqqxx", language="fr"))) == 3


@time_machine.travel("2026-11-23T16:00:00Z", tick=False)
def test_open_now_is_asked_of_moroccos_clock(rows):
    startups.startup(slug="day")
    startups.startup(slug="morning", hours={"mon": [["08:00", "12:00"]]})
    startups.startup(slug="night", hours={"sun": [["22:00", "02:00"]]})
    startups.startup(slug="unsaid", hours={})
    assert found(open_now=True) == ["day"]
    with time_machine.travel("2026-11-23T01:30:00Z", tick=False):
        assert found(open_now=True) == ["night"]


def test_new_ones_come_first_and_the_others_take_turns(rows):
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False) as clock:
        for number in range(12):
            startups.startup(slug=f"old-{number}", published_at=now() - timedelta(days=90))
        for days in (9, 2, 20):
            startups.startup(slug=f"new-{days}", published_at=now() - timedelta(days=days))
        today = found()
        assert today[:3] == ["new-2", "new-9", "new-20"]
        assert found() == today
        firsts = set()
        for _ in range(12):
            clock.shift(timedelta(days=3))
            firsts.add(next(slug for slug in found() if slug.startswith("old")))
        assert len(firsts) > 4


def test_a_page_of_the_directory_holds_twenty(client):
    for number in range(41):
        startups.startup(slug=f"one-{number}")
    seen = []
    for page in (1, 2, 3):
        public.forget()
        html = client.get(f"/fr/startups/?page={page}").text
        slugs = [part.partition('"')[0] for part in html.split('class="card" href="/fr/startups/')]
        assert len(slugs) - 1 == (20, 20, 1)[page - 1]
        assert html.count('rel="next"') == (page < 3)
        seen += slugs[1:]
    assert len(set(seen)) == 41


def test_the_form_works_as_an_address_and_keeps_what_was_asked(client, shown):
    html = client.get("/fr/startups/?q=cours&city=rabat&sector=education&open=1&photos=1").text
    for sign in ('value="cours"', 'value="rabat" selected', 'value="education" selected'):
        assert sign in html
    assert 'name="open" value="1" checked' in html
    assert 'name="photos" value="1"' in html
    assert client.get("/fr/startups/?q=%F0%9F%99%82&city=xx&sector=%00&page=-1").status_code == 404
    odd = client.get(f"/fr/startups/?q={'é' * 500}&city=xx&sector=xx&page=999999999999999999999")
    assert odd.status_code == 200


def test_htmx_is_given_the_list_alone(client, shown):
    answer = client.get("/fr/startups/?q=couture", headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith('<section id="startups">')
    assert answer.text.count('class="card"') == 1
    assert "HX-Request" in answer.headers["Vary"]


def test_nothing_found_tells_what_to_do_next(client, shown):
    html = client.get("/fr/startups/?q=couture&city=oujda&open=1").text
    assert 'href="/fr/startups/?q=couture&amp;city=oujda"' in html
    assert 'href="/fr/startups/?q=couture&amp;open=1"' in html
    assert html.count('class="card"') == 3


def test_the_trades_of_the_table_exist():
    codes = [row[3] for row in SHOWN[::2] if row[3]]
    assert all(trades.isco_of(code) for code in codes)
