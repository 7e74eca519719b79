"""Lists of companies: read as people write them, looked at, then taken, once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import tables
from portal.core.audit import Deed
from portal.core.db import committed, db, transaction
from portal.core.errors import Refused
from portal.core.sealed import phone_index
from portal.startups.models import Startup, StartupList, StartupMember
from portal.startups.operations import importing, list_columns, list_rows
from portal.startups.queries import lists
from portal.startups.rules.lists import Alike
from tests.databases import look_again
from tests.factories import people
from tests.factories.startups import startup
from tests.startups.desk import again
from tests.together import together

HEADERS = {
    "fr": "Nom de l'entreprise;Forme juridique;Secteur;Ville;N° de Tél.;WhatsApp;Programme;"
    "Soutenu par;Adresse;Nom du fondateur",
    "ar": "اسم المقاولة;الشكل القانوني;القطاع;المدينة;رقم الهاتف;واتساب;البرنامج;بدعم من;العنوان;"
    "اسم المؤسس",
    "en": "Company name;Legal form;Sector;City;Phone number;WhatsApp;Programme;Supported by;"
    "Address;Founder's name",
    "es": "Nombre de la empresa;Forma jurídica;Sector;Ciudad;Teléfono;WhatsApp;Programa;"
    "Apoyado por;Dirección;Nombre del fundador",
}
ROW = "Coop Nour;Coopérative;Couture;sala;0612345678;00221771234567;W4I;Soleterre;1, rue X;Awa Ba"
ROWS = {
    "fr": ROW,
    "ar": ROW.replace("Coopérative", "تعاونية").replace("Couture", "الخياطة"),
    "en": ROW.replace("Coopérative", "Cooperative").replace("Couture", "Sewing"),
    "es": ROW.replace("Coopérative", "Cooperativa").replace("Couture", "Costura"),
}


def read(text, **about):
    """The rows of a list, as they are understood, and the headers that were not."""
    content = text.encode() if isinstance(text, str) else text
    said, ignored = list_columns.companies(tables.read(content))
    return list_rows.read(said, **about), ignored


def problems(text, **about) -> list[tuple[int, str, str]]:
    rows, _ = read(text, **about)
    return [(row["row"], *problem) for row in rows for problem in row["problems"]]


def bring(text, alike=Alike.LEAVE, **about) -> dict[str, int]:
    """Read, keep, take: what became of the rows."""
    rows, ignored = read(text, **about)
    with transaction():
        token = importing.begin(rows, ignored, staff_id=7).token
    return take(token, alike)


def take(token, alike=Alike.LEAVE) -> dict[str, int]:
    while committed(lambda: importing.step(token, alike, 7)):
        pass
    look_again()
    return {name: count for name, count in lists.became(lists.brought(token)).items() if count}


def every() -> list[Startup]:
    look_again()
    return db.session.query(Startup).order_by(Startup.id).all()


@pytest.mark.parametrize("lang", HEADERS)
def test_a_list_in_any_of_four_languages_is_understood(rows, lang):
    (row,), ignored = read(f"{HEADERS[lang]}\n{ROWS[lang]}\n")
    assert ignored == []
    assert (row["problems"], row["founder"]) == ([], "Awa Ba")
    facts = row["facts"]
    assert (facts["name"], facts["form"], facts["sector"]) == ("Coop Nour", "cooperative", "sewing")
    assert (facts["city_code"], facts["phone"]) == ("sale", "+212612345678")
    assert (facts["whatsapp"], facts["programme"]) == ("+221771234567", "W4I")
    assert (facts["supported_by"], facts["address"]) == ("Soleterre", "1, rue X")


@pytest.mark.parametrize(
    ("said", "form"),
    [
        *(("S.A.R.L.", "sarl"), ("SARL AU", "sarl"), ("Sté", "sarl"), ("شركة", "sarl")),
        *(("COOPÉRATIVE", "cooperative"), ("تعاونية", "cooperative"), ("coop.", "cooperative")),
        *(("Auto-entrepreneur", "auto_entrepreneur"), ("مقاول ذاتي", "auto_entrepreneur")),
        *(("A.G.R", ""), ("AGR", "income_activity"), ("ONG", "association"), ("GIE", "")),
        *(("Autónomo", "auto_entrepreneur"), ("Société (SARL)", "sarl")),
    ],
)
def test_legal_forms_are_known_however_they_are_written(rows, said, form):
    (row,), _ = read(f"Nom;Forme\nNour;{said}\n")
    assert row["facts"]["form"] == form
    assert bool(row["problems"]) == (not form)


def test_a_name_says_its_legal_form_where_no_column_does(rows):
    found, _ = read("Nom;Ville\nCoopérative Nour;Salé\nNour SARL;Rabat\nAtelier;Fès\n", form="sarl")
    forms = [row["facts"]["form"] for row in found]
    assert forms == ["cooperative", "sarl", "sarl"]
    assert problems("Nom;Ville\nAtelier;Fès\n") == [(2, "form", "form_missing")]


def test_what_is_wrong_is_said_row_by_row(rows):
    text = f"Nom;Forme;Tél;Ville\n;SARL;0612345678;Rabat\nNour;SARL;12;Rabat\n{'x' * 81};Roi;;\n"
    assert problems(text) == [
        (2, "name", "company_unnamed"),
        (3, "phone", "phone_unread"),
        (4, "name", "text_long"),
        (4, "form", "form_unknown"),
    ]
    twice = "Nom;Forme;Ville\nNour;SARL;Salé\nSté Nour;SARL;sala\nNour;SARL;Tanger\n"
    assert problems(twice) == [(3, "name", "row_twice")]


def test_the_first_number_of_a_cell_is_taken(rows):
    found, _ = read("Nom;Forme;Tél\nA;SARL;0612345678 / 0537223344\nB;SARL;6.12345678E8\n")
    assert {row["facts"]["phone"] for row in found} == {"+212612345678"}


def test_a_title_above_and_columns_that_nobody_knows_do_no_harm(rows):
    text = "Liste des entreprises W4I\n\nNom;Forme;Capital\nNour;SARL;10000\n"
    (row,), ignored = read(text)
    assert (row["facts"]["name"], ignored) == ("Nour", ["Capital"])
    (alone,), _ = read("Entreprise\nNour\n", form="sarl")
    assert alone["facts"]["name"] == "Nour"


@pytest.mark.parametrize(
    ("text", "code"),
    [("Ville\nRabat\n", "list_no_company"), ("Nom;Ville\n", "list_empty"), ("", "list_empty")],
)
def test_a_list_without_names_is_refused(rows, text, code):
    with pytest.raises(Refused, match=code):
        read(text)


def test_a_list_becomes_drafts_that_nobody_keeps(rows):
    assert bring(f"{HEADERS['fr']}\n{ROW}\n") == {"added": 1}
    (one,) = every()
    assert (one.state, one.published_at, one.made_by_staff) == ("draft", None, 7)
    assert (one.name_folded, one.phone_index) == ("nour", phone_index("+212612345678"))
    assert "couture" in one.search_text
    awa = db.session.query(StartupMember).one()
    assert (awa.name, awa.account_id, awa.startup_id) == ("Awa Ba", None, one.id)
    noted = db.session.query(Deed).order_by(Deed.id).all()
    assert [deed.what.partition(".")[2] for deed in noted] == [
        "list.brought",
        "page.brought",
        "list.taken",
    ]


def test_rows_with_a_problem_are_left_and_the_others_taken(rows):
    assert bring("Nom;Forme\nNour;Roi\nZitoun;SARL\n") == {"added": 1, "wrong": 1}
    assert [one.name for one in every()] == ["Zitoun"]


def test_the_same_list_twice_adds_nothing_twice(rows):
    text = "Nom;Forme;Ville;Tél\n" + "".join(f"Nour {n};SARL;Salé;\n" for n in range(45))
    assert bring(text) == {"added": 45}
    assert bring(text) == {"left": 45}
    assert len(every()) == 45


def test_a_founder_with_two_businesses_and_one_number_keeps_both(rows):
    text = "Nom;Forme;Tél\n" + "".join(f"Atelier {n};SARL;0612345678\n" for n in range(30))
    assert bring(text) == {"added": 30}


def test_what_looks_like_one_we_have_is_left_filled_in_or_added(rows):
    startup(name="Sté Nour", name_folded="nour", phone=None, phone_index=None, state="draft",
            published_at=None, address="", programme="")  # fmt: skip
    text = "Nom;Forme;Ville;Tél;Programme;Adresse\nNour;SARL;Salé;0612345678;W4I;1, rue X\n"
    assert bring(text, Alike.LEAVE) == {"left": 1}
    assert bring(text, Alike.FILL) == {"filled": 1}
    (one,) = every()
    assert (one.phone, one.programme, one.address) == ("+212612345678", "W4I", "1, rue X")
    assert one.name == "Sté Nour"
    assert bring(text, Alike.FILL) == {"left": 1}  # nothing is empty any more
    assert bring(text, Alike.ADD) == {"added": 1}
    assert len(every()) == 2


def test_a_list_publishes_no_number_of_a_page_that_was_shown(rows):
    one = startup(name="Nour", phone=None, phone_index=None, whatsapp=None, address="")
    text = "Nom;Forme;Ville;Tél;Programme;Adresse\nNour;SARL;Salé;0612345678;W4I;1, rue X\n"
    assert bring(text, Alike.FILL) == {"filled": 1}
    one = again(one)
    assert (one.phone, one.address, one.programme) == (None, "", "W4I")


def test_two_of_a_name_in_two_cities_are_two_and_one_number_is_one(rows):
    number = people.phone()
    startup(name="Nour", name_folded="nour", city_code="tanger", city="Tanger")
    startup(name="Zitoun", phone=number, phone_index=phone_index(number))
    assert bring("Nom;Forme;Ville\nNour;SARL;Salé\n") == {"added": 1}
    assert bring(f"Nom;Forme;Tél\nAutre nom;SARL;{number}\n") == {"left": 1}


def test_a_row_that_looks_like_several_is_left_alone(rows):
    for _ in range(2):
        startup(name="Nour", name_folded="nour", programme="")
    assert bring("Nom;Forme;Ville;Programme\nNour;SARL;Salé;W4I\n", Alike.FILL) == {"left": 1}


def test_who_is_cut_off_goes_on_where_it_was(rows):
    found, _ = read("Nom;Forme\n" + "".join(f"Nour {n};SARL\n" for n in range(45)))
    with transaction():
        token = importing.begin(found, [], 7).token
    assert committed(lambda: importing.step(token, Alike.LEAVE, 7)) == importing.BATCH
    assert len(every()) == importing.BATCH
    assert take(token) == {"added": 45}
    assert take(token) == {"added": 45}
    assert len(every()) == 45
    assert lists.rows(lists.brought(token)) == []  # they have served


def test_pressed_twice_at_the_same_instant_each_row_is_taken_once(app, rows):
    found, _ = read("Nom;Forme\n" + "".join(f"Nour {n};SARL\n" for n in range(45)))
    with transaction():
        token = importing.begin(found, [], 7).token
    together(app, *[lambda: take(token)] * 3)
    assert len(every()) == 45


def test_a_list_that_is_too_long_or_forgotten_is_refused(rows):
    found, _ = read("Nom;Forme\n" + "".join(f"Nour {n};SARL\n" for n in range(501)))
    with pytest.raises(Refused, match="companies_many"), transaction():
        importing.begin(found, [], 7)
    with transaction():
        token = importing.begin(found[:1], [], 7).token
    with transaction():
        importing.throw_away(token)
    with pytest.raises(Refused, match="list_gone"), transaction():
        importing.step(token, Alike.LEAVE, 7)
    assert db.session.query(StartupList).count() == 0


CELLS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", "SARL", "تعاونية", "0612345678", "=1+1", "²", "9" * 300, "6.1E8", "\x00"]),
)


@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=6))
def test_no_row_breaks_the_reading(cells):
    names = ("name", "form", "phone", "city", "trade")
    said = [{"row": str(n), **dict(zip(names, row, strict=True))} for n, row in enumerate(cells, 2)]
    for row in list_rows.read(said):
        good = not row["problems"]
        assert not good or (row["facts"]["name"] and row["facts"]["form"])
        assert all(code in list_rows_problems() for _, code in row["problems"])


def list_rows_problems() -> set[str]:
    from portal.startups.texts.desk import LIST_PROBLEMS

    return set(LIST_PROBLEMS)
