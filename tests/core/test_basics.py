"""Phones, folding, keys, sealed columns, transactions."""

import threading

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from portal.core import keys, phones
from portal.core.audit import Deed
from portal.core.db import db, transaction
from portal.core.errors import SettingsError
from portal.core.folding import fold
from portal.core.localised import language_of, pick
from portal.core.sealed import Sealed, phone_index
from portal.events.models import EventSession
from portal.reference import cities
from portal.settings import load
from tests.databases import look_again
from tests.factories.events import SessionFactory


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("0661234567", "+212661234567"),
        ("06 61-23.45.67", "+212661234567"),
        ("661234567", "+212661234567"),
        ("+212 6 61 23 45 67", "+212661234567"),
        ("00212661234567", "+212661234567"),
        ("212661234567", "+212661234567"),
        ("٠٦٦١٢٣٤٥٦٧", "+212661234567"),
        ("+221 77 123 45 67", "+221771234567"),
        ("00225 07 07 12 34 56", "+2250707123456"),
        ("237 6 71 23 45 67", "+237671234567"),
        ("+243 812 345 678", "+243812345678"),
        ("061234567", None),
        ("06612345678901", None),
        ("", None),
        ("+", None),
        ("x" * 1000, None),
        ("123", None),
    ],
)
def test_a_number_is_read_in_any_way_of_writing_it(typed, e164):
    assert phones.parse(typed) == e164


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_of_numbers(text):
    found = phones.parse(text)
    assert found is None or phones.parse(found) == found


def test_numbers_are_shown_as_their_country_writes_them():
    assert phones.shown("+212661234567") == "06 61 23 45 67"
    assert phones.shown("+221771234567") == "+221 77 123 45 67"
    assert phones.masked("+212661234567") == "•• 67"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aïcha KONÉ", "aicha kone"),
        ("Œuvre", "oeuvre"),
        ("أمينة", "امينه"),
        ("مُحَمَّد", "محمد"),
        ("  deux   mots ", "deux mots"),
    ],
)
def test_words_are_compared_without_their_ornaments(one, other):
    assert fold(one) == fold(other)


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text", ["Tanger", "tangier", "TÁNGER", "طنجة", "tanja", "Beni mellal", "béni-mellal"]
)
def test_a_city_is_known_in_every_spelling(text):
    assert cities.code_of(text) in {"tanger", "beni-mellal"}


def test_a_text_falls_back_to_a_language_that_has_one():
    texts = {"en": "Fair", "ar": "معرض"}
    assert pick(texts, "ar") == "معرض"
    assert (pick(texts, "es"), language_of(texts, "es")) == ("Fair", "en")
    assert pick({}, "fr") == pick(None, "fr") == ""


def test_a_key_file_is_fresh_private_and_never_overwritten(tmp_path):
    path = tmp_path / "keys"
    keys.write_new(path)
    assert path.stat().st_mode & 0o077 == 0
    assert len(set(vars(keys.read(path)).values())) == 3
    with pytest.raises(FileExistsError):
        keys.write_new(path)


@pytest.mark.parametrize("bad", ["", "fields = 00", "fields = " + "00" * 32, "fields = zz"])
def test_a_missing_short_or_default_key_is_refused_with_a_sentence(tmp_path, bad):
    path = tmp_path / "keys"
    path.write_text(bad)
    with pytest.raises(SettingsError, match="keys new"):
        keys.read(path)


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"PORTAL_ENV": "production"}, "PORTAL_KEYS"),
        ({"PORTAL_ENV": "prod"}, "PORTAL_ENV"),
        ({"PORTAL_DATABASE_URL": "mysql://x"}, "PORTAL_DATABASE_URL"),
        ({"PORTAL_WEB_PROCESSES": "two"}, "PORTAL_WEB_PROCESSES"),
        ({"PORTAL_PROGRAMME": "/none.toml"}, "PORTAL_PROGRAMME"),
    ],
)
def test_wrong_settings_stop_the_start_with_a_sentence(tmp_path, environ, sentence):
    with pytest.raises(SettingsError, match=sentence):
        load({"PORTAL_DATA_DIR": str(tmp_path), **environ})


def test_production_wants_https(tmp_path):
    keys.write_new(tmp_path / "keys")
    environ = {"PORTAL_ENV": "production", "PORTAL_KEYS": str(tmp_path / "keys")}
    with pytest.raises(SettingsError, match="https"):
        load(environ)
    assert load(environ | {"PORTAL_BASE_URL": "https://portal.example.ma"}).secure


def test_a_programme_has_its_own_name_and_colours(tmp_path):
    path = tmp_path / "programme.toml"
    path.write_text('hubs = ["Fès"]\n[name]\nfr = "Ma voie"\n[colours]\ngreen = "#123456"\n')
    found = load({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_PROGRAMME": str(path)}).programme
    assert (found.name["fr"], found.name["ar"]) == ("Ma voie", "بوابة العمل")
    assert (found.colours, found.hubs) == ({"green": "#123456"}, ("Fès",))


def test_a_sealed_value_opens_only_in_its_own_column(app):
    sealed = Sealed("a.b").process_bind_param("+212661234567", None)
    assert Sealed("a.b").process_result_value(sealed, None) == "+212661234567"
    assert sealed != Sealed("a.b").process_bind_param("+212661234567", None)
    with pytest.raises(InvalidTag):
        Sealed("a.c").process_result_value(sealed, None)
    assert phone_index("+212661234567") == phone_index("+212661234567")


def test_rows_change_inside_a_transaction_only(rows):
    db.session.add(Deed(actor="x", what="x", subject="x"))
    with pytest.raises(RuntimeError, match="transaction"):
        db.session.flush()
    db.session.rollback()


def test_a_transaction_does_not_nest(rows):
    with transaction(), pytest.raises(RuntimeError, match="already open"), transaction():
        pass


def test_no_update_is_lost_when_many_read_and_write_at_once(rows, app):
    session = SessionFactory(capacity=10_000)

    def add():
        with app.app_context():
            for _ in range(20):
                with transaction():
                    wanted = db.session.query(EventSession).filter_by(id=session.id)
                    row = wanted.with_for_update().populate_existing().one()
                    row.taken = row.taken + 1
            db.session.remove()

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    look_again()
    assert db.session.get(EventSession, session.id).taken == 160


def test_sqlite_is_set_up_as_measured(rows):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("SQLite only")
    ask = db.session.connection().exec_driver_sql
    assert ask("PRAGMA journal_mode").scalar() == "wal"
    assert ask("PRAGMA foreign_keys").scalar() == 1
    assert ask("PRAGMA busy_timeout").scalar() >= 5000
    assert db.session.execute(text("PRAGMA secure_delete")).scalar() == 1
