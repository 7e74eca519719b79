"""What a whole run writes, what it leaves alone, and the command that starts one."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from jobs import matching, whole_run
from portal.cli import main
from portal.core.clock import now
from portal.core.db import committed, db, transaction
from portal.matching.models import MatchRun, OpeningMatch
from portal.matching.operations import running
from portal.matching.states import Withdrawn
from tests.factories import people
from tests.matching.village import (
    ask,
    change,
    standing,
    suggestion_of,
    tailor,
    unasked,
    whole,
    workshop,
)

pytestmark = pytest.mark.usefixtures("carried_out")


@pytest.fixture
def village():
    """Three who agreed and one who was not asked; four openings, one that suits nobody."""
    found = [tailor() for _ in range(3)], [workshop() for _ in range(3)]
    unasked()
    workshop(city="Agadir", city_code="agadir")
    return found


def test_who_takes_her_yes_back_during_a_run_gets_nothing(village, monkeypatch):
    (first, *_), _ = village
    seen = whole_run.write

    def meanwhile(mine, batch, **named):
        with transaction():
            db.session.query(people.MatchingConsent).filter_by(person_id=first.id).update(
                {"given": False}
            )
        monkeypatch.setattr(whole_run, "write", seen)
        seen(mine, batch, **named)

    monkeypatch.setattr(whole_run, "write", meanwhile)
    whole()
    assert {person for person, _ in standing()} == {one.id for one in village[0][1:]}


def test_an_opening_that_was_matched_during_a_run_is_left_as_it_is(village, monkeypatch):
    _, (closed, *others) = village
    seen = whole_run.write

    def meanwhile(mine, batch, **named):
        monkeypatch.setattr(whole_run, "write", seen)
        change(closed, state="filled", changed_at=now())
        matching.match_changes()
        seen(mine, batch, **named)

    with transaction():
        db.session.add(OpeningMatch(opportunity_id=closed.id, seen_at=now() - timedelta(1)))
    monkeypatch.setattr(whole_run, "write", meanwhile)
    whole()
    open_now = {opening for (_, opening), state in standing().items() if state == "proposed"}
    assert open_now == {one.id for one in others}


def test_what_a_person_or_the_team_said_is_never_touched(village):
    (one, other, third), (opening, *_) = village
    people.suggestion(one, opening, state="no", reason="far")
    people.suggestion(other, opening, state="withdrawn", reason=Withdrawn.TEAM)
    people.application(third, opening)
    whole()
    kept = {who: standing().get((who.id, opening.id)) for who in (one, other, third)}
    assert kept == {one: "no", other: "withdrawn", third: None}


def test_what_went_away_comes_back_in_the_same_row_and_is_not_told_again(village):
    (who, *_), (opening, *_) = village
    told = now() - timedelta(days=9)
    before = people.suggestion(
        who, opening, state="withdrawn", reason="closed", told_at=told, proposed_at=told
    )
    whole()
    again = suggestion_of(who, opening)
    assert (again.id, again.state, again.reason, again.ended_at) == (
        before.id,
        "proposed",
        "",
        None,
    )
    assert again.told_at == told
    assert again.proposed_at > told


def test_what_a_counsellor_put_there_stays_whatever_the_score_says(village):
    (who, *_), _ = village
    far = workshop(trade="cook", city="Agadir", city_code="agadir")
    people.suggestion(who, far, origin="counsellor", score=0.2)
    people.suggestion(village[0][1], far)
    run = whole()
    assert (run.kept, run.withdrawn) == (1, 1)
    assert suggestion_of(who, far).state == "proposed"
    assert suggestion_of(village[0][1], far).reason == "no_longer_fits"


def test_the_command_shows_figures_and_a_dry_run_changes_nothing(village, monkeypatch, app):
    monkeypatch.setattr("portal.app.create_app", lambda: app)
    tried = CliRunner().invoke(main, ["match", "run", "--dry-run"])
    assert tried.exit_code == 0, tried.output
    assert "Would add               9" in tried.output
    assert standing() == {}
    assert db.session.query(MatchRun).count() == 0
    done = CliRunner().invoke(main, ["match", "run"])
    assert done.exit_code == 0, done.output
    assert "Added                   9" in done.output
    assert len(standing()) == 9
    shown = CliRunner().invoke(main, ["match", "show", "--figures"])
    assert "3 people, 4 openings: 9 added" in shown.output
    assert "Gini of people" in shown.output


def test_the_command_leaves_a_run_that_a_worker_has(village, monkeypatch, app):
    monkeypatch.setattr("portal.app.create_app", lambda: app)
    token = ask()
    committed(lambda: running.claim(token))
    done = CliRunner().invoke(main, ["match", "run"])
    assert done.exit_code == 1
    assert "Another worker" in done.output
    assert standing() == {}
