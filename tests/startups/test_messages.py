"""What start-ups write to those who keep them: short, whole, and silent on a lock screen."""

import re

import pytest
import smsutil
from flask import render_template

from portal.core.db import db, transaction
from portal.notifications import kinds, rules, texts
from portal.notifications.models import Message
from portal.notifications.neutral import forbidden_in
from portal.startups import messages
from portal.startups.labels import ADVICE
from portal.startups.operations import telling
from tests.databases import look_again
from tests.factories import people, startups
from tests.startups.kept import fresh
from tests.test_words import HOST, LANGUAGES, LINK, MOST, page  # noqa: F401 - a fixture

LOOKED = "12340"  # what the busiest page may be told

every_kind = pytest.mark.parametrize("kind", messages.KINDS, ids=lambda kind: kind.name)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def fillings(kind, language):
    """Every way in which a message of this kind may be filled."""
    if kind.name != messages.MONTH:
        return [{"link": LINK}]
    with texts.speaking(language):
        said = [str(words) for words in ADVICE.values()]
    return [{"link": LINK, "looked": LOOKED, "advice": words} for words in said]


@every_kind
@every_language
def test_an_sms_is_paid_as_one_and_two_in_arabic(page, kind, language):  # noqa: F811
    for filled in fillings(kind, language):
        text = texts.sms(kind.name, language, filled)
        parts = len(smsutil.split(text).parts)
        assert parts <= MOST.get(language, 1), text
        assert rules.segments(text) == parts
        assert text.endswith(f"{HOST}/m/{LINK}")
        assert not forbidden_in(text)
        for wrong in ("%(", "  ", "..", " .", "None", "{"):
            assert wrong not in text


@every_kind
@every_language
def test_the_subject_is_short_and_names_nothing(page, kind, language):  # noqa: F811
    with texts.speaking(language):
        said = render_template(f"messages/{kind.name}/subject.txt").strip()
    assert 0 < len(said) <= 50
    assert not re.search(r"\d|%\(", said)
    assert not forbidden_in(said)


@every_kind
@every_language
def test_a_template_to_approve_holds_each_parameter_once(page, kind, language):  # noqa: F811
    body = texts.approved(kind, language)
    holes = re.findall(r"\{\{(\d+)\}\}", body)
    assert holes == [str(n + 1) for n in range(len(kind.parameters))]
    assert not re.match(r"\W*\{\{", body)
    assert not re.search(r"\}\}\W*$", body)


def letters(kind=messages.CHECKED):
    look_again()
    return db.session.query(Message).filter_by(kind=kind).order_by(Message.id).all()


def tell(of, key="7"):
    with transaction():
        telling.tell(fresh(of), messages.CHECKED, key)


def test_each_active_member_with_an_account_is_told_once(rows):
    one = startups.startup()
    mine = startups.member(one, people.account(language="ar"))
    startups.member(one, account_id=None, name="Lina")
    startups.member(one, state="left")
    startups.member()
    tell(one)
    tell(one)
    (letter,) = letters()
    assert letter.dedupe_key == f"startup_checked:7:{mine.id}:sms"
    assert (letter.language, letter.cause) == ("ar", f"startup_checked:{mine.id}")


def test_a_newer_answer_takes_the_place_of_one_that_has_not_left(rows):
    one = startups.member().startup
    tell(one, "7")
    tell(one, "8")
    assert [letter.state for letter in letters()] == ["cancelled", "pending"]


def test_who_has_left_meanwhile_hears_nothing(rows):
    mine = startups.member()
    tell(mine.startup)
    assert kinds.gone(letters()) == {}
    with transaction():
        fresh(mine).state = "left"
    assert set(kinds.gone(letters()).values()) == {"reason_gone"}


def test_telling_asks_no_more_of_the_database_where_nobody_keeps_the_page(rows):
    one = startups.startup()
    tell(one)
    assert letters() == []
