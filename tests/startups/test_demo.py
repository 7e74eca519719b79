"""The demonstration's directory: the sectors, forms and counts of the two programmes."""

from collections import Counter

import pytest
from sqlalchemy import select

from portal import demo_photos, demo_startups
from portal.core import photos, queue
from portal.core.db import db, transaction
from portal.startups.models import (
    CallRequest,
    HomeTurn,
    Startup,
    StartupMember,
    StartupReport,
    StartupWeek,
)
from portal.startups.queries import figures
from portal.startups.states import StartupState
from tests import databases
from tests.queries import counted


@pytest.fixture(scope="module")
def directory(app):
    """Loaded once, for all of these tests."""
    with pytest.MonkeyPatch.context() as patched, app.app_context():
        patched.setattr(queue, "bell", None)
        demo_startups.load("271828", drawn=False)
        yield list(db.session.scalars(select(Startup).order_by(Startup.id)))
        db.session.rollback()
        databases.empty(db.engine)
        db.session.remove()


def test_the_two_programmes_founded_5_and_17_then_1_and_10(directory):
    counts = Counter((one.programme, one.form) for one in directory)
    assert counts == {
        ("W4I", "cooperative"): 5,
        ("W4I", "sarl"): 17,
        ("W4L", "cooperative"): 1,
        ("W4L", "sarl"): 10,
    }


def test_every_state_that_a_page_can_be_in_can_be_looked_at(directory):
    states = Counter(one.state for one in directory)
    assert states[StartupState.SHOWN] >= 28
    for state in ("draft", "to_check", "sent_back", "hidden"):
        assert states[state] == 1
    assert [one.wanted for one in directory if one.wanted] == [{"name": "Studio Baraka Images"}]
    assert db.session.scalar(select(StartupReport.reason)) == "wrong"
    assert any(not one.hours for one in directory)


def test_most_pages_are_in_four_languages_and_some_in_one(directory):
    spoken = Counter(tuple(sorted(one.line)) for one in directory)
    assert spoken[("ar", "en", "es", "fr")] >= 28
    assert {("fr",), ("ar",), ("en",)} <= set(spoken)
    for one in directory:
        for product in one.products:
            assert set(product.name) == set(one.line)


def test_the_sectors_of_the_programmes_are_all_there(directory):
    wanted = {"decor", "sewing", "beauty", "education", "catering", "technology", "audiovisual"}
    wanted |= {"cleaning", "building", "communication", "commerce", "repair"}
    assert wanted <= {one.sector for one in directory}
    assert {one.city_code for one in directory} == {
        *("rabat", "sale", "temara", "tanger", "tetouan", "oujda", "beni-mellal")
    }


def test_each_page_has_someone_who_keeps_it_and_a_line_of_history(directory):
    kept = set(
        db.session.scalars(
            select(StartupMember.startup_id).where(StartupMember.account_id.is_not(None))
        )
    )
    assert kept == {one.id for one in directory}
    counted_weeks = set(db.session.scalars(select(StartupWeek.startup_id)))
    assert counted_weeks == {one.id for one in directory if one.published_at}
    first = figures.weeks(directory[0].id, max(db.session.scalars(select(StartupWeek.week))))
    assert all(week.of(figures.Sign.LOOKED) for week in first)
    assert len(list(db.session.scalars(select(CallRequest)))) == 5
    assert len(list(db.session.scalars(select(HomeTurn)))) == 2


def test_loaded_again_it_is_as_it_was(directory):
    with counted() as statements:
        demo_startups.load("271828", drawn=False)
    assert len(statements) == 1


def test_what_is_missing_is_made_again(directory):
    with transaction():
        directory[3].name, directory[3].demo = "Une autre", False
    demo_startups.load("271828", drawn=False)
    names = list(db.session.scalars(select(Startup.name).where(Startup.demo)))
    assert len(names) == len(set(names)) == 33


@pytest.mark.parametrize("scene", ["wall", "hair"])
def test_a_drawn_photo_passes_like_any_photo_that_is_sent(scene):
    kept = photos.reduced(demo_photos.draw(scene, 1))
    assert (kept.width, kept.height) == (960, 720)
    assert max(kept.sizes.values()) <= 40_000


def test_the_same_photo_is_drawn_each_time_and_another_for_another_seed():
    first = demo_photos.draw("cleaning", 1)
    assert first == demo_photos.draw("cleaning", 1) != demo_photos.draw("cleaning", 2)


def test_what_is_drawn_is_said_in_four_languages():
    plans = [*demo_startups.FIRST_ROUND, *demo_startups.SECOND_ROUND]
    shots = [shot for plan in plans for shot in plan["photos"]]
    assert len(shots) == len(set(shots)) >= 30
    assert {scene for scene, _ in shots} == set(demo_photos.SCENES) == set(demo_startups.ALTS)
    assert all(len(words) == 4 and all(words) for words in demo_startups.ALTS.values())
