"""The badge page once it is over: where the thanks and “we did not see you” lead."""

from datetime import timedelta

import pytest
import time_machine

from portal.core.clock import now
from tests.factories.events import SessionFactory, register

LANGUAGES = ("fr", "ar", "en", "es")


@pytest.fixture
def person(client):
    begins = now() - timedelta(hours=1)
    return register(SessionFactory(starts_at=begins, ends_at=begins + timedelta(hours=2)))


def page(client, person, language="en"):
    return client.get(f"/{language}/badges/{person.token}/").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_the_end_it_is_shown_at_the_entrance(client, person, language):
    html = page(client, person, language)
    assert "agenda.ics" in html
    assert f'href="/{language}/badges/{person.token}/cancel"' in html
    assert "Show this page at the entrance" in page(client, person)


@pytest.mark.parametrize("language", LANGUAGES)
def test_afterwards_it_leads_to_the_other_dates(client, person, language):
    with time_machine.travel(now() + timedelta(hours=3)):
        html = page(client, person, language)
        english = page(client, person)
    assert f'<a href="/{language}/events/">' in html
    assert "agenda.ics" not in html
    assert f"/badges/{person.token}/cancel" not in html
    assert "It is over." in english
    assert "Show this page at the entrance" not in english


def test_it_is_not_over_while_one_of_two_sessions_is_to_come(client, person):
    session = person.seats[0].session
    tomorrow = now() + timedelta(days=1)
    later = SessionFactory(
        event=session.event, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=1)
    )
    both = register(session, later, phone="+212661234568")
    with time_machine.travel(now() + timedelta(hours=3)):
        assert "Show this page at the entrance" in page(client, both)
