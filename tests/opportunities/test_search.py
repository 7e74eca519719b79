"""What people type, and the opening that they mean."""

import pytest

from portal.core.db import db, transaction
from portal.opportunities.models import Opportunity
from portal.opportunities.queries import browsing, searching, wording
from portal.opportunities.states import Kind
from portal.reference import trades
from tests.factories.people import opportunity, organisation

# slug, what is offered, in which city
OFFERED = (
    ("sewing", "Couturière sur machine", "dressmaker", "sale", Kind.INTERNSHIP, "fr"),
    ("cook", "طباخ في مطعم", "cook", "rabat", Kind.FIXED_TERM, "ar"),
    ("plumber", "Plombier chauffagiste", "plumber", "tanger", Kind.DAILY, "fr"),
    ("hair", "Peluquera", "hairdresser", "oujda", Kind.PERMANENT, "es"),
    ("web", "Web developer", "web-developer", "casablanca", Kind.PFE, "en"),
    ("cleaner", "Agent de nettoyage de bureaux", "office-cleaner", "rabat", Kind.PERMANENT, "fr"),
    ("carpenter", "Menuisier bois", "carpenter-joiner", "beni-mellal", Kind.APPRENTICESHIP, "fr"),
    ("grant", "Accueil au salon des associations", "", "rabat", Kind.WORK_GRANT, "fr"),
)
MEANT = (
    # French, as it is written and as it is typed
    *(("couturière", "fr", "sewing"), ("COUTURIERE", "fr", "sewing"), ("coutu", "fr", "sewing")),
    *(
        ("couturrière", "fr", "sewing"),
        ("coutirière", "fr", "sewing"),
        ("couturier", "fr", "sewing"),
    ),
    *(("stage couture", "fr", "sewing"), ("couture à Salé", "fr", "sewing")),
    *(("je cherche du travail dans la couture", "fr", "sewing"), ("plomier", "fr", "plumber")),
    *(("plombrie", "fr", "plumber"), ("cuisinière", "fr", "cook"), ("cuisinnier", "fr", "cook")),
    *(
        ("coiffeuse", "fr", "hair"),
        ("coifeuse oujda", "fr", "hair"),
        ("menuiserie", "fr", "carpenter"),
    ),
    *(("femme de ménage bureaux", "fr", "cleaner"), ("netoyage", "fr", "cleaner")),
    *(("développeur web", "fr", "web"), ("stage informatique casa", "fr", "web")),
    *(
        ("bourse", "fr", "grant"),
        ("cdd cuisine", "fr", "cook"),
        ("journalier plomberie", "fr", "plumber"),
    ),
    *(("chauffagiste", "fr", "plumber"), ("beni mellal menuisier", "fr", "carpenter")),
    # Arabic and Darija
    *(("خياطة", "ar", "sewing"), ("الخياطة", "ar", "sewing"), ("خياطه سلا", "ar", "sewing")),
    *(("طبّاخ", "ar", "cook"), ("طباخة", "ar", "cook"), ("سباك", "ar", "plumber")),
    *(("حلاقة", "ar", "hair"), ("نجار", "ar", "carpenter"), ("منحة", "ar", "grant")),
    *(("khayata", "fr", "sewing"), ("lkhiyata", "fr", "sewing"), ("tebbakh", "fr", "cook")),
    *(("plombi", "fr", "plumber"), ("nejjar", "fr", "carpenter"), ("7ellaqa", "fr", "hair")),
    # English and Spanish
    *(("seamstress", "en", "sewing"), ("cook", "en", "cook"), ("hairdreser", "en", "hair")),
    *(
        ("carpenter", "en", "carpenter"),
        ("plumer", "en", "plumber"),
        ("internship web", "en", "web"),
    ),
    *(("costurera", "es", "sewing"), ("cosinero", "es", "cook"), ("peluquería", "es", "hair")),
    *(("fontanero", "es", "plumber"), ("carpintero", "es", "carpenter"), ("beca", "es", "grant")),
)


@pytest.fixture
def offered(rows):
    searching.forget()
    firm = organisation(name="Atelier Nour")
    for slug, title, trade, city, kind, language in OFFERED:
        facts = {"slug": slug, "title": title, "trade_words": title, "trade": trade, "kind": kind}
        where = {"city_code": city, "city": city.title(), "language": language}
        opportunity(firm, **facts, **where, sector="", about="", search_text="")


def found(text, language="fr", **other):
    wanted = browsing.Wanted(text, language=language, **other)
    return [one.slug for one in browsing.listing(wanted).openings]


@pytest.mark.parametrize(("text", "language", "slug"), MEANT)
def test_words_as_people_type_them_lead_to_the_opening(offered, text, language, slug):
    assert found(text, language)[:1] == [slug]


def test_the_firm_and_the_city_are_words_too(offered):
    assert len(found("atelier nour")) == len(OFFERED)
    assert set(found("rabat")) == {"cook", "cleaner", "grant"}
    assert found("الرباط", "ar") == found("rabat")
    assert found("nour casablanca") == ["web"]


def test_what_an_opening_says_of_the_work_counts_after_its_title(offered):
    opportunity(
        slug="bags", title="Vendeuse", trade="", about="Un peu de plomberie", search_text=""
    )
    assert found("plomberie") == ["plumber", "bags"]


def test_a_skill_finds_the_opening_that_needs_it(offered):
    opportunity(slug="skill", title="Aide", trade="", skills=["broderie au fil d’or"])
    assert found("broderie") == ["skill"]


def test_a_word_that_nobody_uses_is_not_held_against_the_others(offered):
    assert found("plombier xyzzyq") == ["plumber"]


def test_words_that_say_nothing_show_everything(offered):
    assert len(found("je cherche un travail")) == len(OFFERED)
    assert wording.read("Bonjour, travail urgent svp", "fr").words == ()


def test_what_comes_close_is_shown_and_said_to(offered):
    listing = browsing.listing(browsing.Wanted("plombier oujda", language="fr"))
    assert [one.slug for one in listing.openings] == ["plumber"]
    assert not listing.whole
    assert browsing.listing(browsing.Wanted("plombier tanger", language="fr")).whole


def test_nonsense_finds_nothing(offered):
    for text in ("zzqqxx", "🙂🙂", "٪٪", "....", "qwrtpsd fghjk"):
        listing = browsing.listing(browsing.Wanted(text, language="fr"))
        assert listing.total in {0, len(OFFERED)}
    assert found("zzqqxx") == []


def test_filters_narrow_what_words_find(offered):
    assert found("nour", city="rabat", kind="grant") == ["grant"]
    assert found("couture", city="rabat") == []


def test_the_index_learns_what_is_new_and_forgets_what_is_gone(offered):
    assert found("soudeur") == []
    opportunity(slug="welder", title="Soudeur", trade="welder")
    assert found("soudeur") == ["welder"]
    with transaction():
        db.session.query(Opportunity).filter_by(slug="welder").update({"state": "filled"})
    assert found("soudeur") == []


def test_an_index_that_lags_behind_shows_nothing_that_is_closed(offered, monkeypatch):
    assert found("plombier") == ["plumber"]
    before = browsing._index()
    monkeypatch.setattr(browsing, "_index", lambda: before)
    with transaction():
        db.session.query(Opportunity).filter_by(slug="plumber").update({"state": "paused"})
    assert found("plombier") == []


def test_the_spelling_is_indexed_anew_only_for_new_words(offered):
    found("plomberrie")
    before = searching._keeper._built.index
    opportunity(slug="again", title="Plombier chauffagiste", trade="plumber", city_code="tanger")
    found("plomberrie")
    after = searching._keeper._built.index
    assert after is not before
    assert after.alike is before.alike


def test_the_trades_of_the_table_exist():
    assert all(trades.isco_of(trade) for _, _, trade, *_ in OFFERED if trade)
