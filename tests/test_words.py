"""Every message, in every language, with the longest words it can be filled with.

Short enough to be paid as one SMS, and saying nothing on a lock screen that could harm its reader.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
import smsutil
from flask import render_template

from portal.events import messages
from portal.notifications import rules, texts
from portal.notifications.neutral import forbidden_in
from portal.reference import cities
from portal.web.locale import LANGUAGES, short_day

HOST = "https://portail-emploi.example.ma"  # what a programme's own address may be as long as
LINK = "W" * 12
MOST = {"ar": 2}  # SMS; one in the other languages
WRITTEN = [kind for kind in messages.KINDS if kind.approved]  # free words are the team's own
ALLOWED = {"code", "when", "time", "end", "end_time", "where"}

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_kind = pytest.mark.parametrize("kind", messages.KINDS, ids=lambda kind: kind.name)
every_written_kind = pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.name)


@pytest.fixture
def page(app, monkeypatch):
    real = replace(app.extensions["settings"], base_url=HOST)
    monkeypatch.setitem(app.extensions, "settings", real)
    with app.test_request_context():
        yield


@cache
def longest_day(language):
    """The instant whose short day is the longest in an SMS."""
    days = [datetime(2027, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(7 * 365)]
    with texts.speaking(language):
        return max(days, key=lambda day: len(rules.sms_text(short_day(day))))


def facts(language, where="", place=1):
    day = longest_day(language).isoformat()
    return {
        "code": "7K3M9QXH",
        "starts_at": day,
        "ends_at": day,
        "where": where,
        "place": place,
        "link": LINK,
        "text": "Bonjour",
        "name": "Canary Diallo",
        "phone": "+212661000000",
    }


def fillings(language):
    """Every way in which a message says where: each city, online, a place that has no city."""
    return [
        *(facts(language, name) for name in cities.names(language)),
        facts(language, place=None),
        facts(language),
    ]


@every_language
@every_written_kind
def test_an_sms_is_paid_as_one_and_two_in_arabic(page, kind, language):
    for filled in fillings(language):
        text = texts.sms(kind.name, language, filled)
        parts = len(smsutil.split(text).parts)
        assert parts <= MOST.get(language, 1), text
        assert rules.segments(text) == parts
        assert text.endswith(f"{HOST}/m/{LINK}")


@every_language
@every_kind
def test_the_words_are_whole(page, kind, language):
    for filled in fillings(language):
        text = texts.sms(kind.name, language, filled)
        for wrong in ("%(", "  ", "..", ". .", " .", "None", "{", "Canary", "661000000"):
            assert wrong not in text


@every_language
@every_kind
def test_a_lock_screen_says_nothing_that_could_harm(page, kind, language):
    assert not forbidden_in(texts.sms(kind.name, language, facts(language, "Rabat")))
    assert not forbidden_in(subject(kind, language))


@every_language
@every_kind
def test_the_subject_of_a_letter_is_short_and_names_nothing(page, kind, language):
    said = subject(kind, language)
    assert 0 < len(said) <= 50
    assert "%(" not in said
    assert not re.search(r"\d", said)


def subject(kind, language):
    with texts.speaking(language):
        return render_template(f"messages/{kind.name}/subject.txt").strip()


def test_the_forbidden_words_are_found_where_they_stand():
    assert forbidden_in("Votre rendez-vous pour le titre de séjour")


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.name)
def test_a_message_is_filled_with_a_time_a_city_or_a_code(kind):
    assert set(kind.parameters) <= ALLOWED


@every_language
@every_written_kind
def test_an_approved_template_holds_its_parameters_once_each_and_in_order(page, kind, language):
    body = texts.approved(kind, language)
    holes = re.findall(r"\{\{(\d+)\}\}", body)
    assert holes == [str(n + 1) for n in range(len(kind.parameters))]
    # WhatsApp refuses a body that begins or ends with a hole.
    assert not re.match(r"\W*\{\{", body)
    assert not re.search(r"\}\}\W*$", body)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ا" * 70, 1),
        ("ا" * 71, 2),
        ("ا" * 134, 2),
        ("ا" * 135, 3),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("é" * 160, 1),
    ],
)
def test_our_own_count_of_segments_is_the_library_s(text, parts):
    assert rules.segments(text) == len(smsutil.split(text).parts) == parts


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Le reçu coûte 3 œufs, l’été…", "Le recu coute 3 oeufs, l'été..."),
        ("¿Qué día? Mañana «sí»", '¿Qué dia? Mañana "si"'),
        ("الجمعة 12 فبراير", "الجمعة 12 فبراير"),
    ],
)
def test_french_and_spanish_lose_only_the_marks_that_would_cost_a_second_sms(typed, sent):
    assert rules.sms_text(typed) == sent
