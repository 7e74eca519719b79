"""What rows and headers mean: people's own ways of writing, and what is wrong in plain codes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import tables
from portal.core.errors import Refused
from portal.events.labels import IMPORT_FIELDS, IMPORT_PROBLEMS
from portal.events.models import EventSession
from portal.events.operations import list_columns, list_rows

FRIDAY = datetime(2026, 12, 11, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def session(number, starts_at, title="", hours=3):
    titles = {"fr": title, "ar": ""} if title else {}
    ends_at = starts_at + timedelta(hours=hours)
    return EventSession(id=100 + number, title=titles, starts_at=starts_at, ends_at=ends_at)


MORNING = session(1, FRIDAY)
AFTERNOON = session(2, FRIDAY + timedelta(hours=5))
WORKSHOP = session(3, FRIDAY + timedelta(days=1), "Atelier « CV »")
ONLINE = session(4, FRIDAY + timedelta(days=1))
SESSIONS = [MORNING, AFTERNOON, WORKSHOP, ONLINE]


def read(*rows, session_id=MORNING.id, at=NOW):
    given = [{"row": str(i), "name": "Awa", **row} for i, row in enumerate(rows, start=2)]
    return list_rows.read(given, SESSIONS, session_id=session_id, language="fr", at=at)


def answers(**row):
    (reading,) = read(row)
    assert reading.problems == ()
    return reading.answers


def problems(**row):
    (reading,) = read(row)
    assert reading.answers is None
    return list(reading.problems)


def people(text):
    return list_columns.people(tables.read(text.encode()))


@pytest.mark.parametrize(
    "header",
    [
        "Nom et prénom *;N° de Tél. :;Séance;Recherche;Métier;Ville;Langue",
        "NOM COMPLET;Téléphone portable;SESSION;Intérêts;Profession;Ville de résidence;langue",
        "الاسم الكامل;رقم الهاتف;التاريخ;الاهتمام;المهنة;المدينة;اللغة",
        "Full name;Phone number;Session;Looking for;Trade;City;Language",
        "Nombre y apellidos;Teléfono móvil;Sesión;Busca;Oficio;Ciudad;Idioma",
    ],
)
def test_columns_are_known_by_their_header_in_four_languages(header):
    found, ignored = people(header + "\nAwa Ba;0612345678;1;emploi;couture;Rabat;fr\n")
    assert found == [
        {
            "row": "2",
            "name": "Awa Ba",
            "phone": "0612345678",
            "session": "1",
            "interest": "emploi",
            "trade": "couture",
            "city": "Rabat",
            "language": "fr",
        }
    ]
    assert ignored == []


@pytest.mark.parametrize(
    "header",
    ["Prénom;Nom", "First name;Last name", "Nombre;Apellidos", "الاسم الشخصي;الاسم العائلي"],
)
def test_first_and_family_name_are_joined(header):
    found, _ = people(header + "\nAwa;Ba\n;Koné\n")
    assert [person["name"] for person in found] == ["Awa Ba", "Koné"]


def test_a_family_name_may_stand_before_the_first_name():
    assert people("Nom;Prénom\nBa;Awa\n")[0][0]["name"] == "Awa Ba"


def test_a_title_above_the_header_and_unknown_columns_do_no_harm():
    found, ignored = people("Salon, Rabat;;\n\nN°;Nom;Âge\n1;Awa;30\n2;;\n")
    assert found == [{"row": "4", "name": "Awa"}]
    assert ignored == ["N°", "Âge"]


def test_the_second_phone_column_helps_where_the_first_is_empty():
    found, _ = people("Nom;Tél;WhatsApp\nAwa;;0612345678\n")
    assert found[0]["phone"] == "0612345678"


@pytest.mark.parametrize(
    ("text", "code"),
    [("Ville;Âge\nRabat;30\n", "list_no_name"), ("Nom;Ville\n;;\n", "list_empty")],
)
def test_a_table_without_names_is_refused(text, code):
    with pytest.raises(Refused, match=code):
        people(text)


@pytest.mark.parametrize(
    "typed",
    [
        *("06 12 34 56 78", "612345678", "212612345678", "+212 6 12-34-56-78", "00212612345678"),
        *("612345678.0", "6.12345678E8", "212612345678.0", "٠٦١٢٣٤٥٦٧٨", "(06) 12.34.56.78"),
    ],
)
def test_a_phone_is_read_however_it_is_written(typed):
    assert answers(phone=typed).phone == "+212612345678"


def test_a_phone_may_be_missing_or_foreign():
    assert answers().phone is None
    assert answers(phone="221771234567").phone == "+221771234567"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("", MORNING), ("2", AFTERNOON), ("٢", AFTERNOON), ("atelier « cv »", WORKSHOP)),
        *(("2026-12-11 14:00", AFTERNOON), ("11/12/2026 à 14h", AFTERNOON)),
        *(("11.12.2026 09:00:00", MORNING), ("2026-12-12 09:00 #3", WORKSHOP)),
    ],
)
def test_a_session_is_named_by_number_title_or_hour(typed, meant):
    assert answers(session=typed).session_ids == (meant.id,)


def test_a_day_names_its_only_session():
    (reading,) = list_rows.read(
        [{"row": "2", "name": "Awa", "session": "11/12/2026"}],
        [MORNING, WORKSHOP],
        session_id=None,
        language="fr",
        at=NOW,
    )
    assert reading.answers.session_ids == (MORNING.id,)


def test_several_sessions_may_stand_in_a_cell():
    assert answers(session="1; 4").session_ids == (MORNING.id, ONLINE.id)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Emploi, stage", {"job", "internship"}),
        ("un stage ou une formation", {"internship", "training"}),
        ("تكوين", {"training"}),
        ("Help to start a business; Information", {"startup", "information"}),
        ("des nouvelles de la lune", set()),
        ("", set()),
    ],
)
def test_interests_are_found_by_their_words(typed, meant):
    assert set(answers(interest=typed).interests) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Arabe", "ar"), ("العربية", "ar"), ("EN", "en"), ("español", "es"), ("wolof", "fr")],
)
def test_a_language_is_known_by_its_names_and_else_the_list_s(typed, meant):
    assert answers(language=typed).language == meant


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"name": ""}, ("name", "name_missing")),
        ({"name": "x" * 121}, ("name", "name_long")),
        ({"phone": "061234567"}, ("phone", "phone_wrong")),
        ({"phone": "6.12346E+08"}, ("phone", "phone_wrong")),
        ({"phone": "x" * 1000}, ("phone", "phone_wrong")),
        ({"phone": "0537 20 20 20"}, ("phone", "phone_landline")),
        ({"session": "9"}, ("session", "session_unknown")),
        ({"session": "1; 9"}, ("session", "session_unknown")),
        ({"session": "2026-12-11"}, ("session", "session_unclear")),
        ({"session": "12/12/2026 09:00"}, ("session", "session_unclear")),
        ({"trade": "x" * 201}, ("trade", "trade_long")),
        ({"city": "x" * 81}, ("city", "city_long")),
        ({"city": "K\ufffdnitra"}, ("", "row_unreadable")),
    ],
)
def test_what_is_wrong_with_a_row_is_said_in_codes(row, problem):
    assert problems(**row) == [problem]


def test_everything_that_is_wrong_with_a_row_is_said_at_once():
    wrong = {"name": "", "phone": "12", "session": "9", "trade": "x" * 201}
    assert [code for _, code in problems(**wrong)] == [
        *("name_missing", "phone_wrong", "session_unknown", "trade_long"),
    ]


def test_a_row_without_session_needs_a_choice_for_all():
    (reading,) = read({}, session_id=None)
    assert reading.problems == (("session", "session_missing"),)


def test_nobody_is_registered_for_a_session_that_is_over():
    (reading,) = read({}, at=MORNING.ends_at + timedelta(minutes=1))
    assert reading.problems == (("session", "session_over"),)


def test_the_same_name_and_phone_lower_down_is_a_duplicate():
    rows = [
        {"phone": "0612345678"},
        {"phone": "+212 612345678", "name": "AWA"},
        {},
        {"name": "awá"},
    ]
    codes = [reading.problems[:1] for reading in read(*rows)]
    duplicate = (("name", "duplicate_row"),)
    assert codes == [(), duplicate, (), duplicate]


def test_the_same_person_is_good_below_a_row_that_is_not():
    first, second = read({"session": "9"}, {"session": "1"})
    assert first.problems
    assert not second.problems


def test_people_who_share_a_phone_are_no_duplicates():
    shared = {"phone": "0612345678"}
    assert not any(reading.problems for reading in read(shared, {**shared, "name": "Binta"}))


def test_a_session_s_name_in_a_list_leads_back_to_it():
    for one in SESSIONS:
        assert answers(session=list_rows.session_name(one, SESSIONS)).session_ids == (one.id,)


@given(st.dictionaries(st.sampled_from([*list_columns.FIELDS, "name"]), st.text(max_size=40)))
def test_no_row_whatever_raises(row):
    (reading,) = read(row)
    for field, code in reading.problems:
        assert code in IMPORT_PROBLEMS
        assert field in {"", *IMPORT_FIELDS}


@given(st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=4))
def test_no_table_whatever_raises_anything_but_a_refusal(table):
    table = [["Nom", *row] for row in table]
    try:
        found, _ = list_columns.people(list(enumerate(table, start=1)))
    except Refused:
        return
    assert all(int(person["row"]) > 0 for person in found)
