"""Visits of a welcome desk: by month and purpose, on the page and in a file that names nobody."""

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from portal.accounts.permissions import Role
from portal.core.audit import Deed
from portal.core.clock import local, now
from portal.core.db import db
from portal.events.models import Event
from portal.kiosks import labels
from portal.kiosks.queries import visits
from portal.kiosks.states import Direction, Purpose
from tests.factories.events import register
from tests.kiosks.arriving import hub, way_in
from tests.people import make_staff, sign_in, spoken, token_in, words
from tests.queries import counted

BROTLI = {"Accept-Encoding": "br"}
JANUARY = datetime(2026, 1, 15, 10, tzinfo=UTC)
MARCH = datetime(2026, 3, 31, 10, tzinfo=UTC)


def page_of(session, lang="fr"):
    return f"/{lang}/desk/events/{session.event.slug}/doors/visits"


def year_of(session, number=2026):
    return visits.year(db.session.get_one(Event, session.event_id), number)


@pytest.fixture
def year(rows):
    """Awa comes in January twice and in March, Kofi in March; in March somebody without a code."""
    session, desk = hub()
    awa, kofi = register(session, name="Awa"), register(session, name="Kofi")
    way_in(desk, awa, at=JANUARY, purpose=Purpose.INFORMATION)
    way_in(desk, awa, at=JANUARY.replace(day=20), purpose=Purpose.TRAINING)
    way_in(desk, awa, at=MARCH)
    way_in(desk, kofi, at=MARCH, purpose=Purpose.TRAINING)
    way_in(desk, at=MARCH, purpose=Purpose.APPOINTMENT)
    return session, desk, awa


def test_visits_people_and_new_people_are_told_apart(year):
    session, _desk, _awa = year
    found = year_of(session)
    january, march = found.months[0], found.months[2]
    assert (january.visits, january.people, january.new, january.without_code) == (2, 1, 1, 0)
    assert (march.visits, march.people, march.new, march.without_code) == (3, 2, 1, 1)
    assert (found.whole.visits, found.whole.people, found.whole.new) == (5, 2, 2)
    assert january.purposes == {"information": 1, "training": 1}
    assert march.purposes == {"": 1, "training": 1, "appointment": 1}
    assert found.whole.purposes == {"": 1, "information": 1, "training": 2, "appointment": 1}
    assert sum(month.visits for month in found.months) == found.whole.visits


def test_whoever_came_last_year_is_not_new(year):
    session, desk, awa = year
    way_in(desk, awa, at=datetime(2025, 6, 1, 10, tzinfo=UTC))
    assert year_of(session).whole.new == 1
    assert year_of(session, 2025).months[5].new == 1


def test_what_does_not_count_and_ways_out_are_no_visits(year):
    session, desk, awa = year
    before = year_of(session)
    way_in(desk, awa, at=MARCH, counted=False)
    way_in(desk, awa, at=MARCH, direction=Direction.OUT)
    other, elsewhere = hub("Tanger")
    way_in(elsewhere, register(other, name="Nour"), at=MARCH)
    assert year_of(session) == before


def test_months_and_years_begin_at_midnight_on_morocco_s_clocks(year):
    session, desk, awa = year
    # In June 2026 the clocks of Morocco were an hour before UTC.
    way_in(desk, awa, at=datetime(2026, 6, 30, 22, 59, 59, tzinfo=UTC))
    way_in(desk, awa, at=datetime(2026, 6, 30, 23, 0, 0, tzinfo=UTC))
    found = year_of(session)
    assert (found.months[5].visits, found.months[6].visits) == (1, 1)
    way_in(desk, awa, at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    assert year_of(session).months[0].visits == 3


def test_the_years_are_those_in_which_somebody_came(year):
    session, desk, awa = year
    event = db.session.get_one(Event, session.event_id)
    assert visits.years(event) == [2026]
    way_in(desk, awa, at=datetime(2024, 6, 1, 10, tzinfo=UTC))
    assert visits.years(event) == [2026, 2025, 2024]
    empty, _desk = hub("Tanger")
    event = db.session.get_one(Event, empty.event_id)
    assert visits.years(event) == [local(now()).year]


def test_the_page_shows_the_figures_with_a_chart_and_the_purposes(client, app, year):
    session, _desk, _awa = year
    sign_in(client, make_staff(Role.COUNSELLOR))
    page = client.get(page_of(session) + "?year=2026").text
    drawing = page[page.index('<svg class="chart columns"') :].partition("</svg>")[0]
    assert drawing.count("<rect") == 2
    assert 'role="img" aria-label="' in drawing.partition(">")[0]
    assert "mars" in words(page)
    assert spoken(app, labels.PURPOSES["training"]) in words(page)
    assert "Awa" not in page
    empty, _desk = hub("Tanger")
    assert "<rect" not in client.get(page_of(empty)).text.partition("<h1>")[2]


@pytest.mark.parametrize("asked", ["1999", "x", "9" * 30])
def test_a_year_without_visits_leads_to_the_last_one(client, year, asked):
    session, _desk, _awa = year
    sign_in(client, make_staff(Role.COUNSELLOR))
    page = client.get(page_of(session), query_string={"year": asked})
    assert page.status_code == 200
    assert "<b>5</b>" in page.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_has_the_figures_and_nobody_s_name(client, app, year, kind):
    session, _desk, awa = year
    sign_in(client, make_staff(Role.COUNSELLOR))
    address = page_of(session) + "/export?year=2026"
    form = {"form_token": token_in(client.get(page_of(session)).text, address), "format": kind}
    answer = client.post(address, data=form)
    if kind == "csv":
        text = answer.data.decode("utf-8-sig")
        assert "Awa" not in text
        assert awa.code not in text
        lines = [line.split(";") for line in text.splitlines()]
    else:
        sheet = load_workbook(io.BytesIO(answer.data)).active
        lines = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(lines) == 1 + 12 + 1
    assert lines[0][5] == spoken(app, labels.PURPOSES["information"])
    assert lines[1] == ["2026-01", "2", "1", "1", "0", "1", "0", "1", "0", "0", "0"]
    assert lines[3] == ["2026-03", "3", "2", "1", "1", "0", "1", "1", "0", "0", "1"]
    assert lines[-1][:5] == ["2026", "5", "2", "2", "1"]
    assert db.session.query(Deed).filter_by(what="kiosks.visits.exported").count() == 1
    assert client.post(address, data=form | {"format": "exe"}).status_code == 400


def test_the_page_is_light_and_asks_little(client, year):
    session, desk, _awa = year
    sign_in(client, make_staff(Role.COUNSELLOR))
    address = page_of(session)
    few = asked_for(client, address)
    for month in range(1, 13):
        for purpose in Purpose:
            moment = datetime(2026, month, 3, 9, tzinfo=UTC)
            way_in(desk, at=min(moment, now()), purpose=purpose)
    assert asked_for(client, address) == few <= 12
    for lang in ("fr", "ar"):
        assert len(client.get(page_of(session, lang), headers=BROTLI).data) <= 6000


def asked_for(client, address) -> int:
    with counted() as statements:
        client.get(address)
    return len(statements)
