"""Four languages, always complete."""

from datetime import UTC, datetime

import pytest

from portal import catalogues
from portal.core.clock import from_wall_clock, local
from portal.web import locale
from portal.web.locale import LANGUAGES


def test_the_catalogues_are_fresh_and_complete():
    assert catalogues.problems() == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "vendredi 12 février"),
        ("ar", "الجمعة 12 فبراير"),
        ("en", "Friday 12 February"),
        ("es", "viernes 12 de febrero"),
    ],
)
def test_days_are_written_out_in_each_language(app, language, words):
    with app.test_request_context(f"/{language}/"):
        app.preprocess_request()
        assert locale.day(datetime(2027, 2, 12, 9, tzinfo=UTC)) == words


def test_arabic_months_are_morocco_s(app):
    with app.test_request_context("/ar/"):
        app.preprocess_request()
        assert "غشت" in locale.day(datetime(2027, 8, 12, tzinfo=UTC))
        assert "نونبر" in locale.day(datetime(2027, 11, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("utc", "wall"),
    [("2026-11-21T23:30", "2026-11-21 23:30"), ("2026-06-01T12:00", "2026-06-01 13:00")],
)
def test_morocco_left_utc_plus_one_in_september_2026(utc, wall):
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert local(moment).strftime("%Y-%m-%d %H:%M") == wall
    assert from_wall_clock(datetime.fromisoformat(wall)) == moment


@pytest.mark.parametrize(
    ("header", "language"),
    [("ar-MA,fr;q=0.5", "ar"), ("wo", "fr"), ("", "fr"), ("es-GQ", "es"), ("xx" * 5000, "fr")],
)
def test_the_front_door_chooses_a_language(client, header, language):
    answer = client.get("/", headers={"Accept-Language": header})
    assert answer.location == f"/{language}/"


def test_the_front_door_remembers_the_language_last_read(client):
    client.get("/es/")
    assert client.get("/", headers={"Accept-Language": "ar"}).location == "/es/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_does_not_exist_answers_in_its_language(client, language):
    page = client.get(f"/{language}/nothing/here")
    assert page.status_code == 404
    assert f'<html lang="{language}"' in page.text


def test_an_unknown_language_is_not_found(client):
    assert client.get("/xx/").status_code == 404
