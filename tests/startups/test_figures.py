"""Members see what came of their page: by the week, roughly, drawn."""

import csv
import io
from datetime import date, timedelta

import pytest

from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.startups import charts
from portal.startups.cards import figures as cards
from portal.startups.models import StartupWeek
from portal.startups.operations import counting
from portal.startups.queries import figures
from portal.startups.states import Sign
from tests.factories import people, startups
from tests.html_rules import Page
from tests.people import spoken, words
from tests.queries import counted

FIGURES = "/fr/founder/figures/"


def this_week() -> date:
    return counting.monday(local(now()).date())


def seen(page, sign, *counts: int) -> None:
    """In the last weeks; the last of the counts is this week's."""
    with transaction():
        for back, count in enumerate(reversed(counts)):
            monday = this_week() - timedelta(weeks=back)
            db.session.add(StartupWeek(startup_id=page.id, week=monday, sign=sign, count=count))


@pytest.fixture
def keeper(client):
    made = startups.member()
    people.enter(client, made.account)
    return made


def test_weeks_without_any_sign_are_weeks_too(rows):
    page, other = startups.startup(), startups.startup()
    seen(page, Sign.LOOKED, 7, 0, 3)
    seen(other, Sign.LOOKED, 100)
    found = figures.weeks(page.id, local(now()).date(), count=5)
    assert [week.of(Sign.LOOKED) for week in found] == [0, 0, 7, 0, 3]
    assert [week.monday for week in found] == [
        this_week() - timedelta(weeks=n) for n in (4, 3, 2, 1, 0)
    ]
    assert figures.totals(found)[Sign.LOOKED] == 10
    assert figures.totals(found)[Sign.CARD] == 0


def test_what_is_older_than_the_weeks_asked_for_is_left_out(rows):
    page = startups.startup()
    seen(page, Sign.CALLED, *[1] * 14)
    assert len(figures.weeks(page.id, local(now()).date())) == 12
    assert figures.totals(figures.weeks(page.id, local(now()).date()))[Sign.CALLED] == 12


def test_a_column_stands_for_each_week_and_arabic_pages_begin_on_the_other_side():
    drawn = charts.columns([0, 20, 40], mirrored=False)
    assert [column.height for column in drawn] == [0, charts.HIGH / 2, charts.HIGH]
    assert all(column.y + column.height == charts.HIGH for column in drawn)
    assert [c.x for c in drawn] == sorted(c.x for c in drawn)
    mirrored = charts.columns([0, 20, 40], mirrored=True)
    for one, other in zip(drawn, mirrored, strict=True):
        assert one.x + one.width == pytest.approx(charts.WIDE - other.x)


def test_a_few_readers_are_no_tower():
    assert charts.columns([2], mirrored=False)[0].height < charts.HIGH / 3


@pytest.mark.parametrize("lang", ["fr", "ar", "en", "es"])
def test_a_member_reads_how_many_looked_last_week_and_who_called(client, app, keeper, lang):
    seen(keeper.startup, Sign.LOOKED, 41, 12)
    seen(keeper.startup, Sign.CALLED, 3, 0)
    page = client.get(f"/{lang}/founder/figures/")
    assert page.status_code == 200
    text = words(page.text)
    with app.test_request_context(f"/{lang}/"):
        app.preprocess_request()
        assert " ".join(cards._looked(41).split()) in text
        assert " ".join(cards._called(3).split()) in text
    assert "41" not in text


def test_the_figures_are_drawn_and_in_a_table(client, app, keeper):
    seen(keeper.startup, Sign.LOOKED, 41, 12)
    seen(keeper.startup, Sign.POSTER, 6, 0)
    page = client.get(FIGURES)
    drawn = Page(page.text)
    columns = [facts for facts in drawn.all("rect") if facts.get("class") in {"taken", "sent"}]
    assert len(columns) == 3  # two weeks of readers, one of posters
    assert len(drawn.all("tr")) == 1 + figures.WEEKS
    for row in cards_of(app, keeper.startup):
        assert row in words(page.text)


def cards_of(app, startup) -> list[str]:
    with app.test_request_context("/fr/"):
        app.preprocess_request()
        rows = cards.rows(figures.weeks(startup.id, local(now()).date()))
        return [" ".join(f"{row.name}\u00a0: {row.told}".split()) for row in rows]


def test_no_small_number_can_be_read_anywhere(client, keeper):
    for count, sign in ((1, Sign.CALLED), (3, Sign.WROTE), (4, Sign.ASKED)):
        seen(keeper.startup, sign, count, 0)
    page, table = client.get(FIGURES), client.get("/fr/founder/figures/table.csv")
    again = startups.member()
    people.enter(client, again.account)
    for sign in (Sign.CALLED, Sign.WROTE, Sign.ASKED):
        seen(again.startup, sign, 2, 0)
    assert client.get(FIGURES).text == page.text
    assert client.get("/fr/founder/figures/table.csv").text == table.text


def test_a_member_takes_the_rough_figures_away(client, app, keeper):
    seen(keeper.startup, Sign.LOOKED, 41, 2)
    answer = client.get("/fr/founder/figures/table.csv")
    assert answer.mimetype == "text/csv"
    lines = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    if len(lines[0]) == 1:
        lines = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert len(lines) == 1 + figures.WEEKS
    assert lines[1][:2] == [this_week().isoformat(), spoken(app, "a few")]
    assert "40" in lines[2][1]
    assert "41" not in answer.text


def test_another_s_figures_are_not_shown(client, keeper):
    other = startups.startup()
    empty = client.get(FIGURES).text
    seen(other, Sign.LOOKED, 300, 300)
    assert client.get(FIGURES).text == empty


def test_the_first_week_says_what_will_stand_here(client, app, keeper):
    page = client.get(FIGURES)
    assert spoken(app, "Nothing is counted yet.") in words(page.text)
    assert not Page(page.text).all("table")


def test_the_page_is_light_and_asks_little(client, keeper):
    for sign in Sign:
        seen(keeper.startup, sign, *range(20, 32))
    client.get(FIGURES)
    with counted() as statements:
        answer = client.get(FIGURES, headers={"Accept-Encoding": "br"})
    assert len(statements) <= 12
    assert len(answer.data) <= 6000


def test_the_idea_of_the_last_message_stands_beside_the_figures(app, client, keeper):
    seen(keeper.startup, Sign.LOOKED, 40)
    assert spoken(app, "One idea:", "fr") not in words(client.get(FIGURES).text)
    with transaction():
        db.session.get_one(type(keeper.startup), keeper.startup_id).advised = "price"
    shown = words(client.get(FIGURES).text)
    assert spoken(app, "One idea:", "fr") in shown
    assert spoken(app, "write your prices", "fr") in shown
